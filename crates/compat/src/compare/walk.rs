//! Walks two graphs of facts in step.

use std::collections::{HashMap, HashSet, VecDeque};

use super::finding::Finding;
use super::fingerprint::Fingerprints;
use super::options::Options;
use super::place::Place;
use contract::Span;
use contract::facts::{Facts, Part, Step, Subject, SubjectId};

/// The state of the walk: the pairs that were compared, and the findings.
pub(super) struct Walk<'f> {
    pub(super) base: &'f Facts,
    pub(super) revision: &'f Facts,
    pub(super) options: &'f Options,
    pub(super) pairs: Vec<Pair<'f>>,
    known: HashMap<Key<'f>, usize>,
    queue: VecDeque<usize>,
    pub(super) prints: Fingerprints<'f>,
    /// The components that each side uses.
    names: [HashSet<&'f str>; 2],
    /// The subjects with a choice, on each side.
    pub(super) choosing: [HashSet<SubjectId>; 2],
    /// The names in the revision of security schemes that were renamed.
    pub(super) renamed_schemes: HashMap<&'f str, &'f str>,
    /// The paths of the revision's operations, without the names of their parameters.
    revised_paths: HashSet<String>,
}

/// Two subjects in the same place.
pub(super) struct Pair<'f> {
    pub(super) key: Key<'f>,
    /// The paths that lead here, in the order in which they were found.
    pub(super) parents: Vec<Way<'f>>,
    /// Where the base and the revision name the place.
    pub(super) base_span: Span,
    pub(super) revision_span: Span,
    pub(super) findings: Vec<Finding>,
}

/// A step from a pair to another: the parts of both sides that lead there.
#[derive(Clone, Copy)]
pub(super) struct Way<'f> {
    pub(super) from: usize,
    pub(super) base: &'f Part,
    pub(super) revision: &'f Part,
}

impl<'f> Way<'f> {
    /// The step, as the base names it.
    pub(super) fn step(&self) -> &'f Step {
        &self.base.step
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key<'f> {
    pub(super) base: SubjectId,
    pub(super) revision: SubjectId,
    pub(super) place: Place,
    /// Keywords that were already compared in the place, because only one side states them there.
    pub(super) masked: Vec<&'f str>,
}

impl<'f> Walk<'f> {
    pub(super) fn new(base: &'f Facts, revision: &'f Facts, options: &'f Options) -> Self {
        let mut walk = Self {
            base,
            revision,
            options,
            pairs: Vec::new(),
            known: HashMap::new(),
            queue: VecDeque::new(),
            prints: Fingerprints::new(base, revision),
            names: [base.names().collect(), revision.names().collect()],
            choosing: [choosing(base), choosing(revision)],
            renamed_schemes: HashMap::new(),
            revised_paths: revision
                .subject(revision.root())
                .parts
                .iter()
                .filter_map(|part| match &part.step {
                    Step::Operation { path, .. } => Some(nameless(path)),
                    _ => None,
                })
                .collect(),
        };
        let root = Key {
            base: base.root(),
            revision: revision.root(),
            place: Place::ROOT,
            masked: Vec::new(),
        };
        walk.enter(root, None, 0..0, 0..0);
        walk
    }

    /// The next pair that was not compared yet.
    pub(super) fn next(&mut self) -> Option<usize> {
        self.queue.pop_front()
    }

    pub(super) fn enter(
        &mut self,
        key: Key<'f>,
        parent: Option<Way<'f>>,
        base_span: Span,
        revision_span: Span,
    ) {
        if let Some(&known) = self.known.get(&key) {
            self.pairs[known].parents.extend(parent);
            return;
        }
        let at = self.pairs.len();
        self.known.insert(key.clone(), at);
        self.pairs.push(Pair {
            key,
            parents: parent.into_iter().collect(),
            base_span,
            revision_span,
            findings: Vec::new(),
        });
        self.queue.push_back(at);
    }

    /// Whether the side that lacks a part uses a component of this name elsewhere.
    pub(super) fn other_side_has(&self, is_added: bool, name: &str) -> bool {
        self.names[usize::from(!is_added)].contains(name)
    }

    /// Whether the revision has an operation under a path, regardless of the names of its parameters.
    pub(super) fn revision_has_path(&self, path: &str) -> bool {
        self.revised_paths.contains(&nameless(path))
    }

    pub(super) fn base_of(&self, at: usize) -> &'f Subject {
        self.base.subject(self.pairs[at].key.base)
    }

    pub(super) fn revision_of(&self, at: usize) -> &'f Subject {
        self.revision.subject(self.pairs[at].key.revision)
    }

    pub(super) fn place_of(&self, at: usize) -> Place {
        self.pairs[at].key.place
    }

    pub(super) fn find(&mut self, at: usize, finding: Finding) {
        self.pairs[at].findings.push(finding);
    }
}

/// The subjects with a choice.
fn choosing(facts: &Facts) -> HashSet<SubjectId> {
    let offers = |(id, subject): (SubjectId, &Subject)| {
        let mut parts = subject.parts.iter();
        parts
            .any(|part| matches!(part.step, Step::Choice(..)))
            .then_some(id)
    };
    facts.subjects().filter_map(offers).collect()
}

/// A path without the names of its parameters.
pub(super) fn nameless(path: &str) -> String {
    let mut parts = path.split('{');
    let mut nameless = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        nameless.push('{');
        nameless.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    nameless
}
