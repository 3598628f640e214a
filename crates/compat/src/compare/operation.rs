//! What an operation says of itself: its id, who is let in, and until when it is.

use std::collections::HashSet;

use serde_json::Value;

use super::lifecycle::{deprecation, stability};
use super::placed::each_of;
use super::remaining;
use super::security::security;
use super::sheet::Sheet;
use super::walk::Walk;
use super::words::{added_removed_changed, canonical, short};
use crate::change::Class;
use contract::facts::Fact;

impl Walk<'_> {
    pub(super) fn compare_operation(&mut self, at: usize) {
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let place = self.place_of(at);
        let mut sheet = Sheet::new(place, &base.facts, &revision.facts);
        let (before, after) = sheet.take("operationId");
        // No method is named after what the service calls.
        if before != after && !place.is_reversed {
            let (suffix, message) = added_removed_changed("operationId", before, after);
            let id = match suffix {
                "added" => "api-operation-id-added",
                _ => "api-operation-id-removed",
            };
            sheet.say_as(id, "operationId", message);
        }
        shown_on_a_page(&mut sheet);
        if self.options.prose {
            tags(&mut sheet);
        }
        deprecation(&mut sheet, "", self.options.today.as_deref());
        stability(&mut sheet);
        let is_global = |facts: &contract::facts::Facts, fact: Option<&&Fact>| {
            let root = facts.subject(facts.root());
            let global = root.facts.iter().find(|it| it.keyword == "security");
            fact.is_none_or(|fact| global.is_some_and(|it| it.span == fact.span))
        };
        let global = is_global(self.base, sheet.base.get("security"))
            && is_global(self.revision, sheet.revision.get("security"));
        if !place.is_reversed {
            let family = if global {
                "api-global-security"
            } else {
                "api-security"
            };
            security(&mut sheet, family, &self.renamed_schemes);
        }
        each_of(&mut sheet, "callbacks/", "callback");
        remaining::compare(&mut sheet, self.options.prose);
        self.pairs[at].findings.append(&mut sheet.findings);
    }
}

/// Compares what only pages state of an operation: the method and path of one that was moved, and
/// that there is a request at all, where the page shows no more of it.
fn shown_on_a_page(sheet: &mut Sheet<'_>) {
    for (keyword, id) in [
        ("method", "api-removed-without-deprecation"),
        ("path", "api-path-removed-without-deprecation"),
    ] {
        let (before, after) = sheet.take(keyword);
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            let (before, after) = (short(before), short(after));
            let message = format!("the {keyword} of {{}} became {after} in place of {before}");
            sheet.say_as(id, keyword, message);
        }
    }
    match sheet.take("request") {
        (Some(_), None) => {
            let message = "{} shows neither parameters nor a body any more";
            sheet.say_as("request-body-removed", "request", message);
        }
        (None, Some(_)) => {
            let message = "{} shows a request, which has no parameters and no body so far";
            sheet.say_as("request-body-added-optional", "request", message);
        }
        _ => {}
    }
}

fn tags(sheet: &mut Sheet<'_>) {
    let (before, after) = sheet.take("tags");
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (list(before), list(after));
    for (tags, other, id, message) in [
        (&before, &after, "api-tag-removed", "lost"),
        (&after, &before, "api-tag-added", "got"),
    ] {
        let other: HashSet<String> = other.iter().map(canonical).collect();
        for tag in tags.iter().filter(|tag| !other.contains(&canonical(tag))) {
            let message = format!("{{}} {message} the tag {}", short(tag));
            let finding = sheet.say_as(id, "tags", message);
            finding.class = Class::Prose;
            finding.before = (id == "api-tag-removed").then(|| tag.clone());
            finding.after = (id == "api-tag-added").then(|| tag.clone());
        }
    }
}
