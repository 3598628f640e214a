//! A part that was added or removed.

use std::collections::HashSet;

use serde_json::json;

use super::components::Components;
use super::copy::Copy;
use super::edit::Edit;
use super::keyword::{renamed_choice, required_by_source, with_required, without_required};
use super::operation;
use super::place::{self, Kind, Place};
use super::pointer::{Pointer, Token};
use super::task::{Candidates, Task};
use compat::change::{Action, Change};
use contract::facts::{Address, Step};
use contract::{Node, ParameterPlace};

pub(super) fn candidates(task: &Task<'_>) -> Candidates {
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
        Step::Choice(..) => renamed_choice(task, &around),
        Step::Parameter(ParameterPlace::Path, _) => {
            Err("a parameter of the path comes and goes with the path".into())
        }
        _ if task.change.action == Action::Removed => removed(task, step, &around),
        Step::Other(_) => Err(format!("`{step}` is added by hand")),
        _ => added(task, step, &around),
    }
}

fn removed(task: &Task<'_>, step: &Step, around: &Address) -> Candidates {
    let place = task.place(&task.change.address)?;
    let mut edits = Vec::new();
    if let Step::Property(name) = step {
        let holder = task.place(around)?;
        edits.extend(without_required(task, &holder.schemas, name));
    }
    let written = [&place.written].into_iter().chain(&place.also);
    edits.extend(written.map(|at| task.remove(at)));
    Ok(vec![edits])
}

fn added(task: &Task<'_>, step: &Step, around: &Address) -> Candidates {
    if matches!(step, Step::Response(status) if status.starts_with('#')) {
        return Err("the source does not show its status".into());
    }
    let holder = task.place(around)?;
    let theirs = task.theirs(&task.change.address);
    let theirs = theirs.ok_or("the source does not write this place down by itself")?;
    let mut name = None;
    let mut steps = 2;
    let mut bases = std::slice::from_ref(&holder.node);
    match step {
        Step::Property(property) => {
            name = Some(property.as_str());
            bases = &holder.schemas;
        }
        Step::Items | Step::Values => {
            steps = 1;
            bases = &holder.schemas;
        }
        Step::RequestBody => steps = 1,
        Step::Parameter(_, own) | Step::Header(own) | Step::Response(own) => name = Some(own),
        _ => {}
    }
    let is_required = matches!(step, Step::Property(name)
        if required_by_source(task, around).iter().any(|it| it == name));
    copied(task, &theirs, name, steps, bases, |base| {
        let name = name.filter(|_| is_required);
        name.map(|name| with_required(task, base, around, name))
            .transpose()
    })
}

/// The schema of a body that has none, or none any more.
pub(super) fn schema(task: &Task<'_>, place: &Place) -> Candidates {
    if task.change.action == Action::Removed {
        return Ok(vec![vec![task.remove(&place.node.key("schema"))]]);
    }
    let theirs = task.theirs(&task.change.address);
    let mut theirs = theirs.ok_or("the source does not write this place down by itself")?;
    theirs.kind = Kind::Schema;
    theirs.written = theirs.node.key("schema");
    copied(
        task,
        &theirs,
        None,
        1,
        std::slice::from_ref(&place.node),
        |_| Ok(None),
    )
}

/// Copies a place of the source below each of some places of the contract, by as many steps as the
/// last ones to it; `beside` is what else is edited there.
fn copied(
    task: &Task<'_>,
    theirs: &Place,
    name: Option<&str>,
    steps: usize,
    bases: &[Pointer],
    beside: impl Fn(&Pointer) -> Result<Option<Edit>, String>,
) -> Candidates {
    let components = Components::new(task);
    let copy = Copy::new(task, &components);
    let node = theirs
        .written
        .node(task.source.root())
        .ok_or("the place is none")?;
    let value = copy.part(node, theirs.kind, name)?;
    let new = components.edits(&copy)?;
    let bases = bases
        .iter()
        .filter(|at| !place::is_reference(task.root(), at));
    let mut bases: Vec<&Pointer> = bases.collect();
    // One more belongs where the contract has what it follows, or others of the kind.
    let group = theirs.written.0.iter().nth_back(steps - 1);
    if let Some(Token::Key(group)) = group {
        let follows = |at: &Pointer| task.previous(&at.key(group), &theirs.written).is_some();
        bases.sort_by_key(|at| (!follows(at), !task.has(at, &[group])));
    }
    let mut all = Vec::new();
    for base in bases {
        let edit = task.add(base, &theirs.written, steps, value.clone());
        let edit = edit.ok_or("the contract has it in another form")?;
        let edits = new.iter().cloned().chain(beside(base)?).chain([edit]);
        all.push(edits.collect());
    }
    if all.is_empty() {
        return Err("the contract has no schema in this place".into());
    }
    Ok(all)
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

/// Of a server that was removed and one that was added, the one is the other.
fn server(task: &Task<'_>, url: &str, around: &Address) -> Candidates {
    let is_added = task.change.action == Action::Added;
    let changes = task.comparison.changes.iter();
    let other = changes
        .clone()
        .find_map(|it| server_of(it, around, !is_added));
    let (old, new) = match (is_added, other) {
        (true, other) => (other, Some(url)),
        (false, other) => (Some(url), other),
    };
    let place = |url: &str| place::find(task.root(), &around.then(Step::Server(url.to_owned())));
    if new.and_then(place).is_some() {
        return Err("the contract has this server in another place".into());
    }
    let edit = match (old.and_then(place), new) {
        (Some(old), Some(new)) => task.set(&old.node, "url", Some(new.into())),
        (Some(old), None) => Some(task.remove(&old.written)),
        (None, Some(new)) => {
            let theirs = task.theirs(&around.then(Step::Server(new.to_owned())));
            let theirs = theirs.ok_or("the source does not write this server down here")?;
            let holder = task.place(around)?;
            task.add(&holder.node, &theirs.written, 2, json!({ "url": new }))
        }
        (None, None) => None,
    };
    let edit = edit.ok_or("the contract does not write this server down here")?;
    Ok(vec![vec![edit]])
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
