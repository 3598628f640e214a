//! Walks two graphs of facts in step.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Options;
use super::finding::Finding;
use super::fingerprint::Fingerprints;
use super::place::{Kind, Place};
use crate::change::Action;
use crate::rules::{self, Direction};
use contract::Span;
use contract::facts::{Facts, Part, Step, Subject, SubjectId, is_annotation};

/// Everything that was compared, and what was found.
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
    /// The subjects that offer a choice, on each side.
    choosing: [HashSet<SubjectId>; 2],
    /// What the revision calls security schemes that it has renamed.
    pub(super) renamed_schemes: HashMap<&'f str, &'f str>,
    /// The paths of the revision's operations, without the names of their parameters.
    revised_paths: HashSet<String>,
}

/// Two subjects that stand in the same place.
pub(super) struct Pair<'f> {
    pub(super) key: Key<'f>,
    /// The ways that lead here; the first is the one that did first.
    pub(super) parents: Vec<Way<'f>>,
    /// Where the base and the revision name the place.
    pub(super) base_span: Span,
    pub(super) revision_span: Span,
    pub(super) findings: Vec<Finding>,
}

/// A way from a pair to another: the parts of both sides that lead there.
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
    /// Keywords that were compared in the place already, since one side says them there only.
    pub(super) masked: Vec<&'f str>,
}

impl<'f> Walk<'f> {
    pub(super) fn new(base: &'f Facts, revision: &'f Facts, options: &'f Options) -> Self {
        Self {
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
        }
    }

    pub(super) fn run(mut self) -> Self {
        let root = Key {
            base: self.base.root(),
            revision: self.revision.root(),
            place: Place::ROOT,
            masked: Vec::new(),
        };
        self.enter(root, None, 0..0, 0..0);
        while let Some(at) = self.queue.pop_front() {
            self.compare_pair(at);
        }
        self
    }

    fn enter(
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

    /// Whether the side that lacks a part uses a component of this name after all.
    pub(super) fn other_side_has(&self, is_added: bool, name: &str) -> bool {
        self.names[usize::from(!is_added)].contains(name)
    }

    /// Whether the revision has an operation under a path, whatever its parameters are called.
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

    fn compare_pair(&mut self, at: usize) {
        match self.place_of(at).kind {
            Kind::Document => self.compare_document(at),
            Kind::Operation => self.compare_operation(at),
            Kind::Server | Kind::SecurityScheme | Kind::Holder => self.compare_plain(at),
            _ => {
                if self.compare_schema(at) {
                    return;
                }
            }
        }
        self.compare_parts(at);
        self.fold_emptied(at);
    }

    fn changed_condition(
        &mut self,
        at: usize,
        prefix: &str,
        keyword: &str,
        one: &'f Part,
        other: &'f Part,
    ) {
        let id = rules::id_of(prefix, &format!("{keyword}-changed"));
        let message = format!("the schema under `{keyword}` in {{}} is another");
        let mut finding = Finding::new(id, Action::Changed, message);
        finding.keyword = Some(keyword.to_owned());
        finding.base = Some(one.span.clone());
        finding.revision = Some(other.span.clone());
        self.find(at, finding);
    }

    /// Enters what may be sent and answered: the worse verdict counts.
    fn meet_in_both_directions(&mut self, parent: usize, one: &'f Part, other: &'f Part) {
        for direction in [Direction::Request, Direction::Response] {
            let mut place = self.place_of(parent);
            place.kind = Kind::Property;
            place.direction = direction;
            let key = Key {
                base: one.subject,
                revision: other.subject,
                place,
                masked: Vec::new(),
            };
            let spans = (one.span.clone(), other.span.clone());
            let way = Way {
                from: parent,
                base: one,
                revision: other,
            };
            self.enter(key, Some(way), spans.0, spans.1);
        }
    }

    /// A choice of one is that one, where the other side offers no choice.
    fn choices_of_one(&self, base: SubjectId, revision: SubjectId) -> (SubjectId, SubjectId) {
        /// How many choices may stand in one another.
        const DEPTH: usize = 8;
        let only = |facts: &'f Facts, mut id: SubjectId| {
            for _ in 0..DEPTH {
                let subject = facts.subject(id);
                let says_nothing = subject
                    .facts
                    .iter()
                    .all(|fact| is_annotation(&fact.keyword));
                match subject.parts.as_slice() {
                    [only]
                        if says_nothing
                            && only.facts.is_empty()
                            && matches!(only.step, Step::Choice(..)) =>
                    {
                        id = only.subject;
                    }
                    _ => break,
                }
            }
            id
        };
        match (
            self.choosing[0].contains(&base),
            self.choosing[1].contains(&revision),
        ) {
            (true, false) => (only(self.base, base), revision),
            (false, true) => (base, only(self.revision, revision)),
            _ => (base, revision),
        }
    }

    /// Compares what each side says in this place only, and enters the subjects there.
    pub(super) fn meet(&mut self, parent: usize, one: &'f Part, other: &'f Part) {
        if matches!(&one.step, Step::Other(keyword) if keyword.starts_with("indirect schema ")) {
            return self.meet_in_both_directions(parent, one, other);
        }
        let mut place = self.place_of(parent).then(&one.step);
        let is_schema = !matches!(
            place.kind,
            Kind::Operation | Kind::Server | Kind::SecurityScheme | Kind::Holder
        );
        if matches!(one.step, Step::Property(_)) {
            place.is_required = says_true(&one.facts, "required");
            let is_silent = |facts: &Facts, part: &Part| {
                let keyword = match place.direction {
                    Direction::Request => "readOnly",
                    Direction::Response => "writeOnly",
                    Direction::Neither => return false,
                };
                says_true(&part.facts, keyword)
                    || says_true(&facts.subject(part.subject).facts, keyword)
            };
            if place.kind == Kind::Property
                && is_silent(self.base, one)
                && is_silent(self.revision, other)
            {
                place.kind = Kind::SilentProperty;
            }
        }
        if matches!(one.step, Step::Parameter(..)) {
            place.is_required =
                says_true(&one.facts, "required") && says_true(&other.facts, "required");
        }
        if let Step::Other(keyword) = &one.step
            && matches!(keyword.as_str(), "not" | "if")
            && let Some(prefix) = place.prefix()
            && !self.prints.is_same(one.subject, other.subject, false)
        {
            // What narrows the schema in it may widen the one around it, so its own verdicts do
            // not hold here.
            return self.changed_condition(parent, prefix, keyword, one, other);
        }
        if place.kind == Kind::Operation {
            let level = |facts: &Subject| {
                let fact = facts
                    .facts
                    .iter()
                    .find(|it| it.keyword == "x-stability-level");
                fact.and_then(|fact| fact.value.as_str()).map(str::to_owned)
            };
            let base = level(self.base.subject(one.subject));
            place.is_unstable = matches!(base.as_deref(), Some("draft" | "alpha"));
        }
        let masked = if is_schema {
            self.compare_in_place(parent, place, one, other)
        } else {
            Vec::new()
        };
        let (base, revision) = if is_schema {
            self.choices_of_one(one.subject, other.subject)
        } else {
            (one.subject, other.subject)
        };
        let key = Key {
            base,
            revision,
            place,
            masked,
        };
        // What has a name of its own is found under it, not where it is used.
        let span = |facts: &Facts, part: &Part| match facts.subject(part.subject) {
            Subject {
                name: Some(_),
                span,
                ..
            } => span.clone(),
            _ => part.span.clone(),
        };
        let spans = (span(self.base, one), span(self.revision, other));
        let way = Way {
            from: parent,
            base: one,
            revision: other,
        };
        self.enter(key, Some(way), spans.0, spans.1);
    }
}

/// The subjects that offer a choice.
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

pub(super) fn says_true(facts: &[contract::facts::Fact], keyword: &str) -> bool {
    facts
        .iter()
        .any(|fact| fact.keyword == keyword && fact.value == true)
}
