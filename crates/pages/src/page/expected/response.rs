//! The responses, as the theme would show them.

use super::content::Content;
use super::origin::Origin;
use super::{Direction, displayed, marked, prose};
use crate::page::shape::Walk;
use crate::page::{Example, Item, Kind, Media, Prose, Response, Text, sample};
use contract::{Data, Document, Node, Operation, Span};

pub(super) fn responses<'d>(
    document: &'d Document,
    walk: &Walk<'d>,
    operation: &Operation<'d>,
) -> Vec<Response> {
    let mut responses: Vec<Response> = operation
        .responses
        .iter()
        .map(|response| {
            let headers = response.node.get("headers");
            Response {
                status: Some(Text {
                    text: response.status.to_owned(),
                    span: response.span.clone(),
                }),
                description: prose(response.node),
                headers: headers
                    .into_iter()
                    .flat_map(Node::members)
                    .map(|(name, member)| {
                        header(document, name, member.key_span.clone(), &member.value)
                    })
                    .collect(),
                media: response
                    .node
                    .get("content")
                    .into_iter()
                    .flat_map(Node::members)
                    .map(|(name, member)| {
                        response_media(document, walk, name, member.key_span.clone(), &member.value)
                    })
                    .collect(),
                span: response.span.clone(),
            }
        })
        .collect();
    // JavaScript puts what looks like an index first, by number.
    responses.sort_by_key(|response| {
        response
            .status
            .as_ref()
            .and_then(|status| status.text.parse::<u32>().ok())
            .unwrap_or(u32::MAX)
    });
    responses
}

fn header<'d>(document: &'d Document, name: &str, span: Span, node: &'d Node) -> Item {
    let node = document
        .resolve(node)
        .map_or(node, |resolved| resolved.node);
    let mut item = Item::named(
        Kind::Header,
        Text {
            text: name.to_owned(),
            span,
        },
    );
    item.deprecated = marked(node, "deprecated");
    item.description = prose(node);
    item.examples = node
        .member("example")
        .map(|member| Text {
            text: displayed(&member.value),
            span: member.key_span.clone(),
        })
        .map(Example::from)
        .into_iter()
        .collect();
    item.origin = Some(Box::new(Origin {
        keywords: node
            .members()
            .map(|(keyword, member)| (keyword.to_owned(), member.key_span.clone()))
            .collect(),
        description: node
            .get("description")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned(),
        ..Origin::default()
    }));
    item
}

fn response_media<'d>(
    document: &'d Document,
    walk: &Walk<'d>,
    name: &str,
    span: Span,
    node: &'d Node,
) -> Media {
    let schema = node.get("schema");
    let mut examples = Vec::new();
    let mut sampled = None;
    if let Some(sample) = sample::of_response(walk, schema.unwrap_or(node)) {
        examples.push(Example {
            label: Some(Text {
                text: sample::LABEL.to_owned(),
                span: sample.span.clone().unwrap_or_else(|| span.clone()),
            }),
            description: Prose::default(),
            code: Text {
                text: sample.value.to_string(),
                span: sample.span.clone().unwrap_or_else(|| span.clone()),
            },
        });
        sampled = Some(sample);
    }
    for (name, member) in node.get("examples").into_iter().flat_map(Node::members) {
        let target = document
            .resolve(&member.value)
            .map_or(&member.value, |resolved| resolved.node);
        if let Some(value) = target.get("value") {
            examples.push(example(name, member.key_span.clone(), value));
        }
    }
    if let Some(member) = node.member("example") {
        examples.push(example("Example", member.key_span.clone(), &member.value));
    }
    Media {
        name: Some(Text {
            text: name.to_owned(),
            span: span.clone(),
        }),
        schema: schema
            .map(|schema| Content::new(walk, Direction::Response).of(schema))
            .unwrap_or_default(),
        examples,
        sampled,
        span: schema.map_or(span, |schema| walk.shape(schema).span),
    }
}

fn example(name: &str, span: Span, value: &Node) -> Example {
    Example {
        label: Some(Text {
            text: name.to_owned(),
            span,
        }),
        description: Prose::default(),
        code: Text {
            text: match &value.data {
                Data::Text(text) => text.clone(),
                _ => value.to_json().to_string(),
            },
            span: value.span.clone(),
        },
    }
}
