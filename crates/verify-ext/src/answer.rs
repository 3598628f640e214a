//! What an answer that is not a session means to the caller.

use std::time::SystemTime;

use http::{HeaderMap, StatusCode};
use verify_api::types::{ApiError, Session};
use verify_api::{ApiKey, ResponseValue, TransportError, UnexpectedResponse};

use crate::error::{Answer, Error, ErrorKind, Reach};
use crate::excerpt::excerpt;
use crate::retry::retry_after;

/// The vendor's code for a TLS version that is too old.
const TLS_TOO_OLD: i64 = 1014;

/// What went out with a request and must not be shown.
#[derive(Clone, Copy)]
pub(crate) struct Secrets<'a> {
    pub(crate) key: &'a ApiKey,
    /// The code of a check.
    pub(crate) sent: Option<&'a str>,
}

impl Secrets<'_> {
    /// Whether a text shows neither the key nor what was sent.
    fn are_not_in(self, text: &str) -> bool {
        self.key.mask_in(text) == text && self.sent.is_none_or(|sent| !text.contains(sent))
    }
}

/// Turns what the generated client says into an error, without anything it must not show.
///
/// `connected` tells whether a connection was made for the request, if that is known.
pub(crate) fn error(
    error: verify_api::Error<ApiError>,
    secrets: Secrets<'_>,
    connected: Option<bool>,
) -> Error {
    match error {
        verify_api::Error::Transport(error) => transport(error, connected),
        verify_api::Error::ErrorResponse(response) => documented(&response, secrets),
        verify_api::Error::UnexpectedResponse(response) => undocumented(response, secrets),
        verify_api::Error::InvalidRequest(reason) => {
            Error::refused(format!("nothing was sent: {reason}"))
        }
        _ => Error::refused("nothing was sent: the request is not one that can be made"),
    }
}

fn transport(error: TransportError, connected: Option<bool>) -> Error {
    // The HTTP client follows no redirects: what could not be connected to is what was asked for.
    let reach = if error.is_connect() || connected == Some(false) {
        Reach::Nowhere
    } else {
        Reach::Unknown
    };
    Error::of(ErrorKind::Transport)
        .reached(reach)
        .caused_by(error)
}

fn documented(response: &ResponseValue<ApiError>, secrets: Secrets<'_>) -> Error {
    let status = response.http_status();
    let mut answer = answer(status, response.headers());
    // Whatever stands before the service may answer in JSON too, and knows neither of the two.
    let of_service = response.code.is_some() || response.error_id.is_some();
    read_error(&mut answer, response, secrets);
    let kind = match status {
        _ if answer.code == Some(TLS_TOO_OLD) => ErrorKind::TlsTooOld,
        StatusCode::BAD_REQUEST if of_service => ErrorKind::InvalidInput,
        StatusCode::NOT_FOUND if of_service => ErrorKind::NotFound,
        _ => by_status(status).unwrap_or(ErrorKind::UnexpectedAnswer),
    };
    let mut error = Error::of(kind).reached(reach(status));
    if kind == ErrorKind::UnexpectedAnswer {
        let body = serde_json::to_vec(&**response).unwrap_or_default();
        answer.excerpt = excerpt(&body, secrets);
        error = error.saying(format!(
            "the service answered {status}, and its body is not the documented error"
        ));
    }
    error.answered(answer)
}

/// What a status means whoever answered: gateways and login layers write no documented bodies.
///
/// 400 and 404 are not among them: from something else than the service they would say that the
/// input is wrong or the session gone when in truth the base URL is wrong.
fn by_status(status: StatusCode) -> Option<ErrorKind> {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Some(ErrorKind::NotAuthenticated),
        StatusCode::TOO_MANY_REQUESTS => Some(ErrorKind::Throttled),
        StatusCode::UPGRADE_REQUIRED => Some(ErrorKind::TlsTooOld),
        _ if status.is_server_error() => Some(ErrorKind::ServerFault),
        _ => None,
    }
}

fn undocumented(response: UnexpectedResponse, secrets: Secrets<'_>) -> Error {
    let status = response.status();
    let mut answer = answer(status, response.headers());
    answer.excerpt = excerpt(response.body(), secrets);
    // A documented error under an undocumented status still has its code and id.
    if let Some(error) = response.read_as::<ApiError>() {
        read_error(&mut answer, &error, secrets);
    }
    let what = response.to_string();
    let kind = match by_status(status) {
        _ if answer.code == Some(TLS_TOO_OLD) => ErrorKind::TlsTooOld,
        Some(kind) => kind,
        None if response.transport_error().is_some() => ErrorKind::Transport,
        None => ErrorKind::UnexpectedAnswer,
    };
    let mut error = Error::of(kind).reached(reach(status)).answered(answer);
    if kind == ErrorKind::UnexpectedAnswer {
        error = error.saying(what);
    }
    match response.into_transport_error() {
        Some(source) => error.caused_by(source),
        None => error,
    }
}

/// A 200 came that is about another session.
pub(crate) fn misdirected(session: &Session, secrets: Secrets<'_>) -> Error {
    Error::of(ErrorKind::UnexpectedAnswer)
        .saying("the service answered with another session than the one asked for")
        .answered(Answer {
            misdirected: true,
            ..of_session(session, secrets)
        })
}

/// A 200 came whose session lacks what was asked for.
pub(crate) fn incomplete(what: &'static str, session: &Session, secrets: Secrets<'_>) -> Error {
    Error::of(ErrorKind::UnexpectedAnswer)
        .saying(what)
        .answered(of_session(session, secrets))
}

fn of_session(session: &Session, secrets: Secrets<'_>) -> Answer {
    let body = serde_json::to_vec(session).unwrap_or_default();
    Answer {
        status: Some(StatusCode::OK),
        excerpt: excerpt(&body, secrets),
        ..Answer::default()
    }
}

/// By the meaning of HTTP, a request that was answered with 4xx was not carried out.
fn reach(status: StatusCode) -> Reach {
    if status.is_client_error() {
        Reach::Refused
    } else {
        Reach::Unknown
    }
}

fn read_error(answer: &mut Answer, error: &ApiError, secrets: Secrets<'_>) {
    answer.code = error.code;
    answer.error_id.clone_from(&error.error_id);
    let harmless = |text: &str| secrets.are_not_in(text);
    answer.printable = error.code.is_none_or(|code| harmless(&code.to_string()))
        && error.error_id.as_deref().is_none_or(harmless);
}

fn answer(status: StatusCode, headers: &HeaderMap) -> Answer {
    let request_id = headers
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .map(str::to_owned);
    Answer {
        status: Some(status),
        retry_after: retry_after(headers, SystemTime::now()),
        request_id,
        ..Answer::default()
    }
}
