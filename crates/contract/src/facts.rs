//! Facts: what a source says, one thing about one place at a time.
//!
//! Facts hang on subjects, and subjects on one another by steps: document, operation, parameter,
//! property. A subject that several places share, such as an error that every status answers with,
//! is one subject with several ways to it, so that what is said once is one fact.

mod inventory;

use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

pub use inventory::{Inventory, is_prose};

use crate::document::ParameterPlace;
use crate::source::{Location, Source, Span};

/// Everything a source states.
#[derive(Clone, Debug)]
pub struct Facts {
    source: Source,
    subjects: Vec<Subject>,
    /// Where parameters stand that are said of all operations of a path at once.
    of_whole_paths: HashSet<Span>,
}

/// Names one subject among the [`Facts`] it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubjectId(usize);

/// Something that facts are about.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// What the source calls it, where it has a name of its own: a component of the document.
    pub name: Option<String>,
    /// What is said about it wherever it is reached from.
    pub facts: Vec<Fact>,
    /// What it consists of.
    pub parts: Vec<Part>,
    /// Where the source speaks of it.
    pub span: Span,
}

/// One way from a subject to another.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which part this is.
    pub step: Step,
    /// What stands there.
    pub subject: SubjectId,
    /// What is said of the subject in this place only, such as `required`.
    pub facts: Vec<Fact>,
    /// Where the source names the part.
    pub span: Span,
}

/// One thing a source says about one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What is said: a keyword of OpenAPI, such as `maxLength`.
    pub keyword: String,
    /// The value the source gives.
    pub value: Value,
    /// Where the source says it.
    pub span: Span,
}

impl Fact {
    /// Makes a fact.
    pub fn new(keyword: impl Into<String>, value: impl Into<Value>, span: Span) -> Self {
        Self {
            keyword: keyword.into(),
            value: value.into(),
            span,
        }
    }
}

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
    /// said of the whole document.
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

impl Facts {
    /// Facts of a source, with a first subject that stands for the whole of it.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            source,
            subjects: vec![Subject::default()],
            of_whole_paths: HashSet::new(),
        }
    }

    /// What the facts were read from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The same facts as stated by another source, all at one place of it.
    #[must_use]
    pub fn stated_by(&self, source: &Source, span: &Span) -> Self {
        let mut facts = self.clone();
        facts.source = source.clone();
        for subject in &mut facts.subjects {
            subject.span = span.clone();
            let parts = subject.parts.iter_mut();
            let of_parts = parts.flat_map(|part| {
                part.span = span.clone();
                &mut part.facts
            });
            for fact in subject.facts.iter_mut().chain(of_parts) {
                fact.span = span.clone();
            }
        }
        facts
    }

    /// Whether the parameter that stands here is said of all operations of its path at once.
    #[must_use]
    pub fn is_of_whole_path(&self, parameter: &Span) -> bool {
        self.of_whole_paths.contains(parameter)
    }

    pub(crate) fn note_of_whole_path(&mut self, parameter: &Span) {
        self.of_whole_paths.insert(parameter.clone());
    }

    /// The subject that stands for the whole source.
    #[must_use]
    pub fn root(&self) -> SubjectId {
        SubjectId(0)
    }

    /// Adds a subject; it is found once a [`Part`] leads to it.
    pub fn add(&mut self, subject: Subject) -> SubjectId {
        self.subjects.push(subject);
        SubjectId(self.subjects.len() - 1)
    }

    /// A subject.
    #[must_use]
    pub fn subject(&self, id: SubjectId) -> &Subject {
        &self.subjects[id.0]
    }

    /// Every subject, in the order in which they were added.
    pub fn subjects(&self) -> impl Iterator<Item = (SubjectId, &Subject)> {
        let ids = (0..self.subjects.len()).map(SubjectId);
        ids.zip(&self.subjects)
    }

    /// A subject, to be changed.
    pub fn subject_mut(&mut self, id: SubjectId) -> &mut Subject {
        &mut self.subjects[id.0]
    }

    /// The names of what the source has named, those that a schema was put together from included.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.subjects.iter().flat_map(|subject| {
            let all_of = subject.facts.iter().filter(|it| it.keyword == "allOf");
            let members = all_of.filter_map(|fact| fact.value.as_array()).flatten();
            let named = subject.name.as_deref().into_iter();
            named.chain(members.filter_map(Value::as_str))
        })
    }

    /// Where a stretch of the source stands.
    #[must_use]
    pub fn location(&self, span: &Span) -> Location {
        self.source.location(span.start)
    }

    /// Every fact with its address, in the order of the source.
    ///
    /// A shared subject is given at each of its places; one that contains itself is not entered
    /// again below itself.
    #[must_use]
    pub fn all(&self) -> Vec<(Address, &Fact)> {
        let mut all = Vec::new();
        self.collect(self.root(), &Address::default(), &mut Vec::new(), &mut all);
        all
    }

    fn collect<'f>(
        &'f self,
        id: SubjectId,
        address: &Address,
        inside: &mut Vec<SubjectId>,
        all: &mut Vec<(Address, &'f Fact)>,
    ) {
        if inside.contains(&id) {
            return;
        }
        inside.push(id);
        let subject = self.subject(id);
        all.extend(subject.facts.iter().map(|fact| (address.clone(), fact)));
        for part in &subject.parts {
            let below = address.then(part.step.clone());
            all.extend(part.facts.iter().map(|fact| (below.clone(), fact)));
            self.collect(part.subject, &below, inside, all);
        }
        inside.pop();
    }
}

/// Whether a keyword holds the value of an example.
#[must_use]
pub fn is_example(keyword: &str) -> bool {
    keyword.starts_with("examples/") || matches!(keyword, "example" | "examples")
}

/// Whether a keyword holds a text for people, or something that says nothing about values.
#[must_use]
pub fn is_annotation(keyword: &str) -> bool {
    // Names of examples may hold anything.
    if is_example(keyword) {
        return false;
    }
    if keyword.starts_with("examples ") {
        return true;
    }
    // What is required is a member, whatever it is called.
    if keyword.starts_with("required/") {
        return false;
    }
    let last = keyword.rsplit(['/', ' ']).next().unwrap_or(keyword);
    if keyword.starts_with("x-") || last.starts_with("x-") {
        return !matches!(last, "x-extensible-enum" | "x-sunset" | "x-stability-level");
    }
    matches!(
        last,
        "description"
            | "summary"
            | "title"
            | "externalDocs"
            | "contact"
            | "license"
            | "termsOfService"
            | "xml"
            | "$comment"
            | "tags"
            | "bearerFormat"
            | "jsonSchemaDialect"
            | "$id"
            | "$anchor"
    )
}
