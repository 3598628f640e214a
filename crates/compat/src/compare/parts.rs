//! Matches the parts of two subjects, and reports those that were added or removed.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::finding::Finding;
use super::outline::Outline;
use super::place::Kind;
use super::walk::Walk;
use super::words::details;
use crate::change::Action;
use contract::ParameterPlace;
use contract::facts::{Facts, Part, Step, Subject};

impl<'f> Walk<'f> {
    /// Matches the parts of a pair and queues those that both sides have.
    pub(super) fn compare_parts(&mut self, at: usize) {
        let place = self.place_of(at);
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let names = self.renamed_path_parameters(at);
        let mut gone: Vec<&'f Part> = Vec::new();
        let mut new: Vec<&'f Part> = Vec::new();
        let (own, others) = self.servers_in_force(at, base, revision);
        if names.is_empty()
            && own.is_empty()
            && others.is_empty()
            && have_same_steps(base, revision)
        {
            for (one, other) in base.parts.iter().zip(&revision.parts) {
                self.meet(at, one, other);
            }
            return;
        }
        let mut by_step: HashMap<Cow<'f, Step>, &'f Part> = HashMap::new();
        for part in others.iter().copied().chain(&revision.parts) {
            by_step.insert(matched_as(&part.step, None), part);
        }
        let same = self.same_choices(base, revision);
        let mut met: HashSet<*const Part> = same
            .values()
            .map(|other| std::ptr::from_ref(*other))
            .collect();
        for part in base.parts.iter().chain(own) {
            if let Some(other) = same.get(&std::ptr::from_ref(part)) {
                self.meet(at, part, other);
                continue;
            }
            match by_step.get(&matched_as(&part.step, Some(&names))) {
                Some(other) if met.insert(std::ptr::from_ref(*other)) => {
                    if part.step != other.step
                        && matches!(part.step, Step::Parameter(ParameterPlace::Path, _))
                    {
                        self.renamed_path_parameter(at, part, other);
                    }
                    self.meet(at, part, other);
                }
                _ => gone.push(part),
            }
        }
        new.extend(
            revision
                .parts
                .iter()
                .chain(others)
                .filter(|part| !met.contains(&std::ptr::from_ref(*part))),
        );
        if gone.is_empty() && new.is_empty() {
            return;
        }
        let outlines = [Outline::of(base), Outline::of(revision)];
        if place.kind == Kind::Document {
            self.match_paths(at, &mut gone, &mut new);
        }
        self.match_choices(at, &mut gone, &mut new);
        self.match_media(at, &mut gone, &mut new);
        self.match_renamed(at, &outlines, &mut gone, &mut new);
        // Removing all alternatives is one change, reported at the first of them; so is adding them.
        let mut said: HashSet<&str> = HashSet::new();
        for part in gone {
            if let Step::Choice(keyword, _) = &part.step
                && !outlines[1].has_choice(keyword)
                && !said.insert(keyword)
            {
                continue;
            }
            self.added_or_removed(at, &outlines, part, Action::Removed);
        }
        said.clear();
        for part in new {
            if let Some(covering) = outlines[0].covering(self.base, part) {
                if matches!(covering.step, Step::Property(_)) {
                    // The alternative still states whether the property is required.
                    self.enter_below(at, covering, part);
                } else {
                    self.meet(at, covering, part);
                }
            }
            if let Step::Choice(keyword, _) = &part.step
                && !outlines[0].has_choice(keyword)
                && !said.insert(keyword)
            {
                continue;
            }
            self.added_or_removed(at, &outlines, part, Action::Added);
        }
    }

    /// The path parameters of an operation of the base with their names in the revision; empty where
    /// the path is the same.
    fn renamed_path_parameters(&self, at: usize) -> HashMap<&'f str, &'f str> {
        let Some(way) = self.pairs[at].parents.first() else {
            return HashMap::new();
        };
        match (&way.base.step, &way.revision.step) {
            (Step::Operation { path, .. }, Step::Operation { path: revised, .. })
                if path != revised =>
            {
                parameters(path).zip(parameters(revised)).collect()
            }
            _ => HashMap::new(),
        }
    }

    /// The document's servers for an operation that names none while the other side does: the servers
    /// of an operation override those of the document.
    fn servers_in_force(
        &self,
        at: usize,
        base: &'f Subject,
        revision: &'f Subject,
    ) -> (Vec<&'f Part>, Vec<&'f Part>) {
        let servers = |subject: &'f Subject| -> Vec<&'f Part> {
            let is_server = |part: &&Part| matches!(part.step, Step::Server(_));
            subject.parts.iter().filter(is_server).collect()
        };
        let place = self.place_of(at);
        if place.kind != Kind::Operation || place.is_reversed {
            return (Vec::new(), Vec::new());
        }
        let of_document = |facts: &'f Facts| servers(facts.subject(facts.root()));
        match (servers(base).is_empty(), servers(revision).is_empty()) {
            (true, false) => (of_document(self.base), Vec::new()),
            (false, true) => (Vec::new(), of_document(self.revision)),
            _ => (Vec::new(), Vec::new()),
        }
    }

    fn added_or_removed(
        &mut self,
        at: usize,
        outlines: &[Outline<'f>; 2],
        part: &'f Part,
        action: Action,
    ) {
        let is_added = action == Action::Added;
        if is_added && matches!(part.step, Step::Operation { .. }) && !self.options.new_operations {
            return;
        }
        let facts = if is_added { self.revision } else { self.base };
        if let (Kind::Document, Step::Other(schema)) = (self.place_of(at).kind, &part.step) {
            // A component that only one side uses was neither added nor removed.
            let name = schema.rsplit(' ').next().unwrap_or(schema);
            if self.other_side_has(is_added, name) {
                return;
            }
        }
        let (id, case) = self.id_of_part(at, outlines, part, is_added);
        let verb = if is_added { "added" } else { "removed" };
        let message = match &part.step {
            // Addresses leave the usual media type out.
            Step::MediaType(media) if media == "*" => format!("a media type of {{}} was {verb}"),
            Step::MediaType(media) if media == "application/json" => {
                format!("`{media}` of {{}} was {verb}")
            }
            _ => format!("{{}} was {verb}"),
        };
        let mut finding = Finding::new(id, action, message);
        finding.case = case;
        finding.details = details(facts, part);
        let (one, other) = if is_added {
            (None, Some(part))
        } else {
            (Some(part), None)
        };
        self.place_finding(at, finding, one, other);
    }
}

/// Whether both sides have the same parts in the same order and no alternatives, whose labels do not
/// identify them.
fn have_same_steps(base: &Subject, revision: &Subject) -> bool {
    let is_same = |(one, other): (&Part, &Part)| {
        one.step == other.step && !matches!(one.step, Step::Choice(..))
    };
    base.parts.len() == revision.parts.len() && base.parts.iter().zip(&revision.parts).all(is_same)
}

/// A step as it is matched: header names in lower case, path parameters under their new names.
fn matched_as<'f>(step: &'f Step, names: Option<&HashMap<&'f str, &'f str>>) -> Cow<'f, Step> {
    match step {
        Step::Header(name) => Cow::Owned(Step::Header(name.to_ascii_lowercase())),
        Step::Parameter(ParameterPlace::Header, name) => {
            let name = name.to_ascii_lowercase();
            Cow::Owned(Step::Parameter(ParameterPlace::Header, name))
        }
        Step::Parameter(ParameterPlace::Path, name) => {
            match names.and_then(|names| names.get(name.as_str())) {
                Some(name) => Cow::Owned(Step::Parameter(ParameterPlace::Path, (*name).to_owned())),
                None => Cow::Borrowed(step),
            }
        }
        step => Cow::Borrowed(step),
    }
}

/// The names of a path's parameters, in order.
fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}
