//! Folds findings that one edit causes into one change.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

use super::words::{canonical, short};
use crate::change::{Action, Change, Class};
use contract::ParameterPlace;
use contract::facts::{Address, Step};

/// Folds the changes that one edit causes into one.
pub(super) fn fold(changes: Vec<Change>) -> Vec<Change> {
    let changes = below_types(changes);
    let changes = servers(changes);
    let changes = choices(changes);
    let changes = renamed_examples(changes);
    let changes = replaced_values(changes);
    moved_parameters(changes)
}

/// Keywords that do not depend on the type: a change of one is not part of a change of type.
const APART: [&str; 9] = [
    "required",
    "nullable",
    "deprecated",
    "x-sunset",
    "readOnly",
    "writeOnly",
    "style",
    "explode",
    "content",
];

/// Folds the changes of constraints, elements, and properties that follow from a change of type.
fn below_types(mut changes: Vec<Change>) -> Vec<Change> {
    // The worst change of type at each place: what follows from it may not be shown by the first of them.
    let mut typed: HashMap<&[Step], usize> = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        if change.keyword.as_deref() == Some("type") && change.class == Class::Contract {
            for place in &change.places {
                let worst = typed.entry(&place.0).or_insert(at);
                if change.wire > changes[*worst].wire {
                    *worst = at;
                }
            }
        }
    }
    let mut followed: Vec<(usize, usize)> = Vec::new();
    for (other, change) in changes.iter().enumerate() {
        if typed.is_empty() || !matches!(change.class, Class::Contract | Class::Equivalent) {
            continue;
        }
        let steps = change.address.0.as_slice();
        let follows_there = change
            .keyword
            .as_deref()
            .is_some_and(|it| !APART.contains(&it));
        // The outermost change of type also covers those below it.
        let above = (0..=steps.len())
            .filter(|&length| length < steps.len() || follows_there)
            .filter_map(|length| typed.get(&steps[..length]).copied())
            // A change with a worse verdict than the change of type is reported separately.
            .find(|&at| at != other && change.wire <= changes[at].wire);
        followed.extend(above.map(|at| (at, other)));
    }
    for (at, other) in followed {
        take_in(&mut changes, at, other);
    }
    changes.retain(|change| !change.id.is_empty());
    changes
}

/// Moves a change into the details of another and empties its id, which marks it as folded.
fn take_in(changes: &mut [Change], at: usize, other: usize) {
    let id = std::mem::take(&mut changes[other].id);
    let also = std::mem::take(&mut changes[other].also);
    let details = std::mem::take(&mut changes[other].details);
    let message = std::mem::take(&mut changes[other].message);
    let (wire, rust) = (changes[other].wire, changes[other].rust);
    let change = &mut changes[at];
    change.details.push(message);
    change.details.extend(details);
    change.wire = change.wire.max(wire);
    change.rust = change.rust.max(rust);
    for id in std::iter::once(id).chain(also) {
        if id != change.id && !change.also.contains(&id) {
            change.also.push(id);
        }
    }
}

/// One change for a removal and an addition that replaces it, with the id and the verdict of the
/// worse of the two.
fn replaced(gone: &Change, new: &Change, keyword: &str, message: String) -> Change {
    let (worse, lesser) = if new.wire > gone.wire {
        (new, gone)
    } else {
        (gone, new)
    };
    let mut also: Vec<String> = Vec::new();
    for id in std::iter::once(&lesser.id)
        .chain(&worse.also)
        .chain(&lesser.also)
    {
        if *id != worse.id && !also.contains(id) {
            also.push(id.clone());
        }
    }
    Change {
        id: worse.id.clone(),
        also,
        action: Action::Changed,
        wire: worse.wire,
        rust: worse.rust.max(lesser.rust),
        reason: worse.reason.clone(),
        witness: worse.witness.clone(),
        keyword: Some(keyword.to_owned()),
        message,
        details: Vec::new(),
        source: new.source.clone(),
        ..gone.clone()
    }
}

fn servers(mut changes: Vec<Change>) -> Vec<Change> {
    let only = |changes: &[Change], action: Action| {
        let mut found = (0..changes.len()).filter(|&at| {
            changes[at].action == action
                && changes[at].keyword.is_none()
                && matches!(changes[at].address.0.last(), Some(Step::Server(_)))
        });
        match (found.next(), found.next()) {
            (Some(at), None) => Some(at),
            _ => None,
        }
    };
    let (Some(gone), Some(new)) = (
        only(&changes, Action::Removed),
        only(&changes, Action::Added),
    ) else {
        return changes;
    };
    let url = |at: usize| match changes[at].address.0.last() {
        Some(Step::Server(url)) => url.clone(),
        _ => String::new(),
    };
    let (before, after) = (url(gone), url(new));
    let message = format!("the server `{before}` changed to `{after}`");
    let mut change = replaced(&changes[gone], &changes[new], "url", message);
    change.before = Some(before.into());
    change.after = Some(after.into());
    changes[gone] = change;
    changes.remove(new);
    changes
}

/// Folds `oneOf` that became `anyOf`, or the reverse, with the same alternatives.
fn choices(mut changes: Vec<Change>) -> Vec<Change> {
    // The options that were added or removed, by the schemas that they are options of.
    let mut by_parent: HashMap<Address, Vec<usize>> = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        if matches!(change.action, Action::Added | Action::Removed)
            && !keyword_of(change).is_empty()
        {
            for parent in parents(change) {
                by_parent.entry(parent).or_default().push(at);
            }
        }
    }
    let mut looked_at: HashSet<usize> = HashSet::new();
    for at in 0..changes.len() {
        if looked_at.contains(&at) {
            continue;
        }
        let Some((gone, new)) = changed_choice(&changes, &by_parent, at, &mut looked_at) else {
            continue;
        };
        let (keyword, after) = (keyword_of(&changes[gone[0]]), keyword_of(&changes[new[0]]));
        let mut known = HashSet::new();
        let places: Vec<Address> = gone
            .iter()
            .flat_map(|&at| parents(&changes[at]))
            .filter(|place| known.insert(place.clone()))
            .collect();
        let place = places.first().cloned().unwrap_or_default();
        let message = format!("`{keyword}` of `{}` changed to `{after}`", place.place());
        let mut change = replaced(&changes[gone[0]], &changes[new[0]], &keyword, message);
        change.address = place;
        change.places = places;
        change.before = Some(keyword.into());
        change.after = Some(after.into());
        changes[gone[0]] = change;
        for &at in gone[1..].iter().chain(&new) {
            changes[at].id.clear();
        }
    }
    changes.retain(|change| !change.id.is_empty());
    changes
}

/// The options that were removed together with this one, and those that were added, if they are the
/// same under another keyword.
fn changed_choice(
    changes: &[Change],
    by_parent: &HashMap<Address, Vec<usize>>,
    at: usize,
    looked_at: &mut HashSet<usize>,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let keyword = keyword_of(&changes[at]);
    if changes[at].action != Action::Removed || changes[at].id.is_empty() || keyword.is_empty() {
        return None;
    }
    let mut beside: Vec<usize> = parents(&changes[at])
        .filter_map(|parent| by_parent.get(&parent))
        .flatten()
        .copied()
        .filter(|&other| !changes[other].id.is_empty())
        .collect();
    beside.sort_unstable();
    beside.dedup();
    let (gone, new): (Vec<usize>, Vec<usize>) = beside
        .into_iter()
        .partition(|&other| changes[other].action == Action::Removed);
    let gone: Vec<usize> = gone
        .into_iter()
        .filter(|&other| keyword_of(&changes[other]) == keyword)
        .collect();
    // One comparison covers all of them.
    looked_at.extend(&gone);
    if gone.first() != Some(&at) || new.is_empty() {
        return None;
    }
    let labels = |found: &[usize]| {
        let mut labels: Vec<String> = found.iter().map(|&at| label_of(&changes[at])).collect();
        labels.sort();
        labels
    };
    let (before, after) = (labels(&gone), labels(&new));
    // Where a side has no alternatives, the first one added or removed represents all.
    let is_first = after.len() == 1 && before.contains(&after[0]);
    let same = (before == after || is_first)
        && new
            .iter()
            .all(|&other| keyword_of(&changes[other]) != keyword);
    same.then_some((gone, new))
}

fn parents(change: &Change) -> impl Iterator<Item = Address> {
    change
        .places
        .iter()
        .filter_map(|place| Some(Address(place.0.split_last()?.1.to_vec())))
}

/// The keyword of the choice that an alternative was added to or removed from; empty for a change
/// of anything else.
fn keyword_of(change: &Change) -> String {
    match change.address.0.last() {
        Some(Step::Choice(keyword, _)) if change.keyword.is_none() => keyword.clone(),
        _ => String::new(),
    }
}

fn label_of(change: &Change) -> String {
    match change.address.0.last() {
        Some(Step::Choice(_, label)) => label.clone(),
        _ => String::new(),
    }
}

/// Folds the removal and the addition of one value of an `enum` into a replacement.
fn replaced_values(mut changes: Vec<Change>) -> Vec<Change> {
    let is_value = |change: &Change| {
        change.keyword.as_deref() == Some("enum") && change.id.contains("-enum-value-")
    };
    let mut by_address: HashMap<&Address, Vec<usize>> = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        if is_value(change) {
            by_address.entry(&change.address).or_default().push(at);
        }
    }
    let pairs: Vec<(usize, usize)> = by_address
        .into_values()
        .filter_map(|here| match *here.as_slice() {
            [one, other] if changes[one].action == Action::Removed => Some((one, other)),
            [one, other] => Some((other, one)),
            _ => None,
        })
        .filter(|&(gone, new)| {
            changes[gone].action == Action::Removed
                && changes[new].action == Action::Added
                && changes[new].places == changes[gone].places
        })
        .collect();
    for (at, new) in pairs {
        let gone = &changes[at];
        let value = |value: &Option<Value>| value.as_ref().map(short).unwrap_or_default();
        let message = format!(
            "{} replaces {} among the values of `{}`",
            value(&changes[new].after),
            value(&gone.before),
            gone.address.place()
        );
        let mut change = replaced(gone, &changes[new], "enum", message);
        change.after.clone_from(&changes[new].after);
        changes[at] = change;
        changes[new].id.clear();
    }
    changes.retain(|change| !change.id.is_empty());
    changes
}

/// Folds an example that is the same under another name into a rename.
fn renamed_examples(mut changes: Vec<Change>) -> Vec<Change> {
    let of_action =
        |change: &Change, action: Action| change.class == Class::Example && change.action == action;
    let mut new: HashMap<(Address, Option<String>), VecDeque<usize>> = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        if of_action(change, Action::Added) {
            let key = (change.address.clone(), change.after.as_ref().map(canonical));
            new.entry(key).or_default().push_back(at);
        }
    }
    for at in 0..changes.len() {
        let gone = &changes[at];
        if new.is_empty() || !of_action(gone, Action::Removed) {
            continue;
        }
        let key = (gone.address.clone(), gone.before.as_ref().map(canonical));
        let Some(other) = new.get_mut(&key).and_then(VecDeque::pop_front) else {
            continue;
        };
        let name = |change: &Change| {
            let keyword = change.keyword.as_deref().unwrap_or_default();
            keyword.trim_start_matches("examples/").to_owned()
        };
        let (before, after) = (name(gone), name(&changes[other]));
        let message = format!("the example `{before}` was renamed to `{after}`");
        let keyword = gone.keyword.clone().unwrap_or_default();
        let mut change = replaced(gone, &changes[other], &keyword, message);
        change.action = Action::Renamed;
        change.before = Some(before.into());
        change.after = Some(after.into());
        changes[at] = change;
        changes[other].id.clear();
    }
    changes.retain(|change| !change.id.is_empty());
    changes
}

/// The operation that a parameter belongs to, and its name.
type Named = (Vec<Step>, String);

/// Folds a parameter that is the same in another part of the request into a move.
fn moved_parameters(mut changes: Vec<Change>) -> Vec<Change> {
    let parameter = |change: &Change| match change.address.0.split_last() {
        Some((Step::Parameter(place, name), rest))
            if change.keyword.is_none() && !change.id.is_empty() =>
        {
            Some(((rest.to_vec(), name.clone()), *place))
        }
        _ => None,
    };
    let mut new: HashMap<Named, Vec<(usize, ParameterPlace)>> = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        if change.action == Action::Added
            && let Some((key, place)) = parameter(change)
        {
            new.entry(key).or_default().push((at, place));
        }
    }
    for at in 0..changes.len() {
        if new.is_empty() || changes[at].action != Action::Removed {
            continue;
        }
        let Some((key, before)) = parameter(&changes[at]) else {
            continue;
        };
        let Some(others) = new.get_mut(&key) else {
            continue;
        };
        let Some(found) = others.iter().position(|(_, place)| *place != before) else {
            continue;
        };
        let (other, after) = others.remove(found);
        let name = key.1;
        let message = format!("the parameter `{name}` moved from the {before} to the {after}");
        let mut change = replaced(&changes[at], &changes[other], "in", message);
        change.before = Some(before.to_string().into());
        change.after = Some(after.to_string().into());
        changes[at] = change;
        changes[other].id.clear();
    }
    changes.retain(|change| !change.id.is_empty());
    changes
}
