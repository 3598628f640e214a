//! Decides whether edits make one change and nothing else.

use std::collections::HashSet;

use super::edit::Edit;
use super::{Comparison, Key, is_applicable, is_new_operation, is_unused_schema};
use crate::page::other_places;
use compat::change::{Action, Change, Class};
use contract::ParameterPlace;
use contract::facts::{Address, Step, is_example};
use pages::Form;
use serde_json::Value;

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

/// What a source shows of responses.
#[derive(Clone, Copy, Debug)]
pub struct ShowsResponses {
    /// Whether it shows their statuses.
    pub with_statuses: bool,
    /// Whether it shows the content of the last response where the contract has one.
    pub to_the_end: bool,
}

impl ShowsResponses {
    /// Everything, as a document does.
    pub(crate) const ALL: Self = Self {
        with_statuses: true,
        to_the_end: true,
    };

    /// Returns what a page shows.
    pub(crate) fn of_page(reading: &pages::Reading) -> Self {
        Self {
            with_statuses: reading.form != Form::Imported,
            to_the_end: !reading.ends_early,
        }
    }
}

/// Returns why a removal in the responses is left to a person; `None` if the source shows it.
pub(crate) fn unclear_removal(change: &Change, shows: ShowsResponses) -> Option<String> {
    if change.action != Action::Removed {
        return None;
    }
    match change.address.0.last() {
        Some(Step::Response(_)) if !shows.with_statuses => Some(
            "the source shows no statuses, so another response may have been removed, or the page may be cut \
             off: remove the response by hand"
                .to_owned(),
        ),
        Some(Step::MediaType(_)) if !shows.to_the_end => Some(
            "the page ends here, so it may be cut off: save or copy it again, to its end; if it still ends \
             here, edit the contract by hand"
                .to_owned(),
        ),
        _ => None,
    }
}

/// Returns why a change is left to a person, whatever the source is; `None` if it may be applied.
pub(crate) fn left_to_person(change: &Change) -> Option<String> {
    if change.action == Action::Renamed && change.class != Class::Example {
        let reason =
            "this may be a rename, or a removal and an addition: edit the contract by hand";
        return Some(reason.into());
    }
    let (word, known) = misspelling(change)?;
    Some(format!(
        "`{word}` is not a known type or format, and may be a misspelling of `{known}`: write the \
         right one by hand"
    ))
}

/// Returns why no edit makes a change, whatever the source is; `None` if there may be one.
pub(crate) fn not_edited(change: &Change) -> Option<String> {
    let is_path = |value: &Option<Value>| value.as_ref().is_some_and(|it| it == "path");
    let what = match (change.keyword.as_deref(), change.address.0.last()) {
        (None, Some(Step::Operation { .. })) if change.action == Action::Removed => {
            return Some("`sync` removes no operation: remove it by hand".into());
        }
        (None, Some(Step::Parameter(ParameterPlace::Path, _))) => "parameters of the path".into(),
        (Some("in"), _) if is_path(&change.before) || is_path(&change.after) => {
            "parameters of the path".into()
        }
        (None, Some(Step::Webhook { .. } | Step::Callback { .. })) => {
            "webhooks and callbacks".into()
        }
        (None, Some(Step::SecurityScheme(_))) => "security schemes".into(),
        (Some(keyword), _) if is_example(keyword) || keyword.starts_with("required/") => {
            return None;
        }
        (Some("method" | "path"), Some(Step::Operation { .. })) => {
            "the method and path of an operation".into()
        }
        (Some(keyword @ ("security" | "encoding" | "content" | "allOf")), _) => {
            format!("`{keyword}`")
        }
        (Some(keyword), _) if keyword.contains(['/', ' ']) => format!("`{keyword}`"),
        _ => return None,
    };
    Some(format!(
        "`sync` does not edit {what}: edit the contract by hand"
    ))
}

/// A type or format of the source that is probably misspelt, and the one that it may mean.
fn misspelling(change: &Change) -> Option<(&str, &'static str)> {
    let keyword = change.keyword.as_deref()?;
    let words = match change.after.as_ref()? {
        _ if !matches!(keyword, "type" | "format") => return None,
        Value::Array(words) => words.as_slice(),
        word => std::slice::from_ref(word),
    };
    let mut words = words.iter().filter_map(Value::as_str);
    words.find_map(|word| Some((word, compat::correction(word)?)))
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
