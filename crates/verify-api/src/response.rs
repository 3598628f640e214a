//! Answers, read and unread.

use std::fmt;
use std::ops::Deref;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use url::Url;

use crate::error::TransportError;
use crate::header::Header;
use crate::json_repair::repaired;

/// How much of a body is taken in, in bytes; what is longer is not read as an answer.
///
/// The documented bodies are under 1 KiB.
pub const MAX_BODY_BYTES: usize = 256 * 1024;

/// A documented answer: its value, status, and headers.
pub struct ResponseValue<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ResponseValue<T> {
    /// Gives the value, leaving status and headers behind.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status. The value itself may have a `status` that means something else.
    #[must_use]
    pub fn http_status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A documented header; `None` if the answer does not have it, or has it with a value that is
    /// not of the documented type.
    #[must_use]
    pub fn header<H>(&self, header: Header<H>) -> Option<H> {
        header.read(&self.headers)
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

impl ResponseValue<()> {
    /// Takes a documented answer that has no body.
    #[allow(
        dead_code,
        reason = "generated code uses it where the contract documents no body"
    )]
    pub(crate) fn empty(response: UnexpectedResponse) -> Self {
        Self {
            value: (),
            status: response.status,
            headers: response.headers,
        }
    }
}

/// An answer as it came: a status the contract does not document, or a body that cannot be read.
///
/// `Debug` and `Display` show the status and what is wrong, never the body.
pub struct UnexpectedResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    fault: Fault,
}

enum Fault {
    Undocumented,
    Unreadable { line: usize, column: usize },
    TooLong,
    CutShort(TransportError),
    Redirected,
}

impl UnexpectedResponse {
    /// Takes in the answer to a request for `asked`.
    pub(crate) async fn receive(mut response: reqwest::Response, asked: &Url) -> Self {
        let redirected = response.url() != asked;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        // Most bodies come in one piece, which is then taken as it is.
        let mut body = Bytes::new();
        let fault = loop {
            match response.chunk().await {
                Ok(None) if redirected => break Fault::Redirected,
                Ok(None) => break Fault::Undocumented,
                Ok(Some(chunk)) => {
                    let room = MAX_BODY_BYTES - body.len();
                    if chunk.len() > room {
                        body = joined(body, chunk.slice(..room));
                        break Fault::TooLong;
                    }
                    body = joined(body, chunk);
                }
                Err(error) => break Fault::CutShort(error.into()),
            }
        };
        Self {
            status,
            headers,
            body,
            fault,
        }
    }

    #[expect(
        clippy::result_large_err,
        reason = "the answer itself is what the error is"
    )]
    pub(crate) fn read<T: DeserializeOwned>(mut self) -> Result<ResponseValue<T>, Self> {
        if !matches!(self.fault, Fault::Undocumented) {
            return Err(self);
        }
        match parsed(&self.body) {
            Ok(value) => Ok(ResponseValue {
                value,
                status: self.status,
                headers: self.headers,
            }),
            Err(error) => {
                // The error's own text may quote the body.
                self.fault = Fault::Unreadable {
                    line: error.line(),
                    column: error.column(),
                };
                Err(self)
            }
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as far as it came, at most [`MAX_BODY_BYTES`]. It may hold personal data.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body read as a documented type, such as a documented error under a status that is not
    /// documented; `None` if it did not come whole or is something else.
    #[must_use]
    pub fn read_as<T: DeserializeOwned>(&self) -> Option<T> {
        match self.fault {
            Fault::Undocumented => parsed(&self.body).ok(),
            _ => None,
        }
    }

    /// Gives [`transport_error`](Self::transport_error), leaving the rest behind.
    #[must_use]
    pub fn into_transport_error(self) -> Option<TransportError> {
        match self.fault {
            Fault::CutShort(error) => Some(error),
            _ => None,
        }
    }

    /// Why the body broke off before its end; `None` if it came whole or was too long.
    #[must_use]
    pub fn transport_error(&self) -> Option<&TransportError> {
        match &self.fault {
            Fault::CutShort(error) => Some(error),
            _ => None,
        }
    }
}

/// Reads a body, and once more without what need not concern anybody if that fails.
fn parsed<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(body)
        .or_else(|error| serde_json::from_str(&repaired(body)).map_err(|_| error))
}

fn joined(body: Bytes, chunk: Bytes) -> Bytes {
    if body.is_empty() {
        return chunk;
    }
    let mut joined = BytesMut::from(body);
    joined.extend_from_slice(&chunk);
    joined.freeze()
}

impl fmt::Display for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.status)?;
        match &self.fault {
            Fault::Undocumented => write!(f, ", which is not documented"),
            Fault::Unreadable { line, column } => write!(
                f,
                ", and its body of {} bytes is not the documented JSON (line {line}, column {column})",
                self.body.len()
            ),
            Fault::Redirected => {
                write!(f, " from another URL: the HTTP client followed a redirect")
            }
            Fault::TooLong => write!(f, ", and its body is longer than {MAX_BODY_BYTES} bytes"),
            Fault::CutShort(_) => {
                write!(
                    f,
                    ", and its body broke off after {} bytes",
                    self.body.len()
                )
            }
        }
    }
}

impl fmt::Debug for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnexpectedResponse({self})")
    }
}
