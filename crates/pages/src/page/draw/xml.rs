//! Examples in XML, which the theme generates for media types that end in `xml`.

use serde_json::Value;

use super::javascript::{entries, template};

struct Element {
    name: String,
    attributes: String,
    content: Content,
}

enum Content {
    Nothing,
    Text(String),
    Elements(Vec<Element>),
}

pub(super) fn of(value: &Value) -> String {
    let elements = children(value);
    if let [root] = elements.as_slice() {
        return written(root, 0);
    }
    let root = Element {
        name: "root".to_owned(),
        attributes: String::new(),
        content: if elements.is_empty() {
            Content::Nothing
        } else {
            Content::Elements(elements)
        },
    };
    written(&root, 0)
}

fn children(value: &Value) -> Vec<Element> {
    match value {
        Value::Object(members) => entries(members)
            .into_iter()
            .filter(|(key, _)| !key.starts_with('@'))
            .flat_map(|(key, value)| named(key, value))
            .collect(),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .flat_map(|(at, value)| named(&at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    }
}

fn named(name: &str, value: &Value) -> Vec<Element> {
    let attributes = |members: &serde_json::Map<String, Value>| {
        let members = entries(members).into_iter();
        let attributes = members.filter_map(|(key, value)| Some((key.strip_prefix('@')?, value)));
        attributes.fold(String::new(), |all, (key, value)| {
            all + &format!(" {key}=\"{}\"", template(value))
        })
    };
    let element = |attributes, content| {
        vec![Element {
            name: name.to_owned(),
            attributes,
            content,
        }]
    };
    match value {
        Value::Array(values) => values.iter().flat_map(|value| named(name, value)).collect(),
        Value::Object(members) => {
            let inner = children(value);
            let content = if inner.is_empty() {
                Content::Nothing
            } else {
                Content::Elements(inner)
            };
            element(attributes(members), content)
        }
        Value::Null => element(String::new(), Content::Nothing),
        other => element(String::new(), Content::Text(template(other))),
    }
}

/// Writes an element and its content, indented by its depth.
fn written(element: &Element, depth: usize) -> String {
    let Element {
        name,
        attributes,
        content,
    } = element;
    let indent = "  ".repeat(depth);
    match content {
        Content::Nothing => format!("{indent}<{name}{attributes}/>\n"),
        Content::Text(text) => format!("{indent}<{name}{attributes}>{text}</{name}>\n"),
        Content::Elements(inner) => {
            let inner: String = inner.iter().map(|it| written(it, depth + 1)).collect();
            format!("{indent}<{name}{attributes}>\n{inner}{indent}</{name}>\n")
        }
    }
}
