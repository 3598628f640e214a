//! How much is done for the sake of witnesses.

use std::cell::Cell;

use serde_json::Value;

use contract::facts::{Fact, Facts, Subject, SubjectId};

/// How many steps it is to compile a pattern.
pub(super) const PATTERN: usize = 300;

/// A number of steps, each of which looks at one fact, part, or listed value.
///
/// A witness is worth a bounded search: a body with thousands of members would else be built and
/// checked anew for each member that changed.
pub(crate) struct Work(Cell<usize>);

impl Work {
    pub(crate) fn new(steps: usize) -> Self {
        Self(Cell::new(steps))
    }

    /// So many of the steps, or those that are left.
    pub(crate) fn part(&mut self, most: usize) -> Self {
        let steps = most.min(self.0.get());
        self.0.set(self.0.get() - steps);
        Self::new(steps)
    }

    /// Adds the steps that a part left over.
    pub(crate) fn take_back(&mut self, part: &Self) {
        self.0.set(self.0.get() + part.0.get());
    }

    /// Whether no step is left.
    pub(crate) fn is_done(&self) -> bool {
        self.0.get() == 0
    }

    /// `None` once there are no steps left.
    fn spend(&self, steps: usize) -> Option<()> {
        let left = self.0.get().saturating_sub(steps);
        self.0.set(left);
        (left > 0).then_some(())
    }
}

/// Facts that are looked at within a number of steps.
#[derive(Clone, Copy)]
pub(super) struct Known<'f> {
    facts: &'f Facts,
    work: &'f Work,
}

impl<'f> Known<'f> {
    pub(super) fn new(facts: &'f Facts, work: &'f Work) -> Self {
        Self { facts, work }
    }

    /// `None` once there are no steps left.
    pub(super) fn spend(self, steps: usize) -> Option<()> {
        self.work.spend(steps)
    }

    /// A subject; `None` once there are no steps left.
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
