//! Facts: what a document says, one thing about one place at a time.

mod openapi;

use std::fmt;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, ParameterPlace};
use crate::source::Location;

/// One thing a source says about one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What the fact is about.
    pub address: Address,
    /// What is said about it: a keyword of the source, such as `maxLength`.
    pub keyword: String,
    /// The value the source gives.
    pub value: Value,
    /// Where the source says it.
    pub location: Location,
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} › {} = {}", self.address, self.keyword, self.value)
    }
}

/// What a fact is about: an operation, a place in it, and a path of properties below that place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// The operation as `METHOD path`; `None` for what is said of the whole document.
    pub operation: Option<String>,
    /// The place in the operation.
    pub place: Place,
    /// The properties that lead from the place to what the fact is about; `[]` stands for the
    /// elements of an array, `{}` for the values of a map, `oneOf 0` for one part of a choice.
    pub path: Vec<String>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.operation {
            Some(operation) => write!(f, "{operation}")?,
            None => write!(f, "document")?,
        }
        let place = self.place.to_string();
        if !place.is_empty() {
            write!(f, " › {place}")?;
        }
        for step in &self.path {
            write!(f, " › {step}")?;
        }
        Ok(())
    }
}

/// A place in an operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The operation, or the document, itself.
    Whole,
    /// The list of servers.
    Servers,
    /// The security schemes.
    Security,
    /// A parameter.
    Parameter(ParameterPlace, String),
    /// The request's body in a media type.
    RequestBody(String),
    /// A response, by status.
    Response(String),
    /// A response's body, by status and media type.
    ResponseBody(String, String),
    /// A header of a response, by status and name.
    ResponseHeader(String, String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Servers => write!(f, "servers"),
            Self::Security => write!(f, "security"),
            Self::Parameter(place, name) => write!(f, "{place} {name}"),
            Self::RequestBody(media) => {
                write!(f, "request body")?;
                write_media_type(f, media)
            }
            Self::Response(status) => write!(f, "response {status}"),
            Self::ResponseBody(status, media) => {
                write!(f, "response {status}")?;
                write_media_type(f, media)
            }
            Self::ResponseHeader(status, name) => write!(f, "response {status} › header {name}"),
        }
    }
}

/// JSON is what a body is unless something else is said.
fn write_media_type(f: &mut fmt::Formatter<'_>, media: &str) -> fmt::Result {
    if media == "application/json" {
        Ok(())
    } else {
        write!(f, " {media}")
    }
}

impl Document {
    /// Everything the document says, in its own order, with references followed.
    ///
    /// A keyword this crate does not know becomes a fact like any other.
    ///
    /// # Errors
    ///
    /// A part that is not what OpenAPI wants in its place.
    pub fn facts(&self) -> Result<Vec<Fact>, Diagnostic> {
        openapi::read(self)
    }
}
