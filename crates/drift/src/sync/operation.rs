//! An operation that only the source has.

use serde_json::{Map, Value};

use super::components::Components;
use super::copy::Copy;
use super::place::{self, Kind};
use super::pointer::Pointer;
use super::task::{Candidates, Task, in_order};
use contract::Node;

/// Adds an operation: its parameters, body, and responses, and the schemas that they use.
pub(super) fn added(task: &Task<'_>, method: &str, path: &str) -> Candidates {
    let theirs = task.theirs(&task.change.address);
    let theirs = theirs.ok_or("the source does not write this place down by itself")?;
    if let Some(known) = other_names(task.root(), path) {
        return Err(format!(
            "the contract writes its path as `{known}`: name the parameters of one as those of the \
             other"
        ));
    }
    let components = Components::new(task);
    let copy = Copy::new(task, &components);
    let root = task.source.root();
    let node = theirs.node.node(root).ok_or("the place is none")?;
    let name = format!("{method} {path}");
    let Value::Object(mut value) = copy.part(node, Kind::Operation, Some(&name))? else {
        return Err("the source writes it in another form".into());
    };
    let item = theirs.item.as_ref().and_then(|item| item.node(root));
    if let Some(item) = item {
        let Value::Object(shared) = copy.part(item, Kind::Item, None)? else {
            return Err("the source writes it in another form".into());
        };
        share(shared, &mut value);
    }
    if has_same_security(task, node) {
        value.shift_remove("security");
    }
    let mut edits = components.edits(&copy)?;
    let value = in_order(value);
    let at = Pointer::default()
        .key("paths")
        .key(path)
        .key(method.to_ascii_lowercase());
    edits.extend(task.add(&Pointer::default(), &at, 3, value));
    Ok(vec![edits])
}

/// The path as the contract writes it, if only the names of its parameters differ.
fn other_names<'t>(root: &'t Node, path: &str) -> Option<&'t str> {
    place::same_path(root.get("paths")?, path).filter(|known| *known != path)
}

/// Gives an operation what its path item states for all operations.
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

/// Whether an operation of the source lets in those whom the contract lets in everywhere, or whom it
/// has no scheme for.
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
