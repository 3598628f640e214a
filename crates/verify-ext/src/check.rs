//! A check of a code: sent at most once, and looked for when its answer is lost.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::time::Instant;
use verify_api::types::SessionId;

use crate::client::{Client, wait};
use crate::code::VerificationCode;
use crate::deadline;
use crate::error::{Effect, Error};
use crate::number::PhoneNumber;
use crate::outcome::Outcome;
use crate::session::Session;

/// A check that does not know yet which number it is for; made by [`Client::check`].
#[must_use = "a check is sent when it is told the number, by `claiming`, and awaited"]
pub struct UnboundCheck<'a> {
    client: &'a Client,
    session_id: &'a SessionId,
    code: &'a VerificationCode,
}

impl<'a> UnboundCheck<'a> {
    pub(crate) fn new(
        client: &'a Client,
        session_id: &'a SessionId,
        code: &'a VerificationCode,
    ) -> Self {
        Self {
            client,
            session_id,
            code,
        }
    }

    /// Binds the check to the number that the person claims: a session for another number is
    /// [`Outcome::VerifiedForAnotherNumber`], never [`Outcome::Verified`].
    ///
    /// Digits are compared. Write the number with its country code.
    pub fn claiming(self, number: &'a PhoneNumber) -> Check<'a> {
        Check {
            unbound: self,
            claimed: Some(number),
            before: None,
        }
    }

    /// Checks the code for the number of the session, whichever it is.
    ///
    /// Only where the session id never left your own systems, and the number was stored beside it
    /// when the session was made.
    pub fn any_number(self) -> Check<'a> {
        Check {
            unbound: self,
            claimed: None,
            before: None,
        }
    }
}

/// What a check has to know before it can be awaited; no type has it.
///
/// It is there for the compiler's words, which name it when somebody awaits a check that no number is
/// claimed for.
#[doc(hidden)]
pub trait ClaimingComesBeforeAwait {}

impl<'a> Future for UnboundCheck<'a>
where
    UnboundCheck<'a>: ClaimingComesBeforeAwait,
{
    type Output = Result<Outcome, Error>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        // Nobody gets here: the trait is private and has no type.
        Poll::Pending
    }
}

impl fmt::Debug for UnboundCheck<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnboundCheck").finish_non_exhaustive()
    }
}

/// A check, ready to be awaited; see [`Client::check`].
#[must_use = "a check is sent when it is awaited"]
pub struct Check<'a> {
    unbound: UnboundCheck<'a>,
    claimed: Option<&'a PhoneNumber>,
    before: Option<&'a Session>,
}

impl<'a> Check<'a> {
    /// Tells what is known of the session from before, so that a lost answer can be settled by the
    /// count of attempts: if it has moved since, the code was counted as wrong.
    ///
    /// Without it only a final status settles a lost answer. The client does not read the session
    /// by itself before a check: that would double the requests of every login for the sake of the
    /// rare one whose answer is lost.
    ///
    /// Give it only if no other check of this session can be under way; the count does not say
    /// whose code was wrong.
    pub fn with_prior_read(mut self, before: &'a Session) -> Self {
        self.before = Some(before);
        self
    }

    async fn run(self) -> Result<Outcome, Error> {
        let shared = self.unbound.client.shared();
        let deadline = deadline::from_now(shared.deadline);
        let send_by = if shared.resolve_lost_answers {
            deadline::from_now(shared.deadline / 4 * 3)
        } else {
            deadline
        };
        match self.send(send_by).await {
            Err(lost) if lost.may_have_counted() && shared.resolve_lost_answers => {
                self.resolve(lost, deadline).await
            }
            outcome => outcome,
        }
    }

    /// Sends the code, and again only while no connection is made.
    async fn send(&self, deadline: Instant) -> Result<Outcome, Error> {
        let UnboundCheck {
            client,
            session_id,
            code,
        } = self.unbound;
        let mut backoff = client.shared().retry.start();
        loop {
            let error = match client
                .try_code(session_id, code, backoff.waits(), deadline)
                .await
            {
                Ok(session) => {
                    return Outcome::of(&session, self.claimed)
                        .ok_or_else(|| Error::unnamed_number().with_effect(Effect::Attempt));
                }
                Err(error) => error.with_effect(Effect::Attempt),
            };
            if !error.is_unsent() || !wait(&mut backoff, &error, deadline).await {
                return Err(error);
            }
        }
    }

    /// Looks for what came of a check whose answer was lost.
    async fn resolve(&self, lost: Error, deadline: Instant) -> Result<Outcome, Error> {
        let UnboundCheck {
            client, session_id, ..
        } = self.unbound;
        let mut backoff = client.shared().retry.start();
        let mut latest = None;
        while wait(&mut backoff, latest.as_ref().unwrap_or(&lost), deadline).await {
            match client.read(session_id, backoff.waits() - 1, deadline).await {
                Ok(session) => {
                    if let Some(outcome) = Outcome::of_lost(&session, self.before, self.claimed) {
                        return Ok(outcome);
                    }
                }
                Err(error) if error.is_transient() => latest = Some(error),
                Err(_) => break,
            }
        }
        Err(lost)
    }
}

impl<'a> IntoFuture for Check<'a> {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Check<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").finish_non_exhaustive()
    }
}
