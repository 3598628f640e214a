//! Decides whether edits make one change and nothing else.

use std::collections::HashSet;

use super::edit::Edit;
use super::{Comparison, Key, is_applicable, is_new_operation, is_unused_schema};
use crate::decision::{left_to_person, unclear_removal};
use crate::page::other_places;
use compat::change::Change;
use contract::facts::Address;

/// Why a change is left to a person; `None` if it is not.
pub(super) fn for_a_person(comparison: &Comparison, change: &Change) -> Option<String> {
    if let Some(reason) = left_to_person(change) {
        return Some(reason);
    }
    if let Some(places) = other_places(change, &comparison.changes, &comparison.alternatives) {
        return Some(format!(
            "the page does not show where this belongs, and it may also be {places}: edit the contract \
             by hand"
        ));
    }
    unclear_removal(change, comparison.shows)
}

/// Accepts edits after which their change is settled and no other change is found.
///
/// # Errors
///
/// Why the edits are refused: they do not make the change, or they make another one too.
pub(super) fn judge(
    before: &Comparison,
    after: &Comparison,
    change: &Change,
    edits: &[Edit],
) -> Result<(), String> {
    // The keywords of a new type are compared only once the types are the same.
    let is_retyped = change.keyword.as_deref() == Some("type");
    let retyped: Vec<&Address> = before
        .changes
        .iter()
        .filter(|it| is_retyped && it.keyword.as_deref() == Some("type"))
        .flat_map(|it| &it.places)
        .collect();
    // The next changes add what a new operation still lacks.
    let is_new_operation = is_new_operation(change);
    let may_follow = |it: &Address| {
        retyped.iter().any(|address| it.0.starts_with(&address.0))
            || (is_new_operation && it.0.starts_with(&change.address.0))
    };
    if let Some(new) = new_changes(before, after).find(|it| !may_follow(&it.address)) {
        let component = edits.iter().find_map(|edit| edit.place().component());
        return Err(match component {
            Some(name) => format!(
                "`{name}` is used in several places, and the source changes only some of them: {} is \
                 unchanged",
                new.address
            ),
            None => format!("the edit would also change something else: {}", new.message),
        });
    }
    if let Some(reason) = settled(before, after, change).find_map(|it| for_a_person(before, it)) {
        return Err(reason);
    }
    let count = |comparison: &Comparison| {
        let changes = comparison.changes.iter();
        changes
            .filter(|it| is_applicable(it) && !is_unused_schema(&it.address))
            .filter(|it| !is_retyped || it.keyword.as_deref() == Some("type"))
            .count()
    };
    let is_there = after
        .changes
        .iter()
        .any(|it| Key::of(it) == Key::of(change));
    let is_progress =
        count(after) < count(before) || is_unused_schema(&change.address) || is_new_operation;
    if is_there || !is_progress {
        return Err("the source still differs here after the edit".into());
    }
    Ok(())
}

/// The changes after an edit whose place and keyword did not differ before it.
pub(super) fn new_changes<'c>(
    before: &Comparison,
    after: &'c Comparison,
) -> impl Iterator<Item = &'c Change> {
    let places = |change: &Change| -> Vec<(Address, Option<String>)> {
        let places = change.places.iter().chain([&change.address]);
        places
            .map(|place| (place.clone(), change.keyword.clone()))
            .collect()
    };
    let known = before.changes.iter().filter(|it| is_applicable(it));
    let known: HashSet<_> = known.flat_map(places).collect();
    after.changes.iter().filter(move |change| {
        is_applicable(change)
            && !is_unused_schema(&change.address)
            && !places(change).iter().any(|place| known.contains(place))
    })
}

/// The other changes that the edits of one change make as well.
pub(super) fn settled<'c>(
    before: &'c Comparison,
    after: &Comparison,
    change: &Change,
) -> impl Iterator<Item = &'c Change> {
    let key = Key::of(change);
    new_changes(after, before).filter(move |it| Key::of(it) != key)
}
