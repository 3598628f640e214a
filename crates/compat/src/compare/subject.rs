//! Compares the subjects of a pair, keyword by keyword.

use std::collections::HashSet;

use super::finding::Finding;
use super::place::{Kind, Place};
use super::placed::{each_of, holder, one_id, parameter, required, schema_flags};
use super::sheet::Sheet;
use super::walk::Walk;
use super::words::added_removed_changed;
use super::{bounds, ranges, remaining, security, types, values};
use crate::change::Class;
use crate::rules::{Direction, id};
use contract::facts::{Part, Step, Subject};

impl<'f> Walk<'f> {
    /// Compares a subject about which nothing special is known.
    pub(super) fn compare_plain(&mut self, at: usize) {
        let place = self.place_of(at);
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let mut sheet = Sheet::new(place, &base.facts, &revision.facts);
        match place.kind {
            Kind::Holder => holder(&mut sheet),
            Kind::Server => security::changed_as(&mut sheet, id!("server-changed")),
            Kind::SecurityScheme => security::scheme(&mut sheet),
            _ => {}
        }
        remaining::compare(&mut sheet, self.options.prose);
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
                .record_as(id!("api-version-changed"), "version", message)
                .class = Class::Prose;
        }
        let ids = [
            id!("webhook-added"),
            id!("webhook-removed"),
            id!("webhook-changed"),
        ];
        each_of(&mut sheet, "webhooks/", ids);
        remaining::compare(&mut sheet, self.options.prose);
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
        ranges::compare(&mut sheet);
        values::compare(&mut sheet);
        schema_flags(&mut sheet);
        remaining::compare(&mut sheet, self.options.prose);
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
                    Direction::Response => id!("response-body-encoding-changed"),
                    _ => id!("request-body-encoding-changed"),
                };
                one_id(&mut sheet, "encoding", id);
            }
            _ => {}
        }
        values::compare(&mut sheet);
        schema_flags(&mut sheet);
        remaining::compare(&mut sheet, self.options.prose);
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
