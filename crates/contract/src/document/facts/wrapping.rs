//! Schemas that wrap one other schema: a reference, an `allOf` of one, or a choice beside `null`.

use super::keywords::state;
use super::reader::Reader;
use crate::document::root::Dialect;
use crate::facts::Fact;
use crate::source::Span;
use crate::tree::{Data, Node};

impl<'d> Reader<'d> {
    /// Follows wrappings that only annotate the place: a reference with a description
    /// beside it, an `allOf` of one, a choice between a schema and `null`.
    pub(super) fn unwrap(&mut self, mut node: &'d Node, facts: &mut Vec<Fact>) -> &'d Node {
        loop {
            let said = facts.len();
            let inner = if let Some(target) = self.referred(node) {
                if self.has_constraints_beside_reference(node) {
                    return node;
                }
                Some(target)
            } else if let Some(inner) = only_member_of_all(node) {
                Some(inner)
            } else if let Some((inner, span)) = nullable_choice(node) {
                facts.push(Fact::new("nullable", true, span.clone()));
                Some(inner)
            } else {
                None
            };
            let Some(inner) = inner else { return node };
            let is_reference = node.get("$ref").is_some();
            for (key, member) in node.members() {
                if matches!(key, "$ref" | "allOf" | "oneOf" | "anyOf") {
                    continue;
                }
                let mut placed = Vec::new();
                if is_annotation(key) {
                    Self::state_annotation(&mut placed, key, member);
                } else {
                    // OpenAPI 3.0 passes it over, and so does what is generated from it.
                    state(&mut placed, &format!("$ref {key}"), member);
                }
                // What stands further out holds.
                placed.retain(|fact| {
                    facts[..said]
                        .iter()
                        .all(|known| known.keyword != fact.keyword)
                });
                facts.append(&mut placed);
            }
            if is_reference {
                // A component keeps its own wrapping: it is one subject wherever it is used.
                return node;
            }
            node = inner;
        }
    }

    /// Whether keywords stand beside a `$ref` that decide about values; 3.0 passes them over.
    pub(super) fn has_constraints_beside_reference(&self, node: &Node) -> bool {
        self.document.dialect() == Dialect::V3_1
            && node
                .members()
                .any(|(key, _)| key != "$ref" && !is_annotation(key))
    }

    pub(super) fn referred(&self, node: &'d Node) -> Option<&'d Node> {
        node.get("$ref")?.as_str()?;
        Some(self.document.resolve(node).ok()?.node)
    }
}

/// Whether a keyword annotates a place without limiting its values.
fn is_annotation(key: &str) -> bool {
    key.starts_with("x-")
        || matches!(
            key,
            "description"
                | "summary"
                | "title"
                | "deprecated"
                | "default"
                | "readOnly"
                | "writeOnly"
                | "nullable"
                | "example"
                | "examples"
                | "externalDocs"
                | "xml"
                | "$comment"
        )
}

fn only_annotations_beside(node: &Node, keyword: &str) -> bool {
    node.members()
        .all(|(key, _)| key == keyword || is_annotation(key))
}

/// The one schema of an `allOf` of one.
fn only_member_of_all(node: &Node) -> Option<&Node> {
    let mut elements = node.get("allOf")?.elements();
    let only = elements.next()?;
    (elements.next().is_none() && only_annotations_beside(node, "allOf")).then_some(only)
}

/// The schema of a choice between it and `null`, and where the choice stands.
pub(super) fn nullable_choice(node: &Node) -> Option<(&Node, &Span)> {
    let keyword = ["anyOf", "oneOf"]
        .into_iter()
        .find(|keyword| node.get(keyword).is_some())?;
    if !only_annotations_beside(node, keyword) {
        return None;
    }
    let member = node.member(keyword)?;
    let (nulls, others): (Vec<&Node>, Vec<&Node>) =
        member.value.elements().partition(|node| is_null(node));
    match (nulls.as_slice(), others.as_slice()) {
        ([_], [only]) => Some((only, &member.key_span)),
        _ => None,
    }
}

fn is_null(node: &Node) -> bool {
    let says_null = |node: &Node| matches!(node.data, Data::Null) || node.as_str() == Some("null");
    // With a list of values beside it, `null` is legal only if it is listed.
    if node
        .get("enum")
        .is_some_and(|list| !list.elements().any(|it| matches!(it.data, Data::Null)))
    {
        return false;
    }
    node.get("type").is_some_and(says_null)
        || node
            .get("const")
            .is_some_and(|node| matches!(node.data, Data::Null))
}
