//! What an answer that is not a session means to the caller.

use std::time::SystemTime;

use http::{HeaderMap, StatusCode};
use verify_api::types::{ApiError, VerificationCode};
use verify_api::{ApiKey, TransportError, UnexpectedResponse};

use crate::error::{Answer, Error, Kind, Reach};
use crate::excerpt::excerpt;
use crate::retry::retry_after;

/// The vendor's code for a TLS version that is too old.
const TLS_TOO_OLD: i64 = 1014;

/// Turns what the generated client says into an error, without anything it must not show.
pub(crate) fn error(
    error: verify_api::Error<ApiError>,
    key: &ApiKey,
    code: Option<&VerificationCode>,
) -> Error {
    match error {
        verify_api::Error::Transport(error) => transport(error),
        verify_api::Error::ErrorResponse(response) => {
            let answer = Answer {
                code: response.code,
                error_id: response.error_id.clone(),
                ..answer(response.http_status(), response.headers())
            };
            let kind = documented(response.http_status(), answer.code);
            Error::answered(kind, reach(response.http_status()), answer)
        }
        verify_api::Error::UnexpectedResponse(response) => undocumented(response, key, code),
        // The types of our own arguments keep every rule of the request.
        _ => Error::invalid_input(
            "nothing was sent: the request is not one that the contract documents",
        ),
    }
}

/// A session came that does not say what was asked.
pub(crate) fn incomplete(what: &str) -> Error {
    let answer = Answer {
        status: Some(StatusCode::OK),
        ..Answer::default()
    };
    let kind = Kind::UnexpectedAnswer(what.to_owned());
    Error::answered(kind, Reach::Unknown, answer)
}

fn transport(error: TransportError) -> Error {
    let reach = if error.is_connect() {
        Reach::Nowhere
    } else {
        Reach::Unknown
    };
    Error::new(Kind::Transport, reach).caused_by(error)
}

fn documented(status: StatusCode, code: Option<i64>) -> Kind {
    match status {
        _ if code == Some(TLS_TOO_OLD) => Kind::TlsTooOld,
        StatusCode::BAD_REQUEST => Kind::InvalidInput(None),
        StatusCode::NOT_FOUND => Kind::NotFound,
        _ => by_status(status).unwrap_or_else(|| {
            Kind::UnexpectedAnswer("the service answered with an error".to_owned())
        }),
    }
}

/// What a status means whoever answered: gateways and login layers write no documented bodies.
///
/// 400 and 404 are not among them: from something else than the service they would say that the
/// input is wrong or the session gone when in truth the base URL is wrong.
fn by_status(status: StatusCode) -> Option<Kind> {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Some(Kind::NotAuthenticated),
        StatusCode::TOO_MANY_REQUESTS => Some(Kind::Throttled),
        StatusCode::UPGRADE_REQUIRED => Some(Kind::TlsTooOld),
        _ if status.is_server_error() => Some(Kind::ServerFault),
        _ => None,
    }
}

fn undocumented(
    response: UnexpectedResponse,
    key: &ApiKey,
    code: Option<&VerificationCode>,
) -> Error {
    let status = response.status();
    let mut answer = answer(status, response.headers());
    answer.excerpt = excerpt(response.body(), key, code);
    // A documented error under an undocumented status still has its code and id.
    if let Some(error) = response.read_as::<ApiError>() {
        answer.code = error.code;
        answer.error_id = error.error_id;
    }
    let what = response.to_string();
    let kind = match by_status(status) {
        _ if answer.code == Some(TLS_TOO_OLD) => Kind::TlsTooOld,
        Some(kind) => kind,
        None if response.transport_error().is_some() => Kind::Transport,
        None => Kind::UnexpectedAnswer(what),
    };
    let error = Error::answered(kind, reach(status), answer);
    match response.into_transport_error() {
        Some(source) => error.caused_by(source),
        None => error,
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
