//! Compares facts keyword by keyword.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::finding::Finding;
use super::place::{Kind, Place};
use super::placed::{holder, one_id, parameter, required, schema_flags};
use super::walk::Walk;
use super::{bounds, examples, security, types, values};
use crate::change::{Action, Class};
use crate::rules::{self, Direction};
use contract::facts::{Fact, Part, Step, Subject, is_annotation, is_example};

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

    /// Compares every keyword that was not dealt with.
    pub(super) fn rest(&mut self, prose: bool) {
        let mut keywords: Vec<&'f str> = self.base.keys().copied().collect();
        keywords.extend(
            self.revision
                .keys()
                .filter(|it| !self.base.contains_key(*it)),
        );
        for keyword in keywords {
            if self.done.contains(keyword) {
                continue;
            }
            let (before, after) = self.both(keyword);
            if before == after {
                continue;
            }
            if is_example(keyword) {
                examples::compare(self, keyword);
            } else if is_annotation(keyword) {
                if prose && before.map(plain) != after.map(plain) {
                    let (id, message) = match (before, after) {
                        (None, _) => ("prose-added", format!("{{}} got a `{keyword}`")),
                        (_, None) => ("prose-removed", format!("{{}} lost its `{keyword}`")),
                        _ => (
                            "prose-changed",
                            format!("the `{keyword}` of {{}} was reworded"),
                        ),
                    };
                    self.say_as(id, keyword, message).class = Class::Prose;
                }
            } else {
                let (suffix, message) = added_removed_changed(keyword, before, after);
                self.say(&format!("keyword-{suffix}"), keyword, message);
            }
        }
    }
}

/// What was done to a keyword, for an id and in a sentence.
pub(super) fn added_removed_changed(
    keyword: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> (&'static str, String) {
    match (before, after) {
        (None, Some(after)) => ("added", format!("{{}} got `{keyword}` = {}", short(after))),
        (Some(before), None) => (
            "removed",
            format!("{{}} lost `{keyword}` = {}", short(before)),
        ),
        (before, after) => (
            "changed",
            format!(
                "`{keyword}` of {{}} changed from {} to {}",
                before.map(short).unwrap_or_default(),
                after.map(short).unwrap_or_default()
            ),
        ),
    }
}

/// A value as a sentence shows it.
pub(super) fn short(value: &Value) -> String {
    const LONGEST: usize = 80;
    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}

/// A text as it is compared: wraps, case, and the marks of lists and emphasis say nothing.
fn plain(value: &Value) -> String {
    let Value::String(text) = value else {
        return value.to_string();
    };
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.replace(['*', '_', '`'], "").to_lowercase())
        .filter(|word| !matches!(word.as_str(), "" | "-" | "+" | "•"))
        .collect();
    words.join(" ")
}

impl<'f> Walk<'f> {
    /// Compares a subject about which nothing special is known.
    pub(super) fn compare_plain(&mut self, at: usize) {
        let place = self.place_of(at);
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let mut sheet = Sheet::new(place, &base.facts, &revision.facts);
        match place.kind {
            Kind::Holder => holder(&mut sheet),
            Kind::Server => security::changed_as(&mut sheet, "server-changed"),
            Kind::SecurityScheme => security::scheme(&mut sheet),
            _ => {}
        }
        sheet.rest(self.options.prose);
        self.pairs[at].findings.append(&mut sheet.findings);
    }

    pub(super) fn compare_document(&mut self, at: usize) {
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let mut sheet = Sheet::new(self.place_of(at), &base.facts, &revision.facts);
        // Each operation says which schemes let a request in, its own or the document's.
        sheet.take("security");
        let (before, after) = sheet.take("version");
        if before != after && self.options.prose {
            let (_, message) = added_removed_changed("version", before, after);
            sheet
                .say_as("api-version-changed", "version", message)
                .class = Class::Prose;
        }
        super::placed::each_of(&mut sheet, "webhooks/", "webhook");
        sheet.rest(self.options.prose);
        self.pairs[at].findings.append(&mut sheet.findings);
    }

    /// Compares two schemas; true if what they consist of need not be looked at any more.
    pub(super) fn compare_schema(&mut self, at: usize) -> bool {
        let place = self.place_of(at);
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let mut sheet = Sheet::new(place, &base.facts, &revision.facts);
        for keyword in &self.pairs[at].key.masked {
            sheet.base.remove(keyword);
            sheet.revision.remove(keyword);
        }
        if self.compare_whole(at, &mut sheet) {
            self.pairs[at].findings.append(&mut sheet.findings);
            return true;
        }
        sheet.take("allOf");
        let has_values = |subject: &Subject| subject.parts.iter().any(|it| it.step == Step::Values);
        if has_values(base) || has_values(revision) {
            // That the schema of other members came or went says it.
            sheet.take("additionalProperties");
        }
        types::compare(&mut sheet, (self.base, base), (self.revision, revision));
        bounds::compare(&mut sheet);
        values::compare(&mut sheet);
        schema_flags(&mut sheet);
        sheet.rest(self.options.prose);
        self.pairs[at].findings.append(&mut sheet.findings);
        false
    }

    /// Compares what two parts say of their subjects in this place. Gives the keywords that one
    /// side says here and the other of the subject itself: they are compared here, and not again.
    pub(super) fn compare_in_place(
        &mut self,
        parent: usize,
        place: Place,
        one: &'f Part,
        other: &'f Part,
    ) -> Vec<&'f str> {
        if one.facts.is_empty() && other.facts.is_empty() {
            return Vec::new();
        }
        let (base, revision) = (
            self.base.subject(one.subject),
            self.revision.subject(other.subject),
        );
        let mut sheet = Sheet::new(place, &one.facts, &other.facts);
        let mut masked = Vec::new();
        let placed: HashSet<&str> = one
            .facts
            .iter()
            .chain(&other.facts)
            .map(|fact| fact.keyword.as_str())
            .collect();
        for (said, facts) in [
            (&mut sheet.base, &base.facts),
            (&mut sheet.revision, &revision.facts),
        ] {
            for fact in facts {
                let keyword = fact.keyword.as_str();
                if placed.contains(keyword) && !said.contains_key(keyword) {
                    said.insert(keyword, fact);
                    masked.push(keyword);
                }
            }
        }
        // A schema behind a reference may be said to be `null` here while its type is said there.
        required(&mut sheet, &one.step, base, revision);
        match place.kind {
            Kind::Parameter => parameter(&mut sheet, self.options.today.as_deref(), base),
            Kind::Body => {
                let id = match place.direction {
                    Direction::Response => "response-body-encoding-changed",
                    _ => "request-body-encoding-changed",
                };
                one_id(&mut sheet, "encoding", id);
            }
            _ => {}
        }
        values::compare(&mut sheet);
        schema_flags(&mut sheet);
        sheet.rest(self.options.prose);
        let step = &one.step;
        for mut finding in sheet.findings {
            finding.step = Some(step.clone());
            // Where one side is silent, the part itself is what is left.
            self.find_in_part(parent, finding, one, other);
        }
        masked.sort_unstable();
        masked.dedup();
        masked
    }

    fn find_in_part(&mut self, parent: usize, finding: Finding, one: &Part, other: &Part) {
        let mut finding = finding;
        if finding.base.is_none() {
            finding.around.0 = Some(one.span.clone());
        }
        if finding.revision.is_none() {
            finding.around.1 = Some(other.span.clone());
        }
        self.find(parent, finding);
    }
}
