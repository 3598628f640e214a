//! What stands on a page, before it has a form.

use serde_json::{Map, Value};

use super::words::{Block, Run, blocks};
use super::{label, sample};

pub(super) struct Page {
    pub(super) title: String,
    pub(super) method: String,
    pub(super) server: String,
    pub(super) path: String,
    pub(super) is_deprecated: bool,
    pub(super) description: Vec<Block>,
    pub(super) has_request: bool,
    /// The title of each section of parameters, and what stands in it.
    pub(super) parameters: Vec<(&'static str, Vec<Item>)>,
    pub(super) body: Option<Body>,
    pub(super) responses: Vec<Response>,
}

pub(super) struct Body {
    pub(super) is_required: bool,
    pub(super) is_array: bool,
    pub(super) description: Vec<Block>,
    pub(super) media: Vec<(String, Vec<Part>)>,
}

pub(super) struct Response {
    pub(super) status: String,
    pub(super) description: Vec<Block>,
    pub(super) headers: Option<Vec<Item>>,
    pub(super) media: Vec<Media>,
}

pub(super) struct Media {
    pub(super) name: String,
    pub(super) schema: Vec<Part>,
    pub(super) examples: Vec<Example>,
}

pub(super) struct Example {
    pub(super) label: String,
    pub(super) summary: Vec<Block>,
    pub(super) value: Value,
}

impl Example {
    /// The example as the theme shows it: a string that a document gives has no quotes.
    pub(super) fn code(&self) -> String {
        match &self.value {
            Value::String(text) if self.label != "Example (auto)" => text.clone(),
            value => serde_json::to_string_pretty(value).expect("a value is JSON"),
        }
    }
}

pub(super) enum Part {
    Item(Item),
    Opening,
    Closing,
    /// The keyword, and each option under the label of its tab.
    Choice(&'static str, Vec<(String, Vec<Part>)>),
}

/// A parameter, a property, or a header.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark that the page shows or not"
)]
pub(super) struct Item {
    pub(super) is_parameter: bool,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) is_nullable: bool,
    pub(super) is_required: bool,
    pub(super) is_deprecated: bool,
    pub(super) description: Vec<Block>,
    pub(super) possible_values: Vec<Run>,
    pub(super) constant: Option<String>,
    pub(super) default: Option<String>,
    pub(super) example: Option<String>,
    /// What is in it, if it is a box that can be closed.
    pub(super) content: Option<Vec<Part>>,
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn says(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}

fn prose(value: &Value) -> Vec<Block> {
    blocks(&text(value, "description").unwrap_or_default())
}

fn members<'v>(value: &'v Value, key: &str) -> Option<&'v Map<String, Value>> {
    value.get(key)?.as_object()
}

/// The operation of a document as it stands on its page.
pub(super) fn of(document: &Value, method: &str, path: &str) -> Page {
    let item = super::resolved(document, &document["paths"][path]);
    let operation = &item[method.to_lowercase()];
    let title = text(operation, "summary")
        .or(text(operation, "operationId"))
        .expect("the operations of these documents have names");
    let servers = [operation, &item, document];
    let server = servers.iter().find_map(|it| it.pointer("/servers/0/url"));
    let list = |value: &Value| value["parameters"].as_array().cloned().unwrap_or_default();
    let mut all = list(operation);
    for of_path in list(&item) {
        if !all.iter().any(|own| own["name"] == of_path["name"]) {
            all.push(of_path);
        }
    }
    let sections = [
        ("path", "Path Parameters"),
        ("query", "Query Parameters"),
        ("header", "Header Parameters"),
        ("cookie", "Cookie Parameters"),
    ];
    let parameters = sections.into_iter().map(|(place, title)| {
        let here = all.iter().filter(|it| it["in"] == place);
        (title, here.map(parameter).collect::<Vec<_>>())
    });
    let description = match operation.get("description") {
        Some(_) => prose(operation),
        None => blocks(&title),
    };
    let mut responses: Vec<Response> = members(operation, "responses")
        .into_iter()
        .flatten()
        .map(|(status, it)| response(status, it))
        .collect();
    responses.sort_by_key(|it| it.status.parse::<u32>().unwrap_or(u32::MAX));
    Page {
        title: title.replace('"', "'"),
        method: method.to_uppercase(),
        server: server
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        path: path.replace('{', ":").replace('}', ""),
        is_deprecated: says(operation, "deprecated"),
        description,
        has_request: operation.get("requestBody").is_some()
            || operation.get("parameters").is_some(),
        parameters: parameters.filter(|(_, items)| !items.is_empty()).collect(),
        body: operation.get("requestBody").and_then(body),
        responses,
    }
}

fn parameter(parameter: &Value) -> Item {
    let schema = &parameter["schema"];
    let default = match schema.get("items") {
        Some(items) => items.get("default"),
        None => schema.get("default"),
    };
    Item {
        is_parameter: true,
        name: text(parameter, "name").unwrap_or_default(),
        label: label::of_parameter(schema),
        is_required: says(parameter, "required"),
        is_deprecated: says(parameter, "deprecated"),
        description: prose(parameter),
        possible_values: label::possible_values(schema),
        default: default.map(label::shown),
        example: parameter.get("example").map(label::shown),
        ..Item::default()
    }
}

fn body(body: &Value) -> Option<Body> {
    let content = members(body, "content").filter(|content| !content.is_empty())?;
    let direction = Direction::Request;
    Some(Body {
        is_required: says(body, "required"),
        is_array: content.len() == 1 && content.values().all(|it| it["schema"]["type"] == "array"),
        description: prose(body),
        media: content
            .iter()
            .map(|(name, media)| (name.clone(), root(&media["schema"], direction)))
            .collect(),
    })
}

fn response(status: &str, response: &Value) -> Response {
    let headers = members(response, "headers").map(|headers| {
        let header = |(name, header): (&String, &Value)| Item {
            name: name.clone(),
            is_deprecated: says(header, "deprecated"),
            description: prose(header),
            example: header.get("example").map(label::shown),
            ..Item::default()
        };
        headers.iter().map(header).collect()
    });
    let media = members(response, "content").into_iter().flatten();
    Response {
        status: status.to_owned(),
        description: prose(response),
        headers,
        media: media.map(|(name, it)| media_type(name, it)).collect(),
    }
}

fn media_type(name: &str, media: &Value) -> Media {
    let schema = &media["schema"];
    let example = |label: &str, summary: Option<&str>, value: &Value| Example {
        label: label.to_owned(),
        summary: blocks(summary.unwrap_or_default()),
        value: value.clone(),
    };
    let mut examples = Vec::new();
    if let Some(value) =
        sample::of(schema).filter(|it| it.is_object() || it.is_array() || it.is_string())
    {
        examples.push(example("Example (auto)", None, &value));
    }
    for (name, it) in members(media, "examples").into_iter().flatten() {
        examples.push(example(name, it["summary"].as_str(), &it["value"]));
    }
    if let Some(value) = media.get("example") {
        examples.push(example("Example", value["summary"].as_str(), value));
    }
    Media {
        name: name.to_owned(),
        schema: root(schema, Direction::Response),
        examples,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Request,
    Response,
}

fn is_hidden(schema: &Value, direction: Direction) -> bool {
    match direction {
        Direction::Request => says(schema, "readOnly"),
        Direction::Response => says(schema, "writeOnly"),
    }
}

/// The schema of a whole body.
fn root(schema: &Value, direction: Direction) -> Vec<Part> {
    let parts = content(schema, direction);
    if !parts.is_empty() || schema.is_null() {
        return parts;
    }
    let mut leaf = leaf(schema);
    leaf.name = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().unwrap_or_default().to_owned(),
    };
    vec![Part::Item(leaf)]
}

/// What is in a schema, without the schema itself.
fn content(schema: &Value, direction: Direction) -> Vec<Part> {
    let mut parts = Vec::new();
    for keyword in ["oneOf", "anyOf"] {
        if let Some(options) = schema.get(keyword).and_then(Value::as_array) {
            let options = options.iter().map(|it| option(it, direction));
            parts.push(Part::Choice(keyword, options.collect()));
        }
    }
    let required = schema.get("required").and_then(Value::as_array);
    let properties = schema.get("properties").and_then(Value::as_object);
    if properties.is_some_and(serde_json::Map::is_empty) {
        // The theme shows a line `object` for an object without properties.
        parts.push(Part::Item(Item {
            label: "object".to_owned(),
            ..Item::default()
        }));
    }
    for (name, property) in members(schema, "properties").into_iter().flatten() {
        let is_required = required.is_some_and(|all| all.iter().any(|it| it == name));
        parts.extend(edge(name, property, is_required, direction));
    }
    match schema.get("additionalProperties") {
        Some(value @ Value::Object(keywords)) if !keywords.is_empty() => {
            let mut item = leaf(value);
            "property name*".clone_into(&mut item.name);
            item.possible_values = label::possible_values(schema);
            let inside = content(value, direction);
            if !inside.is_empty() {
                item.label = text(value, "title").unwrap_or(item.label);
                item.content = Some(inside);
            }
            parts.push(Part::Item(item));
        }
        Some(Value::Bool(true) | Value::Object(_)) => {
            let mut item = leaf(schema);
            "property name*".clone_into(&mut item.name);
            "any".clone_into(&mut item.label);
            parts.push(Part::Item(item));
        }
        _ => {}
    }
    if let Some(items) = schema.get("items") {
        parts.push(Part::Opening);
        let inside = content(items, direction);
        if inside.is_empty() {
            parts.push(Part::Item(leaf(items)));
        } else {
            parts.extend(inside);
        }
        parts.push(Part::Closing);
    }
    parts
}

fn option(schema: &Value, direction: Direction) -> (String, Vec<Part>) {
    let label = text(schema, "title")
        .or(text(schema, "type"))
        .unwrap_or_default();
    let mut parts = content(schema, direction);
    if parts.is_empty() {
        let mut leaf = leaf(schema);
        leaf.label = text(schema, "type").unwrap_or_default();
        parts.push(Part::Item(leaf));
    }
    (label, parts)
}

fn edge(name: &str, schema: &Value, is_required: bool, direction: Direction) -> Option<Part> {
    if is_hidden(schema, direction) {
        return None;
    }
    let holds_more = |schema: &Value| {
        ["oneOf", "anyOf", "properties"]
            .iter()
            .any(|key| schema.get(*key).is_some())
    };
    let is_box = holds_more(schema)
        || schema
            .get("additionalProperties")
            .is_some_and(Value::is_object)
        || schema.get("items").is_some_and(holds_more);
    let mut item = leaf(schema);
    name.clone_into(&mut item.name);
    item.is_required = is_required;
    if is_box {
        item.is_nullable = says(schema, "nullable");
        (item.constant, item.default, item.example) = (None, None, None);
        item.content = Some(content(schema, direction));
    }
    Some(Part::Item(item))
}

fn leaf(schema: &Value) -> Item {
    let takes_null = schema["type"]
        .as_array()
        .is_some_and(|types| types.iter().any(|it| it == "null"));
    Item {
        label: label::of_property(schema),
        is_nullable: says(schema, "nullable") || takes_null,
        is_deprecated: says(schema, "deprecated"),
        description: prose(schema),
        possible_values: label::possible_values(schema),
        constant: schema.get("const").map(label::shown),
        default: schema.get("default").map(label::shown),
        example: schema.get("example").map(label::shown),
        ..Item::default()
    }
}
