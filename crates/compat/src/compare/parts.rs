//! Parts that came, went, or have another name.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};

use super::facts::short;
use super::finding::Finding;
use super::outline::Outline;
use super::place::Kind;
use super::walk::{Walk, nameless};
use crate::change::{Action, Class};
use crate::rules::{self, Direction};
use contract::ParameterPlace;
use contract::facts::{Facts, Part, Step, Subject};

/// How many lines say what a part consists of.
pub(super) const MAX_DETAILS: usize = 40;

impl<'f> Walk<'f> {
    /// Matches the parts of a pair and enters those that both sides have.
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
        // The last choices are one change, said of the first of them, and so are the first ones.
        let mut said: HashSet<&str> = HashSet::new();
        for part in gone {
            if let Step::Choice(keyword, _) = &part.step
                && !outlines[1].has_choice(keyword)
                && !said.insert(keyword)
            {
                continue;
            }
            self.came_or_went(at, &outlines, part, Action::Removed);
        }
        said.clear();
        for part in new {
            if let Some(covering) = outlines[0].covering(part) {
                self.meet(at, covering, part);
            }
            if let Step::Choice(keyword, _) = &part.step
                && !outlines[0].has_choice(keyword)
                && !said.insert(keyword)
            {
                continue;
            }
            self.came_or_went(at, &outlines, part, Action::Added);
        }
    }

    /// The path parameters of an operation of the base with the names that the revision gives them;
    /// empty where the path is the same.
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

    /// Meets operations whose paths differ in the names of their parameters only.
    fn match_paths(&mut self, at: usize, gone: &mut Vec<&'f Part>, new: &mut Vec<&'f Part>) {
        let mut others: HashMap<(&str, String), VecDeque<&'f Part>> = HashMap::new();
        for other in &*new {
            if let Step::Operation { method, path } = &other.step {
                let known = others.entry((method, nameless(path))).or_default();
                known.push_back(other);
            }
        }
        let mut met: HashSet<*const Part> = HashSet::new();
        for one in &*gone {
            let Step::Operation { method, path } = &one.step else {
                continue;
            };
            let found = others.get_mut(&(method.as_str(), nameless(path)));
            if let Some(other) = found.and_then(VecDeque::pop_front) {
                met.extend([std::ptr::from_ref(*one), std::ptr::from_ref(other)]);
                self.meet(at, one, other);
            }
        }
        gone.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
        new.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
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
        let mut by_label: HashMap<&Step, (&'f Part, (u64, u64))> = HashMap::new();
        for other in &revision.parts {
            if let Step::Choice(..) = &other.step {
                let print = self.prints.of_part(true, other, false);
                by_label.insert(&other.step, (other, print));
            }
        }
        let mut found = HashMap::new();
        if by_label.is_empty() {
            return found;
        }
        // Those that have kept their label come first.
        let mut left = Vec::new();
        for one in &base.parts {
            let Step::Choice(keyword, _) = &one.step else {
                continue;
            };
            let print = self.prints.of_part(false, one, false);
            match by_label.get(&one.step) {
                Some((other, its)) if *its == print => {
                    found.insert(std::ptr::from_ref(one), *other);
                    by_label.remove(&one.step);
                }
                _ => left.push((one, keyword.as_str(), print)),
            }
        }
        let mut others: HashMap<(&str, (u64, u64)), VecDeque<&'f Part>> = HashMap::new();
        for other in &revision.parts {
            if let Step::Choice(keyword, _) = &other.step
                && let Some((_, print)) = by_label.get(&other.step)
            {
                others
                    .entry((keyword, *print))
                    .or_default()
                    .push_back(other);
            }
        }
        for (one, keyword, print) in left {
            let same = others.get_mut(&(keyword, print));
            if let Some(other) = same.and_then(VecDeque::pop_front) {
                found.insert(std::ptr::from_ref(one), other);
            }
        }
        found
    }

    /// Meets media types of which one takes in the other.
    fn match_media(&mut self, at: usize, gone: &mut Vec<&'f Part>, new: &mut Vec<&'f Part>) {
        let direction = self.place_of(at).direction;
        // What came, by its name and by the names that take it in, in its order.
        let mut named: HashMap<&str, VecDeque<usize>> = HashMap::new();
        let mut taken_in: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (number, other) in new.iter().enumerate() {
            if let Step::MediaType(after) = &other.step {
                named.entry(after).or_default().push_back(number);
                for general in generalized(after) {
                    taken_in.entry(general).or_default().push_back(number);
                }
            }
        }
        let mut met: HashSet<*const Part> = HashSet::new();
        for one in &*gone {
            let Step::MediaType(before) = &one.step else {
                continue;
            };
            let first = |numbers: Option<&mut VecDeque<usize>>| {
                let numbers = numbers?;
                while let Some(&number) = numbers.front() {
                    if !met.contains(&std::ptr::from_ref(new[number])) {
                        return Some(number);
                    }
                    numbers.pop_front();
                }
                None
            };
            let special = first(taken_in.get_mut(before));
            let general = generalized(before)
                .into_iter()
                .filter_map(|name| first(named.get_mut(name.as_str())))
                .min();
            let Some(number) = special.into_iter().chain(general).min() else {
                continue;
            };
            let other = new[number];
            met.extend([std::ptr::from_ref(*one), std::ptr::from_ref(other)]);
            if let Step::MediaType(after) = &other.step
                && before != "*"
                && after != "*"
            {
                let side = match direction {
                    Direction::Response => "response",
                    _ => "request-body",
                };
                let verb = if generalized(before).contains(after) {
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
        }
        gone.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
        new.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
    }

    /// Says of a part that went and one that came, and that are the same otherwise, that it has
    /// another name.
    fn match_renamed(
        &mut self,
        at: usize,
        outlines: &[Outline<'f>; 2],
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
                Step::SecurityScheme(_) => "security scheme".to_owned(),
                _ => return None,
            })
        }
        /// Whether two parts are the same only if their descriptions are.
        fn counts_words(step: &Step) -> bool {
            !matches!(step, Step::SecurityScheme(_))
        }
        let mut same: HashMap<(String, (u64, u64)), Vec<&'f Part>> = HashMap::new();
        for other in &*new {
            if let Some(kind) = kind(&other.step) {
                let print = self.prints.of_part(true, other, counts_words(&other.step));
                same.entry((kind, print)).or_default().push(other);
            }
        }
        let mut met: HashSet<*const Part> = HashSet::new();
        for one in &*gone {
            let Some(kind) = kind(&one.step) else {
                continue;
            };
            let print = self.prints.of_part(false, one, counts_words(&one.step));
            if let Some(others) = same.get_mut(&(kind, print))
                && let [other] = others.as_slice()
            {
                let other = *other;
                others.clear();
                met.extend([std::ptr::from_ref(*one), std::ptr::from_ref(other)]);
                self.renamed(at, outlines, one, other);
                // What differs too deep for a fingerprint is still found.
                self.meet(at, one, other);
            }
        }
        gone.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
        new.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
    }

    /// One finding for a part that has another name. To a client that knows the old one, it is gone
    /// and another came: the worse of the two names what happened.
    fn renamed(&mut self, at: usize, outlines: &[Outline<'f>; 2], one: &'f Part, other: &'f Part) {
        if matches!(one.step, Step::Parameter(ParameterPlace::Path, _)) {
            return self.renamed_path_parameter(at, one, other);
        }
        if let (Step::SecurityScheme(before), Step::SecurityScheme(after)) =
            (&one.step, &other.step)
        {
            self.renamed_schemes.insert(before, after);
            let id = ("api-security-component-renamed".to_owned(), None);
            return self.called_otherwise(at, id, Vec::new(), one, other);
        }
        let gone = self.id_of_part(at, outlines, one, false);
        let new = self.id_of_part(at, outlines, other, true);
        let wire = |(id, case): &(String, _)| rules::find(id, *case).map(|rule| rule.wire);
        let (worse, lesser) = if wire(&new) > wire(&gone) {
            (new, gone)
        } else {
            (gone, new)
        };
        let also = vec![lesser.0];
        self.called_otherwise(at, worse, also, one, other);
    }

    fn renamed_path_parameter(&mut self, at: usize, one: &'f Part, other: &'f Part) {
        let id = ("request-path-parameter-renamed".to_owned(), None);
        self.called_otherwise(at, id, Vec::new(), one, other);
    }

    fn called_otherwise(
        &mut self,
        at: usize,
        (id, case): (String, Option<&'static str>),
        also: Vec<String>,
        one: &'f Part,
        other: &'f Part,
    ) {
        let (before, after) = (name(&one.step), name(&other.step));
        let message = format!("{{}} is called `{after}` now");
        let mut finding = Finding::new(id, Action::Renamed, message);
        finding.case = case;
        finding.also = also;
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

    fn came_or_went(
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
            // A component that one side uses and the other does not is neither new nor gone.
            let name = schema.rsplit(' ').next().unwrap_or(schema);
            if self.other_side_has(is_added, name) {
                return;
            }
        }
        let (id, case) = self.id_of_part(at, outlines, part, is_added);
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

/// Whether both sides have the same parts in the same order, and no choice, whose labels say nothing.
fn have_same_steps(base: &Subject, revision: &Subject) -> bool {
    let is_same = |(one, other): (&Part, &Part)| {
        one.step == other.step && !matches!(one.step, Step::Choice(..))
    };
    base.parts.len() == revision.parts.len() && base.parts.iter().zip(&revision.parts).all(is_same)
}

/// A step as it is matched: header names in any case, path parameters under their new names.
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

/// The names under which a media type is taken in: its own, without its parameters, without the
/// vendor's part, `application/*`, `*/*`, and the one that stands for any.
fn generalized(media: &str) -> Vec<String> {
    let mut names = vec![media.to_owned(), "*/*".to_owned(), "*".to_owned()];
    let plain = media.split_once(';').map_or(media, |(plain, _)| plain);
    names.push(plain.to_owned());
    if let Some((kind, subtype)) = plain.split_once('/') {
        names.push(format!("{kind}/*"));
        if let Some((_, suffix)) = subtype.rsplit_once('+') {
            names.push(format!("{kind}/{suffix}"));
        }
    }
    names
}

fn name(step: &Step) -> String {
    match step {
        Step::Property(name)
        | Step::Parameter(_, name)
        | Step::Header(name)
        | Step::SecurityScheme(name)
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
