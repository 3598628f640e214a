//! A part that came or went.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::build::Builder;
use super::choice;
use super::components::Components;
use super::edit::Edit;
use super::keyword::{with_required, without_required};
use super::operation;
use super::place::{self, Place};
use super::pointer::{Pointer, Token};
use super::task::{Edits, Task, find, subject};
use compat::change::{Action, Change};
use contract::facts::{Address, Part, Step};
use contract::{Node, ParameterPlace};

pub(super) fn edits(task: &Task<'_>) -> Edits {
    let Some((step, around)) = task.change.address.0.split_last() else {
        return Err("it concerns the whole document".into());
    };
    let around = Address(around.to_vec());
    match step {
        Step::Server(url) => server(task, url, &around),
        Step::Operation { method, path } if task.change.action == Action::Added => {
            operation::added(task, method, path)
        }
        Step::Operation { .. } => Err("an operation goes by hand".into()),
        Step::Webhook { .. } | Step::Callback { .. } => {
            Err("what the service sends by itself is moved by hand".into())
        }
        Step::SecurityScheme(_) => Err("security is moved by hand".into()),
        Step::Choice(..) => choice::renamed(task, &around),
        Step::Parameter(ParameterPlace::Path, _) => {
            Err("a parameter of the path comes and goes with the path".into())
        }
        _ if task.change.action == Action::Removed => removed(task, step, &around),
        Step::Other(_) => Err(format!("`{step}` is added by hand")),
        _ => added(task, step, &around),
    }
}

fn removed(task: &Task<'_>, step: &Step, around: &Address) -> Edits {
    let place = task.place(&task.change.address)?;
    let mut edits = Vec::new();
    if let Step::Property(name) = step {
        let holder = task.place(around)?;
        edits.extend(without_required(task, &holder.schemas, name));
    }
    edits.push(task.remove(&place.written));
    Ok(edits)
}

fn added(task: &Task<'_>, step: &Step, around: &Address) -> Edits {
    if matches!(step, Step::Response(status) if status.starts_with('#')) {
        return Err("the source does not show its status".into());
    }
    let holder = task.place(around)?;
    let part = find(task.stated, &task.change.address)
        .ok_or("the source calls something on the way there otherwise")?;
    let components = Components::new(task);
    let builder = Builder {
        facts: task.stated,
        dialect: task.dialect,
        media: media_type(task, &task.change.address),
        is_page: task.is_page,
        components: &components,
    };
    let value = builder.part(part)?;
    let mut edits = components.edits(&builder)?;
    edits.extend(placed(
        task,
        step,
        around,
        &holder,
        part,
        builder.media,
        value,
    )?);
    Ok(edits)
}

/// The edits that put a part in its place.
fn placed(
    task: &Task<'_>,
    step: &Step,
    around: &Address,
    holder: &Place,
    part: &Part,
    media: Option<String>,
    value: Value,
) -> Edits {
    let previous = previous(task, step, around);
    let (group, key) = match step {
        Step::Parameter(..) => return Ok(parameter(task, holder, value, previous.as_ref())),
        Step::RequestBody => {
            let after = key_before(task, &holder.node, &["responses"]);
            return Ok(vec![Edit::Add {
                to: holder.node.clone(),
                key: "requestBody".into(),
                value,
                after,
            }]);
        }
        Step::Items | Step::Values => {
            let keyword = if *step == Step::Items {
                "items"
            } else {
                "additionalProperties"
            };
            return task.set_in_schemas(&holder.schemas, keyword, Some(value));
        }
        Step::Property(name) => {
            let is_required = part.facts.iter().any(|fact| fact.keyword == "required");
            return property(task, holder, name, value, previous.as_ref(), is_required);
        }
        Step::Response(status) => ("responses", status.clone()),
        Step::Header(name) => ("headers", name.clone()),
        Step::MediaType(name) if name == "*" => (
            "content",
            media.ok_or("the source does not show its media type")?,
        ),
        Step::MediaType(name) => ("content", name.clone()),
        step => return Err(format!("`{step}` is added by hand")),
    };
    Ok(vec![member(
        task,
        &holder.node,
        group,
        &key,
        value,
        previous.as_ref(),
    )])
}

/// Adds a member to a group of a mapping, and the group with it if there is none.
fn member(
    task: &Task<'_>,
    holder: &Pointer,
    group: &str,
    key: &str,
    value: Value,
    previous: Option<&Pointer>,
) -> Edit {
    let to = holder.key(group);
    if to
        .node(task.root)
        .is_none_or(|node| node.members().count() == 0)
    {
        let mut members = serde_json::Map::new();
        members.insert(key.to_owned(), value);
        let order = ["description", "headers", "content"];
        let edit = task.set(holder, group, Some(members.into()), &order);
        return edit.unwrap_or(Edit::Remove { at: to });
    }
    let after = previous.and_then(|at| match at.split() {
        Some((around, Token::Key(key))) if around == to => Some(key.clone()),
        _ => None,
    });
    Edit::Add {
        to,
        key: key.to_owned(),
        value,
        after,
    }
}

fn parameter(
    task: &Task<'_>,
    operation: &Place,
    value: Value,
    previous: Option<&Pointer>,
) -> Vec<Edit> {
    let list = operation.node.key("parameters");
    if list.node(task.root).is_none() {
        let after = key_before(task, &operation.node, &["requestBody", "responses"]);
        return vec![Edit::Add {
            to: operation.node.clone(),
            key: "parameters".into(),
            value: json!([value]),
            after,
        }];
    }
    let index = match previous.and_then(Pointer::split) {
        Some((around, Token::Index(index))) if around == list => index + 1,
        _ => 0,
    };
    vec![Edit::Insert {
        to: list,
        index,
        value,
    }]
}

fn property(
    task: &Task<'_>,
    holder: &Place,
    name: &str,
    value: Value,
    previous: Option<&Pointer>,
    is_required: bool,
) -> Edits {
    let beside = previous.and_then(Pointer::split).map(|(it, _)| it);
    let has_properties = || {
        holder
            .schemas
            .iter()
            .map(|at| at.key("properties"))
            .find(|at| {
                let node = at.node(task.root);
                node.is_some_and(|node| node.members().next().is_some())
            })
    };
    let Some(properties) = beside.or_else(has_properties) else {
        let mut members = serde_json::Map::new();
        members.insert(name.to_owned(), value);
        let schema = task.target(&holder.schemas)?;
        let mut edits = Vec::new();
        let properties = schema.key("properties");
        if is_required {
            edits.push(with_required(task, &schema, &properties, name));
        }
        edits.push(Edit::Add {
            after: last_key(task, &schema, is_required),
            to: schema,
            key: "properties".into(),
            value: members.into(),
        });
        return Ok(edits);
    };
    let after = match previous.and_then(Pointer::split) {
        Some((_, Token::Key(key))) => Some(key.clone()),
        _ => None,
    };
    let (schema, _) = properties.split().ok_or("the place is none")?;
    let mut edits = Vec::new();
    if is_required {
        let mut edit = with_required(task, &schema, &properties, name);
        // The list follows the properties, and the new one is not among them yet.
        if let (Edit::Insert { index, .. }, Some(after)) = (&mut edit, &after) {
            let known: Vec<&str> = schema
                .key("required")
                .node(task.root)
                .into_iter()
                .flat_map(Node::elements)
                .filter_map(Node::as_str)
                .collect();
            if let Some(at) = known.iter().position(|it| it == after) {
                *index = at + 1;
            }
        }
        edits.push(edit);
    }
    edits.push(Edit::Add {
        to: properties,
        key: name.to_owned(),
        value,
        after,
    });
    Ok(edits)
}

fn last_key(task: &Task<'_>, at: &Pointer, or_required: bool) -> Option<String> {
    let known = at.node(task.root)?;
    if or_required && known.get("required").is_none() {
        return Some("required".into());
    }
    known.members().map(|(key, _)| key.to_owned()).last()
}

/// The key in front of the first of these that a mapping has, or its last.
fn key_before(task: &Task<'_>, at: &Pointer, keys: &[&str]) -> Option<String> {
    let members = at.node(task.root)?.members();
    members
        .map(|(key, _)| key)
        .take_while(|key| !keys.contains(key))
        .last()
        .map(str::to_owned)
}

/// Where the contract has what the source shows in front of a new part.
fn previous(task: &Task<'_>, step: &Step, around: &Address) -> Option<Pointer> {
    let siblings = &subject(task.stated, around)?.parts;
    let at = siblings.iter().position(|part| part.step == *step)?;
    siblings[..at]
        .iter()
        .rev()
        .filter(|part| std::mem::discriminant(&part.step) == std::mem::discriminant(step))
        .find_map(|part| place::find(task.root, &around.then(part.step.clone())))
        .map(|place| place.written)
}

/// What the bodies of the operation are, if they are all the same.
fn media_type(task: &Task<'_>, address: &Address) -> Option<String> {
    let operation = Address(address.0.first().cloned().into_iter().collect());
    only_media_type(task.root, &task.place(&operation).ok()?.node)
}

/// The media type of all bodies below a place, if there is one.
pub(super) fn only_media_type(root: &Node, at: &Pointer) -> Option<String> {
    fn collect(root: &Node, at: &Pointer, found: &mut HashSet<String>) {
        let Some(at) = at.resolved(root) else { return };
        for (key, member) in at.node(root).into_iter().flat_map(Node::members) {
            match key {
                "content" => found.extend(member.value.members().map(|(it, _)| it.to_owned())),
                "schema" | "parameters" | "headers" | "examples" => {}
                _ => collect(root, &at.key(key), found),
            }
        }
    }
    let mut found = HashSet::new();
    collect(root, at, &mut found);
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// Of a server that went and one that came, the one is the other.
fn server(task: &Task<'_>, url: &str, around: &Address) -> Edits {
    let is_added = task.change.action == Action::Added;
    let other = task
        .changes
        .iter()
        .find_map(|change| server_of(change, around, !is_added));
    let (old, new) = match (is_added, other) {
        (true, other) => (other, Some(url)),
        (false, other) => (Some(url), other),
    };
    let place = |url: &str| place::find(task.root, &around.then(Step::Server(url.to_owned())));
    if new.and_then(place).is_some() {
        return Err("the contract has this server in another place".into());
    }
    match (old.and_then(place), new) {
        (Some(old), Some(new)) => Ok(vec![Edit::Replace {
            at: old.node.key("url"),
            value: new.into(),
        }]),
        (Some(old), None) => Ok(vec![task.remove(&old.written)]),
        (None, Some(new)) => {
            let previous = previous(task, &Step::Server(new.to_owned()), around);
            let list = task.place(around)?.node.key("servers");
            let value = json!({ "url": new });
            if list.node(task.root).is_none() {
                return Err("the contract names no servers here".into());
            }
            let index = match previous.as_ref().and_then(Pointer::split) {
                Some((around, Token::Index(index))) if around == list => index + 1,
                _ => 0,
            };
            Ok(vec![Edit::Insert {
                to: list,
                index,
                value,
            }])
        }
        (None, None) => Err("the contract does not write this server down here".into()),
    }
}

fn server_of<'c>(change: &'c Change, around: &Address, is_added: bool) -> Option<&'c str> {
    let wanted = if is_added {
        Action::Added
    } else {
        Action::Removed
    };
    match change.address.0.split_last() {
        Some((Step::Server(url), steps))
            if steps == around.0 && change.action == wanted && change.keyword.is_none() =>
        {
            Some(url)
        }
        _ => None,
    }
}
