//! References to components of the contract in place of schemas that the source writes inline.
//!
//! A page shows no names of schemas, and a document need not have any. A schema of an added part is
//! replaced by a reference to a component if the comparison finds nothing new with it.

use std::collections::HashSet;

use serde_json::json;

use super::Comparison;
use super::edit::Edit;
use super::judge::new_changes;
use super::pointer::{Pointer, Token};
use contract::{Document, Node};

/// Replaces schemas that edits added by references to components.
pub(super) fn components<E>(
    mut contract: Document,
    mut comparison: Comparison,
    edits: &[Edit],
    compare: &mut impl FnMut(&Document) -> Result<Comparison, E>,
) -> (Document, Comparison) {
    let mut places = Vec::new();
    for edit in edits {
        let at = match edit {
            Edit::Add { to, key, .. } => to.key(key),
            Edit::Insert { to, index, .. } => to.index(*index),
            Edit::Replace { at, .. } => at.clone(),
            Edit::Rename { .. } | Edit::Remove { .. } => continue,
        };
        collect(contract.root(), &at, None, &mut places);
    }
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
            let Ok(after) = compare(&edited) else {
                continue;
            };
            if new_changes(&comparison, &after).next().is_none() {
                (contract, comparison) = (edited, after);
                replaced.push(at);
                break;
            }
        }
    }
    (contract, comparison)
}

/// Finds the schemas at and below a place, the outermost first, with the name of their parameter
/// or property.
fn collect(
    root: &Node,
    at: &Pointer,
    name: Option<&str>,
    found: &mut Vec<(Pointer, Option<String>)>,
) {
    let Some(node) = at.node(root) else { return };
    let key = |at: &Pointer| match at.split() {
        Some((around, Token::Key(key))) => (around, key.clone()),
        Some((around, Token::Index(_))) => (around, String::new()),
        None => (Pointer::default(), String::new()),
    };
    let (around, own_key) = key(at);
    let is_property = key(&around).1 == "properties";
    let name = if is_property {
        Some(own_key.as_str())
    } else {
        name
    };
    if is_property || matches!(&*own_key, "schema" | "items" | "additionalProperties") {
        found.push((at.clone(), name.map(str::to_owned)));
    }
    let own = node.get("name").and_then(Node::as_str);
    for (key, _) in node.members() {
        let name = if key == "schema" { own } else { name };
        if !matches!(key, "example" | "examples" | "default" | "enum") {
            collect(root, &at.key(key), name, found);
        }
    }
    for index in 0..node.elements().count() {
        collect(root, &at.index(index), name, found);
    }
}

/// References that may state the same as a schema: to an object with its properties, to a schema
/// with the same `enum` or `pattern`, and those that parameters and properties of the same
/// name have.
fn candidates(root: &Node, at: &Pointer, name: Option<&str>) -> Vec<String> {
    let Some(schema) = at.node(root).filter(|it| it.get("$ref").is_none()) else {
        return Vec::new();
    };
    let value = |node: &Node, key| node.get(key).map(Node::to_json);
    let own = names(root, schema);
    let components = root.get("components").and_then(|it| it.get("schemas"));
    let components = components.into_iter().flat_map(Node::members);
    let alike = components.filter(|(_, member)| {
        let is_same = |key| value(schema, key) == value(&member.value, key);
        let has_same = |key| schema.get(key).is_some() && is_same(key);
        // A text does not show which of several objects a property belongs to.
        let is_object = || !own.is_empty() && is_same("type") && names(root, &member.value) == own;
        has_same("enum") || has_same("pattern") || is_object()
    });
    let mut found: Vec<String> = alike
        .map(|(name, _)| format!("#/components/schemas/{name}"))
        .collect();
    if let Some(name) = name.filter(|_| own.is_empty()) {
        references(root, name, &mut found);
    }
    found
}

/// The names of the properties of a schema, at any depth.
fn names(root: &Node, schema: &Node) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut open = vec![schema];
    let mut met: HashSet<*const Node> = HashSet::new();
    while let Some(node) = open.pop() {
        if !met.insert(node) {
            continue;
        }
        let reference = node.get("$ref").and_then(Node::as_str);
        let target = reference.and_then(|it| Pointer::of_reference(root, it));
        open.extend(target.and_then(|it| it.node(root)));
        let properties = node.get("properties").into_iter().flat_map(Node::members);
        names.extend(properties.map(|(name, _)| name.to_owned()));
        let is_schema = |key: &str| !matches!(key, "example" | "examples" | "default" | "enum");
        let members = node.members().filter(|(key, _)| is_schema(key));
        open.extend(
            members
                .map(|(_, member)| &member.value)
                .chain(node.elements()),
        );
    }
    names
}

/// Finds the references of parameters and properties of this name.
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
