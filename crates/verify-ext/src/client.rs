//! The client, and how it reads a session.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until, timeout_at};
use verify_api::types::{self, SessionId, SubAccountId};
use verify_api::{ApiKey, BaseUrl, ResponseValue};

use crate::answer::{self, Secrets};
use crate::build_error::BuildError;
use crate::builder::ClientBuilder;
use crate::check::UnboundCheck;
use crate::code::VerificationCode;
use crate::connection::Progress;
use crate::deadline;
use crate::destinations::Destinations;
use crate::error::{Error, Late};
use crate::http_client::Connections;
use crate::retry::{Backoff, RetryPolicy};
use crate::session::{Session, is_about};
use crate::telemetry;

/// A client for one sub-account.
///
/// Make one and keep it: it holds a pool of connections for status reads. It is `Send` and `Sync`, and cheap to
/// clone; clones share the pool. Its futures need a Tokio runtime with time and I/O enabled.
///
/// `Debug` shows the sub-account and the base URL, never the key.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    /// For what must arrive at most once.
    pub(crate) once: Api,
    /// For what may be sent again.
    pub(crate) reads: Api,
    pub(crate) base_url: BaseUrl,
    pub(crate) sub_account: SubAccountId,
    pub(crate) api_key: ApiKey,
    pub(crate) deadline: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) resolve_lost_answers: bool,
    /// Where messages may be sent to; anywhere if it is not said.
    pub(crate) destinations: Option<Destinations>,
    /// How many may poll at once.
    pub(crate) polls: Arc<Semaphore>,
}

/// The generated client, and where its connections come from.
pub(crate) struct Api {
    pub(crate) client: verify_api::Client,
    pub(crate) connections: Connections,
}

/// One sending of a request.
#[cfg_attr(
    not(feature = "tracing"),
    expect(dead_code, reason = "some of it is for spans only")
)]
#[derive(Clone, Copy)]
pub(crate) struct Sending<'a> {
    pub(crate) api: &'a Api,
    pub(crate) method: &'static str,
    /// How often it was sent before.
    pub(crate) resend_count: u32,
    pub(crate) deadline: Instant,
    /// What goes out with it and must not be shown.
    pub(crate) secret: Option<&'a str>,
}

/// What the generated client gives for a request.
type Answered<T> = Result<ResponseValue<T>, verify_api::Error<types::ApiError>>;

#[cfg(feature = "tracing")]
impl Shared {
    /// The host and the port of the base URL.
    pub(crate) fn server(&self) -> (String, u16) {
        let uri: http::Uri = self.base_url.as_str().parse().unwrap_or_default();
        let usual = if uri.scheme_str() == Some("http") {
            80
        } else {
            443
        };
        let host = uri.host().unwrap_or_default().to_owned();
        (host, uri.port_u16().unwrap_or(usual))
    }
}

impl Client {
    /// Starts a client; the sub-account and the API key have to be given.
    ///
    /// ```
    /// use verify_ext::{Client, Region};
    ///
    /// let client = Client::builder()
    ///     .region(Region::Europe)
    ///     .sub_account("acme")
    ///     .api_key("3f9a-not-a-real-key")
    ///     .build()?;
    /// # Ok::<(), verify_ext::BuildError>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Makes a client from the environment.
    ///
    /// | variable | value |
    /// |---|---|
    /// | `VERIFY_SUB_ACCOUNT_ID` | the sub-account, required |
    /// | `VERIFY_API_KEY` | the API key, required |
    /// | `VERIFY_REGION` | `asia-pacific` (the default), `north-america`, `europe`, or `indonesia` |
    /// | `VERIFY_BASE_URL` | a base URL in place of a region's |
    ///
    /// A variable that is set to nothing counts as not set. Use
    /// [`ClientBuilder::from_env`] to change anything else.
    ///
    /// # Errors
    ///
    /// [`BuildError`] names the variable that is missing or not valid, never its value.
    pub fn from_env() -> Result<Self, BuildError> {
        ClientBuilder::from_env()?.build()
    }

    pub(crate) fn new(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Reads where a session stands. It changes nothing and uses up no attempt.
    ///
    /// A transport fault, 429, 502, 503, or 504 is tried again as the
    /// [retry policy](ClientBuilder::retry) says, within the total deadline. Dropping the future
    /// stops it and has no effect on the session.
    ///
    /// **A session that is `VERIFIED` is so for everybody who reads it.** To let a person in by a
    /// code, use [`check`](Client::check).
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]; [`may_have_counted`](Error::may_have_counted) is always false.
    pub async fn session(&self, id: &SessionId) -> Result<Session, Error> {
        let deadline = deadline::from_now(self.shared.deadline);
        let mut backoff = self.shared.retry.start();
        loop {
            let error = match self.read(id, backoff.waits(), deadline).await {
                Ok(session) => return Ok(session),
                Err(error) => error,
            };
            if !error.is_transient() || !wait(&mut backoff, &error, deadline).await {
                return Err(error);
            }
        }
    }

    /// Checks a code that a person typed in, for the number that they claim:
    ///
    /// ```
    /// # use verify_ext::{Client, Error, Outcome, PhoneNumber, SessionId, VerificationCode};
    /// # async fn login(
    /// #     client: &Client,
    /// #     session_id: &SessionId,
    /// #     code: &VerificationCode,
    /// #     number: &PhoneNumber,
    /// # ) -> Result<(), Error> {
    /// match client.check(session_id, code).claiming(number).await? {
    ///     Outcome::Verified => { /* let them in */ }
    ///     other => { /* tell them why not */ }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// **Why the number.** A session id that came from a browser proves only that *somebody*
    /// verified *some* number. Whoever verifies a number of their own and sends that session's id
    /// with a stranger's account would be let in.
    ///
    /// **Why one session must open one door once.** `VERIFIED` is final, and the answer to every later
    /// call, also to a check of a wrong code. Take a session out of your store when it is verified.
    ///
    /// **Sent at most once.** A check uses up one of five attempts and may cost a fee. It is sent
    /// again only when no connection was made. It goes out on a connection of its own, since one from
    /// a pool may have been closed by the service while the process stood still. An answer that was
    /// lost is looked for by up to three status reads, unless
    /// [`ClientBuilder::resolve_lost_answers`] switches that off; they get the last quarter of the
    /// total deadline.
    ///
    /// **Dropping the future** before it is done does not take back what was sent: the attempt may
    /// have been counted, and the session may have been verified. Read the session to find out. Limit
    /// the time by [`ClientBuilder::deadline`], not by `tokio::time::timeout`: its end is an error that
    /// [`may_have_counted`](Error::may_have_counted) can be asked of.
    ///
    /// **Two checks at once** of one session are two attempts. Both answer `VERIFIED` if both codes
    /// are right.
    ///
    /// A check is not a check without a code, and is nothing before it is told the number:
    ///
    /// ```compile_fail
    /// # async fn f(client: &verify_ext::Client, session_id: &verify_ext::SessionId) {
    /// client.check(session_id).await;
    /// # }
    /// ```
    ///
    /// ```compile_fail
    /// # async fn f(
    /// #     client: &verify_ext::Client,
    /// #     session_id: &verify_ext::SessionId,
    /// #     code: &verify_ext::VerificationCode,
    /// # ) {
    /// client.check(session_id, code).await;
    /// # }
    /// ```
    pub fn check<'a>(
        &'a self,
        session_id: &'a SessionId,
        code: &'a VerificationCode,
    ) -> UnboundCheck<'a> {
        UnboundCheck::new(self, session_id, code)
    }

    /// Reads a session once.
    pub(crate) async fn read(
        &self,
        id: &SessionId,
        resend_count: u32,
        deadline: Instant,
    ) -> Result<Session, Error> {
        let Shared { once, reads, .. } = &*self.shared;
        match self.call(reads, id, None, resend_count, deadline).await {
            // An answer that nobody had asked for was left on the connection, and puts every later
            // one off by one. Another connection has nothing left over.
            Err(error) if error.is_misdirected() => {
                self.call(once, id, None, resend_count + 1, deadline).await
            }
            read => read,
        }
    }

    /// Sends a code once.
    pub(crate) async fn try_code(
        &self,
        id: &SessionId,
        code: &VerificationCode,
        resend_count: u32,
        deadline: Instant,
    ) -> Result<Session, Error> {
        let once = &self.shared.once;
        self.call(once, id, Some(code), resend_count, deadline)
            .await
    }

    /// Sends one request about a session, with a code or without.
    async fn call(
        &self,
        api: &Api,
        id: &SessionId,
        code: Option<&VerificationCode>,
        resend_count: u32,
        deadline: Instant,
    ) -> Result<Session, Error> {
        let mut request = api
            .client
            .validate_verification()
            .sub_account_id(&self.shared.sub_account)
            .session_id(id);
        if let Some(code) = code {
            request = request.code(code.as_sent());
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that decides what a call without a code is"
        )]
        let request = Box::pin(request.send());
        let sending = Sending {
            api,
            method: "GET",
            resend_count,
            deadline,
            secret: code.map(VerificationCode::expose),
        };
        let judged = |raw: types::Session| {
            let secrets = self.secrets(sending);
            if !is_about(&raw, id) {
                return Err(answer::misdirected(&raw, secrets));
            }
            Session::read(raw).map_err(|raw| {
                let what = "the service answered with a session that has no status";
                answer::incomplete(what, &raw, secrets)
            })
        };
        self.send(request, sending, judged).await
    }

    /// Sends a request, and judges its answer.
    ///
    /// The request is boxed: it is moved into several futures, and is by far their largest part.
    pub(crate) async fn send<T, U>(
        &self,
        request: Pin<Box<impl Future<Output = Answered<T>>>>,
        sending: Sending<'_>,
        judged: impl FnOnce(T) -> Result<U, Error>,
    ) -> Result<U, Error> {
        // A request on a connection from the pool says nothing of the one that was being made.
        let progress = (sending.api.connections == Connections::Fresh).then(Progress::default);
        let answer = async {
            let answer = match &progress {
                Some(progress) => timeout_at(sending.deadline, progress.note(request)).await,
                None => timeout_at(sending.deadline, request).await,
            };
            let connected = progress.as_ref().map(Progress::is_connected);
            match answer {
                Ok(Ok(response)) => judged(response.into_inner()),
                Ok(Err(error)) => Err(answer::error(error, self.secrets(sending), connected)),
                Err(_) => Err(Error::late(match connected {
                    Some(true) => Late::Connected,
                    Some(false) => Late::Connecting,
                    None => Late::Pooled,
                })),
            }
        };
        telemetry::observed(&self.shared, sending, answer).await
    }

    pub(crate) fn secrets<'a>(&'a self, sending: Sending<'a>) -> Secrets<'a> {
        Secrets {
            key: &self.shared.api_key,
            sent: sending.secret,
        }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("sub_account", &self.shared.sub_account.as_str())
            .field("base_url", &self.shared.base_url.as_str())
            .finish_non_exhaustive()
    }
}

/// Waits before sending again; false, at once, if there is no time or no try left.
pub(crate) async fn wait(backoff: &mut Backoff, error: &Error, deadline: Instant) -> bool {
    let planned = backoff.next(error).and_then(|wait| {
        let until = Instant::now().checked_add(wait)?;
        (until < deadline).then_some((wait, until))
    });
    telemetry::decided(error, planned.map(|(wait, _)| wait));
    let Some((_, until)) = planned else {
        return false;
    };
    sleep_until(until).await;
    true
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{ErrorKind, RetryPolicy};

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_reaches_the_deadline_is_not_begun() {
        let policy = RetryPolicy::default().retries(1).first_wait(Duration::ZERO);
        let told = Duration::from_secs(7);
        let error = crate::testing::error(ErrorKind::Throttled)
            .retry_after(told)
            .build();
        for (left, expected) in [(told, false), (told + Duration::from_millis(1), true)] {
            let started = Instant::now();
            let waited = wait(&mut policy.start(), &error, started + left).await;
            assert_eq!(waited, expected, "{left:?}");
            let expected = if expected { told } else { Duration::ZERO };
            assert_eq!(started.elapsed(), expected);
        }
    }

    #[cfg(feature = "tracing")]
    #[test]
    fn the_port_of_a_server_is_its_own_or_that_of_its_scheme() {
        let table = [
            ("https://verify.8x8.com", ("verify.8x8.com", 443)),
            ("https://proxy.test:8443/8x8", ("proxy.test", 8443)),
            ("http://127.0.0.1", ("127.0.0.1", 80)),
        ];
        for (url, (host, port)) in table {
            let client = Client::builder()
                .base_url(url)
                .sub_account("acme")
                .api_key("key");
            let server = client.build().unwrap().shared.server();
            assert_eq!(server, (host.to_owned(), port), "{url}");
        }
    }
}
