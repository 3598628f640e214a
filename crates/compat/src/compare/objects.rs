//! Compares keywords of objects, and of whole schemas: discriminators, additional and required
//! properties, and boolean schemas.

use std::collections::HashSet;

use serde_json::Value;

use super::comparison::Comparison;
use super::place::Kind;
use super::words::{added_removed_changed, canonical, short};
use crate::change::Action;
use crate::rules::{Direction, id, schema};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    discriminator(comparison);
    additional_properties(comparison);
    undeclared(comparison);
    dependent_required(comparison);
    whole(comparison);
}

fn discriminator(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("discriminator");
    if before != after {
        let (action, message) = added_removed_changed("discriminator", before, after);
        let rule = match action {
            Action::Added => &schema::DISCRIMINATOR_ADDED,
            Action::Removed => &schema::DISCRIMINATOR_REMOVED,
            _ => &schema::DISCRIMINATOR_PROPERTY_NAME_CHANGED,
        };
        comparison.record(rule, "discriminator", message);
    }
    let (before, after) = comparison.take("discriminator/mapping");
    if before != after {
        let (action, message) = added_removed_changed("discriminator/mapping", before, after);
        let members = |value: Option<&Value>| {
            value
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default()
        };
        let (before, after) = (members(before), members(after));
        let is_subset = |one: &serde_json::Map<_, _>, other: &serde_json::Map<_, _>| {
            one.iter().all(|(key, value)| other.get(key) == Some(value))
        };
        let rule = match action {
            Action::Removed => &schema::DISCRIMINATOR_MAPPING_DELETED,
            Action::Added => &schema::DISCRIMINATOR_MAPPING_ADDED,
            _ if is_subset(&before, &after) => &schema::DISCRIMINATOR_MAPPING_ADDED,
            _ if is_subset(&after, &before) => &schema::DISCRIMINATOR_MAPPING_DELETED,
            _ => &schema::DISCRIMINATOR_MAPPING_CHANGED,
        };
        comparison.record(rule, "discriminator/mapping", message);
    }
}

/// Compares whether additional properties are allowed; their schema is a part.
fn additional_properties(comparison: &mut Comparison<'_>) {
    if comparison.is_done("additionalProperties") {
        return;
    }
    let (before, after) = comparison.take("additionalProperties");
    match (before, after) {
        (None, Some(Value::Bool(false))) => {
            let message = "{} no longer allows additional properties";
            comparison.record(
                &schema::ADDITIONAL_PROPERTIES_FORBIDDEN,
                "additionalProperties",
                message,
            );
        }
        (Some(Value::Bool(false)), None) => {
            let message = "{} now allows additional properties";
            comparison.record(
                &schema::ADDITIONAL_PROPERTIES_ALLOWED,
                "additionalProperties",
                message,
            );
        }
        _ => comparison.give_back("additionalProperties"),
    }
}

/// Compares properties that are required without being declared.
fn undeclared(comparison: &mut Comparison<'_>) {
    let keywords: Vec<String> = comparison
        .base
        .keys()
        .chain(comparison.revision.keys())
        .filter(|keyword| keyword.starts_with("required/"))
        .map(|keyword| (*keyword).to_owned())
        .collect();
    let [became_required, became_optional] =
        match (comparison.place.kind, comparison.place.direction) {
            (Kind::Unused | Kind::UnusedProperty, _) | (_, Direction::Neither) => return,
            (_, Direction::Request) => [
                id!("request-property-became-required"),
                id!("request-property-became-optional"),
            ],
            (_, Direction::Response) => [
                id!("response-property-became-required"),
                id!("response-property-became-optional"),
            ],
        };
    for keyword in keywords {
        let (before, after) = comparison.both(&keyword);
        let name = &keyword["required/".len()..];
        let change = match (before, after) {
            (None, Some(_)) => Some((became_required, "is now required")),
            (Some(_), None) => Some((became_optional, "is no longer required")),
            _ => None,
        };
        if let Some((id, what)) = change {
            let message = format!("`{name}` of {{}} {what}");
            comparison.record_as(id, &keyword, message);
        }
        comparison.base.remove(keyword.as_str());
        comparison.revision.remove(keyword.as_str());
    }
}

/// Compares which properties require which others.
fn dependent_required(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("dependentRequired");
    if before == after {
        return;
    }
    let pairs = |value: Option<&Value>| -> Option<Vec<(String, Value)>> {
        let mut pairs = Vec::new();
        let Some(value) = value else {
            return Some(pairs);
        };
        for (name, needed) in value.as_object()? {
            for other in needed.as_array()? {
                pairs.push((name.clone(), other.clone()));
            }
        }
        Some(pairs)
    };
    let (Some(before), Some(after)) = (pairs(before), pairs(after)) else {
        return comparison.give_back("dependentRequired");
    };
    for (ones, others, rule, verb) in [
        (
            &before,
            &after,
            &schema::DEPENDENT_REQUIRED_REMOVED,
            "no longer requires",
        ),
        (
            &after,
            &before,
            &schema::DEPENDENT_REQUIRED_ADDED,
            "now requires",
        ),
    ] {
        let form = |(name, needed): &(String, Value)| (name.clone(), canonical(needed));
        let others: HashSet<(String, String)> = others.iter().map(form).collect();
        for (name, needed) in ones.iter().filter(|pair| !others.contains(&form(pair))) {
            let message = format!("`{name}` of {{}} {verb} {}", short(needed));
            comparison.record(rule, "dependentRequired", message);
        }
    }
}

/// Compares boolean schemas: `false` allows no value. `unevaluatedProperties` and
/// `unevaluatedItems` forbid properties and elements in the same way.
fn whole(comparison: &mut Comparison<'_>) {
    for (keyword, what, forbidden, allowed) in [
        (
            "schema",
            "any value",
            &schema::BECAME_FORBIDDEN,
            &schema::BECAME_ALLOWED,
        ),
        (
            "unevaluatedProperties",
            "unevaluated properties",
            &schema::ADDITIONAL_PROPERTIES_FORBIDDEN,
            &schema::ADDITIONAL_PROPERTIES_ALLOWED,
        ),
        (
            "unevaluatedItems",
            "unevaluated elements",
            &schema::ITEMS_SPECIALIZED,
            &schema::ITEMS_GENERALIZED,
        ),
    ] {
        let is_taken = |value: Option<&Value>| value.is_none_or(|value| *value == true);
        match comparison.take(keyword) {
            (before, Some(Value::Bool(false))) if is_taken(before) => {
                comparison.record(forbidden, keyword, format!("{{}} no longer allows {what}"));
            }
            (Some(Value::Bool(false)), after) if is_taken(after) => {
                comparison.record(allowed, keyword, format!("{{}} now allows {what}"));
            }
            _ => comparison.give_back(keyword),
        }
    }
}
