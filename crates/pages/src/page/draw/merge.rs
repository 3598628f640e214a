//! Merges `allOf` as [allof-merge](https://www.npmjs.com/package/allof-merge) 0.6 does for the
//! theme.

use serde_json::{Map, Value};

use super::javascript::is_truthy;
use super::pointer;

/// Returns a schema with every `allOf` in it merged.
pub(super) fn merge(schema: &Value) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let parts = flatten(schema);
    let has_parts = members.get("allOf").is_some_and(|it| {
        it.as_array()
            .is_some_and(|parts| !parts.is_empty() || is_alone(members))
    });
    let mut merged = match parts.as_slice() {
        _ if !has_parts => {
            let mut own = members.clone();
            own.remove("allOf");
            own
        }
        [] => Map::new(),
        [one] => one.clone(),
        several => match merge_all(several) {
            Value::Object(merged) => merged,
            other => return other,
        },
    };
    for (keyword, value) in &mut merged {
        match (keyword.as_str(), value) {
            ("properties" | "patternProperties" | "definitions" | "$defs", Value::Object(all)) => {
                for (_, schema) in all.iter_mut() {
                    *schema = merge(schema);
                }
            }
            ("oneOf" | "anyOf" | "items", Value::Array(all)) => {
                for schema in all.iter_mut() {
                    *schema = merge(schema);
                }
            }
            ("items" | "additionalProperties", value) => *value = merge(value),
            _ => {}
        }
    }
    Value::Object(merged)
}

/// Returns whether a schema has no keyword but `allOf`.
fn is_alone(members: &Map<String, Value>) -> bool {
    let mut keywords = members.keys().filter(|key| !pointer::is_pointer(key));
    keywords.nth(1).is_none()
}

/// Flattens nested `allOf`: the schemas in it, then the schema itself.
fn flatten(schema: &Value) -> Vec<Map<String, Value>> {
    let Value::Object(members) = schema else {
        return Vec::new();
    };
    let Some(Value::Array(parts)) = members.get("allOf") else {
        return vec![members.clone()];
    };
    let mut all: Vec<_> = parts.iter().flat_map(flatten).collect();
    let mut own = members.clone();
    own.remove("allOf");
    if !pointer::is_empty(&own) {
        all.push(own);
    }
    all
}

fn merge_all(parts: &[Map<String, Value>]) -> Value {
    let mut keywords: Map<String, Value> = Map::new();
    for part in parts {
        for (keyword, value) in part {
            let values = keywords
                .entry(keyword)
                .or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(values) = values {
                values.push(value.clone());
            }
        }
    }
    let mut merged = Map::new();
    for (keyword, values) in keywords {
        let Value::Array(mut values) = values else {
            continue;
        };
        if keyword == "properties" {
            values = allowed_properties(parts);
        }
        let value = match values.len() {
            0 => None,
            1 => values.pop(),
            _ => merge_keyword(&keyword, values),
        };
        if let Some(value) = value {
            merged.insert(keyword, value);
        }
    }
    Value::Object(merged)
}

/// Returns the properties of each part, without those that `additionalProperties: false` of another
/// part forbids.
fn allowed_properties(parts: &[Map<String, Value>]) -> Vec<Value> {
    let has = |part: &Map<String, Value>, name: &str| {
        part.get("properties")
            .is_some_and(|it| it.get(name).is_some())
    };
    let mut all = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let Some(Value::Object(own)) = part.get("properties") else {
            continue;
        };
        let mut open = Map::new();
        'names: for (name, schema) in own {
            let mut demanded = vec![schema.clone()];
            for (other_at, other) in parts.iter().enumerate() {
                if other_at == at || has(other, name) {
                    continue;
                }
                match other.get("additionalProperties") {
                    Some(Value::Bool(false)) => continue 'names,
                    Some(values @ Value::Object(_)) => demanded.push(values.clone()),
                    _ => {}
                }
            }
            let schema = match demanded.len() {
                1 => schema.clone(),
                _ => all_of(demanded),
            };
            open.insert(name.clone(), schema);
        }
        if !open.is_empty() {
            all.push(Value::Object(open));
        }
    }
    all
}

fn all_of(parts: Vec<Value>) -> Value {
    let mut schema = Map::new();
    schema.insert("allOf".to_owned(), Value::Array(parts));
    Value::Object(schema)
}

/// Merges the values of one keyword; `None` drops the keyword.
fn merge_keyword(keyword: &str, mut values: Vec<Value>) -> Option<Value> {
    let extreme = |is_better: fn(f64, f64) -> bool| {
        let mut all = values.iter();
        let first = all.next().cloned();
        all.fold(first, |best, value| {
            match (best.as_ref().and_then(Value::as_f64), value.as_f64()) {
                (Some(known), Some(other)) if is_better(other, known) => Some(value.clone()),
                _ => best,
            }
        })
    };
    match keyword {
        keyword if pointer::is_pointer(keyword) => Some(pointer::join(&values)),
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
            extreme(|other, known| other < known)
        }
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
            extreme(|other, known| other > known)
        }
        "uniqueItems" | "readOnly" | "writeOnly" | "deprecated" => {
            let first = values.iter().find(|it| is_truthy(it)).cloned();
            first.or_else(|| values.pop())
        }
        "required" => {
            let mut names: Vec<Value> = Vec::new();
            for name in values.iter().filter_map(Value::as_array).flatten() {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            names.sort_by_key(|it| it.as_str().map(str::to_owned));
            Some(Value::Array(names))
        }
        "enum" => {
            let mut shared = intersection(&values);
            shared.sort_by_key(super::javascript::template);
            Some(Value::Array(shared))
        }
        "type" => {
            let lists: Vec<Value> = values
                .into_iter()
                .map(|it| {
                    if it.is_array() {
                        it
                    } else {
                        Value::Array(vec![it])
                    }
                })
                .collect();
            let mut shared = intersection(&lists);
            match shared.len() {
                0 | 1 => shared.pop(),
                _ => Some(Value::Array(shared)),
            }
        }
        "properties" | "patternProperties" => Some(merge_properties(&values)),
        "oneOf" | "anyOf" => Some(cartesian_product(&values)),
        "items" | "additionalProperties" => {
            if values.iter().all(|it| *it == Value::Bool(true)) {
                return Some(Value::Bool(true));
            }
            if values.contains(&Value::Bool(false)) {
                return Some(Value::Bool(false));
            }
            let parts: Vec<_> = values
                .iter()
                .filter_map(|it| it.as_object().cloned())
                .collect();
            let merged = merge_all(&parts);
            let is_empty = merged.as_object().is_some_and(Map::is_empty);
            (!is_empty).then_some(merged)
        }
        "const" => values
            .iter()
            .all(|it| *it == values[0])
            .then(|| values[0].clone()),
        "pattern" => {
            let mut patterns = values.iter().filter_map(Value::as_str);
            let first = patterns.next()?.to_owned();
            let all = patterns.fold(first, |all, it| format!("{all}(?={it})"));
            Some(Value::String(all))
        }
        "example" | "examples" | "xml" => {
            let mut values = values.into_iter();
            let first = values.next()?;
            Some(values.fold(first, deep_merge))
        }
        _ => values.pop(),
    }
}

/// Returns the elements of the first list that all other lists contain.
fn intersection(lists: &[Value]) -> Vec<Value> {
    let mut lists = lists.iter().filter_map(Value::as_array);
    let first = lists.next().cloned().unwrap_or_default();
    lists.fold(first, |shared, list| {
        shared.into_iter().filter(|it| list.contains(it)).collect()
    })
}

fn merge_properties(values: &[Value]) -> Value {
    let mut names: Map<String, Value> = Map::new();
    for (name, schema) in values.iter().filter_map(Value::as_object).flatten() {
        let all = names
            .entry(name)
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(all) = all {
            all.push(schema.clone());
        }
    }
    for (_, all) in &mut names {
        let Value::Array(schemas) = all else { continue };
        *all = if schemas.contains(&Value::Bool(false)) {
            Value::Bool(false)
        } else if schemas.len() > 1 {
            all_of(std::mem::take(schemas))
        } else {
            schemas.pop().unwrap_or_default()
        };
    }
    Value::Object(names)
}

/// Returns the Cartesian product of lists of schemas; each combination is an `allOf`.
fn cartesian_product(lists: &[Value]) -> Value {
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for list in lists.iter().filter_map(Value::as_array) {
        let mut longer = Vec::new();
        for known in &all {
            for one in list {
                let mut known = known.clone();
                known.push(one.clone());
                longer.push(known);
                if longer.len() > 1_000 {
                    break;
                }
            }
        }
        all = longer;
    }
    all.into_iter().map(all_of).collect()
}

fn deep_merge(known: Value, other: Value) -> Value {
    match (known, other) {
        (Value::Array(mut known), Value::Array(other)) => {
            known.extend(other);
            Value::Array(known)
        }
        (Value::Object(mut known), Value::Object(other)) => {
            for (key, value) in other {
                let merged = match known.remove(&key) {
                    Some(before) => deep_merge(before, value),
                    None => value,
                };
                known.insert(key, merged);
            }
            Value::Object(known)
        }
        (_, other) => other,
    }
}
