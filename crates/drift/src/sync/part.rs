//! Candidates for a part that was added or removed.

use super::Comparison;
use super::components::Components;
use super::copy::Copy;
use super::edit::Edit;
use super::keyword::{renamed_choice, required_by_source, with_required, without_required};
use super::operation;
use super::place::{self, Kind, Place};
use super::pointer::{Pointer, Token};
use super::task::{Candidates, NOT_IN_SOURCE, Task};
use crate::status;
use compat::change::Action;
use contract::facts::{Address, Step};

pub(super) fn candidates(task: &Task<'_>) -> Candidates {
    let Some((step, around)) = task.change.address.0.split_last() else {
        return Err("the change concerns the whole document".into());
    };
    let around = Address(around.to_vec());
    let is_added = task.change.action == Action::Added;
    match step {
        Step::Operation { method, path } => operation::added(task, method, path),
        Step::Choice(..) => renamed_choice(task, &around),
        _ if !is_added => removed(task, step, &around),
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
    if status::is_unnumbered(Some(step)) {
        let Comparison { stated, .. } = task.comparison;
        let facts = task.contract.facts();
        return Err(status::candidates(&task.change.address, stated, &facts));
    }
    let holder = task.place(around)?;
    let theirs = task.theirs(&task.change.address).ok_or(NOT_IN_SOURCE)?;
    let (name, steps, is_in_schema) = match step {
        Step::Property(name) => (Some(name.as_str()), 2, true),
        Step::Items | Step::Values => (None, 1, true),
        Step::RequestBody => (None, 1, false),
        Step::Parameter(_, name) | Step::Header(name) | Step::Response(name) => {
            (Some(name.as_str()), 2, false)
        }
        _ => (None, 2, false),
    };
    let bases = if is_in_schema {
        &holder.schemas
    } else {
        std::slice::from_ref(&holder.node)
    };
    let required = name.filter(|name| {
        let is_property = matches!(step, Step::Property(_));
        is_property && required_by_source(task, around).iter().any(|it| it == name)
    });
    copied(task, &theirs, name, steps, bases, |base| {
        required
            .map(|name| with_required(task, base, around, name))
            .transpose()
    })
}

/// The schema of a media type, where the contract or the source has none.
pub(super) fn schema(task: &Task<'_>, place: &Place) -> Candidates {
    if task.change.action == Action::Removed {
        return Ok(vec![vec![task.remove(&place.node.key("schema"))]]);
    }
    let mut theirs = task.theirs(&task.change.address).ok_or(NOT_IN_SOURCE)?;
    theirs.kind = Kind::Schema;
    theirs.written = theirs.node.key("schema");
    let bases = std::slice::from_ref(&place.node);
    copied(task, &theirs, None, 1, bases, |_| Ok(None))
}

/// Copies a place of the source below places of the contract, at the last `steps` steps of its
/// pointer. `beside` gives another edit of the same place.
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
    let node = theirs.written.node(task.source.root());
    let value = copy.part(node.ok_or(NOT_IN_SOURCE)?, theirs.kind, name)?;
    let new = components.edits(|node, name| copy.part(node, Kind::Schema, Some(name)))?;
    let bases = bases
        .iter()
        .filter(|at| !place::is_reference(task.root(), at));
    let mut bases: Vec<&Pointer> = bases.collect();
    // The likely place has the part that precedes the new one, or other parts of its kind.
    let group = theirs.written.0.iter().nth_back(steps - 1);
    if let Some(Token::Key(group)) = group {
        let follows = |at: &Pointer| task.previous(&at.key(group), &theirs.written).is_some();
        bases.sort_by_key(|at| (!follows(at), !task.has(at, &[group])));
    }
    let mut all = Vec::new();
    for base in bases {
        let edit = task.add(base, &theirs.written, steps, value.clone());
        let edit = edit.ok_or("the contract already has something else in this place")?;
        let edits = new.iter().cloned().chain(beside(base)?).chain([edit]);
        all.push(edits.collect());
    }
    if all.is_empty() {
        return Err("the contract has no schema in this place".into());
    }
    Ok(all)
}
