//! Values the way JavaScript takes them: what is true, what is shown, and in which order.

use serde_json::{Map, Number, Value};

/// A member that says something: neither absent, `null`, `false`, zero, nor empty text.
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

/// The members of an object in the order in which JavaScript visits them: names that look like an
/// index come first, by number.
pub(super) fn entries(object: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = object.iter().collect();
    entries.sort_by_key(|(name, _)| {
        let index = name.parse::<u32>().ok();
        let is_index = |index: &u32| *index < u32::MAX && index.to_string() == **name;
        index.filter(is_index).unwrap_or(u32::MAX)
    });
    entries
}

/// A value as a template string shows it.
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

/// A value as the child of an element shows it.
pub(super) fn child(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(value) => number(value),
        Value::Array(elements) => elements.iter().map(child).collect(),
        _ => String::new(),
    }
}

/// A value as JSON in one line; a text without its marks.
pub(super) fn text_or_json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => json(other).to_string(),
    }
}

/// A value as JSON over several lines.
pub(super) fn pretty(value: &Value) -> String {
    format!("{:#}", json(value))
}

/// `1.0` is `1`, and numbers are members' order: a value as JavaScript would parse and write it.
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

/// A number as JavaScript writes it: `1.0` is `1`.
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
