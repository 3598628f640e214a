//! Compares the subjects of a pair, keyword by keyword.

use std::collections::HashSet;

use super::comparison::Comparison;
use super::finding::Finding;
use super::place::{Kind, Place};
use super::placed::{each_of, holder, one_id, parameter, required, schema_flags};
use super::walk::Walk;
use super::words::added_removed_changed;
use super::{bounds, objects, ranges, remaining, security, types, values};
use crate::change::Class;
use crate::rules::{Direction, id};
use contract::facts::{Part, Step, Subject};

impl<'f> Walk<'f> {
    /// Compares a subject that is neither an operation nor a schema.
    pub(super) fn compare_plain(&mut self, at: usize) {
        let place = self.place_of(at);
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let mut comparison = Comparison::new(place, &base.facts, &revision.facts);
        match place.kind {
            Kind::Holder => holder(&mut comparison),
            Kind::Server => security::changed_as(&mut comparison, id!("server-changed")),
            Kind::SecurityScheme => security::scheme(&mut comparison, self.options.prose),
            _ => {}
        }
        remaining::compare(&mut comparison, self.options.prose);
        self.pairs[at].findings.append(&mut comparison.findings);
    }

    pub(super) fn compare_document(&mut self, at: usize) {
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let mut comparison = Comparison::new(self.place_of(at), &base.facts, &revision.facts);
        // Security is compared at each operation, which states its own list or the document's.
        comparison.take("security");
        let (before, after) = comparison.take("version");
        if before != after && self.options.prose {
            let (_, message) = added_removed_changed("version", before, after);
            comparison
                .record_as(id!("api-version-changed"), "version", message)
                .class = Class::Prose;
        }
        let ids = [
            id!("webhook-added"),
            id!("webhook-removed"),
            id!("webhook-changed"),
        ];
        each_of(&mut comparison, "webhooks/", ids);
        remaining::compare(&mut comparison, self.options.prose);
        self.pairs[at].findings.append(&mut comparison.findings);
    }

    /// Compares two schemas; true if their parts need no comparison.
    pub(super) fn compare_schema(&mut self, at: usize) -> bool {
        let place = self.place_of(at);
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let mut comparison = Comparison::new(place, &base.facts, &revision.facts);
        for keyword in &self.pairs[at].key.masked {
            comparison.base.remove(keyword);
            comparison.revision.remove(keyword);
        }
        if self.compare_whole(at, &mut comparison) {
            self.pairs[at].findings.append(&mut comparison.findings);
            return true;
        }
        comparison.take("allOf");
        let has_values = |subject: &Subject| subject.parts.iter().any(|it| it.step == Step::Values);
        if has_values(base) || has_values(revision) {
            // The part for the schema of additional properties is compared instead.
            comparison.take("additionalProperties");
        }
        types::compare(
            &mut comparison,
            (self.base, base),
            (self.revision, revision),
        );
        bounds::compare(&mut comparison);
        ranges::compare(&mut comparison);
        values::compare(&mut comparison);
        objects::compare(&mut comparison);
        schema_flags(&mut comparison);
        remaining::compare(&mut comparison, self.options.prose);
        self.pairs[at].findings.append(&mut comparison.findings);
        false
    }

    /// Compares the facts that two parts state in their place. Returns the keywords that one side
    /// states here and the other in the subject: they are compared here only.
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
        let mut comparison = Comparison::new(place, &one.facts, &other.facts);
        let mut masked = Vec::new();
        let placed: HashSet<&str> = one
            .facts
            .iter()
            .chain(&other.facts)
            .map(|fact| fact.keyword.as_str())
            .collect();
        for (said, facts) in [
            (&mut comparison.base, &base.facts),
            (&mut comparison.revision, &revision.facts),
        ] {
            for fact in facts {
                let keyword = fact.keyword.as_str();
                if placed.contains(keyword) && !said.contains_key(keyword) {
                    said.insert(keyword, fact);
                    masked.push(keyword);
                }
            }
        }
        // A schema behind a reference may be nullable here while its type is stated there.
        required(&mut comparison, &one.step, base, revision);
        match place.kind {
            Kind::Parameter => parameter(&mut comparison, self.options.today.as_deref(), base),
            Kind::Body => {
                let id = if place.direction == Direction::Response {
                    id!("response-body-encoding-changed")
                } else {
                    id!("request-body-encoding-changed")
                };
                one_id(&mut comparison, "encoding", id);
            }
            _ => {}
        }
        values::compare(&mut comparison);
        objects::compare(&mut comparison);
        schema_flags(&mut comparison);
        remaining::compare(&mut comparison, self.options.prose);
        let step = &one.step;
        for mut finding in comparison.findings {
            finding.step = Some(step.clone());
            // A side without the keyword is annotated at the part.
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
