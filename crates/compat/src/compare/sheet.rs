//! What both sides say of one place, keyword by keyword.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::finding::Finding;
use super::place::Place;
use crate::change::Action;
use crate::rules;
use contract::facts::Fact;

/// The facts of one side, by keyword.
pub(super) type Said<'f> = BTreeMap<&'f str, &'f Fact>;

/// What is compared at one place: both sides' facts, and what was found.
pub(super) struct Sheet<'f> {
    pub(super) place: Place,
    pub(super) base: Said<'f>,
    pub(super) revision: Said<'f>,
    pub(super) findings: Vec<Finding>,
    /// Keywords that were dealt with.
    done: HashSet<&'static str>,
}

impl<'f> Sheet<'f> {
    pub(super) fn new(place: Place, base: &'f [Fact], revision: &'f [Fact]) -> Self {
        let by_keyword = |facts: &'f [Fact]| {
            facts
                .iter()
                .map(|fact| (fact.keyword.as_str(), fact))
                .collect()
        };
        Self {
            place,
            base: by_keyword(base),
            revision: by_keyword(revision),
            findings: Vec::new(),
            done: HashSet::new(),
        }
    }

    /// Both sides' values of a keyword that is dealt with from here on.
    pub(super) fn take(&mut self, keyword: &'static str) -> (Option<&'f Value>, Option<&'f Value>) {
        self.done.insert(keyword);
        self.both(keyword)
    }

    /// Whether a keyword was dealt with.
    pub(super) fn is_done(&self, keyword: &str) -> bool {
        self.done.contains(keyword)
    }

    /// Both sides' values of a keyword.
    pub(super) fn both(&self, keyword: &str) -> (Option<&'f Value>, Option<&'f Value>) {
        let value = |said: &Said<'f>| said.get(keyword).map(|fact| &fact.value);
        (value(&self.base), value(&self.revision))
    }

    /// Leaves a keyword to the comparison of what nobody understands.
    pub(super) fn give_back(&mut self, keyword: &'static str) {
        self.done.remove(keyword);
    }

    /// Records a change of a keyword; `name` is what the id ends in, where a schema stands.
    pub(super) fn say(
        &mut self,
        name: &str,
        keyword: &str,
        message: impl Into<String>,
    ) -> &mut Finding {
        let id = match self.place.prefix() {
            Some(prefix) => rules::id_of(prefix, name),
            None => name.to_owned(),
        };
        self.say_as(id, keyword, message)
    }

    /// Records a change of a keyword under an id of its own.
    pub(super) fn say_as(
        &mut self,
        id: impl Into<String>,
        keyword: &str,
        message: impl Into<String>,
    ) -> &mut Finding {
        let (base, revision) = (self.base.get(keyword), self.revision.get(keyword));
        let action = match (base, revision) {
            (None, _) => Action::Added,
            (_, None) => Action::Removed,
            _ => Action::Changed,
        };
        let mut finding = Finding::new(id, action, message);
        finding.keyword = Some(keyword.to_owned());
        finding.before = base.map(|fact| fact.value.clone());
        finding.after = revision.map(|fact| fact.value.clone());
        finding.base = base.map(|fact| fact.span.clone());
        finding.revision = revision.map(|fact| fact.span.clone());
        let at = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[at]
    }

    /// A keyword that is there or is not: `gained` and `lost` are what the ids end in.
    pub(super) fn flag(&mut self, keyword: &'static str, gained: (&str, &str), lost: (&str, &str)) {
        let (base, revision) = self.take(keyword);
        match (base, revision) {
            (None, Some(Value::Bool(true))) => {
                self.say(gained.0, keyword, gained.1);
            }
            (Some(Value::Bool(true)), None) => {
                self.say(lost.0, keyword, lost.1);
            }
            _ => self.give_back(keyword),
        }
    }
}
