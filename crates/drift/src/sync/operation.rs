//! Candidates for an operation that the contract lacks.

use serde_json::{Map, Value};

use super::components::Components;
use super::copy::Copy;
use super::place::{self, Kind};
use super::pointer::Pointer;
use super::task::{Candidates, NOT_IN_SOURCE, Task, in_order};
use contract::Node;

/// Copies an operation with the schemas that it uses.
pub(super) fn added(task: &Task<'_>, method: &str, path: &str) -> Candidates {
    let theirs = task.theirs(&task.change.address).ok_or(NOT_IN_SOURCE)?;
    if let Some(known) = other_names(task.root(), path) {
        return Err(format!(
            "the contract has its path as `{known}`: give the parameters the same names in both"
        ));
    }
    let components = Components::new(task);
    let copy = Copy::new(task, &components);
    let root = task.source.root();
    let node = theirs.node.node(root).ok_or(NOT_IN_SOURCE)?;
    let name = format!("{method} {path}");
    let Value::Object(mut value) = copy.part(node, Kind::Operation, Some(&name))? else {
        return Err("the source has no operation here".into());
    };
    let item = theirs.item.as_ref().and_then(|item| item.node(root));
    if let Some(item) = item
        && let Value::Object(shared) = copy.part(item, Kind::Item, None)?
    {
        share(shared, &mut value);
    }
    if has_same_security(task, node) {
        value.shift_remove("security");
    }
    let mut edits = components.edits(|node, name| copy.part(node, Kind::Schema, Some(name)))?;
    let value = in_order(value);
    let at = Pointer::default()
        .key("paths")
        .key(path)
        .key(method.to_ascii_lowercase());
    edits.extend(task.add(&Pointer::default(), &at, 3, value));
    Ok(vec![edits])
}

/// The path of the contract that differs in the names of parameters only.
fn other_names<'t>(root: &'t Node, path: &str) -> Option<&'t str> {
    place::same_path(root.get("paths")?, path).filter(|known| *known != path)
}

/// Adds what a path item states for all of its operations.
fn share(shared: Map<String, Value>, operation: &mut Map<String, Value>) {
    for (key, value) in shared {
        match (operation.get_mut(&key), value) {
            (None, value) => {
                operation.insert(key, value);
            }
            (Some(Value::Array(own)), Value::Array(shared)) if key == "parameters" => {
                let is = |one: &Value, other: &Value| {
                    (&one["name"], &one["in"]) == (&other["name"], &other["in"])
                };
                let shared = shared.into_iter();
                let missing: Vec<Value> = shared
                    .filter(|it| !own.iter().any(|own| is(own, it)))
                    .collect();
                own.splice(0..0, missing);
            }
            (Some(_), _) => {}
        }
    }
}

/// Whether an operation of the source has the security of the whole contract, or uses a scheme that
/// the contract lacks.
fn has_same_security(task: &Task<'_>, operation: &Node) -> bool {
    let root = task.source.root();
    let Some(own) = operation.get("security").or_else(|| root.get("security")) else {
        return true;
    };
    let ours = task.root().get("security").map(Node::to_json);
    if ours.as_ref() == Some(&own.to_json()) {
        return true;
    }
    let components = task.root().get("components");
    let schemes = components.and_then(|it| it.get("securitySchemes"));
    let mut names = own.elements().flat_map(Node::members).map(|(name, _)| name);
    !names.all(|name| schemes.is_some_and(|schemes| schemes.get(name).is_some()))
}
