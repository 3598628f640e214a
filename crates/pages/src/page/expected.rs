//! The contract as the theme would show it: the view a page is held against.

mod content;
mod origin;
mod response;

pub(super) use content::VALUES_NAME;
pub(crate) use origin::Origin;

use content::Content;
use origin::origin;
use response::responses;

use super::possible::{self, Line};
use super::shape::{Shape, Walk};
use super::{Body, Example, Form, Item, Kind, Media, Page, PossibleValues, Prose, Text, label};
use contract::{Data, Document, Node, Operation, ParameterPlace, Span};

/// Which way a body goes: a request does not show what is read-only, a response what is write-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

impl Direction {
    fn hides(self, shape: &Shape<'_>) -> bool {
        shape.is_true(match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        })
    }
}

/// The page the theme would show for an operation.
pub(super) fn page(document: &Document, operation: &Operation<'_>, form: Form) -> Page {
    let walk = Walk::new(document);
    let node = operation.node;
    let (server, span) = server(document, operation);
    let url = match form {
        Form::Static => shown_path(operation.path),
        _ => format!("{server}{}", shown_path(operation.path)),
    };
    let mut parameters: Vec<Item> = Vec::new();
    for place in [
        ParameterPlace::Path,
        ParameterPlace::Query,
        ParameterPlace::Header,
        ParameterPlace::Cookie,
    ] {
        parameters.extend(
            operation
                .parameters
                .iter()
                .filter(|parameter| parameter.place == place)
                .map(|parameter| read_parameter(&walk, place, parameter.name, parameter.node)),
        );
    }
    Page {
        source: document.source().clone(),
        form,
        title: text_member(node, "summary").or_else(|| text_member(node, "operationId")),
        method: Text {
            text: operation.method.clone(),
            span: operation.span.clone(),
        },
        url: Text { text: url, span },
        deprecated: marked(node, "deprecated"),
        description: prose(node),
        request: node
            .member("requestBody")
            .or_else(|| node.member("parameters"))
            .map(|member| member.key_span.clone())
            .or_else(|| {
                let first = operation.parameters.first()?;
                Some(first.node.span.clone())
            }),
        parameters,
        body: body(document, &walk, node),
        responses: responses(document, &walk, operation),
        callbacks: Vec::new(),
        unread: Vec::new(),
    }
}

/// The URL of the server that a page shows in front of an operation's path.
pub(super) fn server_url(document: &Document, operation: &Operation<'_>) -> String {
    let (mut url, _) = server(document, operation);
    url.truncate(url.trim_end_matches('/').len());
    url
}

fn server(document: &Document, operation: &Operation<'_>) -> (String, Span) {
    let own = operation
        .node
        .get("servers")
        .or_else(|| document.root().get("servers"));
    let Some(first) = own.and_then(|servers| servers.elements().next()) else {
        return (String::new(), operation.span.clone());
    };
    let Some(node) = first.get("url") else {
        return (String::new(), first.span.clone());
    };
    let mut url = node.as_str().unwrap_or_default().to_owned();
    let variables = first.get("variables");
    if variables.is_some() {
        url.truncate(url.trim_end_matches('/').len());
    }
    for (name, variable) in variables.into_iter().flat_map(Node::members) {
        let default = variable.value.get("default").map(possible::display);
        url = url.replace(&format!("{{{name}}}"), &default.unwrap_or_default());
    }
    (url, node.span.clone())
}

/// A path as the theme shows it: `{name}` is `:name` where the name has nothing unusual in it.
pub(super) fn shown_path(path: &str) -> String {
    let mut shown = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        shown.push_str(before);
        let name = after[1..].split('}').next().unwrap_or_default();
        let usual = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if usual && after.len() > name.len() + 1 {
            shown.push(':');
            shown.push_str(name);
            rest = &after[name.len() + 2..];
        } else {
            shown.push('{');
            rest = &after[1..];
        }
    }
    shown.push_str(rest);
    shown
}

fn text_member(node: &Node, keyword: &str) -> Option<Text> {
    let member = node.member(keyword)?;
    Some(Text {
        text: member.value.as_str()?.to_owned(),
        span: member.key_span.clone(),
    })
}

fn marked(node: &Node, keyword: &str) -> Option<Span> {
    let member = node.member(keyword)?;
    (member.value.as_bool() == Some(true)).then(|| member.key_span.clone())
}

fn prose(node: &Node) -> Prose {
    Prose(text_member(node, "description").into_iter().collect())
}

fn read_parameter<'d>(walk: &Walk<'d>, place: ParameterPlace, name: &str, node: &'d Node) -> Item {
    let shape = node
        .get("schema")
        .map(|schema| walk.shape(schema))
        .unwrap_or_default();
    let mut item = Item::named(
        Kind::Parameter(place),
        Text {
            text: name.to_owned(),
            span: node
                .member("name")
                .map_or(node.span.clone(), |member| member.value.span.clone()),
        },
    );
    item.label.text = label::of_parameter(walk, &shape);
    item.required = marked(node, "required");
    item.deprecated = marked(node, "deprecated");
    item.description = prose(node);
    item.possible_values = possible::of(walk, &shape).map(possible_values);
    let holder = shape.node("items").map(|items| walk.shape(items));
    let default = holder.as_ref().unwrap_or(&shape).keywords.get("default");
    item.default = default.map(|member| Text {
        text: displayed(&member.value),
        span: member.key_span.clone(),
    });
    item.examples = node
        .member("example")
        .into_iter()
        .filter(|member| !matches!(member.value.data, Data::Null))
        .map(|member| Text {
            text: match &member.value.data {
                Data::Sequence(elements) => {
                    let elements: Vec<String> = elements.iter().map(possible::display).collect();
                    format!("[{}]", elements.join(", "))
                }
                _ => possible::display(&member.value),
            },
            span: member.key_span.clone(),
        })
        .filter(|text| !text.text.is_empty())
        .map(Example::from)
        .collect();
    for (name, member) in node.get("examples").into_iter().flat_map(Node::members) {
        if let Some(value) = member.value.get("value") {
            let mut example = Example::from(Text {
                text: possible::display(value),
                span: member.key_span.clone(),
            });
            example.label = Some(Text {
                text: name.to_owned(),
                span: member.key_span.clone(),
            });
            item.examples.push(example);
        }
    }
    item.origin = Some(Box::new(origin(walk, &shape, node)));
    for keyword in ["required", "deprecated", "example", "examples"] {
        if let (Some(member), Some(origin)) = (node.member(keyword), &mut item.origin) {
            origin
                .keywords
                .insert(keyword.to_owned(), member.key_span.clone());
        }
    }
    item
}

fn possible_values(line: Line) -> PossibleValues {
    let text = |text| Text {
        text,
        span: Span::default(),
    };
    PossibleValues {
        whole: text(line.text),
        codes: line.codes.into_iter().map(text).collect(),
    }
}

/// A value as the theme writes it after `Default value:`.
fn displayed(node: &Node) -> String {
    node.as_str().map_or_else(|| compact(node), str::to_owned)
}

fn compact(node: &Node) -> String {
    match &node.data {
        Data::Number(number) => possible::number_text(number),
        _ => node.to_json().to_string(),
    }
}

fn body<'d>(document: &'d Document, walk: &Walk<'d>, operation: &'d Node) -> Option<Body> {
    let member = operation.member("requestBody")?;
    let node = document.resolve(&member.value).ok()?.node;
    let content = node.get("content")?;
    let several = content.members().count() > 1;
    let mut media = Vec::new();
    for (name, entry) in content.members() {
        let schema = entry.value.get("schema");
        let empty = |schema: &'d Node| {
            let shape = walk.shape(schema);
            shape.has_properties && shape.properties.is_empty()
        };
        if several && schema.is_none_or(empty) {
            continue;
        }
        media.push(Media {
            name: Some(Text {
                text: name.to_owned(),
                span: entry.key_span.clone(),
            }),
            schema: schema
                .map(|schema| Content::new(walk, Direction::Request).of(schema))
                .unwrap_or_default(),
            examples: Vec::new(),
            span: schema.map_or_else(|| entry.key_span.clone(), |it| walk.shape(it).span),
            sampled: None,
        });
    }
    (!media.is_empty()).then(|| Body {
        required: marked(node, "required"),
        description: prose(node),
        media,
        span: member.key_span.clone(),
    })
}
