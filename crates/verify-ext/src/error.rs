//! Why a call gave no answer to what was asked.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use verify_api::TransportError;

/// Why a call gave no answer to what was asked: **we do not know**.
///
/// A wrong code, a locked or an expired session are answers, not errors: see
/// [`Outcome`](crate::Outcome). Ask the predicates which kind of error it is; for a check, ask
/// [`may_have_counted`](Error::may_have_counted) before inviting a second try.
///
/// `Display` is one line that says what happened and what to do. Neither it nor `Debug` nor the
/// chain of sources shows the API key, a code, a phone number, a URL, or a body.
///
/// ```
/// use verify_ext::Error;
///
/// fn status_to_answer(error: &Error) -> u16 {
///     if error.is_not_found() || error.is_invalid_input() {
///         400
///     } else {
///         503
///     }
/// }
/// ```
pub struct Error(Box<Repr>);

struct Repr {
    kind: Kind,
    reach: Reach,
    /// Whether the call was a check, which costs an attempt.
    check: bool,
    answer: Answer,
    source: Option<TransportError>,
}

/// What an answer said, beside its kind.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) status: Option<StatusCode>,
    pub(crate) code: Option<i64>,
    pub(crate) error_id: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) excerpt: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    InvalidInput(Option<&'static str>),
    NotAuthenticated,
    NotFound,
    Throttled,
    TlsTooOld,
    ServerFault,
    Transport,
    Deadline,
    /// A wait came to its end before the session did.
    NotOver,
    UnexpectedAnswer(String),
}

/// How far the request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Nothing left this machine.
    Nowhere,
    /// The service took the request and refused to carry it out.
    Refused,
    /// It may have been carried out.
    Unknown,
}

impl Error {
    pub(crate) fn new(kind: Kind, reach: Reach) -> Self {
        Self::answered(kind, reach, Answer::default())
    }

    pub(crate) fn answered(kind: Kind, reach: Reach, answer: Answer) -> Self {
        Self(Box::new(Repr {
            kind,
            reach,
            check: false,
            answer,
            source: None,
        }))
    }

    pub(crate) fn invalid_input(reason: &'static str) -> Self {
        Self::new(Kind::InvalidInput(Some(reason)), Reach::Nowhere)
    }

    /// The total deadline ran out, wherever the request was then.
    pub(crate) fn deadline() -> Self {
        Self::new(Kind::Deadline, Reach::Unknown)
    }

    pub(crate) fn caused_by(mut self, source: TransportError) -> Self {
        self.0.source = Some(source);
        self
    }

    /// Marks it as the error of a check.
    pub(crate) fn of_check(mut self) -> Self {
        self.0.check = true;
        self
    }

    /// Whether it is certain that nothing was sent, so that even a check may be sent again.
    pub(crate) fn is_unsent(&self) -> bool {
        self.0.reach == Reach::Nowhere && self.is_transport()
    }

    /// Whether a status read may do better a moment later.
    pub(crate) fn is_transient(&self) -> bool {
        match self.0.kind {
            Kind::Transport | Kind::Throttled => true,
            Kind::ServerFault => matches!(
                self.status(),
                Some(
                    StatusCode::BAD_GATEWAY
                        | StatusCode::SERVICE_UNAVAILABLE
                        | StatusCode::GATEWAY_TIMEOUT
                )
            ),
            _ => false,
        }
    }

    /// What OpenTelemetry calls `error.type`: the status, or else a word of few.
    #[cfg(feature = "tracing")]
    pub(crate) fn type_name(&self) -> std::borrow::Cow<'static, str> {
        if let Some(status) = self.status() {
            return status.as_str().to_owned().into();
        }
        let name = match self.0.kind {
            _ if self.is_timeout() => "timeout",
            Kind::Transport if self.0.reach == Reach::Nowhere => "connect",
            Kind::Transport => "transport",
            _ => "_OTHER",
        };
        name.into()
    }

    /// Whether this check may have used up one of the five attempts, or even have verified the
    /// session, without our knowing. Never true for a status read.
    ///
    /// False if nothing was sent or if the service refused the request with a 4xx.
    ///
    /// # Troubleshooting
    ///
    /// The client has already tried to find out by status reads, unless that was switched off. Do
    /// not check the code again by yourself: read the session with
    /// [`Client::session`](crate::Client::session) a little later. If it is still `WAITING`, let
    /// the person decide to try again, and tell how many attempts are left.
    #[must_use]
    pub fn may_have_counted(&self) -> bool {
        self.0.check && self.0.reach == Reach::Unknown
    }

    /// Whether the request was not acceptable: refused here before it was sent, or by the service
    /// with 400.
    ///
    /// # Troubleshooting
    ///
    /// Refused here, the text says which value breaks which rule. Refused by the service, look at
    /// [`code`](Error::code): 1001 is most often a sub-account of another account or region.
    #[must_use]
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.0.kind, Kind::InvalidInput(_))
    }

    /// Whether the service did not accept the API key: 401 or 403.
    ///
    /// # Troubleshooting
    ///
    /// Usually the key is of another account, was revoked, or is used in a region that is not the
    /// account's. It is never the fault of the person who typed the code: do not show it as a wrong
    /// code.
    #[must_use]
    pub fn is_not_authenticated(&self) -> bool {
        self.0.kind == Kind::NotAuthenticated
    }

    /// Whether the service knows no such session.
    ///
    /// # Troubleshooting
    ///
    /// The session ended long ago and is no longer kept, belongs to another sub-account or region,
    /// or its name was changed on the way. Start a new session. A 404 that is not the service's own
    /// is an [unexpected answer](Error::is_unexpected_answer) instead, most often from a base URL
    /// that is wrong.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.kind == Kind::NotFound
    }

    /// Whether the service asked for fewer requests: 429.
    ///
    /// # Troubleshooting
    ///
    /// Come back after [`retry_after`](Error::retry_after), or after a minute if it says nothing. A
    /// status read has been tried again within its deadline already. If it stays, poll less, and
    /// share one [`Client`](crate::Client) between all that wait.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.0.kind == Kind::Throttled
    }

    /// Whether the service wants a newer TLS: status 426 or the vendor's code 1014.
    ///
    /// # Troubleshooting
    ///
    /// The vendor asks for TLS 1.3. The default feature `rustls` offers it; with `native-tls` the
    /// operating system's library is too old. A proxy that ends TLS on the way may also be the one.
    #[must_use]
    pub fn is_tls_too_old(&self) -> bool {
        self.0.kind == Kind::TlsTooOld
    }

    /// Whether the service, or something in front of it, failed: 5xx.
    ///
    /// # Troubleshooting
    ///
    /// Nothing is wrong with the request. 502, 503, and 504 have been tried again for a status read
    /// already. If it lasts, give the vendor's support the [`error_id`](Error::error_id).
    #[must_use]
    pub fn is_server_fault(&self) -> bool {
        self.0.kind == Kind::ServerFault
    }

    /// Whether no whole answer came: no connection, a connection that broke, or time that ran out.
    ///
    /// # Troubleshooting
    ///
    /// Walk the chain of [`source`](std::error::Error::source)s: it tells a name that does not
    /// resolve from a port that is closed and a certificate that is not trusted. Behind a proxy
    /// that opens TLS, add its root certificate to the builder.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport | Kind::Deadline)
    }

    /// Whether time ran out: the connect timeout or the total deadline, which are also
    /// [`is_transport`](Error::is_transport), or that of a [`wait`](crate::Client::wait), which is
    /// not.
    ///
    /// # Troubleshooting
    ///
    /// If [`may_have_counted`](Error::may_have_counted) is false, most often a firewall drops what
    /// is sent to the service. Otherwise the service is slow; a longer deadline helps a status
    /// read, but a person who waits will not try a check for longer than ten seconds.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Deadline | Kind::NotOver)
            || self
                .0
                .source
                .as_ref()
                .is_some_and(TransportError::is_timeout)
    }

    /// Whether an answer came that is not the documented one: another status, a body that is not
    /// JSON, or a session without what was asked for.
    ///
    /// # Troubleshooting
    ///
    /// Most often something else answered: a login page of the network, a proxy, a wrong base URL.
    /// [`status`](Error::status) and [`excerpt`](Error::excerpt) show who. Redirects are never
    /// followed and come out here.
    #[must_use]
    pub fn is_unexpected_answer(&self) -> bool {
        matches!(self.0.kind, Kind::UnexpectedAnswer(_))
    }

    /// When to come back, if the service said so in `Retry-After`, counted from when it answered.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.answer.retry_after
    }

    /// The HTTP status; `None` if no answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.status
    }

    /// The vendor's own number for the reason. There is no closed list of them.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.0.answer.code
    }

    /// The vendor's name for this one error, which their support asks for.
    #[must_use]
    pub fn error_id(&self) -> Option<&str> {
        self.0.answer.error_id.as_deref()
    }

    /// The answer's `X-Request-Id`, if there was one. The vendor documents none.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.request_id.as_deref()
    }

    /// The beginning of a body that was not expected, at most 200 characters.
    ///
    /// The API key, the code, and every word with a digit in it are masked. It is the text of
    /// whoever answered: for a log that you read, not for the person who typed the code.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.0.answer.excerpt.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0.kind {
            Kind::InvalidInput(Some(reason)) => reason,
            Kind::InvalidInput(None) => "the service refused the request as invalid",
            Kind::NotAuthenticated => "the service did not accept the API key",
            Kind::NotFound => "the service knows no such session",
            Kind::Throttled => "the service asked for fewer requests",
            Kind::TlsTooOld => "the service wants a newer TLS than was offered",
            Kind::ServerFault => "the service failed",
            Kind::Transport if self.0.reach == Reach::Nowhere => "no connection was made",
            Kind::Transport => "no whole answer came",
            Kind::Deadline => "no answer came in time",
            Kind::NotOver => "the session was not over in time",
            Kind::UnexpectedAnswer(what) => what,
        })?;
        self.answer_in_brackets(f)?;
        if let Some(wait) = self.retry_after() {
            write!(f, "; come back in {} s", wait.as_secs())?;
        }
        if self.may_have_counted() {
            f.write_str(
                "; the attempt may have been counted, read the session before another try",
            )?;
        }
        Ok(())
    }
}

impl Error {
    fn answer_in_brackets(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(status) = self.status() else {
            return Ok(());
        };
        write!(f, " (status {}", status.as_u16())?;
        if let Some(code) = self.code() {
            write!(f, ", code {code}")?;
        }
        // Whatever is no UUID is not printed: it could be anything.
        if let Some(id) = self.error_id().filter(|id| is_uuid(id)) {
            write!(f, ", error id {id}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("status", &self.status().map(|status| status.as_u16()))
            .field("code", &self.code())
            .field("error_id", &self.error_id().filter(|id| is_uuid(id)))
            .field("retry_after", &self.retry_after())
            .field("may_have_counted", &self.may_have_counted())
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Its own text is ours once more; what lies under it says why.
        self.0.source.as_ref().and_then(std::error::Error::source)
    }
}

fn is_uuid(text: &str) -> bool {
    let digits = text.bytes().filter(|byte| *byte != b'-');
    text.bytes()
        .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        && digits.count() == 32
}
