//! Waiting for a session to change, or to be over.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::Instant;
use verify_api::types::SessionId;

use crate::client::Client;
use crate::deadline;
use crate::error::Error;
use crate::number::PhoneNumber;
use crate::outcome::Outcome;
use crate::polling::{Poller, Source};
use crate::session::Session;

/// The vendor's codes do not live longer.
const WITHIN: Duration = Duration::from_secs(600);

impl Client {
    /// Waits until a session is over, by reading it from time to time. It never sends a code.
    ///
    /// A session that verifies silently over mobile data is over without a code. The first read
    /// comes after 2 s, and the time between reads grows to 10 s, each a quarter longer or shorter
    /// at random. Read the session with [`session`](Client::session) first if it may be over
    /// already.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use verify_ext::{Client, Error, Outcome, PhoneNumber, SessionId};
    /// # async fn login(
    /// #     client: &Client,
    /// #     session_id: &SessionId,
    /// #     number: &PhoneNumber,
    /// # ) -> Result<(), Error> {
    /// let wait = client.wait(session_id).within(Duration::from_secs(90));
    /// if wait.claiming(number).await? == Outcome::Verified {
    ///     // Let them in.
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// **Bind it to the number**, by [`Wait::claiming`], for the same reason as a check. Without,
    /// it gives the session, and whoever lets somebody in by that has to compare the number.
    ///
    /// A thousand sessions may be waited for at once: a wait is a future and no task, and all that
    /// wait through one client share
    /// [`concurrent_polls`](crate::ClientBuilder::concurrent_polls). It works under
    /// `tokio::time::pause`. Dropping the future ends the wait and has no effect on the session.
    ///
    /// # Errors
    ///
    /// [`Error::is_timeout`] if the session was not over in time, or one second after it expired by
    /// this machine's clock. What may pass, such as a broken connection, 429, or a 5xx, is waited
    /// out, and told only if it lasts until time is up. Every other error ends the wait at once.
    pub fn wait(&self, session_id: &SessionId) -> Wait {
        Wait {
            state: WaitState::New(self.source(session_id)),
            within: WITHIN,
        }
    }

    /// The changes of a session as a stream, until it is over; read as by [`wait`](Client::wait).
    ///
    /// The first item is the session as it is found; then one comes whenever it differs from the
    /// one before. The stream ends after a session that is over, or after an error.
    ///
    /// ```
    /// # use verify_ext::{Client, Error, SessionId};
    /// # async fn example(client: &Client, session_id: &SessionId) -> Result<(), Error> {
    /// let mut changes = client.changes(session_id);
    /// while let Some(session) = changes.next().await {
    ///     println!("{:?} wrong codes so far", session?.attempts_used());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn changes(&self, session_id: &SessionId) -> Changes {
        Changes {
            state: State::New(self.source(session_id)),
            within: WITHIN,
            before: None,
        }
    }

    fn source(&self, session_id: &SessionId) -> SessionSource {
        SessionSource {
            client: self.clone(),
            session_id: session_id.clone(),
        }
    }
}

/// One session, read through a client.
struct SessionSource {
    client: Client,
    session_id: SessionId,
}

impl SessionSource {
    fn poller(self, within: Duration) -> Poller<Self> {
        let gate = Arc::clone(&self.client.shared().polls);
        Poller::new(self, gate, within)
    }
}

impl Source for SessionSource {
    async fn read(&self, deadline: Instant) -> Result<Session, Error> {
        let own = deadline::from_now(self.client.shared().deadline);
        let deadline = deadline.min(own);
        self.client.read(&self.session_id, 0, deadline).await
    }
}

/// A wait for the end of a session; see [`Client::wait`].
///
/// It is a future: it may be awaited, spawned, or raced with another.
#[must_use = "a wait starts when it is awaited"]
pub struct Wait {
    state: WaitState,
    within: Duration,
}

enum WaitState {
    New(SessionSource),
    Waiting(Pin<Box<dyn Future<Output = Result<Session, Error>> + Send>>),
    Over,
}

impl Wait {
    /// How long to wait at most; ten minutes unless told otherwise. It counts from the first poll.
    pub fn within(mut self, within: Duration) -> Self {
        self.within = within;
        self
    }

    /// Binds the wait to the number that the person claims, and lets it end in an outcome as a
    /// check does: a session for another number is [`Outcome::VerifiedForAnotherNumber`], never
    /// [`Outcome::Verified`].
    ///
    /// Digits are compared, as by [`Session::is_for_number`].
    pub fn claiming(self, number: &PhoneNumber) -> ClaimingWait {
        ClaimingWait {
            wait: self,
            claimed: number.clone(),
        }
    }
}

impl Future for Wait {
    type Output = Result<Session, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut waiting = match std::mem::replace(&mut self.state, WaitState::Over) {
            WaitState::New(source) => {
                let mut poller = source.poller(self.within);
                Box::pin(async move { poller.last().await })
            }
            WaitState::Waiting(waiting) => waiting,
            // As for every future, nothing comes after its end.
            WaitState::Over => return Poll::Pending,
        };
        let polled = waiting.as_mut().poll(context);
        if polled.is_pending() {
            self.state = WaitState::Waiting(waiting);
        }
        polled
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("within", &self.within)
            .finish_non_exhaustive()
    }
}

/// A wait that ends in an outcome for a number; see [`Wait::claiming`]. It is a future as well.
#[must_use = "a wait starts when it is awaited"]
pub struct ClaimingWait {
    wait: Wait,
    claimed: PhoneNumber,
}

impl ClaimingWait {
    /// How long to wait at most; ten minutes unless told otherwise. It counts from the first poll.
    pub fn within(mut self, within: Duration) -> Self {
        self.wait = self.wait.within(within);
        self
    }
}

impl Future for ClaimingWait {
    type Output = Result<Outcome, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let session = std::task::ready!(Pin::new(&mut self.wait).poll(context))?;
        let outcome = Outcome::of(&session, Some(&self.claimed));
        Poll::Ready(outcome.ok_or_else(Error::unnamed_number))
    }
}

impl fmt::Debug for ClaimingWait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClaimingWait")
            .field("within", &self.wait.within)
            .finish_non_exhaustive()
    }
}

/// The changes of a session; see [`Client::changes`].
#[must_use = "a stream does nothing unless it is polled"]
pub struct Changes {
    state: State,
    within: Duration,
    before: Option<Session>,
}

type Reading =
    Pin<Box<dyn Future<Output = (Poller<SessionSource>, Result<Session, Error>)> + Send>>;

enum State {
    New(SessionSource),
    Reading(Reading),
    Over,
}

impl Changes {
    /// How long to watch at most, from the first poll on; ten minutes unless told otherwise.
    pub fn within(mut self, within: Duration) -> Self {
        self.within = within;
        self
    }

    /// The next change; `None` when there will be no more. The same as the stream's, for callers
    /// without a stream library.
    pub async fn next(&mut self) -> Option<Result<Session, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for Changes {
    type Item = Result<Session, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Poll::Ready(None),
                State::New(source) => {
                    self.state = State::Reading(read(source.poller(self.within)));
                }
                State::Reading(mut reading) => {
                    let Poll::Ready((poller, read_now)) = reading.as_mut().poll(context) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    let session = match read_now {
                        Ok(session) => session,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    if !session.is_final() {
                        self.state = State::Reading(read(poller));
                    }
                    if self.before.as_ref() != Some(&session) {
                        self.before = Some(session.clone());
                        return Poll::Ready(Some(Ok(session)));
                    }
                }
            }
        }
    }
}

fn read(mut poller: Poller<SessionSource>) -> Reading {
    Box::pin(async move {
        let session = poller.next().await;
        (poller, session)
    })
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes")
            .field("within", &self.within)
            .finish_non_exhaustive()
    }
}
