//! What an operation says of itself: its id, who is let in, and until when it is.

use std::collections::HashSet;

use serde_json::Value;

use super::facts::{Sheet, added_removed_changed, short};
use super::placed::each_of;
use super::security::security;
use super::walk::Walk;
use crate::change::Class;
use contract::facts::{Fact, Subject};

const LEVELS: [&str; 4] = ["draft", "alpha", "beta", "stable"];

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
        sheet.rest(self.options.prose);
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
        let other: HashSet<String> = other.iter().map(Value::to_string).collect();
        for tag in tags.iter().filter(|tag| !other.contains(&tag.to_string())) {
            let message = format!("{{}} {message} the tag {}", short(tag));
            let finding = sheet.say_as(id, "tags", message);
            finding.class = Class::Prose;
            finding.before = (id == "api-tag-removed").then(|| tag.clone());
            finding.after = (id == "api-tag-added").then(|| tag.clone());
        }
    }
}

/// Compares `deprecated` and `x-sunset`; the ids begin with `family`, or, for an operation, with
/// what oasdiff gives them.
pub(super) fn deprecation(sheet: &mut Sheet<'_>, family: &str, today: Option<&str>) {
    let is_operation = family.is_empty();
    let (before, after) = sheet.take("deprecated");
    let (sunset_before, sunset_after) = sheet.take("x-sunset");
    let endpoint = if is_operation { "endpoint-" } else { family };
    let api = if is_operation { "api-" } else { family };
    let is_over = |day: &str| today.is_some_and(|today| day < today);
    match (before, after) {
        (None, Some(Value::Bool(true))) => {
            let (id, message) = match sunset_after.map(day) {
                None => (
                    format!("{endpoint}deprecated"),
                    "{} is deprecated".to_owned(),
                ),
                Some(None) => (
                    format!("{api}deprecated-sunset-parse"),
                    format!(
                        "{{}} is deprecated until {}, which is no day",
                        words(sunset_after)
                    ),
                ),
                Some(Some(day)) if is_over(&day) => (
                    format!("{api}sunset-date-too-small"),
                    format!("{{}} is deprecated until {day}, which is over"),
                ),
                Some(Some(day)) => (
                    format!("{endpoint}deprecated-with-sunset"),
                    format!("{{}} is deprecated until {day}"),
                ),
            };
            sheet.say_as(id, "deprecated", message);
            return;
        }
        (Some(Value::Bool(true)), None) => {
            let message = "{} is no longer deprecated";
            sheet.say_as(format!("{endpoint}reactivated"), "deprecated", message);
            return;
        }
        (before, after) if before != after => sheet.give_back("deprecated"),
        _ => {}
    }
    if sunset_before == sunset_after {
        return;
    }
    let plain = if is_operation { "" } else { family };
    let (id, message) = match (sunset_before, sunset_after) {
        (Some(_), None) => (
            format!("{plain}sunset-deleted"),
            "{} no longer says until when it works".to_owned(),
        ),
        (before, Some(after)) => match (before.and_then(day), day(after)) {
            (_, None) => (
                format!("{api}deprecated-sunset-parse"),
                format!("{{}} is to end on {}, which is no day", words(Some(after))),
            ),
            (Some(one), Some(other)) if other < one && is_over(&other) => (
                format!("{api}sunset-date-changed-too-small"),
                format!("the end of {{}} was moved from {one} to {other}, which is over"),
            ),
            (Some(one), Some(other)) => (
                format!("{api}sunset-date-changed"),
                format!("the end of {{}} was moved from {one} to {other}"),
            ),
            (None, Some(day)) => (
                format!("{plain}sunset-added"),
                format!("{{}} is to end on {day}"),
            ),
        },
        (None, None) => return,
    };
    sheet.say_as(id, "x-sunset", message);
}

fn words(value: Option<&Value>) -> String {
    value.map(short).unwrap_or_default()
}

/// The day that a date or a time names, as `YYYY-MM-DD`.
pub(super) fn day(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let day = text.get(..10)?;
    let mut numbers = day.split('-').map(str::parse::<u32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(of_month)), None) = (
        numbers.next(),
        numbers.next(),
        numbers.next(),
        numbers.next(),
    ) else {
        return None;
    };
    let rest = &text[10..];
    let is_day = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&of_month);
    (is_day && (rest.is_empty() || rest.starts_with(['T', 't', ' ']))).then(|| day.to_owned())
}

/// How a thing that is gone was announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    Not,
    ForLater,
    /// Without a date on which it ends.
    WithoutDate,
    InTime,
}

pub(super) fn announced(facts: &[Fact], today: Option<&str>) -> Announced {
    let value = |keyword: &str| {
        facts
            .iter()
            .find(|it| it.keyword == keyword)
            .map(|it| &it.value)
    };
    if value("deprecated") != Some(&Value::Bool(true)) {
        return Announced::Not;
    }
    match value("x-sunset").map(day) {
        None => Announced::WithoutDate,
        Some(Some(day)) if today.is_some_and(|today| day.as_str() <= today) => Announced::InTime,
        Some(_) => Announced::ForLater,
    }
}

fn stability(sheet: &mut Sheet<'_>) {
    let (before, after) = sheet.take("x-stability-level");
    if before == after {
        return;
    }
    let level = |value: Option<&Value>| match value {
        None => Some(LEVELS.len()),
        Some(value) => LEVELS.iter().position(|level| value == *level),
    };
    let (id, verb) = match (level(before), level(after)) {
        (_, None) => ("api-invalid-stability-level", "says of its stability"),
        (Some(one), Some(other)) if other < one => {
            ("api-stability-decreased", "fell in stability to")
        }
        _ => ("api-stability-increased", "rose in stability to"),
    };
    let message = format!(
        "{{}} {verb} {}",
        after.map_or_else(|| "no level".to_owned(), short)
    );
    sheet.say_as(id, "x-stability-level", message);
}

/// Whether an operation says of itself that it promises nothing yet.
pub(super) fn is_unstable(operation: &Subject) -> bool {
    let level = operation
        .facts
        .iter()
        .find(|it| it.keyword == "x-stability-level");
    level.is_some_and(|fact| fact.value == "draft" || fact.value == "alpha")
}
