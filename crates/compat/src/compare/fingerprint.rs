//! Digests of subjects with everything below them, to compare them for equality.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash as _, Hasher as _};

use contract::facts::{Fact, Facts, Part, Step, SubjectId, is_annotation};
use serde_json::Value;

/// How deep subjects are digested; a difference further down does not count.
const DEPTH: usize = 16;

/// Compares subjects of two sets of facts by digest, and caches each digest.
pub struct Fingerprints<'f> {
    facts: [&'f Facts; 2],
    known: HashMap<(usize, SubjectId, usize, bool), u64>,
    /// The digests of the facts of each subject itself.
    said: HashMap<(usize, SubjectId, bool), u64>,
}

impl<'f> Fingerprints<'f> {
    /// Compares subjects of these two sets.
    #[must_use]
    pub fn new(base: &'f Facts, revision: &'f Facts) -> Self {
        Self {
            facts: [base, revision],
            known: HashMap::new(),
            said: HashMap::new(),
        }
    }

    /// Whether a subject of the base and one of the revision are equal; descriptions and other texts
    /// count with `prose`.
    pub fn is_same(&mut self, base: SubjectId, revision: SubjectId, prose: bool) -> bool {
        self.of(0, base, DEPTH, prose) == self.of(1, revision, DEPTH, prose)
    }

    /// Digests the facts of a part and its subject, on either side; the name of the part does not count.
    pub(super) fn of_part(&mut self, is_revision: bool, part: &Part, prose: bool) -> (u64, u64) {
        let side = usize::from(is_revision);
        let subject = self.of(side, part.subject, DEPTH, prose);
        (digest_of_facts(&part.facts, prose), subject)
    }

    /// Digests a part and its subject as one: a description may be beside a reference or behind it.
    pub(super) fn of_option(&mut self, is_revision: bool, part: &Part, prose: bool) -> u64 {
        let side = usize::from(is_revision);
        let subject = self.facts[side].subject(part.subject);
        let placed: HashSet<&str> = part.facts.iter().map(|it| it.keyword.as_str()).collect();
        let behind = subject.facts.iter();
        let behind = behind.filter(|fact| !placed.contains(fact.keyword.as_str()));
        let said = digest_of_facts(part.facts.iter().chain(behind), prose);
        let mut hasher = DefaultHasher::new();
        said.hash(&mut hasher);
        self.parts_of(side, part.subject, DEPTH, prose)
            .hash(&mut hasher);
        hasher.finish()
    }

    fn of(&mut self, side: usize, id: SubjectId, depth: usize, prose: bool) -> u64 {
        let key = (side, id, depth, prose);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let parts = self.parts_of(side, id, depth, prose);
        let subject = self.facts[side].subject(id);
        let mut hasher = DefaultHasher::new();
        let said = self.said.entry((side, id, prose));
        said.or_insert_with(|| digest_of_facts(&subject.facts, prose))
            .hash(&mut hasher);
        parts.hash(&mut hasher);
        let digest = hasher.finish();
        self.known.insert(key, digest);
        digest
    }

    /// The digests of the parts of a subject, in an order that does not depend on the source's.
    fn parts_of(
        &mut self,
        side: usize,
        id: SubjectId,
        depth: usize,
        prose: bool,
    ) -> Vec<(u64, u64, u64)> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        let subject = self.facts[side].subject(id);
        let mut parts = Vec::with_capacity(subject.parts.len());
        for part in &subject.parts {
            let below = self.of(side, part.subject, depth, prose);
            let placed = digest_of_facts(&part.facts, prose);
            // The label of an alternative does not affect which values it allows.
            let mut step = DefaultHasher::new();
            match &part.step {
                Step::Choice(keyword, _) => ("choice", keyword).hash(&mut step),
                other => other.hash(&mut step),
            }
            parts.push((step.finish(), placed, below));
        }
        parts.sort_unstable();
        parts
    }
}

fn digest_of_facts<'f>(facts: impl IntoIterator<Item = &'f Fact>, prose: bool) -> u64 {
    let mut said: Vec<(&str, String)> = facts
        .into_iter()
        .filter(|fact| prose || !is_annotation(&fact.keyword))
        .filter(|fact| fact.keyword != "allOf")
        .map(|fact| {
            let mut value = fact.value.clone();
            // The order of members has no meaning in JSON.
            value.sort_all_objects();
            match fact.keyword.as_str() {
                // OpenAPI 3.0 has no `const`, and writes it as an `enum` of one value.
                "const" => ("enum", Value::from(vec![value]).to_string()),
                keyword => (keyword, value.to_string()),
            }
        })
        .collect();
    said.sort();
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    hasher.finish()
}
