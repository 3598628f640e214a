//! A page says what the document says that it was built from.

use contract::{Document, Node, Operation, ParameterPlace, Schema, Source};
use pages::{Item, Kind, Media, Page, Prose};
use serde_json::Value;

use crate::html::{SAVED, STATIC, file, page};

/// What is said about one value: by the page, or by the document in the way of the page.
#[derive(Debug, Default, PartialEq)]
struct Line {
    path: String,
    label: String,
    marks: String,
    codes: Vec<String>,
    default: Option<String>,
    example: Option<String>,
    description: Vec<String>,
}

fn documents() -> [Document; 2] {
    ["check-session", "lending"].map(|name| {
        let name = format!("{name}.openapi.yaml");
        Document::read(Source::new(name.as_str(), file(&name))).expect("the document reads")
    })
}

/// Calls back with each page and the operation it shows.
fn each(names: [&str; 3], check: impl Fn(&Page, &Document, &Operation<'_>)) {
    let documents = documents();
    for name in names {
        let id = name.split('.').next();
        let mut found = false;
        for document in &documents {
            for operation in document.operations().expect("the operations read") {
                if operation.id == id {
                    check(&page(name), document, &operation);
                    found = true;
                }
            }
        }
        assert!(found, "{name} has its operation");
    }
}

fn texts(prose: &Prose) -> Vec<String> {
    prose.0.iter().map(|it| it.text.clone()).collect()
}

/// A description as the page shows it: one text for each paragraph and list entry.
fn blocks(markdown: Option<&Node>) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let (mut code, mut fresh) = (false, true);
    for line in markdown.and_then(Node::as_str).unwrap_or_default().lines() {
        if line.starts_with("```") {
            (code, fresh) = (!code, true);
        } else if line.is_empty() {
            fresh = true;
        } else if let Some(entry) = line.strip_prefix("- ") {
            blocks.push(entry.to_owned());
        } else if let (false, Some(block)) = (fresh, blocks.last_mut()) {
            block.push(' ');
            block.push_str(line);
        } else {
            blocks.push(line.to_owned());
            fresh = code;
        }
    }
    let plain = |block: String| block.replace("**", "").replace('`', "");
    blocks.into_iter().map(plain).collect()
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The type of a property: `integer<int32>`, `object[]`.
fn label(schema: Schema<'_>) -> String {
    if let Some(items) = schema.items() {
        return format!("{}[]", label(items));
    }
    let kind = schema.kind().unwrap_or("object");
    match schema.keyword("format").and_then(Node::as_str) {
        Some(format) => format!("{kind}<{format}>"),
        None => kind.to_owned(),
    }
}

/// What stands in code behind `Possible values:`.
fn codes(schema: Schema<'_>) -> Vec<String> {
    let number = |keyword: &str| schema.keyword(keyword).map(Node::to_json);
    let listed = |schema: Schema<'_>| -> Vec<String> {
        schema
            .enum_values()
            .map(|it| text_of(&it.to_json()))
            .collect()
    };
    let mut codes = Vec::new();
    let counted = schema.keyword("minItems").is_some() || schema.keyword("maxItems").is_some();
    if let Some(items) = schema.items() {
        if !counted {
            return self::codes(items);
        }
        codes.extend(listed(items));
    }
    codes.extend(number("minLength").map(|it| format!(">= {it} characters")));
    codes.extend(number("maxLength").map(|it| format!("<= {it} characters")));
    let exclusive = schema.keyword("exclusiveMaximum").and_then(Node::as_bool);
    let below = if exclusive == Some(true) { "<" } else { "<=" };
    codes.extend(number("minimum").map(|it| format!(">= {it}")));
    codes.extend(number("maximum").map(|it| format!("{below} {it}")));
    codes.extend(number("pattern").map(|it| text_of(&it)));
    codes.extend(listed(schema));
    codes.extend(number("minItems").map(|it| format!(">= {it}")));
    codes.extend(number("maxItems").map(|it| format!("<= {it}")));
    codes
}

fn marks(required: bool, nullable: bool, deprecated: bool) -> String {
    [
        (required, "required "),
        (nullable, "nullable "),
        (deprecated, "deprecated"),
    ]
    .iter()
    .filter(|(is, _)| *is)
    .map(|(_, mark)| *mark)
    .collect()
}

fn is_true(node: &Node, keyword: &str) -> bool {
    node.get(keyword).and_then(Node::as_bool) == Some(true)
}

/// What the page says about a schema's properties, in its order.
fn of_schema(schema: Schema<'_>, path: &str, request: bool, lines: &mut Vec<Line>) {
    for keyword in ["oneOf", "anyOf"] {
        for part in schema.parts(keyword) {
            let title = part
                .keyword("title")
                .and_then(Node::as_str)
                .expect("a title");
            let path = format!("{path}/{keyword} {title}");
            lines.push(Line {
                path: path.clone(),
                ..Line::default()
            });
            of_schema(part, &path, request, lines);
        }
    }
    for (name, property) in schema.properties() {
        if is_true(
            property.node(),
            if request { "readOnly" } else { "writeOnly" },
        ) {
            continue;
        }
        let required = schema.required().any(|it| it == name);
        of_value(
            property,
            &format!("{path}/{name}"),
            required,
            request,
            lines,
        );
    }
    if let Some(values) = schema.keyword("additionalProperties") {
        lines.push(Line {
            path: format!("{path}/{{}}"),
            label: values
                .get("type")
                .and_then(Node::as_str)
                .expect("a type")
                .to_owned(),
            ..Line::default()
        });
    }
    if let Some(items) = schema.items().filter(|it| it.properties().next().is_some()) {
        let path = format!("{path}/[]");
        lines.push(Line {
            path: path.clone(),
            ..Line::default()
        });
        of_schema(items, &path, request, lines);
    }
}

fn of_value(schema: Schema<'_>, path: &str, required: bool, request: bool, lines: &mut Vec<Line>) {
    let given = |keyword: &str| schema.keyword(keyword).map(|it| text_of(&it.to_json()));
    lines.push(Line {
        path: path.to_owned(),
        label: label(schema),
        marks: marks(
            required,
            schema.is_nullable(),
            is_true(schema.node(), "deprecated"),
        ),
        codes: codes(schema),
        default: given("default"),
        example: given("example"),
        description: blocks(schema.keyword("description")),
    });
    of_schema(schema, path, request, lines);
}

/// What the page says about its items.
fn of_items(items: &[Item], path: &str, lines: &mut Vec<Line>) {
    for item in items {
        let step = match &item.kind {
            Kind::Choice(keyword) => format!("{keyword} {}", item.name.text),
            Kind::Items => "[]".to_owned(),
            Kind::Values => "{}".to_owned(),
            Kind::Parameter(place) => format!("{place} {}", item.name.text),
            Kind::Header => format!("header {}", item.name.text),
            Kind::Property | Kind::Root => item.name.text.clone(),
        };
        let path = format!("{path}/{step}");
        let possible = item.possible_values.iter().flat_map(|it| &it.codes);
        lines.push(Line {
            path: path.clone(),
            label: item.label.text.clone(),
            marks: marks(
                item.required.is_some(),
                item.nullable.is_some(),
                item.deprecated.is_some(),
            ),
            codes: possible.map(|it| it.text.clone()).collect(),
            default: item.default.as_ref().map(|it| it.text.clone()),
            example: item.examples.first().map(|it| it.code.text.clone()),
            description: texts(&item.description),
        });
        of_items(&item.items, &path, lines);
    }
}

fn check_schema(media: &Media, schema: Option<Schema<'_>>, request: bool) {
    let (mut shown, mut stated) = (Vec::new(), Vec::new());
    of_items(&media.schema, "", &mut shown);
    of_schema(schema.expect("a schema"), "", request, &mut stated);
    assert_eq!(shown, stated);
}

#[test]
fn the_operation_is_the_documents() {
    for names in [SAVED, STATIC] {
        each(names, |page, document, operation| {
            let node = operation.node;
            let path = operation.path.replace('{', ":").replace('}', "");
            let server = document.servers().next().expect("a server");
            assert_eq!(page.method.text, operation.method.to_uppercase());
            assert!([path.clone(), format!("{server}{path}")].contains(&page.url.text));
            let title = page.title.as_ref().map(|it| it.text.as_str());
            assert_eq!(title, node.get("summary").and_then(Node::as_str));
            assert_eq!(texts(&page.description), blocks(node.get("description")));
            assert_eq!(page.deprecated.is_some(), is_true(node, "deprecated"));
            let asks = !operation.parameters.is_empty() || node.get("requestBody").is_some();
            assert_eq!(page.request.is_some(), asks);
            assert_eq!(page.unread, []);
        });
    }
}

#[test]
fn the_parameters_are_the_documents() {
    each(SAVED, |page, _, operation| {
        let places = [
            ParameterPlace::Path,
            ParameterPlace::Query,
            ParameterPlace::Header,
            ParameterPlace::Cookie,
        ];
        let (mut shown, mut stated) = (Vec::new(), Vec::new());
        of_items(&page.parameters, "", &mut shown);
        for place in places {
            for parameter in operation.parameters.iter().filter(|it| it.place == place) {
                let schema = parameter.schema;
                // In a parameter, the format stands in the place of the type.
                let format = schema.keyword("format").and_then(Node::as_str);
                stated.push(Line {
                    path: format!("/{place} {}", parameter.name),
                    label: format.map_or_else(|| label(schema), str::to_owned),
                    marks: marks(
                        parameter.required,
                        false,
                        is_true(parameter.node, "deprecated"),
                    ),
                    codes: codes(schema),
                    default: schema.keyword("default").map(|it| text_of(&it.to_json())),
                    example: None,
                    description: blocks(parameter.node.get("description")),
                });
            }
        }
        assert_eq!(shown, stated);
    });
}

#[test]
fn the_body_is_the_documents() {
    each(SAVED, |page, document, operation| {
        let stated = operation.node.get("requestBody");
        assert_eq!(page.body.is_some(), stated.is_some());
        let (Some(shown), Some(stated)) = (&page.body, stated) else {
            return;
        };
        assert_eq!(shown.required.is_some(), is_true(stated, "required"));
        let content = stated.get("content").expect("media types");
        assert_eq!(shown.media.len(), content.members().count());
        for (shown, (name, stated)) in shown.media.iter().zip(content.members()) {
            assert_eq!(shown.name.as_ref().map(|it| it.text.as_str()), Some(name));
            let reference = stated.value.get("schema").and_then(|it| it.get("$ref"));
            let component = reference.and_then(Node::as_str).expect("a component");
            let schema = document
                .schemas()
                .find(|it| it.name() == component.rsplit('/').next());
            check_schema(shown, schema, true);
        }
    });
}

#[test]
fn the_responses_are_the_documents() {
    for names in [SAVED, STATIC] {
        each(names, |page, _, operation| {
            assert_eq!(page.responses.len(), operation.responses.len());
            for (shown, stated) in page.responses.iter().zip(&operation.responses) {
                let status = shown.status.as_ref().map(|it| it.text.as_str());
                assert_eq!(status, Some(stated.status));
                assert_eq!(
                    texts(&shown.description),
                    blocks(stated.node.get("description"))
                );
                let headers = stated
                    .node
                    .get("headers")
                    .into_iter()
                    .flat_map(Node::members);
                let headers: Vec<_> = headers
                    .map(|(name, header)| Line {
                        path: format!("/header {name}"),
                        description: blocks(header.value.get("description")),
                        ..Line::default()
                    })
                    .collect();
                let mut lines = Vec::new();
                of_items(&shown.headers, "", &mut lines);
                assert_eq!(lines, headers);
                if names == STATIC {
                    continue;
                }
                assert_eq!(shown.media.len(), stated.content.len());
                for (shown, stated) in shown.media.iter().zip(&stated.content) {
                    assert_eq!(
                        shown.name.as_ref().map(|it| it.text.as_str()),
                        Some(stated.name)
                    );
                    check_schema(shown, stated.schema, false);
                    check_examples(shown, &stated.examples);
                }
            }
        });
    }
}

fn check_examples(media: &Media, stated: &[contract::Example<'_>]) {
    let mut shown = media.examples.iter();
    let first = shown.next().and_then(|it| it.label.as_ref());
    assert_eq!(first.map(|it| it.text.as_str()), Some("Example (auto)"));
    // What stands at the schema is what the first example is made of.
    let stated = stated.iter().filter(|it| !it.name.starts_with("schema"));
    let stated: Vec<_> = stated.map(|it| it.value.to_json()).collect();
    let shown: Vec<Value> = shown
        .map(|it| serde_json::from_str(&it.code.text).expect("the example is JSON"))
        .collect();
    assert_eq!(shown, stated);
}
