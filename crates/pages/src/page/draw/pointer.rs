//! Stores the JSON Pointer of each part of an operation inside the part, so that it survives the
//! merging of `allOf`.

use serde_json::{Map, Value};

/// The member that stores the pointers of a part; no document has a member of this name.
const POINTERS_KEY: &str = "\0at";

/// Returns the pointers of a part, separated by line feeds.
pub(super) fn at(value: &Value) -> &str {
    value
        .get(POINTERS_KEY)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Returns whether a key is that of the stored pointers.
pub(super) fn is_pointer(key: &str) -> bool {
    key == POINTERS_KEY
}

/// Returns whether an object has no members of its own.
pub(super) fn is_empty(members: &Map<String, Value>) -> bool {
    members.keys().all(|key| is_pointer(key))
}

/// Merges the pointers of several parts that become one.
pub(super) fn join(places: &[Value]) -> Value {
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

/// Stores its pointer in each part of a path item.
pub(super) fn annotate(item: &mut Value, method: &str) {
    let mut pointer = String::new();
    parameters(item, &mut pointer);
    pointer.push('/');
    pointer.push_str(method);
    if let Some(operation) = item.get_mut(method) {
        set_pointer(operation, &pointer);
        visit_member(operation, "requestBody", &mut pointer, content);
        parameters(operation, &mut pointer);
        visit_members(operation, "responses", &mut pointer, response);
    }
}

/// Applies `go` to a member.
fn visit_member(
    value: &mut Value,
    key: &str,
    pointer: &mut String,
    go: fn(&mut Value, &mut String),
) {
    if let Some(member) = value.get_mut(key) {
        visit(key, member, pointer, go);
    }
}

fn visit(key: &str, value: &mut Value, pointer: &mut String, go: fn(&mut Value, &mut String)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    go(value, pointer);
    pointer.truncate(length);
}

/// Applies `go` to each member or element of a member.
fn visit_members(
    value: &mut Value,
    key: &str,
    pointer: &mut String,
    go: fn(&mut Value, &mut String),
) {
    let Some(list) = value.get_mut(key) else {
        return;
    };
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(key);
    match list {
        Value::Object(members) => {
            for (key, member) in members {
                visit(key, member, pointer, go);
            }
        }
        Value::Array(elements) => {
            for (at, element) in elements.iter_mut().enumerate() {
                visit(&at.to_string(), element, pointer, go);
            }
        }
        _ => {}
    }
    pointer.truncate(length);
}

fn set_pointer(value: &mut Value, pointer: &str) {
    if let Value::Object(members) = value {
        members.insert(POINTERS_KEY.to_owned(), pointer.into());
    }
}

fn parameters(value: &mut Value, pointer: &mut String) {
    visit_members(value, "parameters", pointer, |parameter, pointer| {
        set_pointer(parameter, pointer);
        visit_member(parameter, "schema", pointer, schema);
        visit_members(parameter, "examples", pointer, |it, pointer| {
            set_pointer(it, pointer);
        });
    });
}

fn content(holder: &mut Value, pointer: &mut String) {
    set_pointer(holder, pointer);
    visit_members(holder, "content", pointer, |media, pointer| {
        set_pointer(media, pointer);
        visit_member(media, "schema", pointer, schema);
        visit_members(media, "examples", pointer, |it, pointer| {
            set_pointer(it, pointer);
        });
    });
}

fn response(response: &mut Value, pointer: &mut String) {
    content(response, pointer);
    visit_members(response, "headers", pointer, |header, pointer| {
        set_pointer(header, pointer);
        visit_member(header, "schema", pointer, schema);
    });
}

fn schema(value: &mut Value, pointer: &mut String) {
    if !value.is_object() {
        return;
    }
    set_pointer(value, pointer);
    for keyword in ["allOf", "oneOf", "anyOf"] {
        visit_members(value, keyword, pointer, schema);
    }
    visit_members(value, "properties", pointer, schema);
    match value.get("items") {
        Some(Value::Array(_)) => visit_members(value, "items", pointer, schema),
        _ => visit_member(value, "items", pointer, schema),
    }
    visit_member(value, "additionalProperties", pointer, schema);
    visit_member(value, "discriminator", pointer, |discriminator, pointer| {
        visit_members(discriminator, "mapping", pointer, schema);
    });
}
