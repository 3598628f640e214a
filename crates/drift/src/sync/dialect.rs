//! Translation of schemas between OpenAPI 3.0 and 3.1.

use serde_json::{Map, Value, json};

use contract::Dialect;

/// Bounds, and their exclusive forms.
const BOUNDS: [[&str; 2]; 2] = [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
];

/// Translates the keywords of one schema; schemas inside it stay as they are.
pub(super) fn translate(schema: &mut Map<String, Value>, from: Dialect, to: Dialect) {
    match (from, to) {
        (Dialect::V3_0, Dialect::V3_1) => to_3_1(schema),
        (Dialect::V3_1, Dialect::V3_0) => to_3_0(schema),
        (Dialect::V3_0, Dialect::V3_0) | (Dialect::V3_1, Dialect::V3_1) => {}
    }
}

fn to_3_1(schema: &mut Map<String, Value>) {
    for [bound, exclusive] in BOUNDS {
        if let Some(Value::Bool(is_exclusive)) = schema.get(exclusive).cloned() {
            schema.shift_remove(exclusive);
            let limit = schema.get(bound).filter(|_| is_exclusive).cloned();
            if let Some(limit) = limit {
                schema.shift_remove(bound);
                schema.insert(exclusive.into(), limit);
            }
        }
    }
    if schema.shift_remove("nullable") != Some(Value::Bool(true)) {
        return;
    }
    if let Some(kind) = schema.get_mut("type") {
        let mut kinds = match kind.take() {
            Value::Array(kinds) => kinds,
            kind => vec![kind],
        };
        kinds.push("null".into());
        *kind = kinds.into();
        if let Some(Value::Array(values)) = schema.get_mut("enum")
            && !values.contains(&Value::Null)
        {
            values.push(Value::Null);
        }
    } else if let Some(Value::Array(mut schemas)) = schema.shift_remove("allOf") {
        let whole = match schemas.len() {
            1 => schemas.remove(0),
            _ => json!({ "allOf": schemas }),
        };
        schema.insert("anyOf".into(), json!([whole, { "type": "null" }]));
    }
}

fn to_3_0(schema: &mut Map<String, Value>) {
    for [bound, exclusive] in BOUNDS {
        let Some(limit) = schema.get(exclusive).filter(|it| it.is_number()).cloned() else {
            continue;
        };
        let is_looser = |other: &Value| match (other.as_f64(), limit.as_f64()) {
            (Some(other), Some(limit)) if bound == "minimum" => other <= limit,
            (Some(other), Some(limit)) => other >= limit,
            _ => false,
        };
        if schema.get(bound).is_none_or(is_looser) {
            schema.insert(bound.into(), limit);
            schema.insert(exclusive.into(), true.into());
        } else {
            schema.shift_remove(exclusive);
        }
    }
    if let Some(value) = schema.shift_remove("const") {
        schema.insert("enum".into(), json!([value]));
    }
    if let Some(Value::Array(mut examples)) = schema.shift_remove("examples")
        && !examples.is_empty()
    {
        schema.insert("example".into(), examples.swap_remove(0));
    }
    let mut is_nullable = false;
    if let Some(Value::Array(mut kinds)) = schema.get("type").cloned() {
        let count = kinds.len();
        kinds.retain(|kind| kind != "null" && !kind.is_null());
        is_nullable = kinds.len() < count;
        if kinds.len() == 1 {
            schema.insert("type".into(), kinds.remove(0));
        } else if !schema.contains_key("anyOf") {
            schema.shift_remove("type");
            let kinds = kinds.into_iter().map(|kind| json!({ "type": kind }));
            schema.insert("anyOf".into(), kinds.collect());
        }
    }
    for keyword in ["anyOf", "oneOf"] {
        let is_null = |schema: &Value| *schema == json!({ "type": "null" });
        if let Some(Value::Array(schemas)) = schema.get(keyword)
            && let [one, other] = schemas.as_slice()
            && is_null(one) != is_null(other)
        {
            let only = if is_null(one) { other } else { one }.clone();
            schema.shift_remove(keyword);
            is_nullable = true;
            add_to_all_of(schema, only);
        }
    }
    // Where `enum` does not list `null`, it is no legal value.
    let values = schema.get("enum").and_then(Value::as_array);
    if is_nullable && values.is_none_or(|values| values.contains(&Value::Null)) {
        schema.insert("nullable".into(), true.into());
    }
    // In OpenAPI 3.0, members beside a `$ref` count for nothing.
    if schema.len() > 1
        && let Some(reference) = schema.shift_remove("$ref")
    {
        add_to_all_of(schema, json!({ "$ref": reference }));
    }
}

fn add_to_all_of(schema: &mut Map<String, Value>, part: Value) {
    let all = schema.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(all) = all {
        all.push(part);
    }
}
