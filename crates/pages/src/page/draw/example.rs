//! The examples of a response: the one that the theme generates from the schema, and those of the
//! document.
//!
//! Follows `sampleResponseFromSchema` of `docusaurus-plugin-openapi-docs`.

use serde_json::{Map, Value, json};

use super::javascript::{child, entries, is_truthy, pretty, set, template};
use super::merge::merge;
use super::pointer;

/// Returns the code of the generated example; `None` if the theme shows none.
pub(super) fn generated(schema: &Value, media_type: &str) -> Option<String> {
    let sample = sample(schema)?;
    if media_type.ends_with("xml") && matches!(sample, Value::Object(_) | Value::Array(_)) {
        return Some(super::xml::of(&sample));
    }
    matches!(
        sample,
        Value::Object(_) | Value::Array(_) | Value::String(_) | Value::Null
    )
    .then(|| pretty(&sample))
}

/// Returns the code of an example of the document.
pub(super) fn documented(value: &Value) -> String {
    match value {
        Value::Object(_) | Value::Array(_) | Value::Null => pretty(value),
        other => child(other),
    }
}

fn is_omitted(schema: &Value) -> bool {
    set(schema, "deprecated").is_some() || schema.get("writeOnly") == Some(&Value::Bool(true))
}

fn sample(schema: &Value) -> Option<Value> {
    if let Some(example) = schema.get("example") {
        return Some(example.clone());
    }
    let properties = set(schema, "properties");
    for choice in ["oneOf", "anyOf"] {
        let Some(options) = set(schema, choice) else {
            continue;
        };
        let first = options.get(0);
        if properties.is_some() {
            let mut whole = deep_merge(schema.clone(), first.unwrap_or(&Value::Null));
            if let Value::Object(members) = &mut whole {
                members.remove(choice);
            }
            return sample(&whole);
        }
        return sample(first.unwrap_or(&json!({})));
    }
    if set(schema, "allOf").is_some() {
        let mut merged = merge(schema);
        remove_omitted(&mut merged);
        if properties.is_some() {
            let mut whole = deep_merge(schema.clone(), &merged);
            if let Value::Object(members) = &mut whole {
                members.remove("allOf");
            }
            return sample(&whole);
        }
        return sample(&merged);
    }
    let kind = match set(schema, "type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(_) => "",
        None if properties.is_some() => "object",
        None if set(schema, "items").is_some() => "array",
        None => return None,
    };
    match kind {
        "object" => return Some(object(schema)),
        "array" => return Some(array(schema)),
        _ => {}
    }
    if let Some(values) = set(schema, "enum") {
        return set(schema, "default").or_else(|| values.get(0)).cloned();
    }
    if is_omitted(schema) {
        return None;
    }
    primitive(schema)
}

fn object(schema: &Value) -> Value {
    let mut object = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flat_map(entries) {
        if is_omitted(property) {
            continue;
        }
        let mut property = property.clone();
        remove_omitted(&mut property);
        if let Some(items) = property.get_mut("items") {
            remove_omitted(items);
        }
        if let Some(value) = member(&property) {
            object.insert(name.clone(), value);
        }
    }
    Value::Object(object)
}

fn remove_omitted(schema: &mut Value) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|_, schema| !is_omitted(schema));
    }
}

fn member(schema: &Value) -> Option<Value> {
    if schema.as_object().is_some_and(pointer::is_empty) {
        return Some(json!({}));
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(options) = set(schema, choice) {
            return sample(options.get(0).unwrap_or(&json!({})));
        }
    }
    if set(schema, "allOf").is_some() {
        return member(&merge(schema));
    }
    sample(schema)
}

fn array(schema: &Value) -> Value {
    let empty = json!({});
    let items = schema.get("items").unwrap_or(&empty);
    for choice in ["anyOf", "oneOf"] {
        let Some(options) = items.get(choice).and_then(Value::as_array) else {
            continue;
        };
        let own = items.get("properties").and_then(Value::as_object);
        return options
            .iter()
            .map(|option| {
                let Some(own) = own else {
                    return sample(option).unwrap_or_default();
                };
                let mut whole = option.clone();
                let mut all = own.clone();
                if let Some(more) = option.get("properties").and_then(Value::as_object) {
                    all.extend(more.clone());
                }
                if let Value::Object(members) = &mut whole {
                    members.insert("properties".to_owned(), Value::Object(all));
                    members.remove(choice);
                }
                sample(&whole).unwrap_or_default()
            })
            .collect();
    }
    match sample(items) {
        Some(list @ Value::Array(_)) => list,
        one => json!([one]),
    }
}

fn primitive(schema: &Value) -> Option<Value> {
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.first()?.as_str()?,
        kind => kind?.as_str()?,
    };
    if let Some(default) = schema.get("default") {
        return Some(default.clone());
    }
    let format = schema.get("format").and_then(Value::as_str);
    let text = match (kind, format.unwrap_or_default()) {
        ("number" | "integer", _) => return Some(0.into()),
        ("boolean", _) => return Some(true.into()),
        ("null", _) => "null".to_owned(),
        ("string", "email") => "user@example.com".to_owned(),
        ("string", "date") => "2024-07-29".to_owned(),
        ("string", "date-time") => "2024-07-29T15:51:28.071Z".to_owned(),
        ("string", "uuid") => "3fa85f64-5717-4562-b3fc-2c963f66afa6".to_owned(),
        ("string", "hostname") => "example.com".to_owned(),
        ("string", "ipv4") => "198.51.100.42".to_owned(),
        ("string", "ipv6") => "2001:0db8:5b96:0000:0000:426f:8e17:642a".to_owned(),
        ("string", _) => "string".to_owned(),
        _ => format!("Unknown Type: {}", template(&schema["type"])),
    };
    Some(text.into())
}

/// Merges `above` into `below`, member by member and element by element.
fn deep_merge(below: Value, above: &Value) -> Value {
    match (below, above) {
        (Value::Object(mut below), Value::Object(above)) => {
            for (key, value) in above {
                let known = below.get(key).cloned();
                let value = known.map_or_else(|| value.clone(), |known| deep_merge(known, value));
                below.insert(key.clone(), value);
            }
            Value::Object(below)
        }
        (Value::Array(mut below), Value::Array(above)) => {
            for (at, value) in above.iter().enumerate() {
                match below.get_mut(at) {
                    Some(known) => *known = deep_merge(std::mem::take(known), value),
                    None => below.push(value.clone()),
                }
            }
            Value::Array(below)
        }
        (below, Value::Null) => below,
        (_, above) => above.clone(),
    }
}

/// Returns whether the theme shows an example of the document.
pub(super) fn is_shown(example: &Value) -> bool {
    is_truthy(example)
}
