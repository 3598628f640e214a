//! What there is to edit in a document, and every place that shows it.

use serde_json::Value;

/// A value of a document that an edit can be made to.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// Where it is written, behind all references.
    pub(crate) pointer: String,
    pub(crate) role: Role,
    /// Every place that shows it, as `METHOD /path › place`, in the order of the document.
    pub(crate) places: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Operation,
    Parameter,
    Body,
    Response,
    Schema,
    /// What stands below a media type of a response and may hold examples.
    Example,
}

/// Everything that can be edited, each once, however many places show it.
pub(crate) fn spots(document: &Value) -> Vec<Spot> {
    let mut walk = Walk {
        document,
        spots: Vec::new(),
    };
    walk.add("", Role::Document, "document");
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let at = format!("/paths/{}", escaped(path));
        for (method, operation) in item.as_object().into_iter().flatten() {
            let place = format!("{} {path}", method.to_uppercase());
            walk.operation(operation, &format!("{at}/{method}"), &place);
        }
    }
    walk.spots
}

pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

struct Walk<'d> {
    document: &'d Value,
    spots: Vec<Spot>,
}

impl Walk<'_> {
    fn add(&mut self, pointer: &str, role: Role, place: &str) {
        let known = self
            .spots
            .iter_mut()
            .find(|it| it.pointer == pointer && it.role == role);
        match known {
            Some(spot) => spot.places.push(place.to_owned()),
            None => self.spots.push(Spot {
                pointer: pointer.to_owned(),
                role,
                places: vec![place.to_owned()],
            }),
        }
    }

    fn operation(&mut self, operation: &Value, at: &str, place: &str) {
        self.add(at, Role::Operation, place);
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        for (index, parameter) in parameters.enumerate() {
            let text = |key: &str| parameter[key].as_str().unwrap_or_default();
            let place = format!("{place} › {} {}", text("in"), text("name"));
            let at = format!("{at}/parameters/{index}");
            self.add(&at, Role::Parameter, &place);
            self.schema(&format!("{at}/schema"), &place);
        }
        if operation.get("requestBody").is_some() {
            let (at, place) = (
                format!("{at}/requestBody"),
                format!("{place} › request body"),
            );
            self.add(&at, Role::Body, &place);
            self.content(&at, &operation["requestBody"], &place, false);
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let at = format!("{at}/responses/{status}");
            let place = format!("{place} › response {status}");
            self.add(&at, Role::Response, &place);
            self.content(&at, response, &place, true);
        }
    }

    fn content(&mut self, at: &str, holder: &Value, place: &str, shows_examples: bool) {
        for (media, _) in holder["content"].as_object().into_iter().flatten() {
            let at = format!("{at}/content/{}", escaped(media));
            let place = match media.as_str() {
                "application/json" => place.to_owned(),
                other => format!("{place} › {other}"),
            };
            if shows_examples {
                self.add(&at, Role::Example, &place);
            }
            self.schema(&format!("{at}/schema"), &place);
        }
    }

    fn schema(&mut self, at: &str, place: &str) {
        let Some(mut schema) = self.document.pointer(at) else {
            return;
        };
        let mut at = at.to_owned();
        while let Some(target) = schema["$ref"].as_str() {
            target.trim_start_matches('#').clone_into(&mut at);
            schema = self
                .document
                .pointer(&at)
                .expect("references lead somewhere");
        }
        // A place that gives a component an example of its own.
        if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice)
            && let Some(component) = only["$ref"].as_str()
        {
            self.schema(component.trim_start_matches('#'), place);
            return;
        }
        self.add(&at, Role::Schema, place);
        for (name, _) in schema["properties"].as_object().into_iter().flatten() {
            let inside = format!("{place} › {name}");
            self.schema(&format!("{at}/properties/{}", escaped(name)), &inside);
        }
        if schema.get("items").is_some() {
            self.schema(&format!("{at}/items"), &format!("{place} › []"));
        }
        if schema["additionalProperties"].is_object() {
            let inside = format!("{place} › {{}}");
            self.schema(&format!("{at}/additionalProperties"), &inside);
        }
        for keyword in ["oneOf", "anyOf"] {
            let options = schema[keyword].as_array().into_iter().flatten();
            for (index, option) in options.enumerate() {
                let label = option["title"]
                    .as_str()
                    .expect("the choices here have titles");
                let inside = format!("{place} › {keyword} {label}");
                self.schema(&format!("{at}/{keyword}/{index}"), &inside);
            }
        }
    }
}
