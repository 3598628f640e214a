//! Draws an operation as the lines of a page.
//!
//! The rules are those of [docusaurus-theme-openapi-docs] 4.5.1 on [Docusaurus] 3.9.1, which makes
//! the vendor's pages. No other module depends on them.
//!
//! [docusaurus-theme-openapi-docs]: https://www.npmjs.com/package/docusaurus-theme-openapi-docs/v/4.5.1
//! [Docusaurus]: https://docusaurus.io

mod drawn_line;
mod example;
mod javascript;
mod label;
mod merge;
mod pen;
mod pointer;
mod resolve;
mod schema;
mod white_space;
mod xml;

pub(super) use drawn_line::{Aspect, DrawnLine, Prose, Role};
pub(super) use schema::VALUES_NAME;
pub(super) use white_space::collapsed;

use serde_json::{Map, Value};

use super::Form;
use super::endpoint::shown_path;
use contract::{Document, Node, Operation};
use javascript::{child, entries, set, template};
use pen::{Head, Label, Pen, enum_table, marks};
use pointer::at;
use resolve::Resolver;
use schema::{Direction, Schemas};

/// The sentence that the theme shows for a deprecated operation without `x-deprecated-description`.
const DEPRECATED: &str = "This endpoint has been deprecated and may be replaced or removed in \
                          future versions of the API.";

/// Stands for a description whose text is not known yet.
pub(super) const UNKNOWN_TEXT: &str = "\u{2026}";

/// Draws an operation: returns the lines below its URL. Returns `None` if a discriminator maps to a
/// schema that the document does not have, or the operation exceeds the limits of [`resolve`].
pub(super) fn lines(
    document: &Document,
    operation: &Operation<'_>,
    form: Form,
) -> Option<Vec<DrawnLine>> {
    let item = item(document, operation)?;
    Some(lines_of(&item, operation, form))
}

/// Returns a path item that contains only the operation and the parameters of the path, with
/// references followed; `None` as for [`lines`].
pub(super) fn item(document: &Document, operation: &Operation<'_>) -> Option<Value> {
    let mut resolver = Resolver::new(document);
    let mut item = Map::new();
    let shared = document.root().get("paths")?.get(operation.path);
    if let Some(parameters) = shared.and_then(|it| it.get("parameters")) {
        item.insert("parameters".to_owned(), resolver.value(parameters)?);
    }
    let node = resolver.value(operation.node)?;
    item.insert(operation.method.to_ascii_lowercase(), node);
    Some(Value::Object(item))
}

/// Draws an operation in a path item from [`item`].
pub(super) fn lines_of(item: &Value, operation: &Operation<'_>, form: Form) -> Vec<DrawnLine> {
    let method = operation.method.to_ascii_lowercase();
    let mut item = item.clone();
    pointer::annotate(&mut item, &method);
    let mut pen = Pen::new(form);
    pen.about(&item[&method]);
    page(&mut pen, &item[&method], &item["parameters"]);
    pen.finish()
}

/// Returns the type of a schema as the theme writes it, without a title.
pub(super) fn untitled_type_of(schema: &Value, is_parameter: bool) -> String {
    label::untitled(schema, &type_of(schema, is_parameter))
}

/// Returns the type of a schema as the theme writes it.
pub(super) fn type_of(schema: &Value, is_parameter: bool) -> String {
    if is_parameter {
        label::of_parameter(schema)
    } else {
        label::of_property(schema)
    }
}

/// Returns the URL of an operation as a page shows it.
pub(super) fn url(document: &Document, operation: &Operation<'_>, form: Form) -> String {
    let server = match form {
        Form::Static => String::new(),
        _ => server(document, operation),
    };
    collapsed(&(server + &shown_path(operation.path)))
}

/// Returns the server that the theme shows before a path; variables have their defaults.
fn server(document: &Document, operation: &Operation<'_>) -> String {
    let item = document.root().get("paths");
    let item = item.and_then(|it| it.get(operation.path)?.get("servers"));
    let own = operation.node.get("servers").or(item);
    let servers = own.or_else(|| document.root().get("servers"));
    let Some(first) = servers.and_then(|it| it.elements().next()) else {
        return String::new();
    };
    let text = |node: &Node| template(&node.to_json());
    let mut url = first.get("url").map(text).unwrap_or_default();
    if let Some(variables) = first.get("variables") {
        url.truncate(url.strip_suffix('/').unwrap_or(&url).len());
        for (name, variable) in variables.members() {
            let default = variable.value.get("default").map(text);
            url = url.replacen(&format!("{{{name}}}"), &default.unwrap_or_default(), 1);
        }
    }
    url
}

fn page(pen: &mut Pen, operation: &Value, of_path: &Value) {
    if set(operation, "deprecated").is_some() {
        pen.text("deprecated");
        match set(operation, "x-deprecated-description") {
            Some(text) => pen.prose(&template(text)),
            None => pen.text(DEPRECATED),
        }
    }
    let described = operation.get("description");
    let described = described.or_else(|| operation.get("summary"));
    let described = described.or_else(|| operation.get("operationId"));
    pen.prose(&described.map(template).unwrap_or_default());
    let parameters = parameters(operation, of_path);
    pen.about(operation);
    if parameters.is_some() || set(operation, "requestBody").is_some() {
        pen.heading("Request");
    }
    if !pen.is_static() {
        for (place, title) in [
            ("path", "Path Parameters"),
            ("query", "Query Parameters"),
            ("header", "Header Parameters"),
            ("cookie", "Cookie Parameters"),
        ] {
            let all = parameters.iter().flatten();
            let here: Vec<&Value> = all.filter(|it| it["in"] == place).collect();
            if !here.is_empty() {
                pen.about(here[0]);
                pen.section(|pen| {
                    pen.heading(title);
                    pen.list(|pen| here.iter().for_each(|it| parameter(pen, it)));
                });
            }
        }
        body(pen, &operation["requestBody"]);
    }
    pen.about(operation);
    responses(pen, "Responses", &operation["responses"]);
    pen.about_pointer("");
    callbacks(pen, &operation["callbacks"]);
}

/// Returns the parameters of an operation, then those of its path with other names.
fn parameters(operation: &Value, of_path: &Value) -> Option<Vec<Value>> {
    let own = operation.get("parameters").and_then(Value::as_array);
    let Some(of_path) = of_path.as_array() else {
        return own.cloned();
    };
    let Some(own) = own else {
        return Some(of_path.clone());
    };
    let mut all: Vec<Value> = Vec::new();
    for parameter in own.iter().chain(of_path) {
        if all.iter().all(|known| known["name"] != parameter["name"]) {
            all.push(parameter.clone());
        }
    }
    Some(all)
}

fn parameter(pen: &mut Pen, parameter: &Value) {
    let mut schema = parameter["schema"].clone();
    if !schema.is_object() {
        schema = Map::new().into();
    }
    if set(&schema, "type").is_none() {
        schema["type"] = "any".into();
    }
    let holder = set(&schema, "items").unwrap_or(&schema);
    pen.about(parameter);
    let kind = label::of_parameter(&schema);
    pen.head(&Head {
        name: &template(&parameter["name"]),
        kind: &kind,
        plain: &label::untitled(&schema, &kind),
        marks: marks(
            false,
            set(parameter, "required").is_some(),
            set(parameter, "deprecated").is_some(),
        ),
        is_summary: false,
        is_spaced: true,
    });
    pen.possible_values(&schema);
    let mut markdown = set(parameter, "description")
        .map(template)
        .unwrap_or_default();
    let table = schema.get("x-enumDescriptions");
    let of_items = schema.pointer("/items/x-enumDescriptions");
    markdown += &enum_table(table.or(of_items));
    pen.prose(&markdown);
    if let Some(default) = holder.get("default") {
        let text = javascript::text_or_json(default);
        pen.labelled(Aspect::Default, &format!("Default value: {text}"));
    }
    let example = match parameter.get("example") {
        None | Some(Value::Null) => None,
        Some(Value::Array(values)) => {
            let joined = |it: &Value| {
                if it.is_null() {
                    String::new()
                } else {
                    template(it)
                }
            };
            let values: Vec<String> = values.iter().map(joined).collect();
            Some(format!("[{}]", values.join(", ")))
        }
        Some(value) => Some(template(value)),
    };
    if let Some(example) = example.filter(|it| !it.is_empty()) {
        pen.labelled(Aspect::Example, &format!("Example: {example}"));
    }
    if let Some(examples) = set(parameter, "examples") {
        pen.examples(examples);
    }
}

fn body(pen: &mut Pen, body: &Value) {
    let Some(content) = body.get("content").and_then(Value::as_object) else {
        return;
    };
    let is_one = content.len() == 1;
    let is_shown = |media: &Value| {
        let schema = media.get("schema");
        let properties = schema.and_then(|it| it.get("properties")?.as_object());
        is_one || (schema.is_some() && properties.is_none_or(|it| !it.is_empty()))
    };
    let media: Vec<_> = entries(content)
        .into_iter()
        .filter(|(_, media)| is_shown(media))
        .collect();
    let label = |(name, media): &(&String, &Value)| Label::new(name.as_str(), at(media));
    let labels: Vec<Label> = media.iter().map(label).collect();
    let required = body.get("required");
    let is_required = if is_one {
        required.is_some_and(javascript::is_truthy)
    } else {
        required == Some(&Value::Bool(true))
    };
    pen.tabs(&labels, |pen, at| {
        let schema = media[at].1.get("schema").unwrap_or(media[at].1);
        let is_array = is_one && schema.get("type").is_some_and(|it| it == "array");
        let array = if is_array { " array" } else { "" };
        let required = if is_required { "required" } else { "" };
        pen.about(body);
        pen.section(|pen| {
            pen.heading(&format!("Body{array}{required}"));
            pen.prose(&set(body, "description").map(template).unwrap_or_default());
            pen.list(|pen| {
                let direction = Direction::Request;
                Schemas { pen, direction }.node(schema);
            });
        });
    });
}

fn responses(pen: &mut Pen, title: &str, responses: &Value) {
    let Some(responses) = responses.as_object().filter(|it| !it.is_empty()) else {
        return;
    };
    pen.tabs_heading(title);
    let responses = entries(responses);
    let label = |(code, response): &(&String, &Value)| Label::new(code.as_str(), at(response));
    let labels: Vec<Label> = responses.iter().map(label).collect();
    pen.tabs(&labels, |pen, at| response(pen, responses[at].1));
}

fn response(pen: &mut Pen, response: &Value) {
    pen.about(response);
    let text = set(response, "description").map(template);
    pen.response_prose(&text.unwrap_or_default());
    if let Some(headers) = set(response, "headers") {
        pen.section(|pen| {
            pen.heading("Response Headers");
            pen.list(|pen| {
                let headers = headers.as_object().into_iter().flat_map(entries);
                for (name, header) in headers {
                    let label = label::of_parameter(header);
                    pen.leaf(name, &label, false, header);
                    pen.possible_values(header);
                    pen.values(header);
                }
            });
        });
    }
    let Some(content) = response.get("content").and_then(Value::as_object) else {
        return;
    };
    if pen.is_static() || content.is_empty() {
        return;
    }
    let media = entries(content);
    let label = |(name, media): &(&String, &Value)| Label::new(name.as_str(), at(media));
    let labels: Vec<Label> = media.iter().map(label).collect();
    pen.tabs(&labels, |pen, at| {
        response_media(pen, media[at].0, media[at].1);
    });
}

fn response_media(pen: &mut Pen, name: &str, media: &Value) {
    let schema = media.get("schema").unwrap_or(media);
    let place = at(media);
    let mut labels = vec![Label::new("Schema", at(schema))];
    let mut examples = Vec::new();
    if let Some(code) = example::generated(schema, name) {
        labels.push(Label::new("Example (auto)", at(schema)));
        examples.push((
            String::new(),
            code,
            Aspect::GeneratedExample,
            at(schema).to_owned(),
        ));
    }
    let summary = |example: &Value| set(example, "summary").map(child).unwrap_or_default();
    let named = set(media, "examples").and_then(Value::as_object);
    for (name, example) in named.into_iter().flat_map(entries) {
        labels.push(Label::new(name.as_str(), at(example)));
        let value = example.get("value");
        let code = value.map(example::documented).unwrap_or_default();
        let place = format!("{}/value", at(example));
        examples.push((summary(example), code, Aspect::DocumentedExample, place));
    }
    if let Some(example) = media.get("example").filter(|it| example::is_shown(it)) {
        let place = format!("{place}/example");
        labels.push(Label::new("Example", &place));
        let code = example::documented(example);
        examples.push((summary(example), code, Aspect::DocumentedExample, place));
    }
    pen.tabs(&labels, |pen, at| {
        if let Some(at) = at.checked_sub(1) {
            let (summary, code, aspect, place) = &examples[at];
            pen.about_pointer(place);
            pen.summary(summary);
            pen.code(code, *aspect);
            return;
        }
        pen.section(|pen| {
            pen.heading("Schema");
            pen.list(|pen| {
                let direction = Direction::Response;
                Schemas { pen, direction }.node(schema);
            });
        });
    });
}

fn callbacks(pen: &mut Pen, callbacks: &Value) {
    let Some(callbacks) = callbacks.as_object().filter(|it| !it.is_empty()) else {
        return;
    };
    pen.heading("Callbacks");
    let mut all = Vec::new();
    for (name, callback) in entries(callbacks) {
        let Some((path, item)) = callback
            .as_object()
            .and_then(|it| entries(it).first().copied())
        else {
            continue;
        };
        for method in [
            "delete", "get", "head", "options", "patch", "post", "put", "trace",
        ] {
            if let Some(operation) = set(item, method) {
                all.push((name, path, method.to_uppercase(), operation));
            }
        }
    }
    let label = |(name, _, method, _): &(&String, &String, String, &Value)| {
        Label::new(format!("{method} {name}"), "")
    };
    let labels: Vec<Label> = all.iter().map(label).collect();
    pen.tabs(&labels, |pen, at| {
        let (_, path, method, operation) = &all[at];
        pen.endpoint(method, &shown_path(path));
        pen.prose(
            &set(operation, "description")
                .map(template)
                .unwrap_or_default(),
        );
        if !pen.is_static() {
            body(pen, &operation["requestBody"]);
        }
        responses(pen, "Callbacks Responses", &operation["responses"]);
    });
}
