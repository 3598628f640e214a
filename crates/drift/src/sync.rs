//! Moves a contract to what a source says, in the text of the contract.
//!
//! Every change is made by itself, and kept only if a comparison of the edited contract with the
//! source no longer finds it, and finds nothing new. So an edit that is wrong, or that changes a
//! place the source does not change, is not made but listed.

mod build;
mod components;
mod copy;
mod dialect;
mod edit;
mod example;
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

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

pub use vendor::Vendor;
pub use wanted::{NotAnOperation, Wanted};

use crate::page::other_places;
use compat::change::{Action, Change, Class};
use contract::Document;
use contract::facts::{Address, Facts, Step};
use edit::Edit;
use task::Task;

/// A contract held against a source.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the contract says, as far as the source can say it.
    pub expected: Facts,
    /// What the source says.
    pub stated: Arc<Facts>,
    /// The source as a document; `None` for a page, which is written as one where that is needed.
    pub source: Option<Arc<Document>>,
    /// What differs, and is to be moved. An operation that the contract lacks is among it if it
    /// was asked for.
    pub changes: Vec<Change>,
    /// What differs if the source is read otherwise, where its form leaves that open.
    pub alternatives: Vec<Vec<Change>>,
    /// Operations that the contract lacks and nobody asked for.
    pub lacking: Vec<Change>,
    /// Whether the source is a page.
    pub is_page: bool,
    /// Whether the source shows which status each response has.
    pub shows_statuses: bool,
}

/// A contract after what could be moved was moved.
#[derive(Clone, Debug)]
pub struct Synced {
    /// The contract's text.
    pub text: String,
    /// The changes that the text now has, in the order in which they were made.
    pub applied: Vec<Change>,
    /// The changes that are left to a person.
    pub left: Vec<Left>,
    /// The operations of the source that the contract lacks, and that nobody asked for.
    pub lacking: Vec<Change>,
}

/// A change that was not made.
#[derive(Clone, Debug)]
pub struct Left {
    /// The change, in the contract as it now is.
    pub change: Change,
    /// Why it was not made.
    pub reason: String,
}

/// Moves a contract, as far as that can be done without guessing; `hold` holds a contract against
/// the source.
///
/// Changes of class contract and example are moved, others are passed over. `names` gives schemas
/// of the source, by their names there, the names that they get in the contract; one that the
/// contract has already is used as it is.
///
/// # Errors
///
/// Whatever `hold` gives for the contract as it is.
pub fn sync<E>(
    contract: &Document,
    names: &BTreeMap<String, String>,
    mut hold: impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<Synced, E> {
    let mut comparison = hold(contract)?;
    let lacking = std::mem::take(&mut comparison.lacking);
    let mut edited: Option<Document> = None;
    let mut applied = Vec::new();
    loop {
        let mut left: Vec<Left> = Vec::new();
        let mut has_moved = false;
        loop {
            let document = edited.as_ref().unwrap_or(contract);
            let is_left =
                |change: &Change| left.iter().any(|it| Key::of(&it.change) == Key::of(change));
            let mut open = comparison
                .changes
                .iter()
                .filter(|change| concerns(change) && !is_left(change));
            // What a new operation shares with others is as it should be by the time it is added,
            // and what nothing uses may be what it needs.
            let is_settled = left.is_empty() || !has_moved;
            let is_early = |it: &&Change| !is_operation(it) && !is_unused_schema(&it.address);
            let next = open.clone().find(is_early);
            let mut late = open.clone().filter(|_| is_settled);
            let next = next.or_else(|| late.find(|it| is_operation(it)));
            let next = next.or_else(|| open.find(|_| is_settled));
            let Some(change) = next.cloned() else { break };
            let is_back = applied.iter().any(|it| Key::of(it) == Key::of(&change));
            let made = if is_back {
                Err("another change undoes it".to_owned())
            } else {
                attempt(document, &comparison, &change, names, &mut hold)
            };
            match made {
                Ok((document, after)) => {
                    applied.extend(settled(&comparison, &after, &change).cloned());
                    applied.push(change);
                    edited = Some(document);
                    comparison = after;
                    has_moved = true;
                }
                Err(reason) => left.push(Left { change, reason }),
            }
        }
        // What was in the way of another change may be gone now.
        if left.is_empty() || !has_moved {
            let text = edited
                .as_ref()
                .unwrap_or(contract)
                .source()
                .text()
                .to_owned();
            return Ok(Synced {
                text,
                applied,
                left,
                lacking,
            });
        }
    }
}

fn concerns(change: &Change) -> bool {
    matches!(change.class, Class::Contract | Class::Example)
}

/// Whether a whole operation was added.
fn is_operation(change: &Change) -> bool {
    let is_whole = matches!(change.address.0.as_slice(), [Step::Operation { .. }]);
    is_whole && change.keyword.is_none() && change.action == Action::Added
}

/// What a change is about, whatever the lines it is seen in.
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

/// Makes one change in a copy, and looks what came of it.
fn attempt<E>(
    document: &Document,
    comparison: &Comparison,
    change: &Change,
    names: &BTreeMap<String, String>,
    hold: &mut impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<(Document, Comparison), String> {
    if let Some(reason) = for_a_person(comparison, change) {
        return Err(reason);
    }
    let source = match &comparison.source {
        Some(source) => Arc::clone(source),
        None => Arc::new(build::document(document, &comparison.stated)),
    };
    let task = Task {
        contract: document,
        source: &source,
        comparison,
        change,
        names,
    };
    let candidates = match &change.keyword {
        Some(keyword) => keyword::candidates(&task, keyword),
        None => part::candidates(&task),
    };
    let mut first: Option<String> = None;
    for edits in candidates?.into_iter().take(MAX_CANDIDATES) {
        match try_edits(document, comparison, change, &edits, hold) {
            Ok(done) => return Ok(done),
            Err(reason) => first = first.or(Some(reason)),
        }
    }
    Err(first.unwrap_or_else(|| OTHERWISE.into()))
}

/// Why a person has to make a change, if a person has to.
fn for_a_person(comparison: &Comparison, change: &Change) -> Option<String> {
    if change.action == Action::Renamed && change.class != Class::Example {
        return Some("whether this is another name or another thing is for a person to say".into());
    }
    if let Some(places) = other_places(change, &comparison.changes, &comparison.alternatives) {
        return Some(format!(
            "the page does not show where this belongs, and it may be {places} as well: write it \
             where it belongs"
        ));
    }
    let is_response = matches!(change.address.0.last(), Some(Step::Response(_)));
    if is_response && change.action == Action::Removed && !comparison.shows_statuses {
        return Some(
            "the source shows no statuses, so which response is gone, or whether the page was cut \
             off, is for a person to say"
                .into(),
        );
    }
    None
}

/// How many ways to make one change are tried.
const MAX_CANDIDATES: usize = 8;
const OTHERWISE: &str = "the contract writes this otherwise than it is compared";

/// The contract after some edits, if they make the change and nothing else.
fn try_edits<E>(
    document: &Document,
    comparison: &Comparison,
    change: &Change,
    edits: &[Edit],
    hold: &mut impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<(Document, Comparison), String> {
    if edits.is_empty() {
        return Err(OTHERWISE.into());
    }
    let edited =
        apply(document, edits).ok_or("the text is laid out in a way that is edited by hand")?;
    let after =
        hold(&edited).map_err(|_| "the source cannot be read beside the edited contract")?;
    let (edited, after) = reuse::components(edited, after, edits, hold);
    judge(comparison, &after, change, edits)?;
    Ok((edited, after))
}

fn apply(document: &Document, edits: &[Edit]) -> Option<Document> {
    let mut edited: Option<Document> = None;
    for edit in edits {
        edited = Some(edit.apply(edited.as_ref().unwrap_or(document))?);
    }
    edited.filter(|edited| edited.check().is_ok() || document.check().is_err())
}

/// Whether the change is gone and nothing else came of it.
fn judge(
    before: &Comparison,
    after: &Comparison,
    change: &Change,
    edits: &[Edit],
) -> Result<(), String> {
    let keys = |comparison: &Comparison| -> Vec<Key> {
        let changes = comparison.changes.iter();
        changes.filter(|it| concerns(it)).map(Key::of).collect()
    };
    let (known, left) = (keys(before), keys(after));
    // What a value of another type can have besides is compared only once the types are the same.
    let retyped: Vec<&Address> = match change.keyword.as_deref() {
        Some("type") => before
            .changes
            .iter()
            .filter(|it| it.keyword.as_deref() == Some("type"))
            .flat_map(|it| &it.places)
            .collect(),
        _ => Vec::new(),
    };
    // What an operation that was added still lacks is made, or listed, next.
    let is_operation = is_operation(change);
    let follows = |it: &Address| {
        retyped.iter().any(|address| it.0.starts_with(&address.0))
            || (is_operation && it.0.starts_with(&change.address.0))
    };
    let new = unknown(before, after).find(|it| !follows(&it.address));
    if let Some(new) = new {
        let component = edits.iter().find_map(|edit| edit.place().component());
        return Err(match component {
            Some(name) => format!(
                "`{name}` is used in several places, and the source does not change all of them: \
                 {} stays as it is",
                new.address
            ),
            None => format!("it would change something else: {}", new.message),
        });
    }
    // One edit may make several changes, but none that is not to be made.
    let mut settled = settled(before, after, change);
    if let Some(reason) = settled.find_map(|it| for_a_person(before, it)) {
        return Err(reason);
    }
    let count = |keys: &[Key]| {
        let types = |it: &&Key| retyped.is_empty() || it.keyword.as_deref() == Some("type");
        keys.iter()
            .filter(|it| !is_unused_schema(&it.address))
            .filter(types)
            .count()
    };
    let is_progress =
        count(&left) < count(&known) || is_unused_schema(&change.address) || is_operation;
    if left.contains(&Key::of(change)) || !is_progress {
        return Err("the source shows it in a way that an edit does not settle".into());
    }
    Ok(())
}

/// What is found after an edit, at places where the same keyword did not differ before.
fn unknown<'c>(before: &Comparison, after: &'c Comparison) -> impl Iterator<Item = &'c Change> {
    let concerned = before.changes.iter().filter(|it| concerns(it));
    let places: HashSet<(Address, Option<String>)> = concerned
        .flat_map(|change| {
            let places = change.places.iter().chain([&change.address]);
            places.map(|place| (place.clone(), change.keyword.clone()))
        })
        .collect();
    after.changes.iter().filter(move |change| {
        let is_known = |place: &Address| places.contains(&(place.clone(), change.keyword.clone()));
        concerns(change)
            && !is_unused_schema(&change.address)
            && !is_known(&change.address)
            && !change.places.iter().any(is_known)
    })
}

/// The other changes that the edits of one change make as well.
fn settled<'c>(
    before: &'c Comparison,
    after: &Comparison,
    change: &Change,
) -> impl Iterator<Item = &'c Change> {
    let key = Key::of(change);
    unknown(after, before).filter(move |it| Key::of(it) != key)
}

/// Whether this is a component that nothing refers to any more.
fn is_unused_schema(address: &Address) -> bool {
    matches!(address.0.as_slice(), [Step::Other(name)] if name.starts_with("schema "))
}
