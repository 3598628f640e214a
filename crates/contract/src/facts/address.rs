//! What facts are about: the steps from the document to it.

use std::fmt;

use crate::parameter_place::ParameterPlace;

/// One step of an [`Address`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// An operation.
    Operation {
        /// The method in upper case.
        method: String,
        /// The path template.
        path: String,
    },
    /// A webhook: a request that the service sends to its clients.
    Webhook {
        /// The method in upper case.
        method: String,
        /// The webhook's name.
        name: String,
    },
    /// A callback of an operation: a request that the service sends to the client that called it.
    Callback {
        /// The method in upper case.
        method: String,
        /// The callback's name.
        name: String,
        /// Where the request goes, as an expression of OpenAPI.
        url: String,
    },
    /// A server, by its URL.
    Server(String),
    /// A security scheme, by its name.
    SecurityScheme(String),
    /// A parameter.
    Parameter(ParameterPlace, String),
    /// The request's body.
    RequestBody,
    /// A response, by its status; `#2` where the source does not show statuses and this is the
    /// second response that could not be told from its content.
    Response(String),
    /// A header of a response.
    Header(String),
    /// A body in one media type; `*` where the source does not show which.
    MediaType(String),
    /// A property of an object.
    Property(String),
    /// The elements of an array.
    Items,
    /// The values of a map.
    Values,
    /// One of the schemas listed under `allOf`, `oneOf`, or `anyOf`, by title, type, or number.
    Choice(String, String),
    /// A part this crate has no name for, by the keyword that leads there.
    Other(String),
}

impl Step {
    /// Whether this step takes part in an address as people write it: JSON is what a body is
    /// unless something else is said.
    fn is_shown(&self) -> bool {
        !matches!(self, Self::MediaType(media) if media == "application/json" || media == "*")
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation { method, path } => write!(f, "{method} {path}"),
            Self::Webhook { method, name } => write!(f, "{method} webhook {name}"),
            Self::Callback { method, name, url } => write!(f, "callback {name} {method} {url}"),
            Self::Server(url) => write!(f, "server {url}"),
            Self::SecurityScheme(name) => write!(f, "security {name}"),
            Self::Parameter(place, name) => write!(f, "{place} {name}"),
            Self::RequestBody => f.write_str("request body"),
            Self::Response(status) => write!(f, "response {status}"),
            Self::Header(name) => write!(f, "header {name}"),
            Self::MediaType(media) => f.write_str(media),
            Self::Property(name) | Self::Other(name) => f.write_str(name),
            Self::Items => f.write_str("[]"),
            Self::Values => f.write_str("{}"),
            Self::Choice(keyword, label) => write!(f, "{keyword} {label}"),
        }
    }
}

/// What a fact is about: the steps from the document to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(pub Vec<Step>);

impl Address {
    /// The address one step further on.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The operation as `METHOD path`, or the webhook as `METHOD webhook NAME`; `None` for what is
    /// stated about the whole document.
    #[must_use]
    pub fn operation(&self) -> Option<String> {
        match self.0.first() {
            Some(step @ (Step::Operation { .. } | Step::Webhook { .. })) => Some(step.to_string()),
            _ => None,
        }
    }

    /// The place within the operation, or within the document: `response 200 › status`; empty for
    /// the operation itself.
    #[must_use]
    pub fn place(&self) -> String {
        let steps: Vec<String> = self
            .0
            .iter()
            .filter(|step| {
                !matches!(step, Step::Operation { .. } | Step::Webhook { .. }) && step.is_shown()
            })
            .map(Step::to_string)
            .collect();
        steps.join(" › ")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        let operation = self.operation();
        f.write_str(operation.as_deref().unwrap_or("document"))?;
        if place.is_empty() {
            Ok(())
        } else {
            write!(f, " › {place}")
        }
    }
}
