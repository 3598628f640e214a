//! What the contract says of an item beyond what a page shows.

use std::collections::BTreeMap;

use crate::page::label::Label;
use crate::page::possible::{self, Constraint, Hint};
use crate::page::shape::{Shape, Walk};
use contract::{Node, Span};

/// What the contract says of an item, beyond what the page shows of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// Where each keyword stands.
    pub(super) keywords: BTreeMap<String, Span>,
    /// Where each keyword of the elements stands, for an array.
    pub(super) items: BTreeMap<String, Span>,
    /// Where the schema stands, once for all places that share it.
    pub(in crate::page) span: Span,
    /// What is said of the elements of an array, shown or not.
    pub(in crate::page) of_elements: Vec<Constraint>,
    /// The label, with what it hides.
    pub(in crate::page) label: Label,
    /// Whether the number of elements is bounded.
    pub(in crate::page) bounded: bool,
    /// The pattern, of the elements for an unbounded array.
    pub(in crate::page) pattern: Option<String>,
    /// The values of `enum`, as shown.
    pub(in crate::page) values: Vec<String>,
    /// The description as it is written.
    pub(in crate::page) description: String,
}

impl Origin {
    /// Where a keyword stands.
    pub(in crate::page) fn place(&self, keyword: &str, of_items: bool) -> Option<&Span> {
        let keywords = if of_items {
            &self.items
        } else {
            &self.keywords
        };
        keywords.get(keyword)
    }
}

/// What the contract says of a schema; `described` holds its description.
pub(super) fn origin(walk: &Walk<'_>, shape: &Shape<'_>, described: &Node) -> Origin {
    let places = |shape: &Shape<'_>| {
        shape
            .keywords
            .iter()
            .map(|(keyword, member)| ((*keyword).to_owned(), member.key_span.clone()))
            .collect()
    };
    let items = shape.node("items").map(|items| walk.shape(items));
    let holder = items.as_ref().unwrap_or(shape);
    let types = holder.types();
    let kinds: Vec<&str> = types
        .iter()
        .copied()
        .filter(|kind| *kind != "null")
        .collect();
    let composed = ["allOf", "oneOf", "anyOf"]
        .iter()
        .any(|keyword| holder.node(keyword).is_some());
    Origin {
        keywords: places(shape),
        items: items.as_ref().map(places).unwrap_or_default(),
        span: shape.span.clone(),
        of_elements: items
            .as_ref()
            .and_then(|items| possible::of(walk, items))
            .and_then(|line| {
                let numbers = kinds.contains(&"integer") || kinds.contains(&"number");
                let hint = Hint {
                    numbers,
                    ..Hint::default()
                };
                possible::parse(&line.text, &line.codes, hint).ok()
            })
            .unwrap_or_default(),
        label: Label {
            kind: if composed && holder.text("format").is_none() {
                Some("object".to_owned())
            } else {
                (!kinds.is_empty()).then(|| kinds.join(","))
            },
            nullable: types.len() > kinds.len() && !kinds.is_empty(),
            format: holder.text("format").map(str::to_owned),
            title: holder.title.map(str::to_owned),
            array: items.is_some(),
        },
        bounded: shape.node("minItems").is_some() || shape.node("maxItems").is_some(),
        pattern: holder.text("pattern").map(str::to_owned),
        values: holder
            .node("enum")
            .into_iter()
            .flat_map(Node::elements)
            .map(possible::display)
            .collect(),
        description: described
            .get("description")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned(),
    }
}
