//! The reading view: the document that progenitor reads in place of the contract.
//!
//! It differs from the contract in these steps, each for a reason:
//!
//! | step | reason |
//! |---|---|
//! | a body is a type of ours | every member is checked before anything is sent, and one that is not set is not sent |
//! | a parameter's value is a type of ours, which checks its constraints | nothing illegal is sent, nothing changes the URL's shape, nothing sensitive is printed |
//! | no property of an answer is required | a missing cosmetic field must not hide a VERIFIED |
//! | a list of an answer may be `null` | else the generator takes a list that is not there for an empty one |
//! | lengths, ranges, patterns, and defaults of answers are left out | a value out of range is still an answer; a default cannot be told from a value |
//! | an enum of an answer is a type of ours, with room for values to come | what the vendor adds must not break anyone |
//! | a `date-time` is carried as text | an odd timestamp in a field nobody asked about must not matter |
//! | other formats of answers are left out | an `errorId` that is no UUID still helps the vendor's support |
//! | a value of no stated type, or of a choice of types, is carried as JSON | the generator's types for them refuse whole answers |

use contract::{Document, Node};
use serde_json::{Map, Value, json};

use crate::plan::{OperationPlan, Plan, Role, Shape};

/// The stub by which the view refers to a carried timestamp.
const TIMESTAMP: &str = "CarriedTimestamp";
/// The stub by which the view refers to a value carried as JSON.
const JSON: &str = "CarriedJson";

/// Writes the view.
pub(crate) fn write(document: &Document, plan: &Plan<'_>) -> Value {
    let mut paths = Map::new();
    for operation in &plan.operations {
        let item = paths
            .entry(operation.operation.path)
            .or_insert_with(|| json!({}));
        item[operation.operation.method.to_ascii_lowercase()] = write_operation(operation);
    }
    let mut schemas = Map::new();
    for stub in [TIMESTAMP, JSON] {
        schemas.insert(stub.into(), json!({ "type": "string" }));
    }
    for (name, planned) in &plan.types {
        let mut schema = match planned.role {
            Role::Object => write_object(plan, planned.schema),
            _ => json!({ "type": "string" }),
        };
        describe(&mut schema, planned.schema.description());
        schemas.insert(name.clone(), schema);
    }
    let info = document.root().get("info");
    let word = |key| info.and_then(|info| info.get(key)).and_then(Node::as_str);
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": word("title").unwrap_or_default(),
            "version": word("version").unwrap_or_default(),
            "description": word("description").unwrap_or_default(),
        },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// Which of the view's components stand for types that are not progenitor's to write.
pub(crate) fn replacements(plan: &Plan<'_>) -> Vec<(String, String)> {
    plan.types
        .iter()
        .filter(|(_, planned)| !matches!(planned.role, Role::Object))
        .map(|(name, _)| (name.clone(), format!("crate::types::{name}")))
        .chain([
            (TIMESTAMP.to_owned(), "crate::Timestamp".to_owned()),
            (JSON.to_owned(), "crate::Json".to_owned()),
        ])
        .collect()
}

fn write_operation(plan: &OperationPlan<'_>) -> Value {
    let operation = &plan.operation;
    let word = |key| operation.node.get(key).and_then(Node::as_str);
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .zip(&plan.parameters)
        .map(|(parameter, shape)| {
            let mut written = json!({
                "name": parameter.name,
                "in": parameter.place.to_string(),
                "required": parameter.required,
                "schema": write_shape(shape),
            });
            let description = parameter.node.get("description").and_then(Node::as_str);
            describe(&mut written, description);
            written
        })
        .collect();
    // progenitor knows no optional bodies; `rewrite` makes those that are.
    let body = plan.body.as_ref().map(|name| {
        let schema = write_shape(&Shape::Named(name.clone()));
        json!({ "required": true, "content": { "application/json": { "schema": schema } } })
    });
    let responses: Map<String, Value> = operation
        .responses
        .iter()
        .zip(&plan.responses)
        .map(|(response, shape)| {
            let mut written = json!({ "description": "" });
            if let Some(shape) = shape {
                written["content"] =
                    json!({ "application/json": { "schema": write_shape(shape) } });
            }
            (response.status.to_owned(), written)
        })
        .collect();
    let mut written = json!({
        "operationId": plan.id,
        "parameters": parameters,
        "responses": responses,
    });
    if let Some(body) = body {
        written["requestBody"] = body;
    }
    describe(&mut written, word("description"));
    if let Some(summary) = word("summary") {
        written["summary"] = summary.into();
    }
    written
}

fn write_object(plan: &Plan<'_>, schema: contract::Schema<'_>) -> Value {
    let properties: Map<String, Value> = schema
        .properties()
        .map(|(property, value)| {
            let mut written = write_shape(plan.shape(value));
            // A description beside a `$ref` would be dropped; `rewrite` brings it back.
            if written.get("$ref").is_none() {
                describe(&mut written, value.description());
            }
            if matches!(plan.shape(value), Shape::List(_)) {
                written["nullable"] = true.into();
            }
            (property.to_owned(), written)
        })
        .collect();
    json!({ "type": "object", "properties": properties })
}

fn write_shape(shape: &Shape) -> Value {
    let component = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    match shape {
        Shape::Named(name) => component(name),
        Shape::Timestamp => component(TIMESTAMP),
        Shape::Text => json!({ "type": "string" }),
        Shape::Integer => json!({ "type": "integer", "format": "int64" }),
        Shape::Number => json!({ "type": "number", "format": "double" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::List(items) => json!({ "type": "array", "items": write_shape(items) }),
        Shape::Json => component(JSON),
    }
}

fn describe(written: &mut Value, description: Option<&str>) {
    if let Some(description) = description {
        written["description"] = description.into();
    }
}
