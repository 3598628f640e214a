//! What there is to edit in a document, and every place that shows it.

use serde_json::Value;

use crate::edit::{elements, escaped, members};

/// A value of a document that can be edited.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Where it is written, behind all references.
    pub(crate) pointer: String,
    pub(crate) role: Role,
    /// Every place that shows it, as `METHOD /path › place`, in the order of the document.
    pub(crate) places: Vec<String>,
}

/// What a value of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are objects of OpenAPI")]
pub enum Role {
    Document,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Schema,
}

/// Everything that can be edited, each once, however many places show it.
pub(crate) fn targets(document: &Value) -> Vec<Target> {
    let mut walk = Walk {
        document,
        targets: Vec::new(),
        open: Vec::new(),
    };
    walk.add("", Role::Document, "document");
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(item).filter(|(_, it)| it.is_object()) {
            let at = format!("/paths/{}/{method}", escaped(path));
            walk.operation(operation, &at, &format!("{} {path}", method.to_uppercase()));
        }
    }
    for (name, _) in members(&document["components"]["schemas"]) {
        let at = format!("/components/schemas/{}", escaped(name));
        if !walk.targets.iter().any(|it| it.pointer == at) {
            walk.schema(at, &format!("schema {name}"));
        }
    }
    walk.targets
}

struct Walk<'d> {
    document: &'d Value,
    targets: Vec<Target>,
    /// The schemas that the walk is inside of: one that contains itself is not entered again.
    open: Vec<String>,
}

impl<'d> Walk<'d> {
    fn add(&mut self, pointer: &str, role: Role, place: &str) {
        let mut known = self.targets.iter_mut();
        match known.find(|it| it.pointer == pointer && it.role == role) {
            Some(target) => target.places.push(place.to_owned()),
            None => self.targets.push(Target {
                pointer: pointer.to_owned(),
                role,
                places: vec![place.to_owned()],
            }),
        }
    }

    /// Where a value is written, and the value, behind all references.
    fn resolved(&self, mut at: String) -> Option<(String, &'d Value)> {
        let mut value = self.document.pointer(&at)?;
        while let Some(target) = value["$ref"].as_str() {
            target.trim_start_matches('#').clone_into(&mut at);
            value = self.document.pointer(&at)?;
        }
        Some((at, value))
    }

    fn operation(&mut self, operation: &Value, at: &str, place: &str) {
        self.add(at, Role::Operation, place);
        for index in 0..elements(&operation["parameters"]).count() {
            if let Some((at, parameter)) = self.resolved(format!("{at}/parameters/{index}")) {
                let text = |key: &str| parameter[key].as_str().unwrap_or_default();
                let place = format!("{place} › {} {}", text("in"), text("name"));
                self.add(&at, Role::Parameter, &place);
                self.schema(format!("{at}/schema"), &place);
            }
        }
        if let Some((at, body)) = self.resolved(format!("{at}/requestBody")) {
            let place = format!("{place} › request body");
            self.add(&at, Role::RequestBody, &place);
            self.content(&at, body, &place);
        }
        for (status, _) in members(&operation["responses"]) {
            let Some((at, response)) = self.resolved(format!("{at}/responses/{status}")) else {
                continue;
            };
            let place = format!("{place} › response {status}");
            self.add(&at, Role::Response, &place);
            for (name, _) in members(&response["headers"]) {
                let at = format!("{at}/headers/{}", escaped(name));
                if let Some((at, _)) = self.resolved(at) {
                    let place = format!("{place} › header {name}");
                    self.add(&at, Role::Header, &place);
                    self.schema(format!("{at}/schema"), &place);
                }
            }
            self.content(&at, response, &place);
        }
    }

    fn content(&mut self, at: &str, holder: &Value, place: &str) {
        for (media, _) in members(&holder["content"]) {
            let at = format!("{at}/content/{}", escaped(media));
            let place = match media.as_str() {
                "application/json" => place.to_owned(),
                other => format!("{place} › {other}"),
            };
            self.add(&at, Role::MediaType, &place);
            self.schema(format!("{at}/schema"), &place);
        }
    }

    fn schema(&mut self, at: String, place: &str) {
        let Some((at, schema)) = self.resolved(at).filter(|(_, it)| it.is_object()) else {
            return;
        };
        if self.open.contains(&at) {
            return;
        }
        self.add(&at, Role::Schema, place);
        self.open.push(at.clone());
        for (name, _) in members(&schema["properties"]) {
            let inside = format!("{place} › {name}");
            self.schema(format!("{at}/properties/{}", escaped(name)), &inside);
        }
        for (keyword, step) in [("items", "[]"), ("additionalProperties", "{}")] {
            if schema[keyword].is_object() {
                self.schema(format!("{at}/{keyword}"), &format!("{place} › {step}"));
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            for (index, option) in elements(&schema[keyword]).enumerate() {
                let label = option["title"].as_str().unwrap_or("#");
                let inside = format!("{place} › {keyword} {label}");
                self.schema(format!("{at}/{keyword}/{index}"), &inside);
            }
        }
        for index in 0..elements(&schema["allOf"]).count() {
            self.schema(format!("{at}/allOf/{index}"), place);
        }
        self.open.pop();
    }
}

/// A JSON pointer to every schema inside a schema that is a mapping, itself included.
#[must_use]
pub fn subschemas(schema: &Value) -> Vec<String> {
    let mut found = Vec::from([String::new()]);
    for (keyword, value) in members(schema) {
        let inner: Vec<(String, &Value)> = match keyword.as_str() {
            "items" | "additionalProperties" | "contains" | "not" | "propertyNames" => {
                vec![(keyword.clone(), value)]
            }
            "oneOf" | "anyOf" | "allOf" | "prefixItems" => {
                let options = elements(value).enumerate();
                options
                    .map(|(at, it)| (format!("{keyword}/{at}"), it))
                    .collect()
            }
            "properties" | "patternProperties" => {
                let named = members(value);
                named
                    .map(|(key, it)| (format!("{keyword}/{}", escaped(key)), it))
                    .collect()
            }
            _ => Vec::new(),
        };
        for (at, schema) in inner.into_iter().filter(|(_, it)| it.is_object()) {
            found.extend(
                subschemas(schema)
                    .into_iter()
                    .map(|it| format!("/{at}{it}")),
            );
        }
    }
    found
}
