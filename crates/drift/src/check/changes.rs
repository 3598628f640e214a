//! The changes of a source, and of several sources together.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Options;
use super::reading::Reading;
use super::{decision, inventory, prose};
use crate::lock::AcceptedSource;
use compat::change::{Change, Class};
use compat::compare;
use contract::facts::{Address, Facts};
use contract::{Site, Source};

/// Returns the changes of one source: facts, then texts.
pub(super) fn of_source(
    reading: &Reading,
    contract: &Facts,
    source: &Source,
    known: Option<&AcceptedSource>,
    options: &Options<'_>,
) -> Vec<Change> {
    let expected = reading.expected.as_ref().unwrap_or(contract);
    let mut changes = differences(expected, &reading.stated, options.today, false);
    let others = reading.alternatives.iter();
    let others: Vec<Vec<Change>> = others
        .map(|stated| differences(expected, stated, options.today, false))
        .collect();
    crate::page::name_alternatives(&mut changes, &others);
    crate::status::name_candidates(&mut changes, &reading.stated, contract);
    let shows_statuses = reading.shows_statuses;
    let decisions: Vec<Option<String>> = changes
        .iter()
        .map(|change| decision::needed(change, &changes, &others, shows_statuses))
        .collect();
    for (change, decision) in changes.iter_mut().zip(decisions) {
        change.decision = decision;
    }
    let mut texts = Vec::new();
    if let Some(known) = known.filter(|_| !options.accept) {
        texts = known.reworded(source, &reading.prose, |place| reading.shows_text(place));
        prose::fold(&mut texts, &changes);
    }
    if options.lock.is_some() && (known.is_some() || options.accept) {
        texts.extend(prose::contradictions(reading, source, known));
    }
    for text in &mut texts {
        let (span, exact) = inventory::locate(expected, &text.address);
        text.contract = Some(Site {
            text: expected.source().clone(),
            span,
            exact,
        });
    }
    changes.extend(texts);
    changes
}

/// Returns the facts that a source states differently. `new_operations` decides whether an
/// operation that the contract does not have is a change.
pub(crate) fn differences(
    expected: &Facts,
    stated: &Facts,
    today: NaiveDate,
    new_operations: bool,
) -> Vec<Change> {
    let mut how = compat::Options::default();
    how.prose = false;
    how.new_operations = new_operations;
    how.today = Some(today.to_string());
    let mut changes = compare(expected, stated, &how);
    // Extensions such as `x-sensitive` belong to the contract: no source is expected to have them.
    changes.retain(|change| {
        let extension = |keyword: &String| keyword.starts_with("x-");
        !(change.after.is_none() && change.keyword.as_ref().is_some_and(extension))
    });
    changes
}

/// Combines equal changes of several sources into one, in the position of the first.
///
/// The change of a source that leaves less to decide, and then of one that shows more places, is kept: a
/// document shows a shared schema in every place, and a page in those of its operation.
pub(super) fn deduplicated(changes: Vec<Change>) -> Vec<Change> {
    let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
    let mut unique: Vec<(Change, Vec<Site>)> = Vec::new();
    for mut change in changes {
        // Each reworded text stays a change, since the texts of two sources are not compared.
        if change.source.is_none() || change.class == Class::Prose {
            unique.push((change, Vec::new()));
            continue;
        }
        let values = (&change.before, &change.after);
        let what = format!("{}\0{:?}\0{values:?}", change.id, change.keyword);
        let alike = alike.entry(what).or_default();
        let same = alike
            .iter()
            .find(|&&at| is_same_place(&unique[at].0, &change));
        let Some(&at) = same else {
            alike.push(unique.len());
            unique.push((change, Vec::new()));
            continue;
        };
        let (known, others) = &mut unique[at];
        let rank = |it: &Change| (it.decision.is_none(), it.places.len());
        if rank(&change) > rank(known) {
            std::mem::swap(known, &mut change);
        }
        others.extend(change.source);
    }
    let combined = unique.into_iter().map(|(mut change, others)| {
        let also = others.iter().map(Site::location);
        let also = also.map(|place| format!("{place} shows it too"));
        change.details.extend(also);
        change
    });
    combined.collect()
}

/// Whether one of two equal changes has the address of the other among its places.
fn is_same_place(one: &Change, other: &Change) -> bool {
    let has =
        |it: &Change, address: &Address| it.address == *address || it.places.contains(address);
    has(one, &other.address) || has(other, &one.address)
}
