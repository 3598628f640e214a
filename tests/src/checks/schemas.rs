//! Examples keep their schemas, and types say of themselves what the contract says of them.

mod examples;

use std::collections::BTreeMap;

use contract::{Node, Schema};
use serde_json::{Map, Value, json};

use crate::{Contract, Finding, generated, strategy};

const CHECK: &str = "schemas";

/// Validates every example, of bodies, parameters, headers, and schemas, formats and undeclared
/// members included, and compares the JSON Schema
/// of every generated type with the component it came from.
#[must_use]
pub fn schemas(contract: &Contract) -> Vec<Finding> {
    let mut findings = Vec::new();
    let operations = contract.operations();
    for stated in examples::of(contract, &operations) {
        for (pointer, message) in validate(&stated) {
            let span = &node_at(stated.value, &pointer).span;
            let place = contract.document().source().location(span.start);
            findings.push(Finding {
                check: CHECK,
                about: stated.about.clone(),
                message: format!("{place}: at `{pointer}`: {message}"),
            });
        }
    }
    let components: BTreeMap<String, Schema<'_>> = contract
        .document()
        .schemas()
        .filter_map(|schema| Some((schema.name()?.to_owned(), schema)))
        .collect();
    for name in generated::TYPES {
        let Some(component) = components.get(*name) else {
            continue;
        };
        let derived = generated::json_schema(name).unwrap_or_default();
        let (expected, found) = (
            facts(name, &component.to_json_schema()),
            facts(name, &derived),
        );
        if expected != found {
            findings.push(Finding {
                check: CHECK,
                about: format!("component {name}"),
                message: format!(
                    "the contract says {expected}, the generated type says {found}; \
                     run `cargo xtask regen`"
                ),
            });
        }
    }
    findings
}

/// What is wrong with an example, by JSON pointers into it.
fn validate(stated: &examples::Stated<'_>) -> Vec<(String, String)> {
    let (schema, example) = (stated.schema, stated.value.to_json());
    let validator = match strategy::validator(schema) {
        Ok(validator) => validator,
        Err(error) => return vec![(String::new(), error)],
    };
    let mut messages: Vec<(String, String)> = validator
        .iter_errors(&example)
        .map(|error| (error.instance_path().to_string(), error.to_string()))
        .collect();
    if stated.declares_all {
        let undeclared = undeclared_members(schema, &example, "");
        messages.extend(undeclared.into_iter().map(|pointer| {
            let message = "the schema declares no such member".to_owned();
            (pointer, message)
        }));
    }
    messages
}

/// The part of an example that a JSON pointer leads to, or as far as it leads.
fn node_at<'n>(example: &'n Node, pointer: &str) -> &'n Node {
    pointer.split('/').skip(1).fold(example, |node, step| {
        let step = step.replace("~1", "/").replace("~0", "~");
        let element = || node.elements().nth(step.parse().ok()?);
        node.get(&step).or_else(element).unwrap_or(node)
    })
}

/// The members of an example that no property stands for, as JSON pointers.
fn undeclared_members(schema: Schema<'_>, value: &Value, pointer: &str) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let parts: Vec<Schema<'_>> = ["allOf", "oneOf", "anyOf"]
                .into_iter()
                .flat_map(|keyword| schema.parts(keyword))
                .chain([schema])
                .collect();
            let is_open = parts
                .iter()
                .any(|part| part.keyword("additionalProperties").is_some())
                || parts
                    .iter()
                    .all(|part| part.keyword("properties").is_none());
            members
                .iter()
                .flat_map(|(name, value)| {
                    let pointer = format!("{pointer}/{name}");
                    let declared = parts
                        .iter()
                        .flat_map(Schema::properties)
                        .find(|(property, _)| property == name);
                    match declared {
                        Some((_, property)) => undeclared_members(property, value, &pointer),
                        None if is_open => Vec::new(),
                        None => vec![pointer],
                    }
                })
                .collect()
        }
        Value::Array(elements) => schema.items().map_or_else(Vec::new, |items| {
            elements
                .iter()
                .enumerate()
                .flat_map(|(at, element)| {
                    undeclared_members(items, element, &format!("{pointer}/{at}"))
                })
                .collect()
        }),
        _ => Vec::new(),
    }
}

/// A JSON Schema with its references written out and its prose left out, to be compared.
fn facts(name: &str, schema: &Value) -> Value {
    inline(schema, &schema["$defs"], &mut vec![name.to_owned()])
}

fn inline(schema: &Value, definitions: &Value, inside: &mut Vec<String>) -> Value {
    match schema {
        Value::Object(members) => {
            // `#` is the schema that all of this belongs to, the first that the walk is inside of.
            let target = members
                .get("$ref")
                .and_then(Value::as_str)
                .map(|reference| {
                    let name = reference.strip_prefix("#/$defs/");
                    name.map_or_else(|| inside[0].clone(), ToOwned::to_owned)
                });
            if let Some(name) = target {
                if inside.contains(&name) {
                    return json!({ "recursion": name });
                }
                let definition = &definitions[&name];
                inside.push(name);
                let inlined = inline(definition, definitions, inside);
                inside.pop();
                return inlined;
            }
            members
                .iter()
                .filter(|(key, value)| !is_prose(key, value))
                .map(|(key, value)| (key.clone(), inline(value, definitions, inside)))
                .collect::<Map<_, _>>()
                .into()
        }
        Value::Array(elements) => elements
            .iter()
            .map(|element| inline(element, definitions, inside))
            .collect(),
        other => other.clone(),
    }
}

/// A property may be called `title`; then its value is a schema and not a text.
fn is_prose(key: &str, value: &Value) -> bool {
    matches!(key, "$schema" | "$defs")
        || (matches!(key, "title" | "description") && value.is_string())
}
