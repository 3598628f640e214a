//! What came of a call, in terms that hold for every operation.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};

use serde::Serialize;
use serde_json::{Map, Value};
use verify_api::{Error, ResponseValue};

use crate::generated;

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) kind: Kind,
    /// The status, if the client still knows it.
    pub(crate) status: Option<u16>,
    /// The typed body, written back as JSON.
    pub(crate) written: Option<Value>,
    /// The typed body's `Debug`.
    pub(crate) typed: String,
    /// Everything that a caller could print of the whole result.
    pub(crate) printed: String,
    /// The error's `Display`.
    pub(crate) message: String,
    /// The documented headers that could be read, by their names in lower case.
    pub(crate) headers: Map<String, Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Success,
    ErrorResponse,
    UnexpectedResponse,
    InvalidRequest,
    Transport,
}

impl Outcome {
    pub(crate) fn of<T, E>(result: Result<ResponseValue<T>, Error<E>>) -> Self
    where
        T: Serialize + Debug,
        E: Serialize + Debug,
    {
        match result {
            Ok(response) => Self {
                kind: Kind::Success,
                status: Some(response.http_status().as_u16()),
                written: serde_json::to_value(&*response).ok(),
                typed: format!("{:#?}", *response),
                printed: format!("{response:?} {response:#?}"),
                message: String::new(),
                headers: generated::headers(&response),
            },
            Err(error) => Self {
                kind: match &error {
                    Error::ErrorResponse(_) => Kind::ErrorResponse,
                    Error::UnexpectedResponse(_) => Kind::UnexpectedResponse,
                    Error::InvalidRequest(_) => Kind::InvalidRequest,
                    _ => Kind::Transport,
                },
                status: error.status().map(|status| status.as_u16()),
                printed: printed(&error),
                message: error.to_string(),
                headers: match &error {
                    Error::ErrorResponse(response) => generated::headers(response),
                    _ => Map::new(),
                },
                written: match &error {
                    Error::ErrorResponse(response) => serde_json::to_value(&**response).ok(),
                    _ => None,
                },
                typed: match &error {
                    Error::ErrorResponse(response) => format!("{:#?}", **response),
                    _ => String::new(),
                },
            },
        }
    }
}

impl Outcome {
    /// The same, where what was sent could be printed as well.
    #[allow(
        dead_code,
        reason = "the generated calls use it where an operation has a body"
    )]
    pub(crate) fn with_shown(mut self, sent: &str) -> Self {
        self.printed.push_str(sent);
        self
    }

    /// A call that no code could make, since a constructor wants what is not there. It has no
    /// message.
    #[allow(
        dead_code,
        reason = "the generated calls use it where an operation has a body"
    )]
    pub(crate) fn cannot_be_made() -> Self {
        Self {
            kind: Kind::InvalidRequest,
            status: None,
            written: None,
            typed: String::new(),
            printed: String::new(),
            message: String::new(),
            headers: Map::new(),
        }
    }
}

/// A typed value as the JSON it is written as.
#[allow(
    dead_code,
    reason = "the generated calls use it where an operation has a body"
)]
pub(crate) fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn printed<E: Debug>(error: &Error<E>) -> String {
    let mut printed = format!("{error} {error:#} {error:?} {error:#?}");
    if let Error::ErrorResponse(response) = error {
        // A string takes whatever is written to it.
        let _ = write!(printed, " {response:?}");
    }
    let mut source = error.source();
    while let Some(error) = source {
        let _ = write!(printed, " {error} {error:?} {error:#?}");
        source = error.source();
    }
    printed
}

/// A parameter's value as the text it is.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A parameter's value as the whole number it is.
#[allow(
    dead_code,
    reason = "the generated calls use it where a parameter is a whole number"
)]
pub(crate) fn whole(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

/// A parameter's value as the number it is.
#[allow(
    dead_code,
    reason = "the generated calls use it where a parameter is a number"
)]
pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}

/// A parameter's value as the boolean it is.
#[allow(
    dead_code,
    reason = "the generated calls use it where a parameter is a boolean"
)]
pub(crate) fn truth(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}
