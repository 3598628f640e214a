//! Why a call gave no answer to what was asked.

mod construction;
mod display;

use std::borrow::Cow;
use std::time::Duration;

use http::StatusCode;
use verify_api::TransportError;

/// The vendor's code for a message that was asked for again too early.
const SENT_TOO_EARLY: i64 = 1400;

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
    kind: ErrorKind,
    /// What happened, where the kind alone does not say it.
    message: Option<Cow<'static, str>>,
    reach: Reach,
    effect: Effect,
    answer: Answer,
    source: Option<Source>,
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
    /// Whether it is about another session than the one asked for.
    pub(crate) misdirected: bool,
    /// Whether the code and the error id may be printed: the service could have put there what it
    /// was sent.
    pub(crate) printable: bool,
}

/// Which kind of error it is; each is explained at its predicate on [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// [`Error::is_invalid_input`].
    InvalidInput,
    /// [`Error::is_not_authenticated`].
    NotAuthenticated,
    /// [`Error::is_not_found`].
    NotFound,
    /// [`Error::is_throttled`].
    Throttled,
    /// [`Error::is_tls_too_old`].
    TlsTooOld,
    /// [`Error::is_server_fault`].
    ServerFault,
    /// [`Error::is_transport`].
    Transport,
    /// The total deadline ran out: [`Error::is_transport`] and [`Error::is_timeout`].
    Deadline,
    /// A wait came to its end before the session did: [`Error::is_timeout`].
    NotOver,
    /// [`Error::is_unexpected_answer`].
    UnexpectedAnswer,
    /// [`Error::is_destination_not_allowed`].
    DestinationNotAllowed,
}

/// How far the request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// No connection was made, or nothing was to be sent.
    Nowhere,
    /// The service took the request and refused to carry it out.
    Refused,
    /// It may have been carried out.
    Unknown,
}

/// What a request does when it is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing: it reads.
    None,
    /// It uses up an attempt, and may verify the session.
    Attempt,
    /// It sends a message.
    Message,
}

enum Source {
    Transport(TransportError),
    Late(Late),
}

/// Where the total deadline met a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Late {
    #[error("the total deadline ended while the connection was being made")]
    Connecting,
    #[error("the total deadline ended after the connection was made")]
    Connected,
    #[error("the total deadline ended, on a connection that may have been there before")]
    Pooled,
}

impl Late {
    fn reach(self) -> Reach {
        match self {
            Self::Connecting => Reach::Nowhere,
            Self::Connected | Self::Pooled => Reach::Unknown,
        }
    }
}

impl Error {
    /// Whether the service did not send again because the number was sent to a moment ago. The
    /// vendor documents 403 for it in prose, and has a code for it.
    ///
    /// A 429 is about requests, whoever they are for, and a 5xx may have sent: neither says that a
    /// code is on its way, whatever code is in it.
    pub(crate) fn is_too_soon(&self) -> bool {
        if self.is_throttled() || self.0.reach != Reach::Refused {
            return false;
        }
        match self.code() {
            Some(code) => code == SENT_TOO_EARLY,
            None => self.status() == Some(StatusCode::FORBIDDEN) && self.error_id().is_some(),
        }
    }

    /// Whether it is certain that nothing was sent, so that even a check may be sent again.
    pub(crate) fn is_unsent(&self) -> bool {
        self.0.reach == Reach::Nowhere && self.is_transport()
    }

    /// Whether the answer is about another session than the one asked for.
    pub(crate) fn is_misdirected(&self) -> bool {
        self.0.answer.misdirected
    }

    /// Whether a status read may do better a moment later.
    pub(crate) fn is_transient(&self) -> bool {
        match self.0.kind {
            ErrorKind::Transport | ErrorKind::Throttled => true,
            ErrorKind::ServerFault => matches!(
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
    pub(crate) fn type_name(&self) -> Cow<'static, str> {
        if let Some(status) = self.status() {
            return status.as_str().to_owned().into();
        }
        let name = match self.0.kind {
            _ if self.is_timeout() => "timeout",
            ErrorKind::Transport if self.0.reach == Reach::Nowhere => "connect",
            ErrorKind::Transport => "transport",
            _ => "_OTHER",
        };
        name.into()
    }

    /// Which kind of error it is. A `match` on it needs an arm for kinds that a later version adds.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether this check may have used up one of the five attempts, or even have verified the
    /// session, without our knowing. Never true for a status read.
    ///
    /// False if no connection was made, and if the service refused the request with a 4xx.
    ///
    /// # Troubleshooting
    ///
    /// The client has already tried to find out by status reads, unless that was switched off. Do
    /// not check the code again by yourself: read the session with
    /// [`Client::session`](crate::Client::session) a little later. If it is still `WAITING`, let
    /// the person decide to try again, and tell how many attempts are left.
    #[must_use]
    pub fn may_have_counted(&self) -> bool {
        self.0.effect == Effect::Attempt && self.0.reach == Reach::Unknown
    }

    /// Whether this start may have sent a message, without our knowing its session. Never true for
    /// anything but a start.
    ///
    /// False if no connection was made, and if the service refused the request with a 4xx.
    ///
    /// # Troubleshooting
    ///
    /// Start again with the same settings once the resend interval is over: the same code is sent
    /// again in the same session, which costs one more message at most. See
    /// [`Client::start`](crate::Client::start).
    #[must_use]
    pub fn may_have_sent(&self) -> bool {
        self.0.effect == Effect::Message && self.0.reach == Reach::Unknown
    }

    /// Whether the number is not among the
    /// [allowed country codes](crate::ClientBuilder::allowed_country_codes). Nothing was sent.
    ///
    /// # Troubleshooting
    ///
    /// Many of them in a short time are somebody who tries your form for what it sends where. Where
    /// people live whom you want to reach, add their country code.
    #[must_use]
    pub fn is_destination_not_allowed(&self) -> bool {
        self.0.kind == ErrorKind::DestinationNotAllowed
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
        self.0.kind == ErrorKind::InvalidInput
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
        self.0.kind == ErrorKind::NotAuthenticated
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
        self.0.kind == ErrorKind::NotFound
    }

    /// Whether the service asked for fewer requests: 429, which the vendor does not document for this
    /// API.
    ///
    /// A start that is answered so sent nothing, and nothing says that an earlier one did: that is
    /// [`StartOutcome::TooSoon`](crate::StartOutcome::TooSoon).
    ///
    /// # Troubleshooting
    ///
    /// Come back after [`retry_after`](Error::retry_after), or after a minute if it says nothing. A
    /// status read has been tried again within its deadline already. If it stays, poll less, and
    /// share one [`Client`](crate::Client) between all that wait.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.0.kind == ErrorKind::Throttled
    }

    /// Whether the service wants a newer TLS: status 426 or the vendor's code 1014.
    ///
    /// # Troubleshooting
    ///
    /// The vendor asks for TLS 1.3. The default feature `rustls` offers it; with `native-tls` the
    /// operating system's library is too old. A proxy that ends TLS on the way may also be the one.
    #[must_use]
    pub fn is_tls_too_old(&self) -> bool {
        self.0.kind == ErrorKind::TlsTooOld
    }

    /// Whether the service, or something in front of it, failed: 5xx.
    ///
    /// # Troubleshooting
    ///
    /// Nothing is wrong with the request. 502, 503, and 504 have been tried again for a status read
    /// already. If it lasts, give the vendor's support the [`error_id`](Error::error_id).
    #[must_use]
    pub fn is_server_fault(&self) -> bool {
        self.0.kind == ErrorKind::ServerFault
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
        matches!(self.0.kind, ErrorKind::Transport | ErrorKind::Deadline)
    }

    /// Whether time ran out: the connect timeout or the total deadline, which are also
    /// [`is_transport`](Error::is_transport), or that of a [`wait`](crate::Client::wait), which is
    /// not.
    ///
    /// # Troubleshooting
    ///
    /// [`source`](std::error::Error::source) says how far the request came. If no connection was
    /// made, most often a firewall drops what is sent to the service. Otherwise the service is slow; a longer deadline helps a status
    /// read, but a person who waits will not try a check for longer than ten seconds.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &self.0.source {
            Some(Source::Transport(error)) => error.is_timeout(),
            Some(Source::Late(_)) => true,
            None => matches!(self.0.kind, ErrorKind::Deadline | ErrorKind::NotOver),
        }
    }

    /// Whether an answer came that is not the documented one: another status, a body that is not
    /// JSON, a 400 or 404 without the service's own error, a session without a status, or one that
    /// was not asked for.
    ///
    /// # Troubleshooting
    ///
    /// Most often something else answered: a login page of the network, a proxy, a wrong base URL.
    /// [`status`](Error::status) and [`excerpt`](Error::excerpt) show who. Redirects are never
    /// followed and come out here.
    #[must_use]
    pub fn is_unexpected_answer(&self) -> bool {
        self.0.kind == ErrorKind::UnexpectedAnswer
    }

    /// When to come back, if the service said so in `Retry-After`, counted from when it answered; a
    /// day at most.
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

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.source {
            // Its own text is ours once more; what lies under it says why.
            Some(Source::Transport(error)) => error.source(),
            Some(Source::Late(late)) => Some(late),
            None => None,
        }
    }
}

#[cfg(all(test, feature = "tracing"))]
mod tests {
    use super::*;

    #[test]
    fn the_type_of_an_error_is_its_status_or_a_word_of_few() {
        let answered = |kind, status| {
            Error::of(kind).answered(Answer {
                status: Some(status),
                ..Answer::default()
            })
        };
        let unsent = |kind| Error::of(kind).reached(Reach::Nowhere);
        let table = [
            (
                answered(ErrorKind::ServerFault, StatusCode::BAD_GATEWAY),
                "502",
            ),
            (answered(ErrorKind::Transport, StatusCode::OK), "200"),
            (Error::late(Late::Connecting), "timeout"),
            (Error::of(ErrorKind::Deadline), "timeout"),
            (unsent(ErrorKind::Transport), "connect"),
            (Error::of(ErrorKind::Transport), "transport"),
            (unsent(ErrorKind::InvalidInput), "_OTHER"),
        ];
        for (error, expected) in table {
            assert_eq!(error.type_name(), expected, "{error:?}");
        }
    }
}
