//! Edits the text of a contract until it states what a source states.
//!
//! Each change is applied by itself and kept only if a comparison of the edited contract with the
//! source no longer finds it, and finds nothing new. An edit that is wrong, or that reaches a place
//! where the source does not differ, is discarded, and its change is left to a person.

mod components;
mod copy;
mod dialect;
mod edit;
mod example;
mod judge;
mod keyword;
mod operation;
mod part;
mod place;
mod pointer;
mod reuse;
mod task;
mod vendor;
mod wanted;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use vendor::Vendor;
pub use wanted::{NotAnOperation, Wanted};

use crate::decision;
pub use crate::decision::ShowsResponses;
use compat::change::{Action, Change, Class};
use contract::Document;
use contract::facts::{Address, Facts, Step};
use edit::Edit;
use place::Kind;
use task::Task;

/// What a comparison of a contract with a source found.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the contract states, as far as the source can show it.
    pub expected: Facts,
    /// What the source states.
    pub stated: Arc<Facts>,
    /// The source as an OpenAPI document.
    pub source: Arc<Document>,
    /// The changes to apply. An operation that the contract lacks is one of them if it was requested.
    pub changes: Vec<Change>,
    /// The changes of each other reading of the source, where its form is ambiguous.
    pub alternatives: Vec<Vec<Change>>,
    /// Operations that the contract lacks and that were not requested.
    pub lacking: Vec<Change>,
    /// Parts of an operation to add that may as well belong elsewhere.
    pub unsettled: Vec<Left>,
    /// What the source shows of responses.
    pub shows: ShowsResponses,
}

/// A contract after every change that could be applied was applied.
#[derive(Clone, Debug)]
pub struct Synced {
    /// The contract's text.
    pub text: String,
    /// The changes that the text now has, in the order in which they were applied.
    pub applied: Vec<Change>,
    /// The changes that are left to a person.
    pub left: Vec<Left>,
    /// Operations of the source that the contract lacks and that were not requested.
    pub lacking: Vec<Change>,
}

/// A change that was not applied.
#[derive(Clone, Debug)]
pub struct Left {
    /// The change, with its place in the contract as it was given.
    pub change: Change,
    /// Why it was not applied.
    pub reason: String,
}

/// Applies the changes that `compare` finds between a contract and a source, as far as that
/// needs no decision.
///
/// Changes of the classes contract and example are applied, others are ignored. `names` maps the
/// names of schemas in the source to their names in the contract; a schema that the contract has
/// under that name is used as it is.
///
/// # Errors
///
/// The error of `compare` for the contract as it is given.
pub fn sync<E>(
    contract: &Document,
    names: &BTreeMap<String, String>,
    mut compare: impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<Synced, E> {
    let mut comparison = compare(contract)?;
    let lacking = std::mem::take(&mut comparison.lacking);
    let unsettled = std::mem::take(&mut comparison.unsettled);
    let mut edited: Option<Document> = None;
    let mut applied: Vec<Change> = Vec::new();
    loop {
        let mut left: Vec<Left> = Vec::new();
        let mut has_applied = false;
        while let Some(change) = next(&comparison, &left, has_applied).cloned() {
            let document = edited.as_ref().unwrap_or(contract);
            let is_back = applied.iter().any(|it| Key::of(it) == Key::of(&change));
            let outcome = if is_back {
                Err("applying another change undoes this one".to_owned())
            } else {
                apply(document, &comparison, &change, names, &mut compare)
            };
            match outcome {
                Ok((document, after)) => {
                    applied.extend(judge::settled(&comparison, &after, &change).cloned());
                    applied.push(change);
                    edited = Some(document);
                    comparison = after;
                    has_applied = true;
                }
                Err(reason) => left.push(Left { change, reason }),
            }
        }
        // An applied change may let another one through.
        if left.is_empty() || !has_applied {
            let document = edited.as_ref().unwrap_or(contract);
            let is_added = applied.iter().any(is_new_operation);
            left.extend(unsettled.into_iter().filter(|_| is_added));
            return Ok(Synced {
                text: document.source().text().to_owned(),
                applied,
                left,
                lacking,
            });
        }
    }
}

/// The change to apply next.
fn next<'c>(comparison: &'c Comparison, left: &[Left], has_applied: bool) -> Option<&'c Change> {
    // A new operation uses components that other changes edit, and may use one that nothing refers
    // to yet, so these come last.
    let rank = |change: &Change| {
        if is_unused_schema(&change.address) {
            2
        } else {
            usize::from(is_new_operation(change))
        }
    };
    let may_retry = has_applied && !left.is_empty();
    let is_left = |change: &Change| left.iter().any(|it| Key::of(&it.change) == Key::of(change));
    let open = comparison.changes.iter();
    open.filter(|change| is_applicable(change) && !is_left(change))
        .filter(|change| rank(change) == 0 || !may_retry)
        .min_by_key(|change| rank(change))
}

/// Whether a change is of a class that is applied.
fn is_applicable(change: &Change) -> bool {
    matches!(change.class, Class::Contract | Class::Example)
}

/// Whether a whole operation was added.
fn is_new_operation(change: &Change) -> bool {
    let is_whole = matches!(change.address.0.as_slice(), [Step::Operation { .. }]);
    is_whole && change.keyword.is_none() && change.action == Action::Added
}

/// Whether an address names a component that nothing refers to.
fn is_unused_schema(address: &Address) -> bool {
    matches!(address.0.as_slice(), [Step::Other(name)] if name.starts_with("schema "))
}

/// What a change is about. Its places in the texts are no part of it: they move with every edit.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    address: Address,
    keyword: Option<String>,
    what: String,
}

impl Key {
    fn of(change: &Change) -> Self {
        Self {
            address: change.address.clone(),
            keyword: change.keyword.clone(),
            what: format!("{:?} {:?} {:?}", change.action, change.before, change.after),
        }
    }
}

/// How many candidates of one change are judged.
const MAX_CANDIDATES: usize = 8;

/// Applies one change: the first candidate that the judge accepts. The error is the reason why it
/// accepts none.
fn apply<E>(
    document: &Document,
    comparison: &Comparison,
    change: &Change,
    names: &BTreeMap<String, String>,
    compare: &mut impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<(Document, Comparison), String> {
    let reason = judge::for_a_person(comparison, change).or_else(|| decision::not_edited(change));
    if let Some(reason) = reason {
        return Err(reason);
    }
    let task = Task {
        contract: document,
        source: &comparison.source,
        comparison,
        change,
        names,
    };
    let media = || {
        task.place(&change.address)
            .ok()
            .filter(|it| it.kind == Kind::Media)
    };
    let candidates = match change.keyword.as_deref() {
        Some("schema") if let Some(media) = media() => part::schema(&task, &media),
        Some(keyword) => keyword::candidates(&task, keyword),
        None => part::candidates(&task),
    };
    let mut first_reason = None;
    let candidates = candidates?.into_iter().filter(|edits| !edits.is_empty());
    for edits in candidates.take(MAX_CANDIDATES) {
        match apply_candidate(document, comparison, change, &edits, compare) {
            Ok(done) => return Ok(done),
            Err(reason) => first_reason = first_reason.or(Some(reason)),
        }
    }
    Err(first_reason
        .unwrap_or_else(|| "the contract states this in a form that `sync` cannot edit".into()))
}

/// The contract after some edits, and its comparison with the source, if the edits make this change
/// and nothing else.
fn apply_candidate<E>(
    document: &Document,
    comparison: &Comparison,
    change: &Change,
    edits: &[Edit],
    compare: &mut impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<(Document, Comparison), String> {
    let edited = edit::apply_all(document, edits)
        .ok_or("`sync` cannot make the edit in the layout of this text")?;
    let after =
        compare(&edited).map_err(|_| "the source cannot be compared with the edited contract")?;
    let (edited, after) = reuse::components(edited, after, edits, compare);
    judge::judge(comparison, &after, change, edits)?;
    Ok((edited, after))
}
