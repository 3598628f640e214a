//! Single edits of a document, generated from what it says.

use serde_json::{Map, Value, json};

/// A document with one thing changed.
pub(crate) struct Mutation {
    /// What was done, and where.
    pub(crate) what: String,
    /// The document.
    pub(crate) document: Value,
    /// Whether it is of a kind that is left to a person.
    pub(crate) may_be_left: bool,
}

/// Every sensible single edit of a document.
pub(crate) fn mutations(document: &Value) -> Vec<Mutation> {
    let mut maker = Maker {
        document,
        made: Vec::new(),
    };
    maker.servers();
    for (path, item) in members(document, "/paths") {
        for (method, _) in object(item) {
            let at = format!("/paths/{}/{method}", escaped(path));
            maker.operation(&at);
        }
    }
    for (name, _) in members(document, "/components/schemas") {
        maker.schema(&format!("/components/schemas/{}", escaped(name)));
    }
    maker.made
}

struct Maker<'d> {
    document: &'d Value,
    made: Vec<Mutation>,
}

impl Maker<'_> {
    fn make(&mut self, what: String, edit: impl FnOnce(&mut Value)) -> &mut Mutation {
        let mut document = self.document.clone();
        edit(&mut document);
        self.made.push(Mutation {
            what,
            document,
            may_be_left: false,
        });
        self.made.last_mut().expect("it was pushed")
    }

    fn at(&self, pointer: &str) -> &Value {
        self.document.pointer(pointer).unwrap_or(&Value::Null)
    }

    fn set(&mut self, at: &str, key: &str, value: Value) -> &mut Mutation {
        let place = at.to_owned();
        let key = key.to_owned();
        self.make(format!("{at}: {key} = {value}"), move |document| {
            object_mut(document, &place).insert(key, value);
        })
    }

    fn unset(&mut self, at: &str, key: &str) -> &mut Mutation {
        let place = at.to_owned();
        let key = key.to_owned();
        self.make(format!("{at}: no {key}"), move |document| {
            object_mut(document, &place).shift_remove(&key);
        })
    }

    /// Sets, changes, and unsets a keyword.
    fn keyword(&mut self, at: &str, key: &str, values: &[Value]) {
        let old = self.at(at).get(key).cloned();
        for value in values.iter().filter(|value| Some(*value) != old.as_ref()) {
            self.set(at, key, value.clone());
        }
        if old.is_some() {
            self.unset(at, key);
        }
    }

    fn servers(&mut self) {
        for index in 0..elements(self.document, "/servers").len() {
            self.set(
                &format!("/servers/{index}"),
                "url",
                json!("https://moved.example.test"),
            );
            self.make(format!("no server {index}"), |document| {
                array_mut(document, "/servers").remove(index);
            });
        }
        self.make("another server".into(), |document| {
            array_mut(document, "/servers").push(json!({ "url": "https://new.example.test" }));
        });
    }

    fn operation(&mut self, at: &str) {
        self.keyword(at, "deprecated", &[json!(true)]);
        self.keyword(at, "operationId", &[json!("renamedOperation")]);
        self.set(at, "security", json!([])).may_be_left = true;
        let count = elements(self.document, &format!("{at}/parameters")).len();
        for index in 0..count {
            self.parameter(&format!("{at}/parameters/{index}"), index);
        }
        let added = json!({ "name": "locale", "in": "query", "schema": { "type": "string", "maxLength": 5 } });
        for index in [0, count] {
            let (place, added) = (at.to_owned(), added.clone());
            self.make(format!("{at}: a parameter at {index}"), move |document| {
                let list = object_mut(document, &place)
                    .entry("parameters")
                    .or_insert_with(|| json!([]));
                list.as_array_mut().expect("a list").insert(index, added);
            });
        }
        self.set(
            &format!("{at}/responses"),
            "418",
            json!({ "description": "d", "content": { "application/json": { "schema": { "type": "object", "properties": { "pot": { "type": "string" } } } } } }),
        );
        for (status, response) in members(self.document, &format!("{at}/responses")) {
            let place = format!("{at}/responses/{status}");
            self.unset(&format!("{at}/responses"), status);
            // Another status with the same content: a component is used again.
            let renamed = json!(response);
            self.set(&format!("{at}/responses"), "421", renamed);
            self.rename(
                &format!("{at}/responses"),
                status,
                &format!("{}9", &status[..2]),
            );
            self.response(&place);
        }
        if self.at(at).get("requestBody").is_some() {
            let body = format!("{at}/requestBody");
            self.keyword(&body, "required", &[json!(true)]);
            self.content(&body);
            self.unset(at, "requestBody");
        } else {
            let body = json!({ "required": true, "content": { "application/json": { "schema": { "type": "string" } } } });
            self.set(at, "requestBody", body);
        }
    }

    fn rename(&mut self, at: &str, old: &str, new: &str) {
        self.rename_key(at, old, new).may_be_left = true;
    }

    fn rename_key(&mut self, at: &str, old: &str, new: &str) -> &mut Mutation {
        let (place, old, new) = (at.to_owned(), old.to_owned(), new.to_owned());
        self.make(format!("{at}: {old} is {new}"), move |document| {
            let members = object_mut(document, &place);
            let renamed: Map<String, Value> = std::mem::take(members)
                .into_iter()
                .map(|(key, value)| (if key == old { new.clone() } else { key }, value))
                .collect();
            *members = renamed;
        })
    }

    fn parameter(&mut self, at: &str, index: usize) {
        let (list, _) = at.rsplit_once('/').expect("it is in a list");
        let is_path = self.at(at)["in"] == "path";
        let place = list.to_owned();
        self.make(format!("{list}: no parameter {index}"), move |document| {
            array_mut(document, &place).remove(index);
        })
        .may_be_left = is_path;
        self.set(at, "name", json!("otherName")).may_be_left = true;
        for place in ["query", "header", "path"] {
            let other = place == "path" || is_path;
            if self.at(at)["in"] != place {
                self.set(at, "in", json!(place)).may_be_left = other;
            }
        }
        if !is_path {
            self.keyword(at, "required", &[json!(true)]);
        }
        self.keyword(at, "deprecated", &[json!(true)]);
        self.keyword(at, "style", &[json!("deepObject")]);
        self.keyword(at, "example", &[json!("x")]);
        self.values(at);
    }

    fn response(&mut self, at: &str) {
        for (name, _) in members(self.document, &format!("{at}/headers")) {
            let header = format!("{at}/headers/{}", escaped(name));
            self.unset(&format!("{at}/headers"), name);
            self.keyword(&header, "required", &[json!(true)]);
            self.keyword(&header, "deprecated", &[json!(true)]);
            self.values(&header);
        }
        let header = json!({ "schema": { "type": "integer" } });
        if self.at(at).get("headers").is_some() {
            self.set(&format!("{at}/headers"), "Retry-After", header);
        } else {
            self.set(at, "headers", json!({ "Retry-After": header }));
        }
        self.content(at);
    }

    fn content(&mut self, at: &str) {
        let content = format!("{at}/content");
        for (media, _) in members(self.document, &content) {
            let place = format!("{content}/{}", escaped(media));
            self.unset(&content, media);
            self.examples(&place);
            self.values(&place);
        }
        let media = json!({ "schema": { "type": "string" } });
        if self.at(at).get("content").is_some() {
            self.set(&content, "text/plain", media);
        } else {
            self.set(at, "content", json!({ "text/plain": media }));
        }
    }

    fn examples(&mut self, at: &str) {
        for (name, example) in members(self.document, &format!("{at}/examples")) {
            let place = format!("{at}/examples/{}", escaped(name));
            self.unset(&format!("{at}/examples"), name);
            self.rename_key(&format!("{at}/examples"), name, "calledOtherwise");
            self.example(&place, "value", &example["value"]);
        }
        if let Some(example) = self.at(at).get("example").cloned() {
            self.unset(at, "example");
            self.example(at, "example", &example);
        } else if self.at(at).get("examples").is_some() {
            self.set(
                &format!("{at}/examples"),
                "another",
                json!({ "value": { "a": [1, "2"] } }),
            );
        } else {
            self.set(at, "example", json!({ "a": [1, "2"] }));
        }
    }

    fn example(&mut self, at: &str, key: &str, value: &Value) {
        self.set(at, key, json!("something else"));
        let at = format!("{at}/{key}");
        for (name, member) in object(value) {
            self.unset(&at, name);
            self.set(&at, name, json!("changed: # {}"));
            for (index, _) in member.as_array().into_iter().flatten().enumerate() {
                let place = format!("{at}/{}", escaped(name));
                self.make(format!("{place}: no {index}"), |document| {
                    array_mut(document, &place).remove(index);
                });
                self.make(format!("{place}: twice {index}"), |document| {
                    let list = array_mut(document, &place);
                    list.insert(index, list[index].clone());
                });
            }
        }
        if value.is_object() {
            self.set(&at, "added", json!({ "deep": [true, null, "yes"] }));
        }
    }

    /// The schema of a parameter, a header, or a media type.
    fn values(&mut self, at: &str) {
        let schema = format!("{at}/schema");
        if self.at(&schema).get("$ref").is_none() {
            self.schema(&schema);
        }
    }

    fn schema(&mut self, at: &str) {
        let schema = self.at(at).clone();
        if schema.get("$ref").is_some() {
            return;
        }
        let kind = schema["type"].as_str().unwrap_or_default().to_owned();
        let is_listed = schema.get("enum").is_some();
        match kind.as_str() {
            "string" => {
                self.keyword(at, "minLength", &[json!(2), json!(4)]);
                self.keyword(at, "maxLength", &[json!(20), json!(11)]);
                self.keyword(at, "pattern", &[json!("^[a-z]{2}\\d: # x$")]);
                self.keyword(at, "format", &[json!("uri"), json!("date-time")]);
                self.keyword(at, "default", &[json!("on")]);
                if !is_listed {
                    self.keyword(at, "enum", &[json!(["ONE", "TWO"])]);
                }
            }
            "integer" | "number" => {
                self.keyword(at, "minimum", &[json!(1), json!(-3)]);
                self.keyword(at, "maximum", &[json!(300), json!(8)]);
                if schema.get("exclusiveMaximum").is_none() {
                    let mut with = schema.clone();
                    with["maximum"] = json!(77);
                    with["exclusiveMaximum"] = json!(true);
                    self.replace(at, "exclusive maximum", with);
                } else {
                    self.unset(at, "exclusiveMaximum");
                }
                self.keyword(at, "multipleOf", &[json!(5)]);
                self.keyword(at, "format", &[json!("int32")]);
                self.keyword(at, "default", &[json!(3)]);
            }
            "boolean" => self.keyword(at, "default", &[json!(true), json!(false)]),
            "array" => {
                self.keyword(at, "minItems", &[json!(2)]);
                self.keyword(at, "maxItems", &[json!(9)]);
                self.keyword(at, "uniqueItems", &[json!(true)]);
                self.schema(&format!("{at}/items"));
            }
            _ => {}
        }
        if matches!(kind.as_str(), "string" | "integer" | "number" | "boolean") {
            for other in ["string", "integer", "boolean"] {
                if other != kind {
                    self.set(at, "type", json!(other));
                }
            }
        }
        if !kind.is_empty() {
            self.keyword(at, "nullable", &[json!(true)]);
            self.keyword(at, "deprecated", &[json!(true)]);
        }
        if !kind.is_empty() && !at.contains("oneOf/") {
            // Another type brings its own keywords along.
            self.replace(
                at,
                "a number",
                json!({ "type": "integer", "minimum": 2, "maximum": 7 }),
            );
            self.replace(
                at,
                "a text",
                json!({ "type": "string", "maxLength": 3, "enum": ["A", "B"] }),
            );
            self.replace(at, "an object", json!({ "type": "object", "required": ["a"], "properties": {
                "a": { "type": "string", "minLength": 1 }, "b": { "type": "array", "items": { "type": "string" } },
            } }));
        }
        self.keyword(at, "readOnly", &[json!(true)]);
        self.enum_values(at, &schema);
        if let Some(example) = schema.get("example") {
            self.unset(at, "example");
            self.example(at, "example", &example.clone());
        } else if kind == "string" {
            self.set(at, "example", json!("an example"));
        }
        if kind == "object" {
            self.object(at, &schema);
        }
        for keyword in ["oneOf", "anyOf", "allOf"] {
            for index in 0..elements(self.document, &format!("{at}/{keyword}")).len() {
                let place = format!("{at}/{keyword}");
                self.make(format!("{place}: no {index}"), |document| {
                    array_mut(document, &place).remove(index);
                })
                .may_be_left = true;
                self.schema(&format!("{place}/{index}"));
            }
        }
        for (keyword, other) in [("oneOf", "anyOf"), ("anyOf", "oneOf")] {
            if schema.get(keyword).is_some() {
                self.rename_key(at, keyword, other);
            }
        }
    }

    fn replace(&mut self, at: &str, what: &str, value: Value) {
        self.make(format!("{at}: {what}"), |document| {
            *document.pointer_mut(at).expect("it is there") = value;
        });
    }

    fn enum_values(&mut self, at: &str, schema: &Value) {
        let values = schema["enum"].as_array().map_or(0, Vec::len);
        let place = format!("{at}/enum");
        for index in 0..values {
            self.make(format!("{place}: no {index}"), |document| {
                array_mut(document, &place).remove(index);
            })
            // A list without values allows nothing at all.
            .may_be_left = values == 1;
            self.make(format!("{place}: one at {index}"), |document| {
                array_mut(document, &place).insert(index, json!("CANCELLED"));
            });
        }
        if values > 0 {
            self.make(format!("{place}: one at the end"), |document| {
                array_mut(document, &place).push(json!("no"));
            });
            self.unset(at, "enum");
        }
    }

    fn object(&mut self, at: &str, schema: &Value) {
        let place = format!("{at}/properties");
        for (index, (name, property)) in object(&schema["properties"]).enumerate() {
            self.make(format!("{place}: no {name}"), |document| {
                object_mut(document, &place).shift_remove(name);
                if let Some(list) = document.pointer_mut(&format!("{at}/required")) {
                    let list = list.as_array_mut().expect("a list");
                    list.retain(|it| it != name);
                }
            });
            self.rename(&place, name, "calledOtherwise");
            self.make(format!("{place}: something before {name}"), |document| {
                let added = json!({ "type": "object", "required": ["inner"], "properties": {
                    "inner": { "type": "string", "enum": ["Z", "A"], "description": "The vendor's words." },
                    "list": { "type": "array", "items": { "type": "integer", "minimum": 0 } },
                } });
                object_mut(document, &place).shift_insert(index, "added".into(), added);
            });
            self.required(at, name);
            if property.get("$ref").is_none() {
                self.schema(&format!("{place}/{}", escaped(name)));
            }
        }
        self.make(format!("{place}: a required one"), |document| {
            let properties = object_mut(document, at)
                .entry("properties")
                .or_insert_with(|| json!({}));
            let properties = properties.as_object_mut().expect("a mapping");
            properties.insert(
                "extra".into(),
                json!({ "type": "string", "format": "date-time" }),
            );
            let required = object_mut(document, at)
                .entry("required")
                .or_insert_with(|| json!([]));
            required
                .as_array_mut()
                .expect("a list")
                .push(json!("extra"));
        });
        if schema.get("additionalProperties").is_none() {
            self.set(at, "additionalProperties", json!(false));
            self.set(at, "additionalProperties", json!({ "type": "string" }));
        } else {
            self.unset(at, "additionalProperties");
        }
    }

    fn required(&mut self, at: &str, name: &str) {
        self.make(format!("{at}: {name} required or not"), |document| {
            let required = object_mut(document, at)
                .entry("required")
                .or_insert_with(|| json!([]));
            let list = required.as_array_mut().expect("a list");
            let count = list.len();
            list.retain(|it| it != name);
            if list.len() == count {
                list.push(json!(name));
            } else if list.is_empty() {
                object_mut(document, at).shift_remove("required");
            }
        });
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn members<'v>(document: &'v Value, at: &str) -> Vec<(&'v String, &'v Value)> {
    document
        .pointer(at)
        .map_or_else(Vec::new, |it| object(it).collect())
}

fn elements<'v>(document: &'v Value, at: &str) -> Vec<&'v Value> {
    let list = document.pointer(at).and_then(Value::as_array);
    list.into_iter().flatten().collect()
}

fn object_mut<'v>(document: &'v mut Value, at: &str) -> &'v mut Map<String, Value> {
    let value = document.pointer_mut(at).expect("it is there");
    value.as_object_mut().expect("a mapping")
}

fn array_mut<'v>(document: &'v mut Value, at: &str) -> &'v mut Vec<Value> {
    let value = document.pointer_mut(at).expect("it is there");
    value.as_array_mut().expect("a list")
}
