//! Descriptions that were reworded since a person read them.

use indexmap::IndexMap;

use super::AcceptedSource;
use compat::change::{Action, Change, Class, Rust, Wire};
use contract::facts::{Address, Step};
use contract::{Site, Source, Span};
use pages::prose::fingerprint;

/// A description: its address, its text, and its place in the source.
pub type ProseText = (Address, String, Span);

/// The name and fingerprint of the text at each place; where a place has several texts, those after
/// the first are numbered. Texts without words are left out.
#[must_use]
pub fn prose_places(prose: &[ProseText]) -> IndexMap<String, (String, &ProseText)> {
    let mut places: IndexMap<String, (String, &ProseText)> = IndexMap::new();
    let nothing = fingerprint("");
    for text in prose {
        let print = fingerprint(&text.1);
        if print == nothing {
            continue;
        }
        let place = text.0.to_string();
        let mut name = place.clone();
        let mut number = 1;
        while places.contains_key(&name) {
            number += 1;
            name = format!("{place} #{number}");
        }
        places.insert(name, (print, text));
    }
    places
}

/// The fingerprints of a text before and after the change.
type Words<'p> = (Option<&'p str>, Option<&'p str>);

/// Adds a change; a text that is reworded in several places is one change.
fn unite<'p>(changes: &mut IndexMap<Words<'p>, Change>, words: Words<'p>, change: Change) {
    match changes.get_mut(&words) {
        Some(known) => known.places.extend(change.places),
        None => {
            changes.insert(words, change);
        }
    }
}

impl AcceptedSource {
    /// The texts that changed since the source was accepted, at the places that `shows` admits.
    #[must_use]
    pub fn reworded(
        &self,
        source: &Source,
        prose: &[ProseText],
        shows: impl Fn(&str) -> bool,
    ) -> Vec<Change> {
        let known: IndexMap<&String, &String> = self
            .prose
            .iter()
            .filter(|(place, _)| shows(place))
            .collect();
        let now = prose_places(prose);
        let mut old: Vec<(&str, &str)> = Vec::new();
        let mut new: Vec<(&str, &str)> = Vec::new();
        for (&place, &print) in &known {
            if now
                .get(place)
                .is_none_or(|(print_now, _)| print_now != print)
            {
                old.push((place, print));
            }
        }
        for (place, (print, _)) in &now {
            if known.get(place) != Some(&print) {
                new.push((place, print));
            }
        }
        // Where a part was added, removed, or renamed, texts move to other places unchanged.
        let same_places =
            known.len() == now.len() && now.keys().all(|place| known.contains_key(place));
        if !same_places {
            old.retain(|(_, print)| {
                let moved = new.iter().position(|(_, other)| other == print);
                moved.map(|at| new.remove(at)).is_none()
            });
        }
        let mut changes: IndexMap<Words<'_>, Change> = IndexMap::new();
        for (place, print) in &new {
            let Some((_, (address, text, span))) = now.get(*place) else {
                continue;
            };
            let known = old.iter().position(|(other, _)| other == place);
            let before = known.map(|at| old.remove(at).1);
            let (id, action, what) = match before {
                Some(_) => ("prose-reworded", Action::Changed, "was reworded"),
                None => ("prose-added", Action::Added, "was added"),
            };
            let site = Site {
                text: source.clone(),
                span: span.clone(),
                exact: true,
            };
            let change = Change {
                after: Some(text.as_str().into()),
                ..self.change(id, action, what, address.clone(), site)
            };
            unite(&mut changes, (before, Some(print)), change);
        }
        for (place, print) in old {
            let site = Site {
                text: source.clone(),
                span: nearest(place, prose).map_or(0..0, |(_, _, span)| span.clone()),
                exact: false,
            };
            let address = address(place);
            let change = self.change(
                "prose-removed",
                Action::Removed,
                "was removed",
                address,
                site,
            );
            unite(&mut changes, (Some(print), None), change);
        }
        changes.into_values().collect()
    }

    fn change(&self, id: &str, action: Action, what: &str, address: Address, site: Site) -> Change {
        let again = if action == Action::Removed {
            ""
        } else {
            ": read it again"
        };
        Change {
            id: id.into(),
            also: Vec::new(),
            action,
            class: Class::Prose,
            wire: Wire::Safe,
            rust: Rust::Patch,
            reason: "The text is for people and never sent.".into(),
            places: vec![address.clone()],
            address,
            keyword: None,
            before: None,
            after: None,
            message: format!(
                "the text {what} after it was accepted on {}{again}",
                self.on
            ),
            details: Vec::new(),
            witness: None,
            decision: None,
            contract: None,
            source: Some(site),
        }
    }
}

/// The address of a removed place, as far as its name states it.
fn address(place: &str) -> Address {
    let (first, rest) = place.split_once(" › ").unwrap_or((place, ""));
    let mut steps = Vec::new();
    match first.split_once(' ') {
        Some((method, path)) if path.starts_with('/') => steps.push(Step::Operation {
            method: method.into(),
            path: path.into(),
        }),
        _ => steps.push(Step::Other(first.into())),
    }
    if !rest.is_empty() {
        steps.push(Step::Other(rest.into()));
    }
    Address(steps)
}

/// The text whose place has the longest common prefix with this one.
fn nearest<'p>(place: &str, prose: &'p [ProseText]) -> Option<&'p ProseText> {
    let shared = |address: &Address| {
        let other = address.to_string();
        place
            .split(" › ")
            .zip(other.split(" › "))
            .take_while(|(one, other)| one == other)
            .count()
    };
    prose
        .iter()
        .rev()
        .max_by_key(|(address, ..)| shared(address))
        .filter(|(address, ..)| shared(address) > 0)
}
