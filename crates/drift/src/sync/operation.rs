//! An operation that only the source has.

use serde_json::{Map, Value, json};

use super::build::{Builder, placeholder};
use super::components::Components;
use super::edit::Edit;
use super::part::only_media_type;
use super::pointer::Pointer;
use super::task::{Edits, Task, find, meets};
use contract::Node;
use contract::facts::{Address, Fact, Part, Step, Subject};

/// Keywords of an operation that say the same in every document.
const KEPT: [&str; 4] = ["operationId", "deprecated", "x-sunset", "x-stability-level"];

/// Adds an operation: its parameters, body, and responses, and the schemas that they use.
///
/// A part that cannot be written is left out; the next comparison finds it, and says why.
pub(super) fn added(task: &Task<'_>, method: &str, path: &str) -> Edits {
    let part = find(task.stated, &task.change.address)
        .ok_or("the source calls something on the way there otherwise")?;
    if let Some(known) = other_names(task, method, path) {
        return Err(format!(
            "the contract writes its path as `{known}`: name the parameters of one as those of the \
             other"
        ));
    }
    let components = Components::new(task);
    let builder = Builder {
        facts: task.stated,
        dialect: task.dialect,
        // A text that does not show it shows what all other bodies are.
        media: only_media_type(task.root, &Pointer::default().key("paths")),
        is_page: task.is_page,
        components: &components,
    };
    let value = operation(task, &builder, part)?;
    let mut edits = components.edits(&builder)?;
    edits.push(at_path(task, method, path, value));
    Ok(edits)
}

/// The path as the contract writes it, if only the names of its parameters differ.
fn other_names<'t>(task: &Task<'t>, method: &str, path: &str) -> Option<&'t str> {
    let step = |path: &str| Step::Operation {
        method: method.to_owned(),
        path: path.to_owned(),
    };
    let paths = task.root.get("paths")?;
    let mut known = paths.members().map(|(known, _)| known);
    known.find(|known| *known != path && meets(&step(known), &step(path)))
}

fn operation(task: &Task<'_>, builder: &Builder<'_>, part: &Part) -> Result<Value, String> {
    let subject = task.stated.subject(part.subject);
    let mut value = Map::new();
    for fact in kept(subject) {
        value.insert(fact.keyword.clone(), fact.value.clone());
    }
    value.insert("summary".into(), placeholder(&part.step.to_string()));
    value.insert("description".into(), placeholder(&part.step.to_string()));
    if let Some(security) = security(task, subject) {
        value.insert("security".into(), security);
    }
    let urls = subject.parts.iter().filter_map(|part| match &part.step {
        Step::Server(url) => Some(json!({ "url": url })),
        _ => None,
    });
    let servers: Vec<Value> = urls.collect();
    if !servers.is_empty() {
        value.insert("servers".into(), servers.into());
    }
    let mut parameters = Vec::new();
    for part in &subject.parts {
        let Step::Parameter(place, _) = &part.step else {
            continue;
        };
        match builder.part(part) {
            Ok(built) => parameters.push(built),
            // It cannot be added later: the path would be another until then.
            Err(reason) if *place == contract::ParameterPlace::Path => return Err(reason),
            Err(_) => {}
        }
    }
    if !parameters.is_empty() {
        value.insert("parameters".into(), parameters.into());
    }
    let body = subject.parts.iter().find(|it| it.step == Step::RequestBody);
    if let Some(Ok(body)) = body.map(|body| builder.part(body)) {
        value.insert("requestBody".into(), body);
    }
    let mut responses: Vec<(String, Value)> = Vec::new();
    for part in &subject.parts {
        if let Step::Response(status) = &part.step
            && !status.starts_with('#')
            && let Ok(built) = builder.part(part)
        {
            responses.push((status.clone(), built));
        }
    }
    responses.sort_by(|(one, _), (other, _)| one.cmp(other));
    let responses: Map<String, Value> = responses.into_iter().collect();
    value.insert("responses".into(), responses.into());
    Ok(value.into())
}

fn kept(subject: &Subject) -> impl Iterator<Item = &Fact> {
    KEPT.iter()
        .filter_map(|keyword| subject.facts.iter().find(|fact| fact.keyword == *keyword))
}

/// Who is let in, where that is not what holds for the whole contract.
fn security(task: &Task<'_>, subject: &Subject) -> Option<Value> {
    let said = |facts: &[Fact]| {
        let fact = facts.iter().find(|fact| fact.keyword == "security");
        fact.map(|fact| fact.value.clone())
    };
    let own = said(&subject.facts)?;
    if Some(&own) == said(&task.expected.subject(task.expected.root()).facts).as_ref() {
        return None;
    }
    let schemes = task.root.get("components")?.get("securitySchemes")?;
    let alternatives = own.as_array()?.iter().filter_map(Value::as_object);
    let is_known = alternatives
        .flat_map(Map::keys)
        .all(|name| schemes.get(name).is_some());
    is_known.then_some(own)
}

/// Puts an operation where the source has it, as far as the contract has what stands around it.
fn at_path(task: &Task<'_>, method: &str, path: &str, value: Value) -> Edit {
    let paths = Pointer::default().key("paths");
    let (to, key, value) = match paths.key(path).resolved(task.root) {
        Some(item) if item.node(task.root).is_some_and(has_members) => {
            (item, method.to_ascii_lowercase(), value)
        }
        _ => {
            let item = json!({ method.to_ascii_lowercase(): value });
            (paths, path.to_owned(), item)
        }
    };
    let known = |key: &&str| {
        let node = to.node(task.root);
        node.is_some_and(|node| node.get(key).is_some())
    };
    let siblings = &task.stated.subject(task.stated.root()).parts;
    let here = &task.change.address;
    let before = siblings
        .iter()
        .take_while(|part| Address(vec![part.step.clone()]) != *here);
    let keys = before.filter_map(|part| match &part.step {
        Step::Operation { path: other, .. } if to.0.len() == 1 => Some(other.clone()),
        Step::Operation {
            method,
            path: other,
        } if other == path => Some(method.to_ascii_lowercase()),
        _ => None,
    });
    let keys: Vec<String> = keys.collect();
    let after = keys.iter().map(String::as_str).rev().find(known);
    // What holds for all methods of a path stands in front of them.
    let first = || {
        let members = to.node(task.root)?.members();
        let of_all = members.map(|(key, _)| key);
        of_all
            .take_while(|key| ["summary", "description", "servers", "parameters"].contains(key))
            .last()
    };
    Edit::Add {
        after: after.or_else(first).map(str::to_owned),
        to,
        key,
        value,
    }
}

fn has_members(node: &Node) -> bool {
    node.members().next().is_some()
}
