//! Candidates for a schema that became an array of itself, or an array that became its item.

use serde_json::{Value, json};

use super::difference::{Difference, places, schema_of};
use super::edit::{Edit, escaped, keys, split};
use crate::page::draw::{Aspect, DrawnLine, Role};

/// The line above the items of an array.
const BEGIN: &str = "Array [";
/// The beginning of the heading of a request body that is an array.
const ARRAY_BODY: &str = "Body array";

impl Difference<'_> {
    /// Returns the edits that wrap the schema of `drawn`, or a schema around it, in an array, or
    /// that unwrap it.
    pub(super) fn arrays(&self, drawn: &DrawnLine) -> Vec<Vec<Edit>> {
        let text = self.line(0).trim_start_matches(['•', '-', '*', ' ']);
        let is_array = text == BEGIN || text.starts_with(ARRAY_BODY);
        let was_array = drawn.role == Role::Bracket || drawn.text.starts_with(ARRAY_BODY);
        let is_body = drawn.role == Role::Heading && drawn.text.starts_with("Body");
        let schemas = if is_body {
            self.schemas_of_body(&drawn.pointers)
        } else {
            self.schemas_around(&drawn.pointers)
        };
        let mut all = Vec::new();
        // The label of a parameter or property shows whether it is an array.
        if matches!(drawn.aspect, Aspect::Head | Aspect::Type) {
            for place in places(drawn) {
                let schema = schema_of(place);
                let value = self.value(&schema);
                let Some((at, key)) = split(&schema) else {
                    continue;
                };
                if let Some(items) = value.get("items") {
                    all.push(vec![Edit::set(at, &key, items.clone())]);
                } else if text.trim_end_matches("required").ends_with("[]") {
                    all.push(vec![Edit::set(at, &key, array_of(value))]);
                }
            }
        }
        for schema in schemas {
            let Some((at, key)) = split(&schema) else {
                continue;
            };
            let value = self.value(&schema);
            let items = &value["items"];
            if was_array && !is_array && items.is_object() {
                all.push(vec![Edit::set(at, &key, items.clone())]);
            } else if is_array {
                all.push(vec![Edit::set(at, &key, array_of(value))]);
            }
        }
        all
    }

    /// Returns the schemas of a request body, one for each media type.
    fn schemas_of_body(&self, body: &str) -> Vec<String> {
        let content = self.value(body)["content"].as_object();
        let names = content.into_iter().flatten().map(|(name, _)| name);
        let name = |name: &String| escaped(name);
        names
            .map(|it| format!("{body}/content/{}/schema", name(it)))
            .filter(|schema| self.value(schema).is_object())
            .collect()
    }

    /// Returns the pointers of the schemas on the way to `pointer`, innermost first.
    fn schemas_around(&self, pointer: &str) -> Vec<String> {
        let mut all = Vec::new();
        let mut inner = pointer.to_owned();
        while let Some((around, key)) = split(&inner) {
            let around = around.to_owned();
            let list = keys(&around).pop().unwrap_or_default();
            let is_schema = matches!(key.as_str(), "schema" | "items" | "additionalProperties")
                || matches!(list.as_str(), "properties" | "oneOf" | "anyOf" | "allOf");
            if is_schema && self.value(&inner).is_object() {
                all.push(inner);
            }
            inner = around;
        }
        all
    }
}

fn array_of(schema: &Value) -> Value {
    json!({ "type": "array", "items": schema })
}
