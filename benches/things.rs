//! An OpenAPI document of GitHub's size and shape, and a copy of it with edits.

use serde_json::{Value, json};

/// Operations of the smallest document: about 9 MB of indented JSON.
const OPERATIONS: usize = 1_000;
/// The number of edits in the second revision; it does not grow with the document.
pub(crate) const EDITS: usize = 100;

/// A document in which shared schemas refer to one another, as GitHub's do, and each operation has
/// parameters, an answer, and errors, some of them written out in place.
fn document(operations: usize) -> Value {
    let name = |at: usize| format!("schema-{at}");
    let reference = |at: usize| json!({ "$ref": format!("#/components/schemas/{}", name(at)) });
    let properties = |at: usize, count: usize| -> Value {
        (0..count)
            .map(|field| {
                let schema = match (at + field) % 7 {
                    0 => json!({ "type": "string", "maxLength": 100 + field, "example": format!("value {at}") }),
                    1 => json!({ "type": "integer", "format": "int64", "minimum": 0 }),
                    2 => json!({ "type": "string", "format": "date-time", "nullable": true }),
                    3 => json!({ "type": "array", "items": reference((at * 7 + field) % operations), "maxItems": 100 }),
                    4 => json!({ "type": "string", "enum": ["open", "closed", format!("state-{at}")] }),
                    5 if field > 10 => reference((at * 13 + field) % operations),
                    _ => json!({ "type": "string", "format": "uri", "description": format!("Where number {field} of thing {at} is found, as an address that can be followed.") }),
                };
                (format!("field_{field}"), schema)
            })
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let schemas: serde_json::Map<String, Value> = (0..operations)
        .map(|at| {
            let schema = json!({
                "type": "object",
                "description": format!("Thing number {at}, as the service keeps it."),
                "required": ["field_0", "field_1", "field_2"],
                "properties": properties(at, 16),
            });
            (name(at), schema)
        })
        .collect();
    let paths: serde_json::Map<String, Value> = (0..operations)
        .map(|at| {
            let parameter = |name: &str, place: &str| {
                json!({ "name": name, "in": place, "required": place == "path", "description": format!("The {name} to look for."), "schema": { "type": "string", "maxLength": 40, "pattern": "^[a-z0-9-]+$" } })
            };
            let error = json!({ "description": "The request was refused.", "content": { "application/json": { "schema": reference(0) } } });
            let operation = json!({
                "operationId": format!("things/read-{at}"),
                "summary": format!("Read thing {at}"),
                "tags": ["things"],
                "parameters": [parameter("owner", "path"), parameter("page", "query"), parameter("sort", "query")],
                "responses": {
                    "200": { "description": "The thing.", "content": { "application/json": {
                        "schema": { "type": "object", "properties": { "item": reference(at), "written_out": { "type": "object", "properties": properties(at + 3, 16) } } },
                        "examples": { "default": { "value": { "item": { "field_0": "a", "field_1": at } } } }
                    } } },
                    "404": error.clone(), "422": error,
                }
            });
            (format!("/things/{at}/{{owner}}"), json!({ "get": operation }))
        })
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// The document and its second revision, as text; `size` is in multiples of the smallest.
pub(crate) fn texts(size: usize) -> (String, String) {
    let operations = OPERATIONS * size;
    let base = document(operations);
    let mut revision = base.clone();
    for edit in 0..EDITS {
        let at = edit * operations / EDITS;
        if edit % 2 == 0 {
            let schema = &mut revision["components"]["schemas"][format!("schema-{at}")];
            schema["properties"]["new_field"] = json!({ "type": "string" });
        } else {
            let path = &mut revision["paths"][format!("/things/{at}/{{owner}}")];
            path["get"]["parameters"][1]["schema"]["maxLength"] = json!(20);
        }
    }
    let write = |value: &Value| serde_json::to_string_pretty(value).expect("it is JSON");
    (write(&base), write(&revision))
}
