//! Compares the keywords of a part in its place: flags, `required`, and the style of parameters.

use serde_json::Value;

use super::comparison::{Comparison, Keywords};
use super::finding::Finding;
use super::lifecycle::{PARAMETER, deprecation};
use super::place::{Kind, Place};
use super::words::added_removed_changed;
use crate::change::Action;
use crate::rules::{Direction, Id, id, schema};
use contract::facts::{Fact, Part, Step, Subject};

pub(super) fn says_true(facts: &[contract::facts::Fact], keyword: &str) -> bool {
    facts
        .iter()
        .any(|fact| fact.keyword == keyword && fact.value == true)
}

/// Whether a part is required.
pub(super) fn is_required(part: &Part) -> bool {
    says_true(&part.facts, "required")
}

/// Compares the boolean keywords of a schema.
pub(super) fn schema_flags(comparison: &mut Comparison<'_>) {
    let has_type = |said: &Keywords<'_>| said.contains_key("type") || said.contains_key("enum");
    // A schema that allows any type allows `null`.
    if has_type(&comparison.base) && !has_type(&comparison.revision) {
        comparison.take("nullable");
    } else {
        comparison.flag(
            "nullable",
            (&schema::BECAME_NULLABLE, "{} now allows `null`"),
            (&schema::BECAME_NOT_NULLABLE, "{} no longer allows `null`"),
        );
    }
    comparison.flag(
        "uniqueItems",
        (
            &schema::UNIQUE_ITEMS_ADDED,
            "the elements of {} now have to be unique",
        ),
        (
            &schema::UNIQUE_ITEMS_REMOVED,
            "the elements of {} no longer have to be unique",
        ),
    );
    let place = comparison.place;
    for (keyword, words) in [("readOnly", "read-only"), ("writeOnly", "write-only")] {
        let (before, after) = comparison.take(keyword);
        let [became, became_not] = visibility_ids(place, keyword == "readOnly");
        let (id, verb) = match (before, after) {
            (None, Some(Value::Bool(true))) => (became, "is"),
            (Some(Value::Bool(true)), None) => (became_not, "is no longer"),
            _ => {
                comparison.give_back(keyword);
                continue;
            }
        };
        comparison.record_as(id, keyword, format!("{{}} {verb} {words}"));
    }
    if !matches!(place.kind, Kind::Parameter) {
        let [deprecated, reactivated] = match (place.kind, place.direction) {
            (Kind::Header, _) => [
                id!("response-header-deprecated"),
                id!("response-header-reactivated"),
            ],
            (_, Direction::Neither) => [id!("unused-schema-property-changed"); 2],
            (_, Direction::Request) => [
                id!("request-property-deprecated"),
                id!("request-property-reactivated"),
            ],
            (_, Direction::Response) => [
                id!("response-property-deprecated"),
                id!("response-property-reactivated"),
            ],
        };
        let (before, after) = comparison.take("deprecated");
        let (id, message) = match (before, after) {
            (None, Some(Value::Bool(true))) => (deprecated, "{} is deprecated"),
            (Some(Value::Bool(true)), None) => (reactivated, "{} is no longer deprecated"),
            _ => return comparison.give_back("deprecated"),
        };
        comparison.record_as(id, "deprecated", message);
    }
}

/// The ids of a value that became read-only or write-only, and of one that stopped being so.
fn visibility_ids(place: Place, is_read_only: bool) -> [Id; 2] {
    let is_property = matches!(place.kind, Kind::Property | Kind::UnusedProperty);
    let is_required = is_property && place.is_required;
    match (place.direction, is_required, is_read_only) {
        (Direction::Request, true, true) => [
            id!("request-required-property-became-read-only"),
            id!("request-required-property-became-not-read-only"),
        ],
        (Direction::Request, true, false) => [
            id!("request-required-property-became-write-only"),
            id!("request-required-property-became-not-write-only"),
        ],
        (Direction::Request, false, true) => [
            id!("request-optional-property-became-read-only"),
            id!("request-optional-property-became-not-read-only"),
        ],
        (Direction::Request, false, false) => [
            id!("request-optional-property-became-write-only"),
            id!("request-optional-property-became-not-write-only"),
        ],
        (Direction::Response, true, true) => [
            id!("response-required-property-became-read-only"),
            id!("response-required-property-became-not-read-only"),
        ],
        (Direction::Response, true, false) => [
            id!("response-required-property-became-write-only"),
            id!("response-required-property-became-not-write-only"),
        ],
        (Direction::Response, false, true) => [
            id!("response-optional-property-became-read-only"),
            id!("response-optional-property-became-not-read-only"),
        ],
        (Direction::Response, false, false) => [
            id!("response-optional-property-became-write-only"),
            id!("response-optional-property-became-not-write-only"),
        ],
        (Direction::Neither, ..) => [id!("unused-schema-property-changed"); 2],
    }
}

/// Compares whether the part is required.
pub(super) fn required(
    comparison: &mut Comparison<'_>,
    step: &Step,
    base: &Subject,
    revision: &Subject,
) {
    let (before, after) = comparison.take("required");
    let is_added = match (before, after) {
        (None, Some(Value::Bool(true))) => true,
        (Some(Value::Bool(true)), None) => false,
        _ => return comparison.give_back("required"),
    };
    let [became_required, became_optional] =
        match (step, comparison.place.kind, comparison.place.direction) {
            (_, Kind::Parameter, _) => [
                id!("request-parameter-became-required"),
                id!("request-parameter-became-optional"),
            ],
            (_, Kind::Header, _) => [
                id!("response-header-became-required"),
                id!("response-header-became-optional"),
            ],
            (Step::Property(_), Kind::Unused, _) => [id!("unused-schema-property-changed"); 2],
            (Step::Property(_), Kind::UnusedProperty, Direction::Request) => [
                id!("request-read-only-property-became-required"),
                id!("request-read-only-property-became-optional"),
            ],
            (Step::Property(_), Kind::UnusedProperty, _) => [
                id!("response-write-only-property-became-required"),
                id!("response-write-only-property-became-optional"),
            ],
            (Step::Property(_), _, Direction::Request) => {
                let has_default = |facts: &[Fact]| facts.iter().any(|it| it.keyword == "default");
                let with_default = (has_default(&base.facts)
                    || comparison.base.contains_key("default"))
                    && (has_default(&revision.facts)
                        || comparison.revision.contains_key("default"));
                let became_required = if comparison.place.is_header_property() {
                    id!("request-header-property-became-required")
                } else if with_default {
                    id!("request-property-became-required-with-default")
                } else {
                    id!("request-property-became-required")
                };
                [became_required, id!("request-property-became-optional")]
            }
            (Step::Property(_), ..) => [
                id!("response-property-became-required"),
                id!("response-property-became-optional"),
            ],
            _ => return comparison.give_back("required"),
        };
    let (id, message) = if is_added {
        (became_required, "{} is now required")
    } else {
        (became_optional, "{} is no longer required")
    };
    comparison.record_as(id, "required", message);
}

/// Compares the deprecation and the style of a parameter.
pub(super) fn parameter(comparison: &mut Comparison<'_>, today: Option<&str>, base: &Subject) {
    deprecation(comparison, &PARAMETER, today);
    let is_single = base.facts.iter().any(|fact| {
        fact.keyword == "type"
            && matches!(fact.value.as_str(), Some(kind) if !matches!(kind, "array" | "object"))
    });
    // The default of `explode` depends on the style.
    if comparison.both("style").0 != comparison.both("style").1 {
        comparison.take("explode");
        comparison.base.remove("explode");
        comparison.revision.remove("explode");
    }
    let single = is_single.then_some("primitive value");
    for (keyword, id, case) in [
        ("style", id!("request-parameter-style-changed"), None),
        ("explode", id!("request-parameter-explode-changed"), single),
        ("content", id!("request-parameter-content-changed"), None),
        (
            "allowEmptyValue",
            id!("request-parameter-allow-empty-value-changed"),
            None,
        ),
        (
            "allowReserved",
            id!("request-parameter-allow-reserved-changed"),
            None,
        ),
    ] {
        if let Some(finding) = one_id(comparison, keyword, id) {
            finding.case = case;
        }
    }
}

/// Records a change of a keyword whose addition, removal, and change share one id.
pub(super) fn one_id<'s>(
    comparison: &'s mut Comparison<'_>,
    keyword: &'static str,
    id: Id,
) -> Option<&'s mut Finding> {
    let (before, after) = comparison.take(keyword);
    if before == after {
        return None;
    }
    let (_, message) = added_removed_changed(keyword, before, after);
    Some(comparison.record_as(id, keyword, message))
}

/// Compares a request body or a response, without its media types.
pub(super) fn holder(comparison: &mut Comparison<'_>) {
    let place = comparison.place;
    let is_response = (place.direction == Direction::Response) != place.is_reversed;
    if is_response {
        let ids = [
            id!("response-link-added"),
            id!("response-link-removed"),
            id!("response-link-changed"),
        ];
        return each_of(comparison, "links/", ids);
    }
    let (before, after) = comparison.take("required");
    let [became_required, became_optional] = if place.is_reversed {
        [
            id!("webhook-request-body-became-required"),
            id!("webhook-request-body-became-optional"),
        ]
    } else {
        [
            id!("request-body-became-required"),
            id!("request-body-became-optional"),
        ]
    };
    let (id, message) = match (before, after) {
        (None, Some(Value::Bool(true))) => (became_required, "{} is now required"),
        (Some(Value::Bool(true)), None) => (became_optional, "{} is no longer required"),
        _ => return comparison.give_back("required"),
    };
    comparison.record_as(id, "required", message);
}

/// Compares keywords with a common prefix, one for each name, such as `links/NAME`; the ids are
/// those of an addition, a removal, and a change.
pub(super) fn each_of(
    comparison: &mut Comparison<'_>,
    beginning: &str,
    [added, removed, changed]: [Id; 3],
) {
    let mut keywords: Vec<String> = comparison
        .base
        .keys()
        .chain(comparison.revision.keys())
        .filter(|keyword| keyword.starts_with(beginning))
        .map(|keyword| (*keyword).to_owned())
        .collect();
    keywords.sort();
    keywords.dedup();
    for keyword in keywords {
        let (before, after) = comparison.both(&keyword);
        if before != after {
            let (action, message) = added_removed_changed(&keyword, before, after);
            let id = match action {
                Action::Added => added,
                Action::Removed => removed,
                _ => changed,
            };
            comparison.record_as(id, &keyword, message);
        }
        comparison.base.remove(keyword.as_str());
        comparison.revision.remove(keyword.as_str());
    }
}
