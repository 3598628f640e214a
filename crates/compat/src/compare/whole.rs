//! Compares whole schemas: wrapped in `oneOf`, composed of other components, or missing on one
//! side.

use std::collections::HashSet;

use super::comparison::{Comparison, Keywords};
use super::finding::Finding;
use super::place::Kind;
use super::walk::Walk;
use super::words::{MAX_DETAILS, details};
use crate::change::Action;
use crate::rules::{Direction, id, schema};
use contract::facts::{Part, Step, Subject};

impl<'f> Walk<'f> {
    /// Reports a change of a whole schema; true if nothing remains to be compared.
    pub(super) fn compare_whole(&mut self, at: usize, comparison: &mut Comparison<'f>) -> bool {
        let Some(place) = comparison.place.schema() else {
            return false;
        };
        let key = self.pairs[at].key.clone();
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let is_empty = |it: &Subject| it.facts.is_empty() && it.parts.is_empty();
        if comparison.place.kind == Kind::Body && is_empty(base) != is_empty(revision) {
            let is_response = comparison.place.direction == Direction::Response;
            let (action, message, id) = match (is_empty(base), is_response) {
                (true, true) => (
                    Action::Added,
                    "{} now has a schema",
                    id!("response-body-media-type-schema-added"),
                ),
                (true, false) => (
                    Action::Added,
                    "{} now has a schema",
                    id!("request-body-media-type-schema-added"),
                ),
                (false, true) => (
                    Action::Removed,
                    "{} no longer has a schema",
                    id!("response-body-media-type-schema-removed"),
                ),
                (false, false) => (
                    Action::Removed,
                    "{} no longer has a schema",
                    id!("request-body-media-type-schema-removed"),
                ),
            };
            let mut finding = Finding::new(id, action, message);
            finding.keyword = Some("schema".to_owned());
            finding.base = (!is_empty(base)).then(|| base.span.clone());
            finding.revision = (!is_empty(revision)).then(|| revision.span.clone());
            comparison.findings.push(finding);
            return true;
        }
        for (choices, whole, rule, action, message) in [
            (
                revision,
                key.base,
                &schema::WRAPPED_IN_ONE_OF,
                Action::Added,
                "{} is now one of several alternatives",
            ),
            (
                base,
                key.revision,
                &schema::UNWRAPPED_FROM_ONE_OF,
                Action::Removed,
                "{} is no longer one of several alternatives",
            ),
        ] {
            let is_wrapping = action == Action::Added;
            let plain = if is_wrapping { base } else { revision };
            if has_choice(plain, "oneOf") || !has_choice(choices, "oneOf") {
                continue;
            }
            let holds = choices.parts.iter().any(|part| {
                matches!(&part.step, Step::Choice(keyword, _) if keyword == "oneOf")
                    && if is_wrapping {
                        self.prints.is_same(whole, part.subject, false)
                    } else {
                        self.prints.is_same(part.subject, whole, false)
                    }
            });
            if holds {
                let mut finding = Finding::new(rule.id(place), action, message);
                finding.keyword = Some("oneOf".to_owned());
                finding.base = Some(self.pairs[at].base_span.clone());
                finding.revision = Some(self.pairs[at].revision_span.clone());
                let facts = if is_wrapping {
                    self.revision
                } else {
                    self.base
                };
                finding.details = choices
                    .parts
                    .iter()
                    .flat_map(|part| details(facts, part))
                    .take(MAX_DETAILS)
                    .collect();
                comparison.findings.push(finding);
                return true;
            }
        }
        self.compare_all_of(at, comparison)
    }

    /// Reports components that were added to or removed from `allOf`, without the changes that follow
    /// from them.
    fn compare_all_of(&mut self, at: usize, comparison: &mut Comparison<'f>) -> bool {
        let list = |said: &Keywords<'f>, name: Option<&String>| {
            let Some(fact) = said.get("allOf") else {
                return Some(vec![name?.clone()]);
            };
            let names = fact.value.as_array()?.iter();
            names
                .map(|name| name.as_str().map(str::to_owned))
                .collect::<Option<Vec<String>>>()
        };
        let is_put_together =
            comparison.base.contains_key("allOf") || comparison.revision.contains_key("allOf");
        let names = (
            self.base_of(at).name.as_ref(),
            self.revision_of(at).name.as_ref(),
        );
        let (true, Some(before), Some(after)) = (
            is_put_together,
            list(&comparison.base, names.0),
            list(&comparison.revision, names.1),
        ) else {
            return false;
        };
        let names = |list: &'_ [String]| list.iter().cloned().collect::<HashSet<String>>();
        let (known, kept) = (names(&before), names(&after));
        let gone: Vec<&String> = before.iter().filter(|it| !kept.contains(*it)).collect();
        let new: Vec<&String> = after.iter().filter(|it| !known.contains(*it)).collect();
        let key = self.pairs[at].key.clone();
        if gone.len() == new.len() || self.prints.is_same(key.base, key.revision, false) {
            return false;
        }
        for (names, rule, is_added, verb) in [
            (
                &gone,
                &schema::ALL_OF_REMOVED,
                false,
                "no longer has to match",
            ),
            (&new, &schema::ALL_OF_ADDED, true, "now has to match"),
        ] {
            for component in names {
                let message = format!("{{}} {verb} `{component}`");
                let finding = comparison.record(rule, "allOf", message);
                finding.action = if is_added {
                    Action::Added
                } else {
                    Action::Removed
                };
                finding.before = (!is_added).then(|| component.as_str().into());
                finding.after = is_added.then(|| component.as_str().into());
            }
        }
        true
    }
}

/// Whether a schema has choices.
fn has_choice(subject: &Subject, keyword: &str) -> bool {
    let is_choice = |part: &Part| matches!(&part.step, Step::Choice(known, _) if known == keyword);
    subject.parts.iter().any(is_choice)
}
