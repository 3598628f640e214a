//! Parts that came, went, or have another name.

use std::collections::{HashMap, HashSet, VecDeque};

use super::facts::short;
use super::finding::Finding;
use super::place::{Kind, Place};
use super::walk::Walk;
use super::whole::has_choice;
use crate::change::{Action, Class};
use crate::rules::{self, Direction};
use contract::ParameterPlace;
use contract::facts::{Facts, Part, Step, Subject};
use contract::pattern;

/// How many lines say what a part consists of.
pub(super) const MAX_DETAILS: usize = 40;

impl<'f> Walk<'f> {
    /// Matches the parts of a pair and enters those that both sides have.
    pub(super) fn compare_parts(&mut self, at: usize) {
        let place = self.place_of(at);
        let (base, revision) = (self.base_of(at), self.revision_of(at));
        let names = renamed_path_parameters(&self.pairs[at].parents, self, at);
        let by_step: HashMap<Step, &'f Part> = revision
            .parts
            .iter()
            .map(|part| (matched_as(&part.step, None), part))
            .collect();
        let mut met: HashSet<*const Part> = HashSet::new();
        let mut gone: Vec<&'f Part> = Vec::new();
        let same = self.same_choices(base, revision);
        met.extend(same.values().map(|other| std::ptr::from_ref(*other)));
        let (own, others) = self.servers_in_force(at, base, revision);
        let by_step = others
            .iter()
            .map(|part| (part.step.clone(), *part))
            .chain(by_step)
            .collect::<HashMap<Step, &'f Part>>();
        for part in base.parts.iter().chain(own.iter().copied()) {
            if let Some(other) = same.get(&std::ptr::from_ref(part)) {
                self.meet(at, part, other);
                continue;
            }
            match by_step.get(&matched_as(&part.step, Some(&names))) {
                Some(other) if met.insert(std::ptr::from_ref(*other)) => {
                    if part.step != other.step
                        && matches!(part.step, Step::Parameter(ParameterPlace::Path, _))
                    {
                        self.renamed(at, place, part, other);
                    }
                    self.meet(at, part, other);
                }
                _ => gone.push(part),
            }
        }
        let mut new: Vec<&'f Part> = revision
            .parts
            .iter()
            .chain(others)
            .filter(|part| !met.contains(&std::ptr::from_ref(*part)))
            .collect();
        if place.kind == Kind::Document {
            self.match_paths(at, &mut gone, &mut new);
        }
        self.match_choices(at, &mut gone, &mut new);
        self.match_media(at, &mut gone, &mut new);
        self.match_renamed(at, place, &mut gone, &mut new);
        let mut last_choices: Vec<&str> = Vec::new();
        for part in gone {
            if let Step::Choice(keyword, _) = &part.step
                && !has_choice(revision, keyword)
            {
                // The last choices are one change, said of the first of them.
                if last_choices.contains(&keyword.as_str()) {
                    continue;
                }
                last_choices.push(keyword);
            }
            self.came_or_went(at, place, part, Action::Removed);
        }
        let mut first_choices: Vec<&str> = Vec::new();
        for part in new {
            if let Some(covering) = covering(base, part) {
                self.meet(at, covering, part);
            }
            if let Step::Choice(keyword, _) = &part.step
                && !has_choice(base, keyword)
            {
                // The first choices are one change, said of the first of them.
                if first_choices.contains(&keyword.as_str()) {
                    continue;
                }
                first_choices.push(keyword);
            }
            self.came_or_went(at, place, part, Action::Added);
        }
    }

    /// The document's servers that an operation is reached by, for a side that names none of its own
    /// while the other does: what an operation names overrides what the document names.
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
        if self.place_of(at).kind != Kind::Operation {
            return (Vec::new(), Vec::new());
        }
        let of_document = |facts: &'f Facts| servers(facts.subject(facts.root()));
        match (servers(base).is_empty(), servers(revision).is_empty()) {
            (true, false) => (of_document(self.base), Vec::new()),
            (false, true) => (Vec::new(), of_document(self.revision)),
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// Meets operations whose paths differ in the names of their parameters only.
    fn match_paths(&mut self, at: usize, gone: &mut Vec<&'f Part>, new: &mut Vec<&'f Part>) {
        gone.retain(|one| {
            let Step::Operation { method, path } = &one.step else {
                return true;
            };
            let found = new.iter().position(|other| {
                matches!(&other.step, Step::Operation { method: its, path: other }
                    if its == method && nameless(other) == nameless(path))
            });
            match found {
                Some(found) => {
                    self.meet(at, one, new.remove(found));
                    false
                }
                None => true,
            }
        });
    }

    /// Meets choices that are left over, if there is one of their kind on each side.
    fn match_choices(&mut self, at: usize, gone: &mut Vec<&'f Part>, new: &mut Vec<&'f Part>) {
        let mut left: HashMap<(&str, &str), [Vec<&'f Part>; 2]> = HashMap::new();
        for (side, parts) in [&*gone, &*new].into_iter().enumerate() {
            for part in parts {
                if let Step::Choice(keyword, label) = &part.step {
                    let kind = label.trim_end_matches(|it: char| it == ' ' || it.is_ascii_digit());
                    left.entry((keyword, kind)).or_default()[side].push(part);
                }
            }
        }
        let mut met: HashSet<*const Part> = HashSet::new();
        for one in &*gone {
            let Step::Choice(keyword, label) = &one.step else {
                continue;
            };
            let kind = label.trim_end_matches(|it: char| it == ' ' || it.is_ascii_digit());
            if let Some([ones, others]) = left.get(&(keyword.as_str(), kind))
                && let ([_], [other]) = (ones.as_slice(), others.as_slice())
            {
                met.extend([std::ptr::from_ref(*one), std::ptr::from_ref(*other)]);
                self.meet(at, one, other);
            }
        }
        gone.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
        new.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
    }

    /// The choices that say the same on both sides. Those without a name are told apart by their
    /// order, which says nothing, so what they hold is looked at first.
    fn same_choices(
        &mut self,
        base: &'f Subject,
        revision: &'f Subject,
    ) -> HashMap<*const Part, &'f Part> {
        let mut others: HashMap<(&str, (u64, u64)), VecDeque<&'f Part>> = HashMap::new();
        for other in &revision.parts {
            if let Step::Choice(keyword, _) = &other.step {
                let print = self.prints.of_part(true, other, false);
                others.entry((keyword, print)).or_default().push_back(other);
            }
        }
        let mut found = HashMap::new();
        if others.is_empty() {
            return found;
        }
        // Those that have kept their label come first.
        for keeps_label in [true, false] {
            for one in &base.parts {
                let Step::Choice(keyword, label) = &one.step else {
                    continue;
                };
                if found.contains_key(&std::ptr::from_ref(one)) {
                    continue;
                }
                let print = self.prints.of_part(false, one, false);
                let Some(same) = others.get_mut(&(keyword.as_str(), print)) else {
                    continue;
                };
                let is_wanted = |other: &&Part| {
                    !keeps_label || matches!(&other.step, Step::Choice(_, its) if its == label)
                };
                if let Some(other) = same
                    .iter()
                    .position(is_wanted)
                    .and_then(|at| same.remove(at))
                {
                    found.insert(std::ptr::from_ref(one), other);
                }
            }
        }
        found
    }

    /// Meets media types of which one takes in the other.
    fn match_media(&mut self, at: usize, gone: &mut Vec<&'f Part>, new: &mut Vec<&'f Part>) {
        let direction = self.place_of(at).direction;
        gone.retain(|one| {
            let Step::MediaType(before) = &one.step else {
                return true;
            };
            let found = new.iter().position(|other| {
                matches!(&other.step, Step::MediaType(after)
                    if takes_in(before, after) || takes_in(after, before))
            });
            let Some(found) = found else { return true };
            let other = new.remove(found);
            if let Step::MediaType(after) = &other.step
                && before != "*"
                && after != "*"
            {
                let side = match direction {
                    Direction::Response => "response",
                    _ => "request-body",
                };
                let verb = if takes_in(after, before) {
                    "generalized"
                } else {
                    "specialized"
                };
                let id = format!("{side}-media-type-name-{verb}");
                let message = format!("the media type {{}} became `{after}`");
                let mut finding = Finding::new(id, Action::Renamed, message);
                finding.before = Some(before.as_str().into());
                finding.after = Some(after.as_str().into());
                self.place_finding(at, finding, Some(one), Some(other));
            }
            self.meet(at, one, other);
            false
        });
    }

    /// Says of a part that went and one that came, and that are the same otherwise, that it has
    /// another name.
    fn match_renamed(
        &mut self,
        at: usize,
        place: Place,
        gone: &mut Vec<&'f Part>,
        new: &mut Vec<&'f Part>,
    ) {
        /// Parts of one kind, of which one may take the name of another.
        fn kind(step: &Step) -> Option<String> {
            Some(match step {
                Step::Property(_) => "property".to_owned(),
                Step::Header(_) => "header".to_owned(),
                Step::Parameter(place, _) => place.to_string(),
                Step::Response(status) => status.chars().take(1).collect(),
                _ => return None,
            })
        }
        let mut same: HashMap<(String, (u64, u64)), Vec<&'f Part>> = HashMap::new();
        for other in &*new {
            if let Some(kind) = kind(&other.step) {
                let print = self.prints.of_part(true, other, true);
                same.entry((kind, print)).or_default().push(other);
            }
        }
        let mut met: HashSet<*const Part> = HashSet::new();
        for one in &*gone {
            let Some(kind) = kind(&one.step) else {
                continue;
            };
            let print = self.prints.of_part(false, one, true);
            if let Some(others) = same.get_mut(&(kind, print))
                && let [other] = others.as_slice()
            {
                let other = *other;
                others.clear();
                met.extend([std::ptr::from_ref(*one), std::ptr::from_ref(other)]);
                self.renamed(at, place, one, other);
                // What differs too deep for a fingerprint is still found.
                self.meet(at, one, other);
            }
        }
        gone.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
        new.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
    }

    /// One finding for a part that has another name. To a client that knows the old one, it is gone
    /// and another came: the worse of the two names what happened.
    fn renamed(&mut self, at: usize, place: Place, one: &'f Part, other: &'f Part) {
        let (before, after) = (name(&one.step), name(&other.step));
        let message = format!("{{}} is called `{after}` now");
        let mut finding = if matches!(one.step, Step::Parameter(ParameterPlace::Path, _)) {
            Finding::new("request-path-parameter-renamed", Action::Renamed, message)
        } else {
            let gone = self.id_of_part(at, place, one, false);
            let new = self.id_of_part(at, place, other, true);
            let wire = |(id, case): &(String, _)| rules::find(id, *case).map(|rule| rule.wire);
            let (worse, lesser) = if wire(&new) > wire(&gone) {
                (new, gone)
            } else {
                (gone, new)
            };
            let mut finding = Finding::new(worse.0, Action::Renamed, message);
            finding.case = worse.1;
            finding.also = vec![lesser.0];
            finding
        };
        finding.before = Some(before.into());
        finding.after = Some(after.into());
        self.place_finding(at, finding, Some(one), Some(other));
    }

    fn place_finding(
        &mut self,
        at: usize,
        mut finding: Finding,
        one: Option<&Part>,
        other: Option<&Part>,
    ) {
        finding.base = one.map(|part| part.span.clone());
        finding.revision = other.map(|part| part.span.clone());
        finding.step = one.or(other).map(|part| part.step.clone());
        self.find(at, finding);
    }

    fn came_or_went(&mut self, at: usize, place: Place, part: &'f Part, action: Action) {
        let is_added = action == Action::Added;
        if is_added && matches!(part.step, Step::Operation { .. }) && !self.options.new_operations {
            return;
        }
        let facts = if is_added { self.revision } else { self.base };
        if let (Kind::Document, Step::Other(schema)) = (place.kind, &part.step) {
            // A component that one side uses and the other does not is neither new nor gone.
            let name = schema.rsplit(' ').next().unwrap_or(schema);
            if self.other_side_has(is_added, name) {
                return;
            }
        }
        let (id, case) = self.id_of_part(at, place, part, is_added);
        let verb = if is_added {
            "{} was added"
        } else {
            "{} was removed"
        };
        let mut finding = Finding::new(id, action, verb);
        finding.case = case;
        finding.details = details(facts, part);
        if finding.id.starts_with("prose") {
            finding.class = Class::Prose;
        }
        let (one, other) = if is_added {
            (None, Some(part))
        } else {
            (Some(part), None)
        };
        self.place_finding(at, finding, one, other);
    }
}

/// What the side that does not name a property says of every member of such a name.
fn covering<'f>(subject: &'f Subject, property: &Part) -> Option<&'f Part> {
    let Step::Property(name) = &property.step else {
        return None;
    };
    let by_pattern = subject.parts.iter().find(|part| match &part.step {
        Step::Other(keyword) => keyword
            .strip_prefix("patternProperties ")
            .is_some_and(|pattern| pattern::takes(pattern, name) == Some(true)),
        _ => false,
    });
    by_pattern.or_else(|| subject.parts.iter().find(|part| part.step == Step::Values))
}

/// A step as it is matched: header names in any case, path parameters under their new names.
fn matched_as(step: &Step, names: Option<&HashMap<String, String>>) -> Step {
    match step {
        Step::Header(name) => Step::Header(name.to_ascii_lowercase()),
        Step::Parameter(ParameterPlace::Header, name) => {
            Step::Parameter(ParameterPlace::Header, name.to_ascii_lowercase())
        }
        Step::Parameter(ParameterPlace::Path, name) => {
            let name = names.and_then(|names| names.get(name)).unwrap_or(name);
            Step::Parameter(ParameterPlace::Path, name.clone())
        }
        step => step.clone(),
    }
}

/// The path parameters of the base with the names that the revision gives them.
fn renamed_path_parameters(
    parents: &[(usize, Step)],
    walk: &Walk<'_>,
    at: usize,
) -> HashMap<String, String> {
    let mut names = HashMap::new();
    if walk.place_of(at).kind != Kind::Operation {
        return names;
    }
    let Some((_, Step::Operation { path, .. })) = parents.first() else {
        return names;
    };
    let revision_id = walk.pairs[at].key.revision;
    let root = walk.revision.subject(walk.revision.root());
    let revised = root.parts.iter().find(|part| part.subject == revision_id);
    if let Some(Part {
        step: Step::Operation { path: revised, .. },
        ..
    }) = revised
    {
        names.extend(parameters(path).zip(parameters(revised)));
    }
    names
}

/// The names of a path's parameters, in order.
fn parameters(path: &str) -> impl Iterator<Item = String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
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

/// Whether the first media type takes in the second: `*/*`, `application/*`, or without the
/// parameters or the vendor's part.
fn takes_in(general: &str, special: &str) -> bool {
    if general == special || general == "*" || special == "*" || general == "*/*" {
        return true;
    }
    let (plain, _) = special.split_once(';').unwrap_or((special, ""));
    if general == plain {
        return true;
    }
    let Some((kind, subtype)) = plain.split_once('/') else {
        return false;
    };
    let Some((general_kind, general_subtype)) = general.split_once('/') else {
        return false;
    };
    kind == general_kind
        && (general_subtype == "*"
            || subtype
                .rsplit_once('+')
                .is_some_and(|(_, suffix)| suffix == general_subtype))
}

fn name(step: &Step) -> String {
    match step {
        Step::Property(name)
        | Step::Parameter(_, name)
        | Step::Header(name)
        | Step::Response(name) => name.clone(),
        step => step.to_string(),
    }
}

/// What a part consists of, a line each.
pub(super) fn details(facts: &Facts, part: &Part) -> Vec<String> {
    fn collect(facts: &Facts, part: &Part, at: &str, depth: usize, lines: &mut Vec<String>) {
        let subject = facts.subject(part.subject);
        for fact in part.facts.iter().chain(&subject.facts) {
            if lines.len() >= MAX_DETAILS {
                return;
            }
            let what = if at.is_empty() {
                String::new()
            } else {
                format!("{at} › ")
            };
            lines.push(format!("{what}{} = {}", fact.keyword, short(&fact.value)));
        }
        if depth == 0 {
            return;
        }
        for below in &subject.parts {
            let at = if at.is_empty() {
                below.step.to_string()
            } else {
                format!("{at} › {}", below.step)
            };
            collect(facts, below, &at, depth - 1, lines);
        }
    }
    let mut lines = Vec::new();
    collect(facts, part, "", 3, &mut lines);
    lines
}
