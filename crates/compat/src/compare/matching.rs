//! Matches parts that have different names on the two sides.

use std::collections::{HashMap, HashSet, VecDeque};

use super::finding::Finding;
use super::outline::Outline;
use super::walk::{Walk, nameless};
use crate::change::Action;
use crate::rules::{self, Direction, Id, id};
use contract::ParameterPlace;
use contract::facts::{Part, Step, Subject};

/// What identifies an alternative: its keyword, its digest, and its label.
type Known<'f> = (&'f str, u64, Option<&'f str>);

impl<'f> Walk<'f> {
    /// Matches operations whose paths differ only in the names of their parameters.
    pub(super) fn match_paths(
        &mut self,
        at: usize,
        gone: &mut Vec<&'f Part>,
        new: &mut Vec<&'f Part>,
    ) {
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

    /// Matches the remaining alternatives of a kind, if each side has one.
    pub(super) fn match_choices(
        &mut self,
        at: usize,
        gone: &mut Vec<&'f Part>,
        new: &mut Vec<&'f Part>,
    ) {
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

    /// The alternatives that are equal on both sides. The label of an unnamed alternative is only its
    /// position, so contents are compared first.
    pub(super) fn same_choices(
        &mut self,
        base: &'f Subject,
        revision: &'f Subject,
    ) -> HashMap<*const Part, &'f Part> {
        let mut found = HashMap::new();
        let is_option = |part: &&'f Part| matches!(part.step, Step::Choice(..));
        let mut left: Vec<&'f Part> = base.parts.iter().filter(is_option).collect();
        let mut others: Vec<&'f Part> = revision.parts.iter().filter(is_option).collect();
        // Alternatives with equal descriptions come first, and among them those with an unchanged label.
        for (prose, by_label) in [(true, true), (true, false), (false, true), (false, false)] {
            if left.is_empty() || others.is_empty() {
                break;
            }
            let mut same: HashMap<Known<'f>, VecDeque<&'f Part>> = HashMap::new();
            for other in &others {
                let key = self.option(true, other, prose, by_label);
                same.entry(key).or_default().push_back(other);
            }
            let mut met: HashSet<*const Part> = HashSet::new();
            left.retain(|one| {
                let same = same.get_mut(&self.option(false, one, prose, by_label));
                let Some(other) = same.and_then(VecDeque::pop_front) else {
                    return true;
                };
                met.insert(std::ptr::from_ref(other));
                found.insert(std::ptr::from_ref(*one), other);
                false
            });
            others.retain(|other| !met.contains(&std::ptr::from_ref(*other)));
        }
        found
    }

    /// What identifies an alternative: its keyword, its digest, and, with `by_label`, its label.
    fn option(
        &mut self,
        is_revision: bool,
        part: &'f Part,
        prose: bool,
        by_label: bool,
    ) -> Known<'f> {
        let print = self.prints.of_option(is_revision, part, prose);
        match &part.step {
            Step::Choice(keyword, label) => (keyword, print, by_label.then_some(label.as_str())),
            _ => ("", print, None),
        }
    }

    /// Matches media types of which one includes the other.
    pub(super) fn match_media(
        &mut self,
        at: usize,
        gone: &mut Vec<&'f Part>,
        new: &mut Vec<&'f Part>,
    ) {
        let direction = self.place_of(at).direction;
        // The added media types, by their names and by the more general ones, in order.
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
                let is_generalized = generalized(before).contains(after);
                let id = match (direction, is_generalized) {
                    (Direction::Response, true) => id!("response-media-type-name-generalized"),
                    (Direction::Response, false) => id!("response-media-type-name-specialized"),
                    (_, true) => id!("request-body-media-type-name-generalized"),
                    (_, false) => id!("request-body-media-type-name-specialized"),
                };
                let message = format!("the media type {{}} changed to `{after}`");
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

    /// Reports a removed part and an added one that are otherwise the same as a rename.
    pub(super) fn match_renamed(
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
                // The comparison still finds a difference that is too deep for the fingerprint.
                self.meet(at, one, other);
            }
        }
        gone.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
        new.retain(|part| !met.contains(&std::ptr::from_ref(*part)));
    }

    /// One finding for a renamed part. For a client that knows the old name, the part was removed and
    /// another was added, so the finding has the id of the worse of the two.
    fn renamed(&mut self, at: usize, outlines: &[Outline<'f>; 2], one: &'f Part, other: &'f Part) {
        if matches!(one.step, Step::Parameter(ParameterPlace::Path, _)) {
            return self.renamed_path_parameter(at, one, other);
        }
        if let (Step::SecurityScheme(before), Step::SecurityScheme(after)) =
            (&one.step, &other.step)
        {
            self.renamed_schemes.insert(before, after);
            let id = (id!("api-security-component-renamed"), None);
            return self.record_rename(at, id, Vec::new(), one, other);
        }
        let gone = self.id_of_part(at, outlines, one, false);
        let new = self.id_of_part(at, outlines, other, true);
        let wire = |(id, case): &(Id, _)| rules::find(*id, *case).map(|rule| rule.wire);
        let (worse, lesser) = if wire(&new) > wire(&gone) {
            (new, gone)
        } else {
            (gone, new)
        };
        let also = vec![lesser.0];
        self.record_rename(at, worse, also, one, other);
    }

    pub(super) fn renamed_path_parameter(&mut self, at: usize, one: &'f Part, other: &'f Part) {
        let id = (id!("request-path-parameter-renamed"), None);
        self.record_rename(at, id, Vec::new(), one, other);
    }

    fn record_rename(
        &mut self,
        at: usize,
        (id, case): (Id, Option<&'static str>),
        also: Vec<Id>,
        one: &'f Part,
        other: &'f Part,
    ) {
        let (before, after) = (name(&one.step), name(&other.step));
        let message = format!("{{}} was renamed to `{after}`");
        let mut finding = Finding::new(id, Action::Renamed, message);
        finding.case = case;
        finding.also = also;
        finding.before = Some(before.into());
        finding.after = Some(after.into());
        self.place_finding(at, finding, Some(one), Some(other));
    }

    pub(super) fn place_finding(
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
}

/// The media ranges that include a media type: its own name, without parameters, without the vendor
/// tree, `application/*`, `*/*`, and `*`.
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
