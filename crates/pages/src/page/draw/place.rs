//! Where each part of an operation stands: a pointer in every part, which stays with it when
//! `allOf` is merged.

use serde_json::{Map, Value};

/// The member that holds a part's own pointer; no document can have one of this name.
const AT: &str = "\0at";

/// Where a part stands: JSON pointers, a line each.
pub(super) fn at(value: &Value) -> &str {
    value.get(AT).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a key is that of a pointer.
pub(super) fn is_pointer(key: &str) -> bool {
    key == AT
}

/// Whether a mapping has no members.
pub(super) fn is_empty(members: &Map<String, Value>) -> bool {
    members.keys().all(|key| is_pointer(key))
}

/// The places of several parts that become one.
pub(super) fn joined(places: &[Value]) -> Value {
    let mut all: Vec<&str> = Vec::new();
    for place in places.iter().filter_map(Value::as_str) {
        for place in place.split('\n') {
            if !all.contains(&place) {
                all.push(place);
            }
        }
    }
    all.join("\n").into()
}

/// Notes in every part of a path item where it stands.
pub(super) fn note(item: &mut Value, method: &str) {
    let mut pointer = String::new();
    parameters(item, &mut pointer);
    pointer.push('/');
    pointer.push_str(method);
    if let Some(operation) = item.get_mut(method) {
        noted(operation, &pointer);
        below(operation, "requestBody", &mut pointer, content);
        parameters(operation, &mut pointer);
        members(operation, "responses", &mut pointer, response);
    }
}

/// Goes on below a member.
fn below(value: &mut Value, key: &str, pointer: &mut String, go: fn(&mut Value, &mut String)) {
    if let Some(member) = value.get_mut(key) {
        inside(key, member, pointer, go);
    }
}

fn inside(key: &str, value: &mut Value, pointer: &mut String, go: fn(&mut Value, &mut String)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    go(value, pointer);
    pointer.truncate(length);
}

/// Goes on below every member of a member, or every element.
fn members(value: &mut Value, key: &str, pointer: &mut String, go: fn(&mut Value, &mut String)) {
    let Some(list) = value.get_mut(key) else {
        return;
    };
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(key);
    match list {
        Value::Object(members) => {
            for (key, member) in members {
                inside(key, member, pointer, go);
            }
        }
        Value::Array(elements) => {
            for (at, element) in elements.iter_mut().enumerate() {
                inside(&at.to_string(), element, pointer, go);
            }
        }
        _ => {}
    }
    pointer.truncate(length);
}

fn noted(value: &mut Value, pointer: &str) {
    if let Value::Object(members) = value {
        members.insert(AT.to_owned(), pointer.into());
    }
}

fn parameters(value: &mut Value, pointer: &mut String) {
    members(value, "parameters", pointer, |parameter, pointer| {
        noted(parameter, pointer);
        below(parameter, "schema", pointer, schema);
        members(parameter, "examples", pointer, |it, pointer| {
            noted(it, pointer);
        });
    });
}

fn content(holder: &mut Value, pointer: &mut String) {
    noted(holder, pointer);
    members(holder, "content", pointer, |media, pointer| {
        noted(media, pointer);
        below(media, "schema", pointer, schema);
        members(media, "examples", pointer, |it, pointer| noted(it, pointer));
    });
}

fn response(response: &mut Value, pointer: &mut String) {
    content(response, pointer);
    members(response, "headers", pointer, |header, pointer| {
        noted(header, pointer);
        below(header, "schema", pointer, schema);
    });
}

fn schema(value: &mut Value, pointer: &mut String) {
    if !value.is_object() {
        return;
    }
    noted(value, pointer);
    for keyword in ["allOf", "oneOf", "anyOf"] {
        members(value, keyword, pointer, schema);
    }
    members(value, "properties", pointer, schema);
    match value.get("items") {
        Some(Value::Array(_)) => members(value, "items", pointer, schema),
        _ => below(value, "items", pointer, schema),
    }
    below(value, "additionalProperties", pointer, schema);
    below(value, "discriminator", pointer, |discriminator, pointer| {
        members(discriminator, "mapping", pointer, schema);
    });
}
