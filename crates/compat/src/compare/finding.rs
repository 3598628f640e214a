//! From what was found to changes: verdicts, places, and one change for what is one edit.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::{Value, json};

use super::walk::{Walk, Way};
use crate::change::{Action, Change, Class, Rust, Wire};
use crate::rules::{self, Direction};
use crate::witness::{self, Side, Work};
use contract::facts::{Address, Facts, Step, Subject};
use contract::{ParameterPlace, Site, Span};

/// How many places of one change are named; no reader follows more, and a shared schema may have
/// more of them than a document has facts.
const MAX_PLACES: usize = 200;
/// How many places all changes name together, where there are that many changes.
const ALL_PLACES: usize = 100_000;
/// How many ways are tried for them: where schemas contain one another, there is no end of them.
const MAX_WAYS: usize = 2_000;
/// How many steps all witnesses may take together, and one.
const ALL_WORK: usize = 4_000_000;
const WORK: usize = 200_000;

/// A difference at a pair of subjects.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) id: String,
    pub(super) case: Option<&'static str>,
    /// What else the same edit is called.
    pub(super) also: Vec<String>,
    pub(super) action: Action,
    pub(super) class: Class,
    pub(super) keyword: Option<String>,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
    /// Where each side says it; `None` where it does not.
    pub(super) base: Option<Span>,
    pub(super) revision: Option<Span>,
    /// What is nearest to it where a side does not say it, if that is not the pair.
    pub(super) around: (Option<Span>, Option<Span>),
    /// The part that is meant, if it is not the pair itself.
    pub(super) step: Option<Step>,
    /// The sentence, with `{}` for the place.
    pub(super) message: String,
    pub(super) details: Vec<String>,
}

impl Finding {
    pub(super) fn new(id: impl Into<String>, action: Action, message: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            case: None,
            also: Vec::new(),
            action,
            class: Class::Contract,
            keyword: None,
            before: None,
            after: None,
            base: None,
            revision: None,
            around: (None, None),
            step: None,
            message: message.into(),
            details: Vec::new(),
        }
    }
}

/// The changes, one for each edit, in the order of the base.
pub(super) fn changes(mut walk: Walk<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let found: usize = walk.pairs.iter().map(|pair| pair.findings.len()).sum();
    let most_places = (ALL_PLACES / found.max(1)).clamp(1, MAX_PLACES);
    let mut work = Work::new(ALL_WORK);
    for at in 0..walk.pairs.len() {
        let findings = std::mem::take(&mut walk.pairs[at].findings);
        if findings.is_empty() {
            continue;
        }
        let places = places(&walk, at, most_places);
        let mut searched = None;
        for finding in findings {
            let sentence = finding.message.clone();
            let change = change(&walk, at, &places, (&mut work, &mut searched), finding);
            changes.push((sentence, change));
        }
    }
    let mut changes = super::fold::fold(unite(changes));
    changes.sort_by_key(|change| {
        let span = |site: &Option<Site>| site.as_ref().map_or(0, |site| site.span.start);
        (span(&change.contract), span(&change.source))
    });
    changes
}

/// One step up from a pair, and the step up that led to the pair.
struct Up<'f> {
    pair: usize,
    below: Option<(usize, &'f Step)>,
}

/// The ways from the document to a pair, the shortest first.
fn places(walk: &Walk<'_>, at: usize, most: usize) -> Vec<Address> {
    // The way by which the pair was first reached leads out of every circle.
    let mut first = Vec::new();
    let mut up = at;
    while let Some(way) = walk.pairs[up].parents.first() {
        first.push(way.step().clone());
        up = way.from;
    }
    first.reverse();
    let first = Address(first);
    let mut known = HashSet::from([first.clone()]);
    let mut found = vec![first];
    let mut ups = vec![Up {
        pair: at,
        below: None,
    }];
    let mut next = 0;
    while let Some(up) = ups.get(next)
        && found.len() < most
    {
        let pair = &walk.pairs[up.pair];
        let mut steps = Vec::new();
        let mut inside = HashSet::from([up.pair]);
        let mut below = up.below;
        while let Some((at, step)) = below {
            steps.push(step);
            inside.insert(ups[at].pair);
            below = ups[at].below;
        }
        if pair.parents.is_empty() {
            let address = Address(steps.into_iter().cloned().collect());
            if known.insert(address.clone()) {
                found.push(address);
            }
        }
        for way in &pair.parents {
            // What is inside itself is named where it is entered.
            if ups.len() <= MAX_WAYS && !inside.contains(&way.from) {
                ups.push(Up {
                    pair: way.from,
                    below: Some((next, way.step())),
                });
            }
        }
        next += 1;
    }
    found
}

fn change(
    walk: &Walk<'_>,
    at: usize,
    places: &[Address],
    (work, searched): (&mut Work, &mut Option<Searched>),
    finding: Finding,
) -> Change {
    let pair = &walk.pairs[at];
    let rule = rules::find(&finding.id, finding.case);
    let (mut wire, mut rust) = rule.map_or((Wire::Risky, Rust::Patch), |it| (it.wire, it.rust));
    let mut reason = rule.map(|it| it.why.clone()).unwrap_or_default();
    if finding.class != Class::Contract {
        (wire, rust) = (Wire::Safe, Rust::Patch);
    } else if pair.key.place.is_unstable && wire != Wire::Safe && !finding.id.contains("stability")
    {
        wire = Wire::Safe;
        reason = format!("The operation says of itself that it promises nothing yet. {reason}");
    }
    if pair.key.place.is_reversed {
        // No type is generated for what the service sends by itself.
        rust = Rust::Patch;
    }
    let places: Vec<Address> = match &finding.step {
        Some(step) => places
            .iter()
            .map(|place| place.then(step.clone()))
            .collect(),
        None => places.to_vec(),
    };
    let address = places.first().cloned().unwrap_or_default();
    let is_judged =
        wire == Wire::Safe && finding.class == Class::Contract && is_choice(walk, at, &finding);
    let mut was_decided = true;
    let witness = if wire != Wire::Breaking && !is_judged {
        None
    } else if let Some(Step::Parameter(place, name)) = &finding.step {
        parameter_witness(&finding, *place, name)
    } else {
        // One value shows every break of a pair.
        let searched = searched.get_or_insert_with(|| search(walk, at, work));
        was_decided = searched.was_decided;
        searched.witness.clone()
    };
    if is_judged && witness.is_some() {
        // Many services take the first option that fits, and do not look for a second.
        wire = match pair.key.place.direction {
            Direction::Request => Wire::Risky,
            _ => Wire::Breaking,
        };
        "The options overlap or leave a gap, and a value proves it.".clone_into(&mut reason);
    } else if is_judged && !was_decided {
        wire = Wire::Risky;
        "The options may overlap: they are too large, or the changes too many, to find out."
            .clone_into(&mut reason);
    }
    let message = finding.message.replacen("{}", &words(&address), 1);
    let site = |facts: &Facts, exact: Option<Span>, near: Option<Span>, around: &Span| {
        Some(Site {
            text: facts.source().clone(),
            exact: exact.is_some(),
            span: exact.or(near).unwrap_or_else(|| around.clone()),
        })
    };
    let (near_base, near_revision) = finding.around;
    // What several places share is named where it stands, not where it is used first.
    let around = |subject: &Subject, used: &Span| {
        if subject.span == (0..0) {
            used.clone()
        } else {
            subject.span.clone()
        }
    };
    let around_base = around(walk.base_of(at), &pair.base_span);
    let around_revision = around(walk.revision_of(at), &pair.revision_span);
    Change {
        contract: site(walk.base, finding.base, near_base, &around_base),
        source: site(
            walk.revision,
            finding.revision,
            near_revision,
            &around_revision,
        ),
        also: finding
            .also
            .into_iter()
            .filter(|id| *id != finding.id)
            .collect(),
        id: finding.id,
        action: finding.action,
        class: finding.class,
        wire,
        rust,
        reason,
        address,
        places,
        keyword: finding.keyword,
        before: finding.before,
        after: finding.after,
        message,
        details: finding.details,
        witness,
    }
}

/// Whether a verdict depends on which values several options take together, so that a value can
/// disprove it. Where a discriminator tells the options apart, they do not overlap.
fn is_choice(walk: &Walk<'_>, at: usize, finding: &Finding) -> bool {
    let place = walk.pairs[at].key.place;
    let is_told_apart = |subject: &Subject| {
        subject
            .facts
            .iter()
            .any(|fact| fact.keyword == "discriminator")
    };
    let name = finding.id.as_str();
    // What widens an option may make it overlap with another.
    let mut steps = finding
        .step
        .iter()
        .chain(walk.pairs[at].parents.first().map(Way::step));
    let is_in_one_of = place.direction == Direction::Request
        && steps
            .any(|step| matches!(step, Step::Choice(keyword, _) if keyword.starts_with("oneOf")));
    place.is_schema()
        && !place.is_unstable
        && place.direction != Direction::Neither
        && (is_in_one_of || ["one-of-", "any-of-"].iter().any(|it| name.contains(it)))
        && !(is_told_apart(walk.base_of(at)) && is_told_apart(walk.revision_of(at)))
}

/// A request without a parameter, which was right before.
fn parameter_witness(finding: &Finding, place: ParameterPlace, name: &str) -> Option<Value> {
    let is_wanted = finding.action == Action::Added || finding.id.ends_with("-required");
    is_wanted.then(|| json!({ place.to_string(): {}, "without": name }))
}

/// What the search for a witness of a pair gave.
struct Searched {
    witness: Option<Value>,
    /// Whether the search came to its end.
    was_decided: bool,
}

fn search(walk: &Walk<'_>, at: usize, all: &mut Work) -> Searched {
    let work = all.part(WORK);
    let witness = witness(walk, at, &work);
    let was_decided = witness.is_some() || !work.is_done();
    all.take_back(&work);
    Searched {
        witness,
        was_decided,
    }
}

/// A value that is legal on one side only: of a request before, of a response afterwards.
fn witness(walk: &Walk<'_>, at: usize, work: &Work) -> Option<Value> {
    let direction = walk.pairs[at].key.place.direction;
    // From the changed pair up to the body, parameter, or header it belongs to.
    let mut pairs = vec![at];
    let mut steps: Vec<Step> = Vec::new();
    // What is said of a part in its place is decided by the value around it; a body has none.
    let mut inside = at;
    let holder = loop {
        let place = walk.pairs[inside].key.place;
        if !place.is_schema() {
            return None;
        }
        let way = walk.pairs[inside].parents.first()?;
        if !walk.pairs[way.from].key.place.is_schema() {
            break way.step();
        }
        inside = way.from;
        pairs.push(inside);
        steps.push(way.step().clone());
    };
    // What an option takes is decided beside the others.
    while matches!(steps.first(), Some(Step::Choice(..))) {
        pairs.remove(0);
        steps.remove(0);
    }
    pairs.reverse();
    steps.reverse();
    let keys = || pairs.iter().map(|&at| &walk.pairs[at].key);
    let base = Side {
        facts: walk.base,
        subjects: keys().map(|key| key.base).collect(),
    };
    let revision = Side {
        facts: walk.revision,
        subjects: keys().map(|key| key.revision).collect(),
    };
    let value = match direction {
        Direction::Response => witness::find(&revision, &base, &steps, work)?,
        Direction::Request => witness::find(&base, &revision, &steps, work)?,
        Direction::Neither => return None,
    };
    Some(match holder {
        Step::Parameter(place, name) => json!({ place.to_string(): { name: value } }),
        Step::Header(name) => json!({ "header": { name: value } }),
        _ => value,
    })
}

/// A place as a sentence names it.
fn words(address: &Address) -> String {
    match (address.place().as_str(), address.operation()) {
        ("", Some(operation)) => format!("`{operation}`"),
        ("", None) => "the document".to_owned(),
        (place, _) => format!("`{place}`"),
    }
}

/// What makes two changes one edit: they say the same, and one of the texts says it once.
#[derive(PartialEq, Eq, Hash)]
struct Edit {
    what: Rc<str>,
    said: Said,
    span: Span,
}

/// Where both changes stand in one place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Said {
    ByBase,
    ByRevision,
    /// The base does not say it, and what is around the place is the same.
    AroundBase,
}

/// Unites what is one edit: a shared part that stands in several kinds of places, or that one side
/// has written out at each of them. The worst verdict counts.
fn unite(changes: Vec<(String, Change)>) -> Vec<Change> {
    let mut united: Vec<Change> = Vec::new();
    let mut known: HashMap<Edit, usize> = HashMap::new();
    for (sentence, change) in changes {
        let what: Rc<str> = format!(
            "{sentence} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            change.action,
            change.class,
            change.keyword,
            change.before,
            change.after,
            change.address.0.last().filter(|_| change.keyword.is_none()),
            change.details
        )
        .into();
        let edit = |(said, span)| Edit {
            what: what.clone(),
            said,
            span,
        };
        let edits = said_once(&change);
        let alike = edits.iter().cloned().filter_map(|it| known.get(&edit(it)));
        let at = if let Some(&at) = alike.min() {
            merge(&mut united[at], change);
            at
        } else {
            united.push(change);
            united.len() - 1
        };
        for it in edits {
            known.entry(edit(it)).or_insert(at);
        }
    }
    united
}

/// The places of a change that no other edit shares with it.
fn said_once(change: &Change) -> Vec<(Said, Span)> {
    let exact = |site: &Option<Site>| {
        let site = site.as_ref().filter(|site| site.exact);
        site.map(|site| site.span.clone())
    };
    let (base, revision) = (exact(&change.contract), exact(&change.source));
    let around = match (&base, &revision, &change.contract) {
        // What one side lacks, it lacks in one place if the other says it in one.
        (None, Some(_), Some(site)) => Some(site.span.clone()),
        _ => None,
    };
    let named = |it: &(Said, Span)| it.0 == Said::AroundBase || it.1 != (0..0);
    [
        base.map(|span| (Said::ByBase, span)),
        revision.map(|span| (Said::ByRevision, span)),
        around.map(|span| (Said::AroundBase, span)),
    ]
    .into_iter()
    .flatten()
    .filter(named)
    .collect()
}

fn merge(known: &mut Change, mut change: Change) {
    let is_worse = (change.wire, change.rust) > (known.wire, known.rust);
    if is_worse {
        std::mem::swap(known, &mut change);
    }
    known.rust = known.rust.max(change.rust);
    for id in std::iter::once(change.id).chain(change.also) {
        if id != known.id && !known.also.contains(&id) {
            known.also.push(id);
        }
    }
    for place in change.places {
        if known.places.len() < MAX_PLACES && !known.places.contains(&place) {
            known.places.push(place);
        }
    }
}
