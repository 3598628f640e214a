//! What the generated code stands on: the names it uses, with the meaning we give them.
//!
//! The generator writes against `progenitor_client`, whose errors print URLs and bodies and lose
//! the status of an answer they cannot read. `cargo xtask regen` points the generated code here
//! instead: queries are encoded by `progenitor_client`; paths, errors, answers, and hooks are ours.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use reqwest::Request;

pub(crate) use crate::error::Error;
pub(crate) use crate::response::ResponseValue;
pub(crate) use progenitor_client::{OperationInfo, QueryParam};

use crate::error::TransportError;
use crate::hooks::TooLong;
use crate::response::UnexpectedResponse;

/// What is percent-encoded in a path: all but letters, digits, and what RFC 3986 lets stand in a
/// segment.
const PATH_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// Writes a text as one path segment.
pub(crate) fn encode_path(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, PATH_SEGMENT)
}

/// What every generated client says of itself.
pub(crate) trait ClientInfo<Inner> {
    #[allow(dead_code, reason = "the generator implements it, nothing here asks")]
    fn api_version() -> &'static str;
    #[allow(dead_code, reason = "the generator implements it, nothing here asks")]
    fn baseurl(&self) -> &str;
    #[allow(dead_code, reason = "the generator implements it, nothing here asks")]
    fn client(&self) -> &reqwest::Client;
    #[allow(dead_code, reason = "the generator implements it, nothing here asks")]
    fn inner(&self) -> &Inner;
}

/// What happens around every request; the generated code calls these by name.
pub(crate) trait ClientHooks<Inner>: ClientInfo<Inner> {
    /// Changes the request before it is sent.
    fn pre(&self, request: &mut Request, info: &OperationInfo) -> Ready<Result<(), TooLong>>;

    /// Sends the request and takes in the whole answer.
    fn exec(
        &self,
        request: Request,
        info: &OperationInfo,
    ) -> impl Future<Output = Result<UnexpectedResponse, TransportError>> + Send;

    /// Sees what came.
    fn post(
        &self,
        _: &Result<UnexpectedResponse, TransportError>,
        _: &OperationInfo,
    ) -> Ready<Result<(), Infallible>> {
        ready(Ok(()))
    }
}

/// Says that a parameter, or the body, has to be there.
#[allow(
    dead_code,
    reason = "generated code uses it where an operation has to be given something"
)]
pub(crate) fn missing(parameter: &'static str) -> String {
    format!("{parameter}: it has to be set")
}

/// Says why a builder refuses a value, by the name of the parameter and never by the value.
pub(crate) fn refused(parameter: &'static str, reason: impl Into<crate::InvalidValue>) -> String {
    format!("{parameter}: {}", reason.into().into_reason())
}

/// Puts a body into a request, as JSON.
#[allow(
    dead_code,
    reason = "generated code uses it where an operation has a body"
)]
pub(crate) fn with_body<T: serde::Serialize>(
    request: reqwest::RequestBuilder,
    body: Option<&T>,
) -> reqwest::RequestBuilder {
    match body {
        Some(body) => request.json(body),
        None => request,
    }
}

impl<T: serde::de::DeserializeOwned> ResponseValue<T> {
    /// Reads a documented answer; one that cannot be read keeps its status, headers, and body.
    pub(crate) fn from_response<E>(response: UnexpectedResponse) -> Ready<Result<Self, Error<E>>> {
        ready(response.read().map_err(Error::UnexpectedResponse))
    }
}
