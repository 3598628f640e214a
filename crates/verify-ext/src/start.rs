//! Starting a verification: a message is sent at most once.

use std::fmt;
use std::future::IntoFuture;
use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;

use verify_api::types::{self, CodeType, SessionId, StartRequest};

use crate::answer;
use crate::channel::Channel;
use crate::client::{Client, Sending, wait};
use crate::deadline;
use crate::destinations::NotAllowed;
use crate::error::{Effect, Error, ErrorKind};
use crate::number::PhoneNumber;
use crate::session::Session;

/// What the vendor takes for the resend interval if it is not said.
const RESEND_INTERVAL: Duration = Duration::from_secs(10);

impl Client {
    /// Starts a verification of a number: sends a code to it, or begins a silent verification.
    ///
    /// ```
    /// # use verify_ext::{Client, Error, PhoneNumber, StartOutcome};
    /// # fn store(session_id: &str, number: &PhoneNumber) {}
    /// # async fn login(client: &Client, number: &PhoneNumber) -> Result<(), Error> {
    /// match client.start(number).brand("Acme").await? {
    ///     StartOutcome::Started(started) => {
    ///         store(started.session_id().as_str(), started.number());
    ///     }
    ///     StartOutcome::TooSoon { come_back_in } => { /* the code is on its way already */ }
    ///     _ => { /* what a later version adds */ }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// **The number** is written with `+`, or without its country code and with
    /// [`country`](Start::country). Neither is refused before anything is sent, and so is every value
    /// that breaks a documented bound.
    ///
    /// **Sent at most once.** Each message costs money. A start is sent again only when no connection
    /// was made, and goes out on a connection of its own.
    ///
    /// **After a lost answer**, [`Error::may_have_sent`] is true: the message may be on its way, and
    /// nobody knows the name of its session. Start again, with the same settings, once the
    /// [resend interval](Start::resend_interval) is over: the vendor documents that the same code is
    /// sent again in the same session, so that the person can use either message. That costs one more
    /// message at most. Earlier, the answer is [`StartOutcome::TooSoon`], and nothing is sent or
    /// billed. Do not [reset](Start::reset_session) it: the message that is on its way would hold a
    /// code that is not good any more.
    ///
    /// **Dropping the future** does not take back what was sent. Limit the time by
    /// [`ClientBuilder::deadline`](crate::ClientBuilder::deadline), not by `tokio::time::timeout`: its
    /// end is an error that [`may_have_sent`](Error::may_have_sent) can be asked of.
    ///
    /// **Limit where you send to**, by
    /// [`allowed_country_codes`](crate::ClientBuilder::allowed_country_codes): whoever finds a form
    /// that sends messages at your cost sends them to numbers that earn a share of it.
    pub fn start(&self, number: &PhoneNumber) -> Start {
        Start {
            client: self.clone(),
            number: number.clone(),
            channel: Channel::default(),
            request: StartRequest::new(number.expose()),
            resend_interval: RESEND_INTERVAL,
            refused: None,
        }
    }
}

/// A start, ready to be awaited; see [`Client::start`].
#[must_use = "nothing is sent before a start is awaited"]
pub struct Start {
    client: Client,
    number: PhoneNumber,
    channel: Channel,
    request: StartRequest,
    resend_interval: Duration,
    /// The first setting that cannot be sent.
    refused: Option<&'static str>,
}

impl Start {
    /// How the code reaches the person; by text message unless told otherwise.
    pub fn channel(mut self, channel: impl Into<Channel>) -> Self {
        self.channel = channel.into();
        self
    }

    /// The country of a number that is written without its country code, as two letters of ISO
    /// 3166-1: `SG`.
    pub fn country(mut self, code: impl AsRef<str>) -> Self {
        let code = code.as_ref();
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            self.request = self.request.country(code.to_ascii_uppercase());
            self
        } else {
            self.refuse("a country is two letters of ISO 3166-1, such as `SG`")
        }
    }

    /// The name that `{brand}` stands for in the message; 30 characters or fewer.
    pub fn brand(mut self, brand: impl Into<String>) -> Self {
        self.request = self.request.brand(brand);
        self
    }

    /// How many characters the code has: 3 to 10, and 4 unless told otherwise.
    pub fn code_length(mut self, characters: u8) -> Self {
        self.request = self.request.code_length(characters.into());
        self
    }

    /// Which characters the code is made of; the vendor does not document what it takes otherwise.
    pub fn code_type(mut self, code_type: CodeType) -> Self {
        self.request = self.request.code_type(code_type);
        self
    }

    /// How long the code is good for: 30 s to 2 h in whole seconds, and 5 min unless told otherwise.
    pub fn code_validity(mut self, validity: Duration) -> Self {
        match whole_seconds(validity) {
            Some(seconds) => {
                self.request = self.request.code_validity(seconds);
                self
            }
            None => self.refuse("the validity of a code is in whole seconds"),
        }
    }

    /// How long the number is not sent to again: 10 s to 2 h in whole seconds, and 10 s unless told
    /// otherwise. A start before that is [`StartOutcome::TooSoon`].
    pub fn resend_interval(mut self, interval: Duration) -> Self {
        match whole_seconds(interval) {
            Some(seconds) => {
                self.resend_interval = interval;
                self.request = self.request.resending_interval(seconds);
                self
            }
            None => self.refuse("the resend interval is in whole seconds"),
        }
    }

    /// Begins a session that is still open anew, with another code. Otherwise the same code is sent
    /// again, and stays good for longer.
    pub fn reset_session(mut self) -> Self {
        self.request = self.request.reset_session(true);
        self
    }

    /// The address of the person's device, by which the vendor limits rates. A silent verification
    /// may be over at once for it.
    ///
    /// Behind a proxy of yours, it is the address that your proxy saw, not one that the request
    /// claims.
    pub fn client_ip(mut self, address: IpAddr) -> Self {
        self.request = self.request.client_ip(address.to_string());
        self
    }

    /// A URL that the vendor tells of attempts. What it is told, and how one knows that it is the
    /// vendor who tells, is not documented: take it as a hint to read the session.
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.callback_url(url.into());
        self
    }

    fn refuse(mut self, reason: &'static str) -> Self {
        self.refused.get_or_insert(reason);
        self
    }

    async fn run(self) -> Result<StartOutcome, Error> {
        let refused = |reason: &str| Error::refused(format!("nothing was sent: {reason}"));
        let Self {
            client,
            number,
            channel,
            request,
            resend_interval,
            refused: setting,
        } = self;
        if let Some(reason) = setting {
            return Err(refused(reason));
        }
        let shared = client.shared();
        if let Some(Err(reason)) = shared.destinations.as_ref().map(|it| it.allow(&number)) {
            return Err(not_allowed(reason));
        }
        if !number.is_international() && request.country.is_none() {
            return Err(refused(
                "a number that is not written with `+` needs a country: call `country`",
            ));
        }
        let request = channel.put_into(request).map_err(refused)?;
        let deadline = deadline::from_now(shared.deadline);
        let mut backoff = shared.retry.start();
        loop {
            let sending = Sending {
                api: &shared.once,
                method: "POST",
                resend_count: backoff.waits(),
                deadline,
                secret: Some(number.digits()),
            };
            let call = shared.once.client.start_verification();
            let call = call.sub_account_id(&shared.sub_account);
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the one place that sends messages"
            )]
            let call = Box::pin(call.body(request.clone()).send());
            let judged = |raw| started(raw, &number, client.secrets(sending));
            let error = match client.send(call, sending, judged).await {
                Ok(started) => return Ok(StartOutcome::Started(started)),
                Err(error) if error.is_too_soon() => {
                    return Ok(StartOutcome::TooSoon {
                        come_back_in: error.retry_after().unwrap_or(resend_interval),
                    });
                }
                Err(error) => error.with_effect(Effect::Message),
            };
            if !error.is_unsent() || !wait(&mut backoff, &error, deadline).await {
                return Err(error);
            }
        }
    }
}

fn not_allowed(reason: NotAllowed) -> Error {
    match reason {
        NotAllowed::Elsewhere => {
            Error::refused("nothing was sent: the number's country code is not among those allowed")
                .with_kind(ErrorKind::DestinationNotAllowed)
        }
        NotAllowed::National => Error::refused(
            "nothing was sent: where country codes are limited, a number has to be written with `+`",
        ),
    }
}

/// Takes the answer to a start; one that leaves a gap on the way to a check is an error.
fn started(
    raw: types::Session,
    asked: &PhoneNumber,
    secrets: answer::Secrets<'_>,
) -> Result<Started, Error> {
    let incomplete = |what, raw: &_| Err(answer::incomplete(what, raw, secrets));
    let Some(session_id) = raw.session_id.clone() else {
        return incomplete("the service answered with a session that has no id", &raw);
    };
    let answered = raw.destination.as_ref().map(PhoneNumber::of_vendor);
    let number = match answered {
        Some(Some(number)) if is_same_number(&number, asked) => number,
        None if asked.is_international() => asked.clone(),
        Some(Some(_)) => {
            return incomplete(
                "the service answered with a session for another number",
                &raw,
            );
        }
        Some(None) | None => {
            return incomplete(
                "the service answered with a session that does not say for which number",
                &raw,
            );
        }
    };
    match Session::read(raw) {
        Ok(session) => Ok(Started {
            session_id,
            number,
            session: Box::new(session),
        }),
        Err(raw) => incomplete(
            "the service answered with a session that has no status",
            &raw,
        ),
    }
}

/// Whether a number with its country code can be the one that was asked for.
fn is_same_number(answered: &PhoneNumber, asked: &PhoneNumber) -> bool {
    if asked.is_international() {
        return answered == asked;
    }
    // The vendor puts the country code before it, and drops a 0 that only calls at home need.
    let significant = asked.digits().trim_start_matches('0');
    answered.digits().ends_with(significant)
}

fn whole_seconds(duration: Duration) -> Option<i64> {
    (duration.subsec_nanos() == 0)
        .then_some(duration.as_secs())?
        .try_into()
        .ok()
}

impl IntoFuture for Start {
    type Output = Result<StartOutcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Start").finish_non_exhaustive()
    }
}

/// What came of a start. Everything here is known; what is not known is an
/// [`Error`](crate::Error).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a session whose id is not stored can not be checked"]
#[non_exhaustive]
pub enum StartOutcome {
    /// A session is open, and its message is on its way.
    Started(Started),
    /// The number was sent to so short a time ago that nothing was sent now, and nothing is billed.
    /// The session that was started then goes on.
    ///
    /// The vendor documents 403 for it. A 429 is an error,
    /// [`is_throttled`](Error::is_throttled): no code is on its way because of it.
    TooSoon {
        /// How long until the number may be sent to again: as the service says it in `Retry-After`,
        /// and the resend interval if it does not.
        come_back_in: Duration,
    },
}

/// A session that was started: what to store, and what to tell the person.
///
/// Store [`session_id`](Started::session_id) and [`number`](Started::number) together, on your own
/// side, under a name that says nothing. With both, a code can be checked:
///
/// ```
/// # use verify_ext::{Client, Error, Outcome, Started, VerificationCode};
/// # async fn login(
/// #     client: &Client,
/// #     started: &Started,
/// #     code: &VerificationCode,
/// # ) -> Result<(), Error> {
/// let check = client.check(started.session_id(), code);
/// if check.claiming(started.number()).await? == Outcome::Verified {
///     // Let them in.
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
pub struct Started {
    session_id: SessionId,
    number: PhoneNumber,
    /// Boxed: it is much larger than the other outcomes.
    session: Box<Session>,
}

impl Started {
    /// What names the session.
    #[must_use]
    pub fn session_id(&self) -> &SessionId {
        &self.session_id
    }

    /// The number being verified, to be claimed by a check or a wait. It has its country code, also
    /// where the start was told a country in its place.
    #[must_use]
    pub fn number(&self) -> &PhoneNumber {
        &self.number
    }

    /// The session as it stands: when it expires, when a code may be sent again, and for a silent
    /// verification the URL to open. It may be over already.
    pub fn session(&self) -> &Session {
        &self.session
    }
}

impl fmt::Debug for Started {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The id is the server's own text.
        f.debug_struct("Started")
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}
