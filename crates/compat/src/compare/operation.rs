//! What an operation says of itself: its id, who is let in, and until when it is.

use std::collections::HashSet;

use serde_json::Value;

use super::lifecycle::{OPERATION, deprecation, stability};
use super::placed::each_of;
use super::remaining;
use super::security::{GLOBAL, OF_OPERATION, security};
use super::sheet::Sheet;
use super::walk::Walk;
use super::words::{added_removed_changed, canonical, short};
use crate::change::{Action, Class};
use crate::rules::id;
use contract::facts::Fact;

impl Walk<'_> {
    pub(super) fn compare_operation(&mut self, at: usize) {
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let place = self.place_of(at);
        let mut sheet = Sheet::new(place, &base.facts, &revision.facts);
        let (before, after) = sheet.take("operationId");
        // No method is named after what the service calls.
        if before != after && !place.is_reversed {
            let (action, message) = added_removed_changed("operationId", before, after);
            let id = match action {
                Action::Added => id!("api-operation-id-added"),
                _ => id!("api-operation-id-removed"),
            };
            sheet.record_as(id, "operationId", message);
        }
        shown_on_a_page(&mut sheet);
        if self.options.prose {
            tags(&mut sheet);
        }
        deprecation(&mut sheet, &OPERATION, self.options.today.as_deref());
        stability(&mut sheet);
        let is_global = |facts: &contract::facts::Facts, fact: Option<&&Fact>| {
            let root = facts.subject(facts.root());
            let global = root.facts.iter().find(|it| it.keyword == "security");
            fact.is_none_or(|fact| global.is_some_and(|it| it.span == fact.span))
        };
        let global = is_global(self.base, sheet.base.get("security"))
            && is_global(self.revision, sheet.revision.get("security"));
        if !place.is_reversed {
            let ids = if global { &GLOBAL } else { &OF_OPERATION };
            security(&mut sheet, ids, &self.renamed_schemes);
        }
        let ids = [
            id!("callback-added"),
            id!("callback-removed"),
            id!("callback-changed"),
        ];
        each_of(&mut sheet, "callbacks/", ids);
        remaining::compare(&mut sheet, self.options.prose);
        self.pairs[at].findings.append(&mut sheet.findings);
    }
}

/// Compares what only pages state of an operation: the method and path of one that was moved, and
/// that there is a request at all, where the page shows no more of it.
fn shown_on_a_page(sheet: &mut Sheet<'_>) {
    for (keyword, id) in [
        ("method", id!("api-removed-without-deprecation")),
        ("path", id!("api-path-removed-without-deprecation")),
    ] {
        let (before, after) = sheet.take(keyword);
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            let (before, after) = (short(before), short(after));
            let message = format!("the {keyword} of {{}} became {after} in place of {before}");
            sheet.record_as(id, keyword, message);
        }
    }
    match sheet.take("request") {
        (Some(_), None) => {
            let message = "{} shows neither parameters nor a body any more";
            sheet.record_as(id!("request-body-removed"), "request", message);
        }
        (None, Some(_)) => {
            let message = "{} shows a request, which has no parameters and no body so far";
            sheet.record_as(id!("request-body-added-optional"), "request", message);
        }
        _ => {}
    }
}

fn tags(sheet: &mut Sheet<'_>) {
    let (before, after) = sheet.take("tags");
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (list(before), list(after));
    for (tags, other, id, is_added, verb) in [
        (&before, &after, id!("api-tag-removed"), false, "lost"),
        (&after, &before, id!("api-tag-added"), true, "got"),
    ] {
        let other: HashSet<String> = other.iter().map(canonical).collect();
        for tag in tags.iter().filter(|tag| !other.contains(&canonical(tag))) {
            let message = format!("{{}} {verb} the tag {}", short(tag));
            let finding = sheet.record_as(id, "tags", message);
            finding.class = Class::Prose;
            finding.before = (!is_added).then(|| tag.clone());
            finding.after = is_added.then(|| tag.clone());
        }
    }
}
