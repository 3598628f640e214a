//! Candidates for a change of an example, member by member.

use serde_json::{Value, json};

use super::edit::Edit;
use super::place::{Kind, Place};
use super::pointer::{Pointer, Token};
use super::task::{Candidates, Task, same};
use compat::change::Action;
use contract::Node;

pub(super) fn candidates(task: &Task<'_>, keyword: &str, place: &Place) -> Candidates {
    if task.change.action == Action::Added {
        return added(task, keyword, place);
    }
    let at = stands(task, keyword, place).ok_or("the contract has no example in this place")?;
    match task.change.action {
        Action::Renamed => renamed(task, keyword, place, at),
        Action::Removed => {
            let value = at
                .split()
                .filter(|(_, last)| *last == &Token::Key("value".into()));
            let at = value.map_or(at.clone(), |(around, _)| around);
            Ok(vec![vec![task.remove(&at)]])
        }
        _ => {
            let written =
                value_of(task, at.clone()).ok_or("the value of the example is in another place")?;
            let before = written.node(task.root()).map(Node::to_json);
            let after = task.change.after.clone().unwrap_or_default();
            let mut edits = Vec::new();
            differences(&written, &before.unwrap_or_default(), &after, &mut edits);
            let mut all = vec![edits];
            if place.kind == Kind::Media && at.component().is_some() {
                // A shared schema may keep its example, and this place get another one.
                let own = task.set(&place.node, "example", Some(after));
                all.push(own.into_iter().collect());
            }
            Ok(all)
        }
    }
}

/// Renames an example, or adds or removes its name.
fn renamed(task: &Task<'_>, keyword: &str, place: &Place, at: Pointer) -> Candidates {
    let name = task.change.after.as_ref().and_then(|it| it.as_str());
    let name = name.ok_or("the source shows no name of the example")?;
    let theirs = task.theirs(&task.change.address);
    let theirs = theirs
        .as_ref()
        .and_then(|it| it.node.node(task.source.root()));
    let has = |key: &str| theirs.is_some_and(|node| node.get(key).is_some());
    let gets_name = has("examples") || !has("example");
    if keyword.starts_with("examples/") == gets_name {
        let key = name.to_owned();
        return Ok(vec![vec![Edit::Rename { at, key }]]);
    }
    let value = value_of(task, at.clone()).ok_or("the value of the example is in another place")?;
    let value = value
        .node(task.root())
        .map(Node::to_json)
        .unwrap_or_default();
    let added = if gets_name {
        named(task, place, name, &value)
    } else {
        task.set(&place.node, "example", Some(value))
    };
    Ok(vec![added.into_iter().chain([task.remove(&at)]).collect()])
}

/// The edit that adds a named example.
fn named(task: &Task<'_>, place: &Place, name: &str, value: &Value) -> Option<Edit> {
    let value = json!({ "value": value });
    let examples = place.node.key("examples");
    let Some(known) = examples.node(task.root()) else {
        return task.set(&place.node, "examples", Some(json!({ name: value })));
    };
    Some(Edit::Add {
        after: known.members().last().map(|(key, _)| key.to_owned()),
        to: examples,
        key: name.to_owned(),
        value,
    })
}

/// The place of an example, named or not.
fn stands(task: &Task<'_>, keyword: &str, place: &Place) -> Option<Pointer> {
    let examples = place.node.key("examples");
    let name = keyword.strip_prefix("examples/").unwrap_or_default();
    let known = examples
        .node(task.root())
        .into_iter()
        .flat_map(Node::members);
    let known: Vec<Pointer> = known.map(|(name, _)| examples.key(name)).collect();
    // The change reports no exact place where the source is a page.
    let by_name = [examples.key(name), place.node.key("example")];
    let only = known.into_iter().take(2).collect::<Vec<_>>();
    let only = Some(only)
        .filter(|only| only.len() == 1)
        .into_iter()
        .flatten();
    let of_schemas = place.schemas.iter().map(|at| at.key("example"));
    task.named().or_else(|| {
        let mut all = by_name.into_iter().chain(only).chain(of_schemas);
        all.find(|at| at.node(task.root()).is_some())
    })
}

/// The place of the value of an example.
fn value_of(task: &Task<'_>, at: Pointer) -> Option<Pointer> {
    let (around, last) = at.split()?;
    let is_named = matches!(around.0.last(), Some(Token::Key(key)) if key == "examples")
        && matches!(last, Token::Key(_));
    if !is_named {
        return Some(at);
    }
    let value = at.resolved(task.root())?.key("value");
    value.node(task.root()).map(|_| value.clone())
}

fn differences(at: &Pointer, before: &Value, after: &Value, edits: &mut Vec<Edit>) {
    match (before, after) {
        _ if same(before, after) => {}
        (Value::Object(before), Value::Object(after))
            if !before.is_empty() && !after.is_empty() =>
        {
            let mut previous: Option<&String> = None;
            for (key, value) in after {
                match before.get(key) {
                    Some(known) => differences(&at.key(key), known, value, edits),
                    None => edits.push(Edit::Add {
                        to: at.clone(),
                        key: key.clone(),
                        value: value.clone(),
                        after: previous.cloned(),
                    }),
                }
                previous = Some(key);
            }
            for key in before.keys().filter(|key| !after.contains_key(*key)) {
                edits.push(Edit::Remove { at: at.key(key) });
            }
        }
        (Value::Array(before), Value::Array(after)) if !before.is_empty() && !after.is_empty() => {
            for (index, (one, other)) in before.iter().zip(after).enumerate() {
                differences(&at.index(index), one, other, edits);
            }
            for (index, value) in after.iter().enumerate().skip(before.len()) {
                edits.push(Edit::Insert {
                    to: at.clone(),
                    index,
                    value: value.clone(),
                });
            }
            for index in (after.len()..before.len()).rev() {
                edits.push(Edit::Remove {
                    at: at.index(index),
                });
            }
        }
        _ => edits.push(Edit::Replace {
            at: at.clone(),
            value: after.clone(),
        }),
    }
}

fn added(task: &Task<'_>, keyword: &str, place: &Place) -> Candidates {
    let value = task.change.after.clone().unwrap_or_default();
    let theirs = task.theirs(&task.change.address);
    let theirs = theirs
        .as_ref()
        .and_then(|it| it.node.node(task.source.root()));
    let is_holder = matches!(place.kind, Kind::Parameter | Kind::Header | Kind::Media);
    let is_of_holder = is_holder
        && theirs.is_none_or(|it| it.get("example").is_some() || it.get("examples").is_some());
    if !is_holder && keyword != "example" {
        return Err("a list of examples in a schema is edited by hand".into());
    }
    let mut schemas = place.schemas.iter();
    let schema = schemas.find(|at| !super::place::is_reference(task.root(), at));
    let of_schema = schema.and_then(|at| task.set(at, "example", Some(value.clone())));
    let holder = place
        .node
        .node(task.root())
        .ok_or("the contract has no such place")?;
    let name = keyword.strip_prefix("examples/").unwrap_or_default();
    let known = holder.get("examples");
    let own = match known {
        _ if !is_holder => None,
        None if name.is_empty() => task.set(&place.node, "example", Some(value)),
        None if holder.get("example").is_some() => {
            return Err("the contract has an example without a name in this place: give it one, under `examples`".into());
        }
        Some(known) if name.is_empty() => {
            // The source shows no name. Of one more name than there are examples, one is free.
            let names = ["example".to_owned()].into_iter();
            let count = known.members().count();
            let mut names = names.chain((2..=count + 1).map(|number| format!("example{number}")));
            let free = names.find(|name| known.get(name).is_none());
            named(task, place, &free.unwrap_or_default(), &value)
        }
        _ => named(task, place, name, &value),
    };
    // A page shows the example of a parameter as it shows that of its schema.
    let mut all: Vec<Vec<Edit>> = vec![own.into_iter().collect()];
    if keyword == "example" {
        all.push(of_schema.into_iter().collect());
    }
    if !is_of_holder {
        all.reverse();
    }
    all.retain(|edits| !edits.is_empty());
    Ok(all)
}
