//! Descriptions beside the facts.

use std::collections::HashMap;

use super::inventory::facts_at;
use super::reading::Reading;
use crate::lock::{AcceptedSource, prose_places};
use compat::change::{Action, Change, Class, Rust, Wire};
use contract::facts::Address;
use contract::{Site, Source};
use pages::prose;

/// Removes texts of parts that were added or removed: the part has a change already.
pub(super) fn fold(texts: &mut Vec<Change>, changes: &[Change]) {
    let whole = |change: &&Change| change.keyword.is_none() && change.action != Action::Changed;
    let parts: Vec<String> = changes
        .iter()
        .filter(whole)
        .flat_map(|change| change.places.iter().chain([&change.address]))
        .map(ToString::to_string)
        .collect();
    let belongs = |address: &Address| {
        let place = address.to_string();
        parts.iter().any(|part| {
            place
                .strip_prefix(part.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(" › "))
        })
    };
    texts.retain_mut(|text| {
        if text.action == Action::Changed {
            return true;
        }
        text.places.retain(|place| !belongs(place));
        match text.places.first() {
            Some(first) => text.address = first.clone(),
            None => return false,
        }
        true
    });
}

/// Reports new and reworded texts that contradict the facts beside them.
///
/// A person has read an accepted text, including its contradiction.
pub(super) fn contradictions(
    reading: &Reading,
    source: &Source,
    known: Option<&AcceptedSource>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (name, (print, (address, text, span))) in prose_places(&reading.prose) {
        if known.is_some_and(|known| known.prose.get(&name) == Some(&print)) {
            continue;
        }
        let facts: HashMap<&str, _> = facts_at(&reading.stated, address)
            .into_iter()
            .map(|fact| (fact.keyword.as_str(), &fact.value))
            .collect();
        for one in prose::contradictions(text, |keyword| facts.get(keyword).copied()) {
            let fact = one.fact.as_ref();
            let fact = fact.map_or_else(|| "nothing".to_owned(), ToString::to_string);
            changes.push(Change {
                id: "prose-contradicts-fact".into(),
                also: Vec::new(),
                action: Action::Changed,
                class: Class::Prose,
                wire: Wire::Safe,
                rust: Rust::Patch,
                reason: "The text changes no value, but either the text or the fact is wrong."
                    .into(),
                address: address.clone(),
                places: vec![address.clone()],
                keyword: Some(one.keyword.into()),
                message: format!(
                    "the text states {} for `{}`, and the facts state {fact}",
                    one.stated, one.keyword
                ),
                before: one.fact,
                after: Some(one.stated),
                details: Vec::new(),
                witness: None,
                decision: None,
                contract: None,
                source: Some(Site {
                    text: source.clone(),
                    span: span.clone(),
                    exact: true,
                }),
            });
        }
    }
    changes
}
