//! Merges the changes of one edit.

use std::collections::HashMap;
use std::rc::Rc;

use crate::change::Change;
use contract::{Site, Span};

/// How many places of one change are named: a shared schema may have more places than the document
/// has facts.
pub(super) const MAX_PLACES: usize = 200;

/// The key of an edit: two changes are one edit if they are equal and share their place in one of
/// the documents.
#[derive(PartialEq, Eq, Hash)]
struct Edit {
    what: Rc<str>,
    shared: Shared,
    span: Span,
}

/// The document in which two changes have the same place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shared {
    InBase,
    InRevision,
    /// The base has no such place, and the enclosing place is the same.
    AroundBase,
}

/// Merges the changes of one edit: of a shared part that several kinds of places use, or that one
/// side repeats at each of them. The worst verdict counts.
pub(super) fn unite(changes: Vec<(String, Change)>) -> Vec<Change> {
    let mut united: Vec<Change> = Vec::new();
    let mut known: HashMap<Edit, usize> = HashMap::new();
    for (sentence, change) in changes {
        let what: Rc<str> = format!(
            "{sentence} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            change.action,
            change.class,
            change.keyword,
            change.before,
            change.after,
            change.address.0.last().filter(|_| change.keyword.is_none()),
            change.details
        )
        .into();
        let edit = |(shared, span)| Edit {
            what: what.clone(),
            shared,
            span,
        };
        let edits = shared_places(&change);
        let alike = edits.iter().cloned().filter_map(|it| known.get(&edit(it)));
        let at = if let Some(&at) = alike.min() {
            merge(&mut united[at], change);
            at
        } else {
            united.push(change);
            united.len() - 1
        };
        for it in edits {
            known.entry(edit(it)).or_insert(at);
        }
    }
    united
}

/// The places of a change that belong to no other edit.
fn shared_places(change: &Change) -> Vec<(Shared, Span)> {
    let exact = |site: &Option<Site>| {
        let site = site.as_ref().filter(|site| site.exact);
        site.map(|site| site.span.clone())
    };
    let (base, revision) = (exact(&change.contract), exact(&change.source));
    let around = match (&base, &revision, &change.contract) {
        // A fact that one side states in one place is absent from one place of the other.
        (None, Some(_), Some(site)) => Some(site.span.clone()),
        _ => None,
    };
    let named = |it: &(Shared, Span)| it.0 == Shared::AroundBase || it.1 != (0..0);
    [
        base.map(|span| (Shared::InBase, span)),
        revision.map(|span| (Shared::InRevision, span)),
        around.map(|span| (Shared::AroundBase, span)),
    ]
    .into_iter()
    .flatten()
    .filter(named)
    .collect()
}

fn merge(known: &mut Change, mut change: Change) {
    let is_worse = (change.wire, change.rust) > (known.wire, known.rust);
    if is_worse {
        std::mem::swap(known, &mut change);
    }
    known.rust = known.rust.max(change.rust);
    for id in std::iter::once(change.id).chain(change.also) {
        if id != known.id && !known.also.contains(&id) {
            known.also.push(id);
        }
    }
    for place in change.places {
        if known.places.len() < MAX_PLACES && !known.places.contains(&place) {
            known.places.push(place);
        }
    }
}
