//! Edits of a document that keep what it says: nothing may be found of them.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

/// What a rewrite does, and the rewrite.
pub type Rewrite = (&'static str, fn(&Value) -> Value);

/// Every rewrite.
pub const REWRITES: [Rewrite; 9] = [
    ("references inlined", |it| {
        without_unused(inlined(it, it, &[]), &used(it))
    }),
    ("`allOf` of one", in_all_of),
    ("parameters of the path", parameters_of_path),
    ("3.1", in_3_1),
    ("components renamed", components_renamed),
    ("members reversed", members_reversed),
    ("lists reversed", lists_reversed),
    ("defaults written out", defaults_written_out),
    ("3.1 with what only 3.1 has", in_words_of_3_1),
];

/// Keywords that hold data, or names that are no keywords.
const DATA: [&str; 6] = ["example", "examples", "enum", "default", "const", "mapping"];

/// Keywords that say nothing about values, and so hold beside a reference in 3.0 too.
const ANNOTATIONS: [&str; 10] = [
    "description",
    "summary",
    "title",
    "deprecated",
    "default",
    "readOnly",
    "writeOnly",
    "nullable",
    "example",
    "externalDocs",
];

/// Keywords that hold a mapping whose keys are names.
const NAMED: [&str; 15] = [
    "properties",
    "patternProperties",
    "schemas",
    "headers",
    "content",
    "responses",
    "parameters",
    "requestBodies",
    "examples",
    "links",
    "callbacks",
    "pathItems",
    "paths",
    "securitySchemes",
    "webhooks",
];

/// Rewrites every mapping but those of data, the innermost first.
fn each(value: &Value, rewrite: &dyn Fn(Map<String, Value>) -> Value) -> Value {
    fn members(
        members: &Map<String, Value>,
        below: &dyn Fn(&str, &Value) -> Value,
    ) -> Map<String, Value> {
        let members = members.iter();
        members
            .map(|(key, value)| (key.clone(), below(key, value)))
            .collect()
    }
    match value {
        Value::Object(all) => rewrite(members(all, &|key, value| match value {
            _ if DATA.contains(&key) || key.starts_with("x-") => value.clone(),
            Value::Object(named) if NAMED.contains(&key) => {
                members(named, &|_, value| each(value, rewrite)).into()
            }
            value => each(value, rewrite),
        })),
        Value::Array(elements) => elements.iter().map(|it| each(it, rewrite)).collect(),
        value => value.clone(),
    }
}

/// Writes out what references lead to, but for circles.
fn inlined(value: &Value, document: &Value, open: &[&str]) -> Value {
    match value {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str);
            // In 3.1, what stands beside a reference holds too.
            let target = target.filter(|it| members.len() == 1 && !open.contains(it));
            if let Some(target) = target {
                let found = document.pointer(target.trim_start_matches('#'));
                if let Some(found) = found {
                    let open = [open, &[target]].concat();
                    return inlined(found, document, &open);
                }
            }
            let members = members.iter();
            let members: Map<String, Value> = members
                .map(|(key, value)| {
                    let is_data = DATA.contains(&key.as_str());
                    let value = if is_data {
                        value.clone()
                    } else {
                        inlined(value, document, open)
                    };
                    (key.clone(), value)
                })
                .collect();
            members.into()
        }
        Value::Array(elements) => {
            let elements = elements.iter();
            elements.map(|it| inlined(it, document, open)).collect()
        }
        value => value.clone(),
    }
}

/// What a member of a mapping is.
fn is_data(key: &str, are_names: bool) -> bool {
    !are_names && matches!(key, "example" | "value" | "enum" | "default" | "const")
}

fn holds_names(key: &str, are_names: bool) -> bool {
    !are_names && NAMED.contains(&key)
}

/// Where all references below a value lead, and the targets of mappings.
fn targets(value: &Value, are_names: bool, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    // What looks like a reference in data is data.
                    (key, _) if is_data(key, are_names) => {}
                    ("$ref", Value::String(target)) => found.push(target.clone()),
                    ("mapping", Value::Object(mapping)) if !are_names => {
                        for target in mapping.values().filter_map(Value::as_str) {
                            found.push(target.to_owned());
                            found.push(format!("#/components/schemas/{target}"));
                        }
                    }
                    (key, value) => targets(value, holds_names(key, are_names), found),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|it| targets(it, false, found)),
        _ => {}
    }
}

/// The components, as `section/name`, that operations and webhooks lead to.
fn used(document: &Value) -> HashSet<String> {
    let mut waiting = Vec::new();
    for key in ["paths", "webhooks"] {
        targets(&document[key], false, &mut waiting);
    }
    let mut found = HashSet::new();
    while let Some(target) = waiting.pop() {
        let Some(pointer) = target.strip_prefix("#/components/") else {
            continue;
        };
        let mut keys = pointer.split('/');
        let (Some(section), Some(name)) = (keys.next(), keys.next()) else {
            continue;
        };
        if found.insert(format!("{section}/{name}")) {
            targets(&document["components"][section][name], false, &mut waiting);
        }
    }
    found
}

/// Leaves out the components that became unused. Schemas that are chosen by their names stay.
fn without_unused(mut document: Value, before: &HashSet<String>) -> Value {
    let used = used(&document);
    let is_by_name = document.to_string().contains("\"discriminator\"");
    if let Some(schemas) = document["components"]["schemas"].as_object_mut()
        && !is_by_name
    {
        schemas.retain(|name, _| {
            let name = format!("schemas/{name}");
            used.contains(&name) || !before.contains(&name)
        });
    }
    document
}

fn in_all_of(document: &Value) -> Value {
    each(document, &|members| {
        let target = members.get("$ref").and_then(Value::as_str);
        match target {
            Some(target) if target.starts_with("#/components/schemas/") && members.len() == 1 => {
                json!({ "allOf": [members] })
            }
            _ => members.into(),
        }
    })
}

/// Moves the parameters of an operation that is alone under its path up to the path.
fn parameters_of_path(document: &Value) -> Value {
    const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];
    let mut document = document.clone();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (_, path) in paths {
        let Some(path) = path.as_object_mut() else {
            continue;
        };
        let methods: Vec<String> = path
            .keys()
            .filter(|key| METHODS.contains(&key.as_str()))
            .cloned()
            .collect();
        if let [method] = methods.as_slice()
            && !path.contains_key("parameters")
            && let Some(operation) = path[method].as_object_mut()
            && let Some(parameters) = operation.shift_remove("parameters")
        {
            path.insert("parameters".into(), parameters);
        }
    }
    document
}

fn is_3_0(document: &Value) -> bool {
    let version = document["openapi"].as_str().unwrap_or_default();
    version.starts_with("3.0")
}

/// A document of OpenAPI 3.0 in 3.1; another as it is.
fn in_3_1(document: &Value) -> Value {
    if !is_3_0(document) {
        return document.clone();
    }
    let mut document = each(document, &|mut members| {
        if members.get("nullable") == Some(&json!(true))
            && members.get("type").is_some_and(Value::is_string)
        {
            let kind = members["type"].take();
            members.insert("type".into(), json!([kind, "null"]));
            members.shift_remove("nullable");
            // 3.0 takes `null` beside a list of values that does not name it.
            if let Some(Value::Array(values)) = members.get_mut("enum")
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
            }
        }
        for (bound, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            match members.get(exclusive) {
                Some(Value::Bool(true)) if members.contains_key(bound) => {
                    let bound = members.shift_remove(bound).unwrap_or_default();
                    members.insert(exclusive.into(), bound);
                }
                Some(Value::Bool(false)) => {
                    members.shift_remove(exclusive);
                }
                _ => {}
            }
        }
        // What 3.0 passes over beside a reference would hold in 3.1.
        if members.get("$ref").is_some_and(Value::is_string) {
            members.retain(|key, _| ANNOTATIONS.contains(&key.as_str()) || key == "$ref");
        }
        members.into()
    });
    document["openapi"] = json!("3.1.0");
    document
}

/// Gives every component that is used another name, but for schemas that values choose by name.
fn components_renamed(document: &Value) -> Value {
    fn rename(value: &Value, are_names: bool, name: &dyn Fn(&str) -> Option<String>) -> Value {
        match value {
            Value::Object(members) => {
                let renamed = |(key, value): (&String, &Value)| {
                    let value = match (key.as_str(), value) {
                        ("$ref", Value::String(target)) => {
                            name(target).map_or_else(|| value.clone(), Value::String)
                        }
                        (key, value) if is_data(key, are_names) => value.clone(),
                        (key, value) => rename(value, holds_names(key, are_names), name),
                    };
                    (key.clone(), value)
                };
                members.iter().map(renamed).collect::<Map<_, _>>().into()
            }
            Value::Array(elements) => elements.iter().map(|it| rename(it, false, name)).collect(),
            value => value.clone(),
        }
    }
    let used = used(document);
    let is_by_name = document.to_string().contains("\"discriminator\"");
    let is_renamed = |section: &str, name: &str| {
        (section != "schemas" || !is_by_name)
            && !name.contains(['~', '%'])
            && used.contains(&format!("{section}/{name}"))
    };
    let renamed = |target: &str| {
        let pointer = target.strip_prefix("#/components/")?;
        let (section, rest) = pointer.split_once('/')?;
        let (name, below) = rest.split_once('/').unwrap_or((rest, ""));
        let slash = if below.is_empty() { "" } else { "/" };
        is_renamed(section, name)
            .then(|| format!("#/components/{section}/Other{name}{slash}{below}"))
    };
    let mut document = rename(document, false, &renamed);
    let sections = document["components"].as_object_mut().into_iter().flatten();
    for (section, members) in sections {
        if let Some(members) = members.as_object_mut() {
            *members = std::mem::take(members)
                .into_iter()
                .map(|(name, value)| {
                    if is_renamed(section, &name) {
                        (format!("Other{name}"), value)
                    } else {
                        (name, value)
                    }
                })
                .collect();
        }
    }
    document
}

/// Reverses every mapping, those of data too.
fn members_reversed(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .rev()
            .map(|(key, value)| (key.clone(), members_reversed(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(elements) => elements.iter().map(members_reversed).collect(),
        value => value.clone(),
    }
}

/// Reverses the lists whose order says nothing.
fn lists_reversed(document: &Value) -> Value {
    each(document, &|mut members| {
        for key in ["enum", "required", "parameters", "oneOf", "anyOf", "tags"] {
            if let Some(Value::Array(elements)) = members.get_mut(key) {
                elements.reverse();
            }
        }
        members.into()
    })
}

/// Says what holds without being said.
fn defaults_written_out(document: &Value) -> Value {
    each(document, &|mut members| {
        if members.contains_key("in") && members.contains_key("name") {
            members.entry("required").or_insert(json!(false));
            members.entry("deprecated").or_insert(json!(false));
        }
        if members.get("type") == Some(&json!("string")) && !members.contains_key("in") {
            members.entry("minLength").or_insert(json!(0));
        }
        if members.get("type") == Some(&json!("array")) && members.contains_key("items") {
            members.entry("uniqueItems").or_insert(json!(false));
        }
        if members.get("type") == Some(&json!("object")) && !members.contains_key("in") {
            members.entry("additionalProperties").or_insert(json!(true));
        }
        members.into()
    })
}

/// A document in 3.1, with `const` for a list of one value, a list of types for a type, and a list of
/// examples for an example.
#[must_use]
pub fn in_words_of_3_1(document: &Value) -> Value {
    each(&in_3_1(document), &|mut members| {
        let is_schema = !["in", "scheme", "flows", "openIdConnectUrl"]
            .iter()
            .any(|key| members.contains_key(*key));
        // The variables of a server have a list of values too, and no type.
        if !is_schema || !members.contains_key("type") {
            return members.into();
        }
        if let Some(Value::Array(values)) = members.get("enum")
            && let [only] = values.as_slice()
        {
            let only = only.clone();
            members.shift_remove("enum");
            members.insert("const".into(), only);
        }
        if let Some(example) = members.shift_remove("example") {
            members.insert("examples".into(), json!([example]));
        }
        if members["type"].is_string() {
            let kind = members["type"].take();
            members.insert("type".into(), json!([kind]));
        }
        members.into()
    })
}
