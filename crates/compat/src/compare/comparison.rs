//! The comparison of one place, keyword by keyword.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::finding::Finding;
use super::place::Place;
use crate::change::Action;
use crate::rules::schema::SchemaRule;
use crate::rules::{Id, id};
use contract::facts::Fact;

/// The facts of one side, by keyword.
pub(super) type Keywords<'f> = BTreeMap<&'f str, &'f Fact>;

/// The comparison of one place: the facts of both sides, and the findings.
pub(super) struct Comparison<'f> {
    pub(super) place: Place,
    pub(super) base: Keywords<'f>,
    pub(super) revision: Keywords<'f>,
    pub(super) findings: Vec<Finding>,
    /// Keywords that were compared.
    done: HashSet<&'static str>,
}

impl<'f> Comparison<'f> {
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

    /// Both sides' values of a keyword, which counts as compared from here on.
    pub(super) fn take(&mut self, keyword: &'static str) -> (Option<&'f Value>, Option<&'f Value>) {
        self.done.insert(keyword);
        self.both(keyword)
    }

    /// Whether a keyword was compared.
    pub(super) fn is_done(&self, keyword: &str) -> bool {
        self.done.contains(keyword)
    }

    /// Both sides' values of a keyword.
    pub(super) fn both(&self, keyword: &str) -> (Option<&'f Value>, Option<&'f Value>) {
        let value = |said: &Keywords<'f>| said.get(keyword).map(|fact| &fact.value);
        (value(&self.base), value(&self.revision))
    }

    /// Leaves a keyword to the comparison of unknown keywords.
    pub(super) fn give_back(&mut self, keyword: &'static str) {
        self.done.remove(keyword);
    }

    /// Records a change of a schema's keyword.
    pub(super) fn record(
        &mut self,
        rule: &SchemaRule,
        keyword: &str,
        message: impl Into<String>,
    ) -> &mut Finding {
        // Outside of a schema the keyword has no rule.
        let place = self.place.schema();
        let id = place.map_or(id!("keyword-changed"), |place| rule.id(place));
        self.record_as(id, keyword, message)
    }

    /// Records a change of a keyword under the id of another rule.
    pub(super) fn record_as(
        &mut self,
        id: Id,
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

    /// Compares a keyword that is `true` or absent.
    pub(super) fn flag(
        &mut self,
        keyword: &'static str,
        gained: (&SchemaRule, &str),
        lost: (&SchemaRule, &str),
    ) {
        let (base, revision) = self.take(keyword);
        match (base, revision) {
            (None, Some(Value::Bool(true))) => {
                self.record(gained.0, keyword, gained.1);
            }
            (Some(Value::Bool(true)), None) => {
                self.record(lost.0, keyword, lost.1);
            }
            _ => self.give_back(keyword),
        }
    }
}
