//! An example, member by member.

use serde_json::{Value, json};

use super::edit::Edit;
use super::place::{Kind, Place};
use super::pointer::{Pointer, Token};
use super::task::{Edits, Task, find, previous_key, same};
use compat::change::Action;
use contract::Node;

pub(super) fn edits(task: &Task<'_>, keyword: &str, place: &Place) -> Edits {
    match task.change.action {
        Action::Added => added(task, keyword, place),
        Action::Removed => {
            let mut at =
                stands(task, keyword, place).ok_or("the contract does not say where it stands")?;
            if let Some((around, Token::Key(key))) = at.split()
                && key == "value"
            {
                at = around;
            }
            Ok(vec![task.remove(&at)])
        }
        Action::Renamed => {
            let at =
                stands(task, keyword, place).ok_or("the contract does not say where it stands")?;
            renamed(task, keyword, place, at)
        }
        Action::Changed => {
            let at =
                stands(task, keyword, place).ok_or("the contract does not say where it stands")?;
            if place.kind == Kind::Media && at.component().is_some() {
                // Where the schema's own example serves elsewhere too, this place gets its own.
                task.has_choice.set(task.choice == 0);
                if task.choice > 0 {
                    let own = task.change.after.clone();
                    let edit = task.set(&place.node, "example", own, &["schema", "example"]);
                    return Ok(edit.into_iter().collect());
                }
            }
            let at = value_of(task, at).ok_or("the example stands elsewhere")?;
            let before = at.node(task.root).map(Node::to_json).unwrap_or_default();
            let after = task.change.after.clone().unwrap_or_default();
            let mut edits = Vec::new();
            differences(&at, &before, &after, &mut edits);
            Ok(edits)
        }
    }
}

/// The same example under another name, or without one.
fn renamed(task: &Task<'_>, keyword: &str, place: &Place, at: Pointer) -> Edits {
    let name = task.change.after.as_ref().and_then(|it| it.as_str());
    let name = name.ok_or("the source gives it no name")?;
    let says = |keyword: &str| {
        let part = find(task.stated, &task.change.address);
        part.is_some_and(|part| part.facts.iter().any(|fact| fact.keyword == keyword))
    };
    let had_name = keyword.starts_with("examples/");
    let gets_name = says(&format!("examples/{name}")) || !says("example");
    if had_name == gets_name {
        return Ok(vec![Edit::Rename {
            at,
            key: name.to_owned(),
        }]);
    }
    let value = value_of(task, at.clone()).ok_or("the example stands elsewhere")?;
    let value = value.node(task.root).map(Node::to_json).unwrap_or_default();
    let (key, value) = if gets_name {
        ("examples", json!({ name: { "value": value } }))
    } else {
        ("example", value)
    };
    let to = place.node.clone();
    let added = match to.node(task.root).and_then(|node| node.get("examples")) {
        Some(_) if gets_name => Edit::Add {
            to: to.key(key),
            key: name.to_owned(),
            value: value[name].clone(),
            after: None,
        },
        _ => Edit::Add {
            to,
            key: key.to_owned(),
            value,
            after: Some("schema".to_owned()),
        },
    };
    Ok(vec![added, task.remove(&at)])
}

/// Where an example is named.
fn stands(task: &Task<'_>, keyword: &str, place: &Place) -> Option<Pointer> {
    // A page's view of the contract does not say where an example stands.
    let name = keyword.strip_prefix("examples/").unwrap_or_default();
    let by_name = || {
        let at = place.node.key("examples").key(name);
        at.node(task.root)?;
        Some(at)
    };
    let only = || {
        let examples = place.node.key("examples");
        let mut members = examples.node(task.root)?.members();
        match (members.next(), members.next()) {
            (Some((name, _)), None) => Some(examples.key(name)),
            _ => None,
        }
    };
    let own = || {
        let at = place.node.key("example");
        at.node(task.root)?;
        Some(at)
    };
    let of_schema = || {
        let mut schemas = place.schemas.iter().map(|at| at.key("example"));
        schemas.find(|at| at.node(task.root).is_some())
    };
    task.named()
        .or_else(by_name)
        .or_else(own)
        .or_else(only)
        .or_else(of_schema)
}

/// Where the value of an example is, from where the example is named.
fn value_of(task: &Task<'_>, at: Pointer) -> Option<Pointer> {
    let (around, last) = at.split()?;
    let is_named = matches!(around.0.last(), Some(Token::Key(key)) if key == "examples")
        && matches!(last, Token::Key(_));
    if !is_named {
        return Some(at);
    }
    let value = at.resolved(task.root)?.key("value");
    value.node(task.root).map(|_| value.clone())
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

fn added(task: &Task<'_>, keyword: &str, place: &Place) -> Edits {
    let value = task.change.after.clone().unwrap_or_default();
    let is_of_holder = find(task.stated, &task.change.address)
        .is_some_and(|part| part.facts.iter().any(|fact| fact.keyword == keyword));
    let is_holder = matches!(place.kind, Kind::Parameter | Kind::Header | Kind::Media);
    if !is_holder && keyword != "example" {
        return Err("a list of examples in a schema is moved by hand".into());
    }
    // A page does not tell the example of a parameter from that of its schema.
    let can_be_either = is_holder && keyword == "example";
    task.has_choice.set(can_be_either && task.choice == 0);
    if !is_holder || is_of_holder == (can_be_either && task.choice > 0) {
        let mut schemas = place.schemas.iter();
        let own = schemas.find(|at| !super::place::is_reference(task.root, at));
        let at = own.ok_or("the contract has no schema in this place")?;
        let edit = task.set(at, "example", Some(value), &super::build::ORDER);
        return Ok(edit.into_iter().collect());
    }
    let name = keyword.strip_prefix("examples/").unwrap_or_default();
    let holder = place.node.node(task.root).ok_or("the place is none")?;
    let known = holder.get("examples");
    if name.is_empty() && known.is_none() {
        let edit = task.set(&place.node, "example", Some(value), &["schema", "example"]);
        return Ok(edit.into_iter().collect());
    }
    let named = json!({ "value": value });
    let Some(known) = known else {
        if holder.get("example").is_some() {
            return Err("the contract has one example here, without a name".into());
        }
        return Ok(vec![Edit::Add {
            to: place.node.clone(),
            key: "examples".into(),
            value: json!({ name: named }),
            after: previous_key(holder, "examples", &["schema", "examples"]),
        }]);
    };
    let free = |number: usize| match number {
        1 => "example".to_owned(),
        number => format!("example{number}"),
    };
    let name = if name.is_empty() {
        // The source does not show the name; it is for people only.
        // Of one name more than there are examples, one is free.
        let count = known.members().count();
        (1..=count + 1)
            .map(free)
            .find(|name| known.get(name).is_none())
    } else {
        Some(name.to_owned())
    };
    Ok(vec![Edit::Add {
        to: place.node.key("examples"),
        key: name.unwrap_or_default(),
        value: named,
        after: known.members().map(|(key, _)| key.to_owned()).last(),
    }])
}
