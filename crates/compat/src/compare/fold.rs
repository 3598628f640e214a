//! One edit that shows in several findings, said as one.

use std::collections::HashMap;

use super::facts::short;
use crate::change::{Action, Change, Class};
use contract::facts::{Address, Step};

/// Folds together what one edit brings with it.
pub(super) fn fold(changes: Vec<Change>) -> Vec<Change> {
    let changes = below_types(changes);
    let changes = servers(changes);
    let changes = choices(changes);
    let changes = renamed_examples(changes);
    let changes = replaced_values(changes);
    moved_parameters(changes)
}

/// What is said of a value whatever its type is: a change of it is an edit of its own.
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

/// A value of another type has other constraints, elements, and properties: they follow from it.
fn below_types(mut changes: Vec<Change>) -> Vec<Change> {
    let typed: Vec<usize> = (0..changes.len())
        .filter(|&at| {
            changes[at].keyword.as_deref() == Some("type") && changes[at].class == Class::Contract
        })
        .collect();
    for at in typed {
        let address = changes[at].address.clone();
        let mut followed = Vec::new();
        for (other, change) in changes.iter().enumerate() {
            // What is worse than the change of type does not follow from it.
            let is_below = other != at
                && change.wire <= changes[at].wire
                && matches!(change.class, Class::Contract | Class::Equivalent)
                && change.address.0.starts_with(&address.0)
                && (change.address != address
                    || change
                        .keyword
                        .as_deref()
                        .is_some_and(|it| !APART.contains(&it)));
            if is_below {
                followed.push(other);
            }
        }
        take_in(&mut changes, at, &followed);
    }
    changes.retain(|change| !change.id.is_empty());
    changes
}

/// Moves changes into the details of another; what is left of them has no id.
fn take_in(changes: &mut [Change], at: usize, followed: &[usize]) {
    for &other in followed {
        let taken = changes[other].clone();
        if taken.id.is_empty() {
            continue;
        }
        let change = &mut changes[at];
        change.details.push(taken.message);
        change.details.extend(taken.details);
        change.wire = change.wire.max(taken.wire);
        change.rust = change.rust.max(taken.rust);
        for id in std::iter::once(taken.id).chain(taken.also) {
            if id != change.id && !change.also.contains(&id) {
                change.also.push(id);
            }
        }
        changes[other].id.clear();
    }
}

/// A change that says of two that the one took the place of the other, under the id and with the
/// verdict of the worse.
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
        contract: gone.contract.clone(),
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
    let message = format!("the server `{before}` became `{after}`");
    let mut change = replaced(&changes[gone], &changes[new], "url", message);
    change.before = Some(before.into());
    change.after = Some(after.into());
    changes[gone] = change;
    changes.remove(new);
    changes
}

/// `oneOf` that became `anyOf`, or the other way round, with the same options.
fn choices(mut changes: Vec<Change>) -> Vec<Change> {
    while let Some((gone, new)) = changed_choice(&changes) {
        let (keyword, after) = (keyword_of(&changes[gone[0]]), keyword_of(&changes[new[0]]));
        let first = &changes[gone[0]];
        let mut places: Vec<Address> = Vec::new();
        for path in gone.iter().flat_map(|&at| parents(&changes[at])) {
            if !places.contains(&path) {
                places.push(path);
            }
        }
        let place = places.first().cloned().unwrap_or_default();
        let message = format!("`{keyword}` of `{}` became `{after}`", place.place());
        let mut change = replaced(first, &changes[new[0]], &keyword, message);
        change.address = place;
        change.places = places;
        change.before = Some(keyword.into());
        change.after = Some(after.into());
        changes[gone[0]] = change;
        for &at in gone[1..].iter().chain(&new) {
            changes[at].id.clear();
        }
        changes.retain(|change| !change.id.is_empty());
    }
    changes
}

/// The options that went and those that came, if they are the same under another keyword.
fn changed_choice(changes: &[Change]) -> Option<(Vec<usize>, Vec<usize>)> {
    let options = |action: Action, keyword: Option<&str>, place: &[Address]| -> Vec<usize> {
        (0..changes.len())
            .filter(|&at| {
                let its = keyword_of(&changes[at]);
                changes[at].action == action
                    && !its.is_empty()
                    && keyword.is_none_or(|keyword| keyword == its)
                    && parents(&changes[at]).any(|parent| place.contains(&parent))
            })
            .collect()
    };
    let labels = |found: &[usize]| {
        let mut labels: Vec<String> = found.iter().map(|&at| label_of(&changes[at])).collect();
        labels.sort();
        labels
    };
    (0..changes.len())
        .filter(|&at| changes[at].action == Action::Removed)
        .find_map(|at| {
            let keyword = keyword_of(&changes[at]);
            let place: Vec<Address> = parents(&changes[at]).collect();
            if keyword.is_empty() {
                return None;
            }
            let gone = options(Action::Removed, Some(&keyword), &place);
            let new = options(Action::Added, None, &place);
            let (before, after) = (labels(&gone), labels(&new));
            // Where there was no choice, the first of its options stands for all.
            let is_first = after.len() == 1 && before.contains(&after[0]);
            let same = (before == after || is_first)
                && new
                    .iter()
                    .all(|&other| keyword_of(&changes[other]) != keyword);
            same.then_some((gone, new))
        })
}

fn parents(change: &Change) -> impl Iterator<Item = Address> {
    change
        .places
        .iter()
        .filter_map(|place| Some(Address(place.0.split_last()?.1.to_vec())))
}

/// The keyword of the choice that an option was added to or removed from; empty for what is none.
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

/// The one value of a list that went, and the one that came in its place.
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
        let value =
            |value: &Option<serde_json::Value>| value.as_ref().map(short).unwrap_or_default();
        let message = format!(
            "{} in place of {} is one of the values of `{}` now",
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

/// An example that is the same under another name.
fn renamed_examples(mut changes: Vec<Change>) -> Vec<Change> {
    let mut at = 0;
    while at < changes.len() {
        let gone = &changes[at];
        let is_gone = gone.class == Class::Example && gone.action == Action::Removed;
        let new = is_gone
            .then(|| {
                changes.iter().position(|new| {
                    new.class == Class::Example
                        && new.action == Action::Added
                        && new.address == gone.address
                        && new.after == gone.before
                })
            })
            .flatten();
        let Some(new) = new else {
            at += 1;
            continue;
        };
        let name = |change: &Change| {
            let keyword = change.keyword.as_deref().unwrap_or_default();
            keyword.trim_start_matches("examples/").to_owned()
        };
        let (before, after) = (name(&changes[at]), name(&changes[new]));
        let message = format!("the example `{before}` is called `{after}` now");
        let keyword = changes[at].keyword.clone().unwrap_or_default();
        let mut change = replaced(&changes[at], &changes[new], &keyword, message);
        change.action = Action::Renamed;
        change.before = Some(before.into());
        change.after = Some(after.into());
        changes[at] = change;
        changes.remove(new);
        at = 0;
    }
    changes
}

/// A parameter that is the same in another part of the request.
fn moved_parameters(mut changes: Vec<Change>) -> Vec<Change> {
    let parameter = |change: &Change| match change.address.0.split_last() {
        Some((Step::Parameter(place, name), rest)) if change.keyword.is_none() => {
            Some((rest.to_vec(), *place, name.clone()))
        }
        _ => None,
    };
    let mut at = 0;
    while at < changes.len() {
        let gone = parameter(&changes[at]).filter(|_| changes[at].action == Action::Removed);
        let moved = gone.and_then(|(rest, before, name)| {
            let other = (0..changes.len()).find(|&other| {
                changes[other].action == Action::Added
                    && parameter(&changes[other]).is_some_and(|(its_rest, place, its_name)| {
                        its_rest == rest && its_name == name && place != before
                    })
            })?;
            let (_, after, _) = parameter(&changes[other])?;
            Some((other, before, after, name))
        });
        if let Some((other, before, after, name)) = moved {
            let message = format!("the parameter `{name}` moved from the {before} to the {after}");
            let mut change = replaced(&changes[at], &changes[other], "in", message);
            change.before = Some(before.to_string().into());
            change.after = Some(after.to_string().into());
            changes[at] = change;
            changes.remove(other);
            at = 0;
        } else {
            at += 1;
        }
    }
    changes
}
