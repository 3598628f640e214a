//! Facts, and the subjects that they hang on.

use std::collections::HashSet;

use serde_json::Value;

use super::address::{Address, Step};
use crate::source::{Location, Source, Span};

/// Everything a source states.
#[derive(Clone, Debug)]
pub struct Facts {
    source: Source,
    subjects: Vec<Subject>,
    /// The places of parameters that apply to all operations of a path.
    of_whole_paths: HashSet<Span>,
}

/// Names one subject among the [`Facts`] it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubjectId(usize);

/// Something that facts are about.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// The name of a component of the document.
    pub name: Option<String>,
    /// The facts about it in every place that it is reached from.
    pub facts: Vec<Fact>,
    /// What it consists of.
    pub parts: Vec<Part>,
    /// Its place in the source.
    pub span: Span,
}

/// One way from a subject to another.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which part this is.
    pub step: Step,
    /// What stands there.
    pub subject: SubjectId,
    /// The facts about the subject in this place only, such as `required`.
    pub facts: Vec<Fact>,
    /// Where the source names the part.
    pub span: Span,
}

/// One thing that a source states about one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The keyword of OpenAPI, such as `maxLength`.
    pub keyword: String,
    /// The value the source gives.
    pub value: Value,
    /// Its place in the source.
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

    /// Whether the parameter in this place applies to all operations of its path.
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

    /// The line and column of a span of the source.
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
