//! The facts of a document, each counted once.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::address::Address;
use super::set::{Facts, SubjectId};
use crate::source::Span;

/// Keywords of texts for people.
const PROSE: [&str; 3] = ["description", "summary", "title"];

/// Whether a keyword is that of a text for people, which is compared by its words and not by its
/// value.
#[must_use]
pub fn is_prose(keyword: &str) -> bool {
    PROSE.contains(&keyword)
}

/// The facts of a document that a source can be compared with, each counted once.
///
/// A fact of a shared schema is one fact, however many places lead to the schema. That a part is
/// there, such as a property or a response, is a fact too. Texts for people are left out, and so are
/// specification extensions (`x-…`), which no source of another's is expected to have.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// The first place of each fact.
    places: Vec<Address>,
    by_place: HashMap<(Address, Option<String>), usize>,
    by_span: HashMap<Span, Vec<usize>>,
}

impl Inventory {
    /// Counts the facts of a document.
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        let mut inventory = Self {
            places: Vec::new(),
            by_place: HashMap::new(),
            by_span: HashMap::new(),
        };
        visit(facts, &mut |address, keyword, span| {
            let is_text = |keyword: &str| match keyword.strip_prefix("examples ") {
                Some(said) => is_prose(said.split('/').next().unwrap_or(said)),
                None => is_prose(keyword) || keyword.starts_with("x-"),
            };
            // Facts about the whole document, except `security`, are texts for people.
            let is_about = address.0.is_empty() && keyword != Some("security");
            if is_about || keyword.is_some_and(is_text) {
                return;
            }
            let index = inventory.places.len();
            let key = (address.clone(), keyword.map(str::to_owned));
            if inventory.by_place.contains_key(&key) {
                return;
            }
            inventory.by_place.insert(key, index);
            let same = inventory.by_span.entry(span.clone()).or_default();
            same.push(index);
            inventory.places.push(address.clone());
        });
        inventory
    }

    /// How many facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The numbers of all facts.
    #[must_use]
    pub fn all(&self) -> BTreeSet<usize> {
        (0..self.len()).collect()
    }

    /// The numbers of the facts that a view of the same document states.
    ///
    /// A view has the same address for a fact as the document, or the same span of its text.
    #[must_use]
    pub fn stated_by(&self, view: &Facts) -> BTreeSet<usize> {
        let mut stated = BTreeSet::new();
        visit(view, &mut |address, keyword, span| {
            self.find(address, keyword, span, &mut stated);
        });
        stated
    }

    /// The numbers of the facts that are stated at one of some places of the document's text.
    #[must_use]
    pub fn at(&self, places: &HashSet<Span>) -> BTreeSet<usize> {
        let numbers = places.iter().filter_map(|place| self.by_span.get(place));
        numbers.flatten().copied().collect()
    }

    /// The numbers of the facts about an operation, `METHOD path`, in the facts that were counted.
    #[must_use]
    pub fn about(&self, facts: &Facts, operation: &str) -> BTreeSet<usize> {
        let mut about = BTreeSet::new();
        let parts = &facts.subject(facts.root()).parts;
        let parts = parts.iter().filter(|it| it.step.to_string() == operation);
        for part in parts {
            let mut address = Address(vec![part.step.clone()]);
            self.find(&address, None, &part.span, &mut about);
            let seen = &mut HashSet::new();
            below(
                facts,
                part.subject,
                &mut address,
                seen,
                &mut |at, keyword, span| {
                    self.find(at, keyword, span, &mut about);
                },
            );
        }
        about
    }

    fn find(
        &self,
        address: &Address,
        keyword: Option<&str>,
        span: &Span,
        found: &mut BTreeSet<usize>,
    ) {
        let place = (address.clone(), keyword.map(str::to_owned));
        found.extend(self.by_place.get(&place));
        found.extend(self.by_span.get(span).into_iter().flatten());
    }

    /// The first place of a fact, by its number.
    ///
    /// # Panics
    ///
    /// If there is no fact of that number.
    #[must_use]
    pub fn place(&self, number: usize) -> &Address {
        &self.places[number]
    }
}

/// Visits every part, without a keyword, and every fact, once each.
fn visit<'f>(facts: &'f Facts, see: &mut dyn FnMut(&Address, Option<&'f str>, &'f Span)) {
    let mut seen = HashSet::new();
    below(facts, facts.root(), &mut Address::default(), &mut seen, see);
}

fn below<'f>(
    facts: &'f Facts,
    id: SubjectId,
    address: &mut Address,
    seen: &mut HashSet<SubjectId>,
    see: &mut dyn FnMut(&Address, Option<&'f str>, &'f Span),
) {
    if !seen.insert(id) {
        return;
    }
    let subject = facts.subject(id);
    for fact in &subject.facts {
        see(address, Some(&fact.keyword), &fact.span);
    }
    for part in &subject.parts {
        // The address is walked along, not copied: schemas can lead far.
        address.0.push(part.step.clone());
        see(address, None, &part.span);
        for fact in &part.facts {
            see(address, Some(&fact.keyword), &fact.span);
        }
        below(facts, part.subject, address, seen, see);
        address.0.pop();
    }
}
