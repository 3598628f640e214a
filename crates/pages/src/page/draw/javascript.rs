//! JavaScript semantics that the output of the theme depends on: truthiness, conversion to strings,
//! and the order of members.

use serde_json::{Map, Number, Value};

/// Returns a member if it is [truthy](https://developer.mozilla.org/docs/Glossary/Truthy).
pub(super) fn set<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.get(key).filter(|it| is_truthy(it))
}

pub(super) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// Returns the members of an object in JavaScript's order: names that are array indices first, by
/// number.
pub(super) fn entries(object: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = object.iter().collect();
    entries.sort_by_key(|(name, _)| {
        let index = name.parse::<u32>().ok();
        let is_index = |index: &u32| *index < u32::MAX && index.to_string() == **name;
        index.filter(is_index).unwrap_or(u32::MAX)
    });
    entries
}

/// Converts a value as a template literal does.
pub(super) fn template(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(value) => number(value),
        Value::Object(_) => "[object Object]".to_owned(),
        Value::Array(elements) => {
            let one = |it: &Value| match it {
                Value::Null => String::new(),
                it => template(it),
            };
            elements.iter().map(one).collect::<Vec<_>>().join(",")
        }
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}

/// Converts a value as a React child does.
pub(super) fn child(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(value) => number(value),
        Value::Array(elements) => elements.iter().map(child).collect(),
        _ => String::new(),
    }
}

/// Converts a value to JSON in one line; a string has no quotes.
pub(super) fn text_or_json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => json(other).to_string(),
    }
}

/// Converts a value to indented JSON.
pub(super) fn pretty(value: &Value) -> String {
    format!("{:#}", json(value))
}

/// Returns a value as JavaScript would parse and write it: `1.0` is `1`, and members are in
/// [`entries`] order.
fn json(value: &Value) -> Value {
    match value {
        Value::Number(it) => number(it)
            .parse::<Number>()
            .map_or_else(|_| value.clone(), Value::Number),
        Value::Array(elements) => elements.iter().map(json).collect(),
        Value::Object(object) => entries(object)
            .into_iter()
            .map(|(key, value)| (key.clone(), json(value)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Converts a number as JavaScript does: `1.0` is `1`.
pub(super) fn number(number: &Number) -> String {
    if let Some(value) = number.as_f64()
        && value.fract() == 0.0
        && value.abs() < 1e21
        && number.as_i64().is_none()
        && number.as_u64().is_none()
    {
        return format!("{value:.0}");
    }
    number.to_string()
}
