//! The changes of a source, and of several sources together.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Options;
use super::reading::Reading;
use super::{inventory, prose};
use crate::decision;
use crate::differences::differences;
use crate::lock::AcceptedSource;
use compat::change::{Change, Class};
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
    let shows = reading.shows;
    let decisions: Vec<Option<String>> = changes
        .iter()
        .map(|change| decision::needed(change, &changes, &others, shows))
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

/// Combines equal changes of several sources into one, in the position of the first.
///
/// The change of a source that leaves less to decide, and then of one that shows more places, is kept: a
/// document shows a shared schema in every place, and a page in those of its operation.
pub(super) fn deduplicated(changes: Vec<Change>) -> Vec<Change> {
    let mut numbered: Vec<(usize, Change)> = changes.into_iter().enumerate().collect();
    // Pages may have no place in common but those that a document has.
    numbered.sort_by_key(|(_, change)| Reverse(change.places.len()));
    let mut known: HashMap<(String, Address), usize> = HashMap::new();
    let mut unique: Vec<Combined> = Vec::new();
    for (number, change) in numbered {
        // Each reworded text stays a change, since the texts of two sources are not compared.
        if change.source.is_none() || change.class == Class::Prose {
            unique.push(Combined::new(number, change));
            continue;
        }
        let values = (&change.before, &change.after);
        let what = format!("{}\0{:?}\0{values:?}", change.id, change.keyword);
        let places = change.places.iter().chain([&change.address]);
        let places: Vec<_> = places.map(|place| (what.clone(), place.clone())).collect();
        let at = places.iter().find_map(|place| known.get(place).copied());
        let at = at.unwrap_or(unique.len());
        for place in places {
            known.entry(place).or_insert(at);
        }
        match unique.get_mut(at) {
            Some(same) => same.add(number, change),
            None => unique.push(Combined::new(number, change)),
        }
    }
    unique.sort_by_key(|it| it.number);
    unique.into_iter().map(Combined::finish).collect()
}

/// Equal changes of several sources.
struct Combined {
    /// The position of the first.
    number: usize,
    change: Change,
    /// Where the other sources show it, with the positions of their changes.
    others: Vec<(usize, Option<Site>)>,
}

impl Combined {
    fn new(number: usize, change: Change) -> Self {
        Self {
            number,
            change,
            others: Vec::new(),
        }
    }

    fn add(&mut self, number: usize, mut change: Change) {
        let rank = |it: &Change| (it.decision.is_none(), it.places.len());
        if rank(&change) > rank(&self.change) {
            std::mem::swap(&mut self.change, &mut change);
        }
        self.others.push((number, change.source));
        self.number = self.number.min(number);
    }

    fn finish(mut self) -> Change {
        self.others.sort_by_key(|(number, _)| *number);
        let sites = self.others.iter().filter_map(|(_, site)| site.as_ref());
        let also = sites.map(|site| format!("{} shows it too", site.location()));
        self.change.details.extend(also);
        self.change
    }
}

#[cfg(test)]
mod tests {
    use compat::{Options, compare};
    use contract::Document;

    use super::*;

    /// A document with two operations that use the same schema.
    fn facts(name: &str, longest: u8) -> Facts {
        let operation = "{ responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } }";
        let text = format!(
            "openapi: 3.0.3\npaths: {{ /a: {{ get: {operation} }}, /b: {{ get: {operation} }} }}\n\
             components: {{ schemas: {{ A: {{ type: string, maxLength: {longest} }} }} }}\n"
        );
        let document = Document::read(Source::new(name, text)).expect("it reads");
        document.facts()
    }

    #[test]
    fn sources_that_show_a_change_in_some_of_its_places_are_combined() {
        let found = compare(
            &facts("contract", 9),
            &facts("vendor", 5),
            &Options::default(),
        );
        let [whole] = found.as_slice() else {
            panic!("{found:#?}");
        };
        assert_eq!(whole.places.len(), 2);
        let of_page = |place: &Address| Change {
            address: place.clone(),
            places: vec![place.clone()],
            ..whole.clone()
        };
        let pages: Vec<Change> = whole.places.iter().map(of_page).collect();
        for at in 0..=2 {
            let mut changes = pages.clone();
            changes.insert(at, whole.clone());
            let combined = deduplicated(changes);
            let [change] = combined.as_slice() else {
                panic!("{at}: {combined:#?}");
            };
            assert_eq!(change.places.len(), 2);
            let also = change.details.iter().filter(|it| it.ends_with("too"));
            assert_eq!(also.count(), 2, "{:?}", change.details);
        }
        let pages = deduplicated(pages);
        assert_eq!(pages.len(), 2, "{pages:#?}");
    }
}
