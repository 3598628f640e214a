//! What is said of a part in its place: flags, necessity, and how a parameter is written.

use serde_json::Value;

use super::finding::Finding;
use super::lifecycle::deprecation;
use super::place::Kind;
use super::sheet::{Said, Sheet};
use super::words::added_removed_changed;
use crate::rules::Direction;
use contract::facts::{Fact, Part, Step, Subject};

pub(super) fn says_true(facts: &[contract::facts::Fact], keyword: &str) -> bool {
    facts
        .iter()
        .any(|fact| fact.keyword == keyword && fact.value == true)
}

/// Whether a property may be left out.
pub(super) fn is_required(part: &Part) -> bool {
    says_true(&part.facts, "required")
}

/// What a schema says with a flag.
pub(super) fn schema_flags(sheet: &mut Sheet<'_>) {
    let has_type = |said: &Said<'_>| said.contains_key("type") || said.contains_key("enum");
    // Where any type will do, `null` does.
    if has_type(&sheet.base) && !has_type(&sheet.revision) {
        sheet.take("nullable");
    } else {
        sheet.flag(
            "nullable",
            ("became-nullable", "{} may be `null` now"),
            ("became-not-nullable", "{} may no longer be `null`"),
        );
    }
    sheet.flag(
        "uniqueItems",
        ("unique-items-added", "{} may hold no value twice now"),
        ("unique-items-removed", "{} may hold a value twice now"),
    );
    let place = sheet.place;
    let side = match place.direction {
        Direction::Request => "request",
        Direction::Response => "response",
        Direction::Neither => "",
    };
    let necessity = if place.is_required {
        "required"
    } else {
        "optional"
    };
    for (keyword, word) in [("readOnly", "read-only"), ("writeOnly", "write-only")] {
        let (before, after) = sheet.take(keyword);
        let not = match (before, after) {
            (None, Some(Value::Bool(true))) => "",
            (Some(Value::Bool(true)), None) => "not-",
            _ => {
                sheet.give_back(keyword);
                continue;
            }
        };
        let id = match place.kind {
            Kind::Property | Kind::SilentProperty if !side.is_empty() => {
                format!("{side}-{necessity}-property-became-{not}{word}")
            }
            _ if side.is_empty() => "unused-schema-property-changed".to_owned(),
            _ => format!("{side}-optional-property-became-{not}{word}"),
        };
        let now = if not.is_empty() { "is" } else { "is no longer" };
        sheet.say_as(id, keyword, format!("{{}} {now} {word}"));
    }
    if !matches!(place.kind, Kind::Parameter) {
        let (before, after) = sheet.take("deprecated");
        let (suffix, message) = match (before, after) {
            (None, Some(Value::Bool(true))) => ("deprecated", "{} is deprecated"),
            (Some(Value::Bool(true)), None) => ("reactivated", "{} is no longer deprecated"),
            _ => {
                sheet.give_back("deprecated");
                return;
            }
        };
        let id = match (place.kind, side) {
            (Kind::Header, _) => format!("response-header-{suffix}"),
            (_, "") => "unused-schema-property-changed".to_owned(),
            _ => format!("{side}-property-{suffix}"),
        };
        sheet.say_as(id, "deprecated", message);
    }
}

/// Whether the part has to be there.
pub(super) fn required(sheet: &mut Sheet<'_>, step: &Step, base: &Subject, revision: &Subject) {
    let (before, after) = sheet.take("required");
    let (became, message) = match (before, after) {
        (None, Some(Value::Bool(true))) => ("required", "{} is required now"),
        (Some(Value::Bool(true)), None) => ("optional", "{} is no longer required"),
        _ => {
            sheet.give_back("required");
            return;
        }
    };
    let id = match (step, sheet.place.kind, sheet.place.direction) {
        (_, Kind::Parameter, _) => format!("request-parameter-became-{became}"),
        (_, Kind::Header, _) => format!("response-header-became-{became}"),
        (Step::Property(_), Kind::Unused, _) => "unused-schema-property-changed".to_owned(),
        (Step::Property(_), Kind::SilentProperty, Direction::Request) => {
            format!("request-read-only-property-became-{became}")
        }
        (Step::Property(_), Kind::SilentProperty, _) => {
            format!("response-write-only-property-became-{became}")
        }
        (Step::Property(_), ..) if became == "required" && sheet.place.is_header_property() => {
            "request-header-property-became-required".to_owned()
        }
        (Step::Property(_), _, Direction::Request) => {
            let has_default = |facts: &[Fact]| facts.iter().any(|it| it.keyword == "default");
            let with_default = became == "required"
                && (has_default(&base.facts) || sheet.base.contains_key("default"))
                && (has_default(&revision.facts) || sheet.revision.contains_key("default"));
            let with = if with_default { "-with-default" } else { "" };
            format!("request-property-became-{became}{with}")
        }
        (Step::Property(_), ..) => format!("response-property-became-{became}"),
        _ => {
            sheet.give_back("required");
            return;
        }
    };
    sheet.say_as(id, "required", message);
}

/// What a parameter says of how it is written, and until when it is.
pub(super) fn parameter(sheet: &mut Sheet<'_>, today: Option<&str>, base: &Subject) {
    deprecation(sheet, "request-parameter-", today);
    let is_single = base.facts.iter().any(|fact| {
        fact.keyword == "type"
            && matches!(fact.value.as_str(), Some(kind) if !matches!(kind, "array" | "object"))
    });
    // Another style has another default for `explode`.
    if sheet.both("style").0 != sheet.both("style").1 {
        sheet.take("explode");
        sheet.base.remove("explode");
        sheet.revision.remove("explode");
    }
    let single = is_single.then_some("a single value");
    for (keyword, id, case) in [
        ("style", "request-parameter-style-changed", None),
        ("explode", "request-parameter-explode-changed", single),
        ("content", "request-parameter-content-changed", None),
        (
            "allowEmptyValue",
            "request-parameter-allow-empty-value-changed",
            None,
        ),
        (
            "allowReserved",
            "request-parameter-allow-reserved-changed",
            None,
        ),
    ] {
        if let Some(finding) = one_id(sheet, keyword, id) {
            finding.case = case;
        }
    }
}

/// Records a change of a keyword whose addition, removal, and change share one id.
pub(super) fn one_id<'s>(
    sheet: &'s mut Sheet<'_>,
    keyword: &'static str,
    id: &str,
) -> Option<&'s mut Finding> {
    let (before, after) = sheet.take(keyword);
    if before == after {
        return None;
    }
    let (_, message) = added_removed_changed(keyword, before, after);
    Some(sheet.say_as(id, keyword, message))
}

/// A request's body or a response, apart from its media types.
pub(super) fn holder(sheet: &mut Sheet<'_>) {
    let place = sheet.place;
    let is_response = (place.direction == Direction::Response) != place.is_reversed;
    if is_response {
        return each_of(sheet, "links/", "response-link");
    }
    let sender = if place.is_reversed { "webhook-" } else { "" };
    let (before, after) = sheet.take("required");
    let (became, message) = match (before, after) {
        (None, Some(Value::Bool(true))) => ("required", "{} is required now"),
        (Some(Value::Bool(true)), None) => ("optional", "{} is no longer required"),
        _ => return sheet.give_back("required"),
    };
    let id = format!("{sender}request-body-became-{became}");
    sheet.say_as(id, "required", message);
}

/// Keywords that share a beginning, one for each name: `links/NAME`.
pub(super) fn each_of(sheet: &mut Sheet<'_>, beginning: &str, id: &str) {
    let mut keywords: Vec<String> = sheet
        .base
        .keys()
        .chain(sheet.revision.keys())
        .filter(|keyword| keyword.starts_with(beginning))
        .map(|keyword| (*keyword).to_owned())
        .collect();
    keywords.sort();
    keywords.dedup();
    for keyword in keywords {
        let (before, after) = sheet.both(&keyword);
        if before != after {
            let (suffix, message) = added_removed_changed(&keyword, before, after);
            sheet.say_as(format!("{id}-{suffix}"), &keyword, message);
        }
        sheet.base.remove(keyword.as_str());
        sheet.revision.remove(keyword.as_str());
    }
}
