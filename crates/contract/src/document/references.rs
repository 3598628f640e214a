//! Every reference of a document.

use crate::tree::{Data, Node};

/// What the members of a mapping are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Keywords of OpenAPI or JSON Schema.
    Keywords,
    /// Names that the document gives to what it holds.
    Names,
    /// Names of examples, each with the example's own keywords.
    Examples,
    /// Data: only a `$ref` in the place of all of it is one.
    Data,
}

/// Gives every reference at or below a node with what it names; data holds none.
pub(super) fn references<'d>(node: &'d Node, see: &mut dyn FnMut(&'d Node, &'d str)) {
    references_below(node, Holds::Keywords, see);
}

fn references_below<'d>(node: &'d Node, holds: Holds, see: &mut dyn FnMut(&'d Node, &'d str)) {
    if holds != Holds::Names
        && let Some(text) = node.get("$ref").and_then(Node::as_str)
    {
        see(node, text);
    }
    if holds == Holds::Data {
        return;
    }
    for element in node.elements() {
        references_below(element, holds, see);
    }
    for (key, member) in node.members() {
        let below = match (holds, key) {
            // A member that is called like a keyword is a name like any other.
            (Holds::Names, _) => Holds::Keywords,
            (Holds::Examples, _) => Holds::Data,
            (_, "examples") if matches!(member.value.data, Data::Mapping(_)) => Holds::Examples,
            // What stands in an example is the vendor's data, whatever it looks like.
            (_, "example" | "examples" | "default" | "enum" | "const") => continue,
            (_, key) if key.starts_with("x-") => continue,
            (
                _,
                "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions"
                | "schemas" | "responses" | "headers" | "requestBodies" | "securitySchemes"
                | "links" | "callbacks" | "paths" | "pathItems" | "webhooks" | "content"
                | "variables" | "mapping",
            ) => Holds::Names,
            _ => Holds::Keywords,
        };
        references_below(&member.value, below, see);
    }
}
