//! The example that the theme makes up for a response.

use serde_json::{Map, Value, json};

/// The sample of a schema; `None` where the theme has none.
pub(super) fn of(schema: &Value) -> Option<Value> {
    if let Some(example) = schema.get("example") {
        return Some(example.clone());
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(first) = schema.pointer(&format!("/{choice}/0")) {
            let Some(properties) = schema.get("properties") else {
                return of(first);
            };
            let mut whole = first.clone();
            let own = whole["properties"].as_object_mut().expect("an object");
            let mut all = properties.as_object().cloned().unwrap_or_default();
            all.append(own);
            whole["properties"] = Value::Object(all);
            return of(&whole);
        }
    }
    let kind = match schema.get("type") {
        Some(Value::Array(types)) => types.first()?.as_str()?,
        Some(one) => one.as_str()?,
        None if schema.get("properties").is_some() => "object",
        None if schema.get("items").is_some() => "array",
        None => return None,
    };
    let says = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    if kind == "object" && !schema["type"].is_array() {
        return Some(Value::Object(members(schema)));
    }
    if kind == "array" && !schema["type"].is_array() {
        return Some(match schema.get("items").and_then(of) {
            Some(list @ Value::Array(_)) => list,
            one => json!([one]),
        });
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return schema.get("default").or(values.first()).cloned();
    }
    if says("deprecated") || says("writeOnly") {
        return None;
    }
    if let Some(default) = schema.get("default") {
        return Some(default.clone());
    }
    let format = schema.get("format").and_then(Value::as_str);
    Some(match (kind, format.unwrap_or_default()) {
        ("string", "email") => json!("user@example.com"),
        ("string", "date") => json!("2024-07-29"),
        ("string", "date-time") => json!("2024-07-29T15:51:28.071Z"),
        ("string", "uuid") => json!("3fa85f64-5717-4562-b3fc-2c963f66afa6"),
        ("string", "hostname") => json!("example.com"),
        ("string", "ipv4") => json!("198.51.100.42"),
        ("string", _) => json!("string"),
        ("number" | "integer", _) => json!(0),
        ("boolean", _) => json!(true),
        (other, _) => json!(other),
    })
}

fn members(schema: &Value) -> Map<String, Value> {
    let is_left_out = |schema: &Value| {
        ["deprecated", "writeOnly"]
            .iter()
            .any(|key| schema.get(*key) == Some(&Value::Bool(true)))
    };
    schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(_, schema)| !is_left_out(schema))
        .filter_map(|(name, schema)| Some((name.clone(), of(schema)?)))
        .collect()
}
