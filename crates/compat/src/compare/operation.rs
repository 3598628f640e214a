//! Compares the keywords of operations: id, security, deprecation, stability, and tags.

use std::collections::HashSet;

use serde_json::Value;

use super::comparison::Comparison;
use super::lifecycle::{OPERATION, deprecation, stability};
use super::placed::each_of;
use super::remaining;
use super::security::{GLOBAL, OF_OPERATION, security};
use super::walk::Walk;
use super::words::{added_removed_changed, canonical, short};
use crate::change::{Action, Class};
use crate::rules::id;
use contract::facts::Fact;

impl Walk<'_> {
    pub(super) fn compare_operation(&mut self, at: usize) {
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let place = self.place_of(at);
        let mut comparison = Comparison::new(place, &base.facts, &revision.facts);
        let (before, after) = comparison.take("operationId");
        // The generator writes no methods for webhooks and callbacks.
        if before != after && !place.is_reversed {
            let (action, message) = added_removed_changed("operationId", before, after);
            let id = if action == Action::Added {
                id!("api-operation-id-added")
            } else {
                id!("api-operation-id-removed")
            };
            comparison.record_as(id, "operationId", message);
        }
        shown_on_a_page(&mut comparison);
        if self.options.prose {
            tags(&mut comparison);
        }
        deprecation(&mut comparison, &OPERATION, self.options.today.as_deref());
        stability(&mut comparison);
        let is_global = |facts: &contract::facts::Facts, fact: Option<&&Fact>| {
            let root = facts.subject(facts.root());
            let global = root.facts.iter().find(|it| it.keyword == "security");
            fact.is_none_or(|fact| global.is_some_and(|it| it.span == fact.span))
        };
        let global = is_global(self.base, comparison.base.get("security"))
            && is_global(self.revision, comparison.revision.get("security"));
        if !place.is_reversed {
            let ids = if global { &GLOBAL } else { &OF_OPERATION };
            security(&mut comparison, ids, &self.renamed_schemes);
        }
        let ids = [
            id!("callback-added"),
            id!("callback-removed"),
            id!("callback-changed"),
        ];
        each_of(&mut comparison, "callbacks/", ids);
        remaining::compare(&mut comparison, self.options.prose);
        self.pairs[at].findings.append(&mut comparison.findings);
    }
}

/// Compares what only pages state about an operation: the method and path of one that moved, and
/// the presence of a request whose content the page does not show.
fn shown_on_a_page(comparison: &mut Comparison<'_>) {
    for (keyword, id) in [
        ("method", id!("api-removed-without-deprecation")),
        ("path", id!("api-path-removed-without-deprecation")),
    ] {
        let (before, after) = comparison.take(keyword);
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            let (before, after) = (short(before), short(after));
            let message = format!("the {keyword} of {{}} changed from {before} to {after}");
            comparison.record_as(id, keyword, message);
        }
    }
    match comparison.take("request") {
        (Some(_), None) => {
            let message = "{} no longer shows parameters or a body";
            comparison.record_as(id!("request-body-removed"), "request", message);
        }
        (None, Some(_)) => {
            let message = "{} now shows a request, and the contract has no parameters and no body";
            comparison.record_as(id!("request-body-added-optional"), "request", message);
        }
        _ => {}
    }
}

fn tags(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("tags");
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (list(before), list(after));
    for (tags, other, id, is_added, verb) in [
        (&before, &after, id!("api-tag-removed"), false, "lost"),
        (&after, &before, id!("api-tag-added"), true, "gained"),
    ] {
        let other: HashSet<String> = other.iter().map(canonical).collect();
        for tag in tags.iter().filter(|tag| !other.contains(&canonical(tag))) {
            let message = format!("{{}} {verb} the tag {}", short(tag));
            let finding = comparison.record_as(id, "tags", message);
            finding.class = Class::Prose;
            finding.before = (!is_added).then(|| tag.clone());
            finding.after = is_added.then(|| tag.clone());
        }
    }
}
