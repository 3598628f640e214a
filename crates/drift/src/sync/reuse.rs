//! Components of the contract in place of schemas that a page shows.
//!
//! A page shows no names. A schema of an operation that it adds is one of the contract's components
//! if the page, held against the contract, looks the same with the component in its place.

use std::collections::HashSet;

use serde_json::json;

use super::Comparison;
use super::edit::Edit;
use super::pointer::{Pointer, Token};
use super::unknown;
use contract::Document;
use contract::Node;
use contract::facts::{Address, Step};

/// The contract with components in the place of equal schemas of an operation.
pub(super) fn components<E>(
    mut contract: Document,
    mut comparison: Comparison,
    operation: &Address,
    hold: &mut impl FnMut(&Document) -> Result<Comparison, E>,
) -> (Document, Comparison) {
    let Some(Step::Operation { method, path }) = operation.0.first() else {
        return (contract, comparison);
    };
    let item = Pointer::default().key("paths").key(path);
    let Some(item) = item.resolved(contract.root()) else {
        return (contract, comparison);
    };
    let mut places = Vec::new();
    let method = item.key(method.to_ascii_lowercase());
    collect(contract.root(), &method, None, &mut places);
    let mut replaced: Vec<Pointer> = Vec::new();
    for (at, name) in places {
        if replaced.iter().any(|around| at.0.starts_with(&around.0)) {
            continue;
        }
        for reference in candidates(contract.root(), &at, name.as_deref()) {
            let edit = Edit::Replace {
                at: at.clone(),
                value: json!({ "$ref": reference }),
            };
            let Some(edited) = edit.apply(&contract) else {
                continue;
            };
            let Ok(after) = hold(&edited) else { continue };
            if unknown(&comparison, &after).next().is_none() {
                (contract, comparison) = (edited, after);
                replaced.push(at);
                break;
            }
        }
    }
    (contract, comparison)
}

/// Every schema below a place, the outermost first, with the name of its parameter or property.
fn collect(
    root: &Node,
    at: &Pointer,
    name: Option<&str>,
    found: &mut Vec<(Pointer, Option<String>)>,
) {
    let Some(node) = at.node(root) else { return };
    let own = node.get("name").and_then(Node::as_str);
    let in_properties = matches!(at.0.last(), Some(Token::Key(key)) if key == "properties");
    for (key, _) in node.members() {
        let below = at.key(key);
        let name = match key {
            "example" | "examples" | "default" | "enum" => continue,
            _ if in_properties => Some(key),
            "schema" => own,
            _ => name,
        };
        if in_properties || matches!(key, "schema" | "items" | "additionalProperties") {
            found.push((below.clone(), name.map(str::to_owned)));
        }
        collect(root, &below, name, found);
    }
    for index in 0..node.elements().count() {
        collect(root, &at.index(index), name, found);
    }
}

/// References that may say what a schema says: to an object of the same properties, or to what the
/// contract refers to under the same name.
fn candidates(root: &Node, at: &Pointer, name: Option<&str>) -> Vec<String> {
    let Some(schema) = at.node(root) else {
        return Vec::new();
    };
    let names = |node: &Node| -> HashSet<String> {
        let properties = node.get("properties").into_iter().flat_map(Node::members);
        properties.map(|(name, _)| name.to_owned()).collect()
    };
    let own = names(schema);
    if own.is_empty() {
        let mut found = Vec::new();
        if let Some(name) = name {
            references(root, name, &mut found);
        }
        return found;
    }
    let components = root.get("components").and_then(|it| it.get("schemas"));
    let components = components.into_iter().flat_map(Node::members);
    components
        .filter(|(_, member)| names(&member.value) == own)
        .map(|(name, _)| format!("#/components/schemas/{name}"))
        .collect()
}

/// What a document refers to in parameters and properties of a name.
fn references(node: &Node, name: &str, found: &mut Vec<String>) {
    let referred = |node: Option<&Node>| {
        let reference = node.and_then(|node| node.get("$ref"));
        reference.and_then(Node::as_str).map(str::to_owned)
    };
    let parameter = node.get("name").and_then(Node::as_str) == Some(name);
    let own = parameter.then(|| referred(node.get("schema"))).flatten();
    let property = node.get("properties").and_then(|it| it.get(name));
    for reference in own.into_iter().chain(referred(property)) {
        if !found.contains(&reference) {
            found.push(reference);
        }
    }
    for (_, member) in node.members() {
        references(&member.value, name, found);
    }
    for element in node.elements() {
        references(element, name, found);
    }
}
