//! What can go wrong with a call.

use std::fmt;

use http::StatusCode;

use crate::header::Header;
use crate::hooks::{MAX_URL_BYTES, TooLong};
use crate::response::{ResponseValue, UnexpectedResponse};

/// Why a call gave no documented success.
///
/// Neither `Debug` nor `Display` nor anything in the chain of sources shows the API key, a
/// parameter's value, a URL, or what the vendor's body says. What the vendor said is in the
/// variants, to be looked at on purpose.
#[non_exhaustive]
pub enum Error<E> {
    /// The request cannot be sent: a parameter is missing or breaks its documented constraint, or
    /// the whole is too long for a URL. Nothing was sent. The text names the parameter and the
    /// constraint, never the value.
    InvalidRequest(String),
    /// No answer came. The request may have reached the vendor unless
    /// [`TransportError::is_connect`] is true.
    Transport(TransportError),
    /// One of the documented errors.
    ErrorResponse(ResponseValue<E>),
    /// A status the contract does not document, or an answer that cannot be read as documented.
    UnexpectedResponse(UnexpectedResponse),
}

impl<E> Error<E> {
    /// The status of the answer; `None` if none came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::InvalidRequest(_) | Self::Transport(_) => None,
            Self::ErrorResponse(response) => Some(response.http_status()),
            Self::UnexpectedResponse(response) => Some(response.status()),
        }
    }

    /// A documented header of the answer; `None` if none came, or if it is not there or not of the
    /// documented type.
    #[must_use]
    pub fn header<H>(&self, header: Header<H>) -> Option<H> {
        match self {
            Self::InvalidRequest(_) | Self::Transport(_) => None,
            Self::ErrorResponse(response) => response.header(header),
            Self::UnexpectedResponse(response) => header.read(response.headers()),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => write!(f, "the request was not sent: {reason}"),
            Self::Transport(error) => error.fmt(f),
            Self::ErrorResponse(response) => {
                write!(
                    f,
                    "the service answered with the error {}",
                    response.http_status()
                )
            }
            Self::UnexpectedResponse(response) => response.fmt(f),
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => f.debug_tuple("InvalidRequest").field(reason).finish(),
            Self::Transport(error) => error.fmt(f),
            Self::ErrorResponse(response) => f
                .debug_tuple("ErrorResponse")
                .field(&response.http_status())
                .finish(),
            Self::UnexpectedResponse(response) => response.fmt(f),
        }
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::UnexpectedResponse(response) => response
                .transport_error()
                .map(|error| error as &(dyn std::error::Error + 'static)),
            Self::InvalidRequest(_) | Self::ErrorResponse(_) => None,
        }
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl<E> From<reqwest::Error> for Error<E> {
    fn from(error: reqwest::Error) -> Self {
        if error.is_builder() {
            // The error's own text may quote the URL.
            return Self::InvalidRequest(String::from("no URL can be made of its parameters"));
        }
        Self::Transport(error.into())
    }
}

impl<E> From<TooLong> for Error<E> {
    fn from(_: TooLong) -> Self {
        Self::InvalidRequest(format!(
            "its URL is longer than the {MAX_URL_BYTES} bytes that can be sent"
        ))
    }
}

impl<E> From<std::convert::Infallible> for Error<E> {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

impl<E> From<http::header::InvalidHeaderValue> for Error<E> {
    fn from(error: http::header::InvalidHeaderValue) -> Self {
        Self::InvalidRequest(error.to_string())
    }
}

/// A request that could not be sent, or that got no answer.
///
/// The URL, which has the code in it, is taken out of the error underneath.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.summary())]
pub struct TransportError(#[source] reqwest::Error);

impl TransportError {
    /// Whether no connection was made, so that nothing was sent.
    ///
    /// This holds for HTTP clients that follow no redirects. One that does may have sent the request
    /// and failed to connect to where it was redirected.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.is_connect()
    }

    /// Whether time ran out. Unless [`is_connect`](Self::is_connect) is true as well, the request
    /// may have reached the vendor.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
    }

    fn summary(&self) -> &'static str {
        match (self.is_connect(), self.is_timeout()) {
            (true, true) => "no connection was made in time",
            (true, false) => "no connection was made",
            (false, true) => "no answer came in time; the request may have been carried out",
            (false, false) => "no answer came; the request may have been carried out",
        }
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }
}
