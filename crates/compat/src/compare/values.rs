//! Compares keywords that list or describe values: `enum`, `const`, `pattern`, and `default`.

use std::collections::HashSet;

use serde_json::Value;

use super::comparison::{Comparison, Keywords};
use super::finding::Finding;
use super::place::Kind;
use super::words::{added_removed_changed, canonical, short};
use crate::change::{Action, Class};
use crate::rules::id;
use crate::rules::schema::{self, SchemaRule};
use contract::pattern::{self, Relation};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    enums(comparison);
    members(comparison, "x-extensible-enum", EXTENSIBLE_VALUES);
    pattern(comparison);
    default(comparison);
}

/// The rules of a value that was added to a list and of one that was removed.
type ListRules = [&'static SchemaRule; 2];

const VALUES: ListRules = [&schema::ENUM_VALUE_ADDED, &schema::ENUM_VALUE_REMOVED];
const EXTENSIBLE_VALUES: ListRules = [
    &schema::X_EXTENSIBLE_ENUM_VALUE_ADDED,
    &schema::X_EXTENSIBLE_ENUM_VALUE_REMOVED,
];

fn list(value: Option<&Value>) -> Option<Vec<Value>> {
    value?.as_array().cloned()
}

/// Compares `enum` and `const`, which are equivalent for one value.
fn enums(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("enum");
    let (const_before, const_after) = comparison.take("const");
    let is_malformed = |value: Option<&Value>| value.is_some_and(|value| !value.is_array());
    if is_malformed(before) || is_malformed(after) {
        comparison.give_back("enum");
        comparison.give_back("const");
        return;
    }
    let is_header_property = comparison.place.is_header_property();
    // Beside an unchanged `enum`, `const` decides.
    let beside_list = before == after && before.is_some() && const_before != const_after;
    let (before, after) = if beside_list {
        (None, None)
    } else {
        (before, after)
    };
    match (before, after, const_before, const_after) {
        (None, None, None, None) => {}
        (None, None, Some(one), Some(other)) if one == other => {}
        (None, None, before, after) => {
            let (action, message) = added_removed_changed("const", before, after);
            let rule = match action {
                Action::Added => &schema::CONST_ADDED,
                Action::Removed => &schema::CONST_REMOVED,
                _ => &schema::CONST_CHANGED,
            };
            comparison.record(rule, "const", message);
        }
        (None, Some(after), None, _) => {
            let message = format!("{{}} now has to be one of {}", short(after));
            let finding = comparison.record(&schema::BECAME_ENUM, "enum", message);
            if is_header_property {
                finding.id = id!("request-header-property-became-enum");
            }
        }
        (Some(before), None, _, None) => {
            let message = format!("{{}} no longer has to be one of {}", short(before));
            comparison.record(&schema::ENUM_REMOVED, "enum", message);
        }
        (before, after, const_before, const_after) => {
            let values = |list: Option<&Value>, one: Option<&Value>| match (list, one) {
                (Some(list), _) => list.as_array().cloned().unwrap_or_default(),
                (None, one) => one.cloned().into_iter().collect(),
            };
            let lists = (values(before, const_before), values(after, const_after));
            value_by_value(comparison, "enum", VALUES, lists);
        }
    }
}

fn members(comparison: &mut Comparison<'_>, keyword: &'static str, rules: ListRules) {
    let (before, after) = comparison.take(keyword);
    if before.or(after).is_none() {
        return;
    }
    match (list(before), list(after)) {
        (Some(before), Some(after)) => value_by_value(comparison, keyword, rules, (before, after)),
        (None, Some(after)) if before.is_none() => {
            value_by_value(comparison, keyword, rules, (Vec::new(), after));
        }
        _ => comparison.give_back(keyword),
    }
}

/// One change for each value that was added or removed, with that value alone before or after.
fn value_by_value(
    comparison: &mut Comparison<'_>,
    keyword: &'static str,
    [added, removed]: ListRules,
    (before, after): (Vec<Value>, Vec<Value>),
) {
    let Some(place) = comparison.place.schema() else {
        return comparison.give_back(keyword);
    };
    let spans = |said: &Keywords<'_>| {
        let fact = said.get(keyword).or_else(|| said.get("const"));
        fact.map(|fact| fact.span.clone())
    };
    let (base, revision) = (spans(&comparison.base), spans(&comparison.revision));
    let of_value = |value: &Value, action: Action, message: String| {
        let rule = match action {
            Action::Added => added,
            _ => removed,
        };
        let mut finding = Finding::new(rule.id(place), action, message);
        finding.keyword = Some(keyword.to_owned());
        finding.base.clone_from(&base);
        finding.revision.clone_from(&revision);
        match action {
            Action::Added => finding.after = Some(value.clone()),
            _ => finding.before = Some(value.clone()),
        }
        finding
    };
    let mut findings = Vec::new();
    // The canonical form of each value, so that long lists are compared in one pass.
    let (known, kept): (HashSet<String>, HashSet<String>) = (
        before.iter().map(canonical).collect(),
        after.iter().map(canonical).collect(),
    );
    for value in before
        .iter()
        .filter(|value| !kept.contains(&canonical(value)))
    {
        let message = format!("{{}} no longer allows {}", short(value));
        findings.push(of_value(value, Action::Removed, message));
    }
    for value in after
        .iter()
        .filter(|value| !known.contains(&canonical(value)))
    {
        let message = format!("{{}} now allows {}", short(value));
        findings.push(of_value(value, Action::Added, message));
    }
    comparison.findings.append(&mut findings);
}

fn pattern(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("pattern");
    if before == after {
        return;
    }
    match (before, after) {
        (None, Some(Value::String(after))) => {
            let message = format!("{{}} now has to match `{after}`");
            comparison.record(&schema::PATTERN_ADDED, "pattern", message);
        }
        (Some(Value::String(before)), None) => {
            let message = format!("{{}} no longer has to match `{before}`");
            comparison.record(&schema::PATTERN_REMOVED, "pattern", message);
        }
        (Some(Value::String(before)), Some(Value::String(after))) => {
            let relation = pattern::compare(before, after);
            let (rule, case, how) = match &relation {
                Relation::Equal => (
                    &schema::PATTERN_RESPELLED,
                    None,
                    "which matches the same strings".to_owned(),
                ),
                Relation::Wider(text) => (
                    &schema::PATTERN_GENERALIZED,
                    None,
                    format!("which matches more strings, such as {text:?}"),
                ),
                Relation::Narrower(text) => (
                    &schema::PATTERN_CHANGED,
                    Some("proved narrower"),
                    format!("which no longer matches {text:?}"),
                ),
                Relation::Different { lost, won } => (
                    &schema::PATTERN_CHANGED,
                    Some("proved different"),
                    format!("which no longer matches {lost:?} and now matches {won:?}"),
                ),
                Relation::Undecided(why) => (
                    &schema::PATTERN_CHANGED,
                    None,
                    format!("and whether both match the same strings is undecided: {why}"),
                ),
            };
            let message =
                format!("the pattern of {{}} changed from `{before}` to `{after}`, {how}");
            let finding = comparison.record(rule, "pattern", message);
            finding.case = case;
            if relation == Relation::Equal {
                finding.class = Class::Equivalent;
            }
        }
        _ => comparison.give_back("pattern"),
    }
}

fn default(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("default");
    if before != after {
        let (action, message) = added_removed_changed("default", before, after);
        let is_sent = comparison.place.kind == Kind::Parameter && comparison.place.is_required;
        let rule = match action {
            Action::Added => &schema::DEFAULT_VALUE_ADDED,
            Action::Removed => &schema::DEFAULT_VALUE_REMOVED,
            _ => &schema::DEFAULT_VALUE_CHANGED,
        };
        let finding = comparison.record(rule, "default", message);
        finding.case = is_sent.then_some("always sent");
    }
}
