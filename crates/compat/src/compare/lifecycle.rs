//! Deprecation, sunset, and stability.

use serde_json::Value;

use super::comparison::Comparison;
use super::words::short;
use crate::rules::{Id, id};
use contract::facts::{Fact, Subject};

const LEVELS: [&str; 4] = ["draft", "alpha", "beta", "stable"];

/// The ids of the changes of `deprecated` and `x-sunset`.
pub(super) struct DeprecationIds {
    deprecated: Id,
    deprecated_with_sunset: Id,
    reactivated: Id,
    sunset_unreadable: Id,
    /// Deprecated with a sunset date in the past.
    sunset_over: Id,
    sunset_added: Id,
    sunset_deleted: Id,
    sunset_changed: Id,
    /// The sunset date moved to an earlier day that is in the past.
    sunset_changed_to_past: Id,
}

pub(super) static OPERATION: DeprecationIds = DeprecationIds {
    deprecated: id!("endpoint-deprecated"),
    deprecated_with_sunset: id!("endpoint-deprecated-with-sunset"),
    reactivated: id!("endpoint-reactivated"),
    sunset_unreadable: id!("api-deprecated-sunset-parse"),
    sunset_over: id!("api-sunset-date-too-small"),
    sunset_added: id!("sunset-added"),
    sunset_deleted: id!("sunset-deleted"),
    sunset_changed: id!("api-sunset-date-changed"),
    sunset_changed_to_past: id!("api-sunset-date-changed-too-small"),
};

pub(super) static PARAMETER: DeprecationIds = DeprecationIds {
    deprecated: id!("request-parameter-deprecated"),
    deprecated_with_sunset: id!("request-parameter-deprecated-with-sunset"),
    reactivated: id!("request-parameter-reactivated"),
    sunset_unreadable: id!("request-parameter-deprecated-sunset-parse"),
    sunset_over: id!("request-parameter-sunset-date-too-small"),
    sunset_added: id!("request-parameter-sunset-added"),
    sunset_deleted: id!("request-parameter-sunset-deleted"),
    sunset_changed: id!("request-parameter-sunset-date-changed"),
    sunset_changed_to_past: id!("request-parameter-sunset-date-changed-too-small"),
};

/// Compares `deprecated` and `x-sunset`, which oasdiff defines:
/// <https://github.com/oasdiff/oasdiff/blob/main/docs/DEPRECATION.md>.
pub(super) fn deprecation(
    comparison: &mut Comparison<'_>,
    ids: &DeprecationIds,
    today: Option<&str>,
) {
    let (before, after) = comparison.take("deprecated");
    let (sunset_before, sunset_after) = comparison.take("x-sunset");
    let is_over = |day: &str| today.is_some_and(|today| day < today);
    match (before, after) {
        (None, Some(Value::Bool(true))) => {
            let (id, message) = match sunset_after.map(day) {
                None => (ids.deprecated, "{} is deprecated".to_owned()),
                Some(None) => (
                    ids.sunset_unreadable,
                    format!(
                        "{{}} is deprecated with the sunset date {}, which is not a date",
                        words(sunset_after)
                    ),
                ),
                Some(Some(day)) if is_over(&day) => (
                    ids.sunset_over,
                    format!("{{}} is deprecated with the sunset date {day}, which is in the past"),
                ),
                Some(Some(day)) => (
                    ids.deprecated_with_sunset,
                    format!("{{}} is deprecated with the sunset date {day}"),
                ),
            };
            comparison.record_as(id, "deprecated", message);
            return;
        }
        (Some(Value::Bool(true)), None) => {
            let message = "{} is no longer deprecated";
            comparison.record_as(ids.reactivated, "deprecated", message);
            return;
        }
        (before, after) if before != after => comparison.give_back("deprecated"),
        _ => {}
    }
    if sunset_before == sunset_after {
        return;
    }
    let (id, message) = match (sunset_before, sunset_after) {
        (Some(_), None) => (ids.sunset_deleted, "{} lost its sunset date".to_owned()),
        (before, Some(after)) => match (before.and_then(day), day(after)) {
            (_, None) => (
                ids.sunset_unreadable,
                format!(
                    "the sunset date of {{}} is {}, which is not a date",
                    words(Some(after))
                ),
            ),
            (Some(one), Some(other)) if other < one && is_over(&other) => (
                ids.sunset_changed_to_past,
                format!(
                    "the sunset date of {{}} moved from {one} to {other}, which is in the past"
                ),
            ),
            (Some(one), Some(other)) => (
                ids.sunset_changed,
                format!("the sunset date of {{}} moved from {one} to {other}"),
            ),
            (None, Some(day)) => (
                ids.sunset_added,
                format!("{{}} gained the sunset date {day}"),
            ),
        },
        (None, None) => return,
    };
    comparison.record_as(id, "x-sunset", message);
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

/// Whether and how a deprecation announced a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    Not,
    ForLater,
    /// Without a sunset date.
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

pub(super) fn stability(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("x-stability-level");
    if before == after {
        return;
    }
    let level = |value: Option<&Value>| match value {
        None => Some(LEVELS.len()),
        Some(value) => LEVELS.iter().position(|level| value == *level),
    };
    let (id, verb) = match (level(before), level(after)) {
        (_, None) => (
            id!("api-invalid-stability-level"),
            "has the unknown stability level",
        ),
        (Some(one), Some(other)) if other < one => (
            id!("api-stability-decreased"),
            "lowered its stability level to",
        ),
        _ => (
            id!("api-stability-increased"),
            "raised its stability level to",
        ),
    };
    let message = format!(
        "{{}} {verb} {}",
        after.map_or_else(|| "no level".to_owned(), short)
    );
    comparison.record_as(id, "x-stability-level", message);
}

/// Whether an operation has the stability level `draft` or `alpha`.
pub(super) fn is_unstable(operation: &Subject) -> bool {
    let level = operation
        .facts
        .iter()
        .find(|it| it.keyword == "x-stability-level");
    level.is_some_and(|fact| fact.value == "draft" || fact.value == "alpha")
}
