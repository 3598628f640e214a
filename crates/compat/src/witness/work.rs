//! The limit on the search for witnesses.

use std::cell::Cell;

use serde_json::Value;

use contract::facts::{Fact, Facts, Subject, SubjectId};

/// How many steps the compilation of a pattern counts for.
pub(super) const PATTERN: usize = 300;

/// A budget of steps, each of which visits one fact, part, or listed value.
///
/// The search is bounded because a body with thousands of properties would otherwise be built and
/// checked again for each property that changed.
pub(crate) struct Work(Cell<usize>);

impl Work {
    pub(crate) fn new(steps: usize) -> Self {
        Self(Cell::new(steps))
    }

    /// Takes this many of the remaining steps, or all of them.
    pub(crate) fn part(&mut self, most: usize) -> Self {
        let steps = most.min(self.0.get());
        self.0.set(self.0.get() - steps);
        Self::new(steps)
    }

    /// Returns the steps that a part did not use.
    pub(crate) fn take_back(&mut self, part: &Self) {
        self.0.set(self.0.get() + part.0.get());
    }

    /// Whether no steps remain.
    pub(crate) fn is_done(&self) -> bool {
        self.0.get() == 0
    }

    /// `None` if no steps remain.
    fn spend(&self, steps: usize) -> Option<()> {
        let left = self.0.get().saturating_sub(steps);
        self.0.set(left);
        (left > 0).then_some(())
    }
}

/// Facts that are read within a budget.
#[derive(Clone, Copy)]
pub(super) struct Known<'f> {
    facts: &'f Facts,
    work: &'f Work,
}

impl<'f> Known<'f> {
    pub(super) fn new(facts: &'f Facts, work: &'f Work) -> Self {
        Self { facts, work }
    }

    /// `None` if no steps remain.
    pub(super) fn spend(self, steps: usize) -> Option<()> {
        self.work.spend(steps)
    }

    /// A subject; `None` if no steps remain.
    pub(super) fn subject(self, id: SubjectId) -> Option<&'f Subject> {
        let subject = self.facts.subject(id);
        let steps = |fact: &Fact| match (fact.keyword.as_str(), &fact.value) {
            ("pattern", _) => PATTERN,
            (_, Value::Array(listed)) => listed.len(),
            _ => 1,
        };
        let facts: usize = subject.facts.iter().map(steps).sum();
        self.work.spend(1 + facts + subject.parts.len())?;
        Some(subject)
    }
}
