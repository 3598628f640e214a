//! From what was found to changes: verdicts, places, and one change for what is one edit.

use std::cell::OnceCell;
use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};

use super::walk::Walk;
use crate::change::{Action, Change, Class, Rust, Wire};
use crate::rules::{self, Direction};
use crate::witness::{self, Side};
use contract::facts::{Address, Facts, Step, Subject};
use contract::{ParameterPlace, Site, Span};

/// How many places of one change are named; no reader follows more, and a shared schema may have
/// more of them than a document has facts.
const MAX_PLACES: usize = 200;
/// How many ways are tried for them: where schemas contain one another, there is no end of them.
const MAX_WAYS: usize = 2_000;

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
    for at in 0..walk.pairs.len() {
        let findings = std::mem::take(&mut walk.pairs[at].findings);
        if findings.is_empty() {
            continue;
        }
        let places = places(&walk, at);
        // One value shows every break of a pair.
        let value = OnceCell::new();
        for finding in findings {
            let sentence = finding.message.clone();
            changes.push((sentence, change(&walk, at, &places, &value, finding)));
        }
    }
    let mut changes = super::fold::fold(unite(changes));
    changes.sort_by_key(|change| {
        let span = |site: &Option<Site>| site.as_ref().map_or(0, |site| site.span.start);
        (span(&change.contract), span(&change.source))
    });
    changes
}

/// The ways from the document to a pair, the shortest first.
fn places(walk: &Walk<'_>, at: usize) -> Vec<Address> {
    // The way by which the pair was first reached leads out of every circle.
    let mut first = Vec::new();
    let mut up = at;
    while let Some((parent, step)) = walk.pairs[up].parents.first() {
        first.push(step.clone());
        up = *parent;
    }
    first.reverse();
    let mut found = vec![Address(first)];
    // Each way begins at the pair and lists the pairs and steps up from it.
    let mut ways: VecDeque<(Vec<usize>, Vec<&Step>)> = VecDeque::from([(vec![at], Vec::new())]);
    let mut tried = 0;
    while let Some((pairs, steps)) = ways.pop_front() {
        let Some(pair) = pairs.last().map(|&at| &walk.pairs[at]) else {
            continue;
        };
        if pair.parents.is_empty() {
            let address = Address(steps.iter().rev().copied().cloned().collect());
            if !found.contains(&address) {
                found.push(address);
            }
            if found.len() == MAX_PLACES {
                break;
            }
        }
        for (parent, step) in &pair.parents {
            tried += 1;
            if tried > MAX_WAYS {
                break;
            }
            // What is inside itself is named where it is entered.
            if !pairs.contains(parent) {
                let (mut pairs, mut steps) = (pairs.clone(), steps.clone());
                pairs.push(*parent);
                steps.push(step);
                ways.push_back((pairs, steps));
            }
        }
    }
    found
}

fn change(
    walk: &Walk<'_>,
    at: usize,
    places: &[Address],
    value: &OnceCell<Option<Value>>,
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
    let witness = (wire == Wire::Breaking || is_judged)
        .then(|| match &finding.step {
            Some(Step::Parameter(place, name)) => parameter_witness(&finding, *place, name),
            _ => value.get_or_init(|| witness(walk, at)).clone(),
        })
        .flatten();
    if is_judged && witness.is_some() {
        // Many services take the first option that fits, and do not look for a second.
        wire = match pair.key.place.direction {
            Direction::Request => Wire::Risky,
            _ => Wire::Breaking,
        };
        "The options overlap or leave a gap, and a value proves it.".clone_into(&mut reason);
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

/// The step that leads to a pair.
fn pair_step<'w>(walk: &'w Walk<'_>, at: usize) -> Option<&'w Step> {
    walk.pairs[at].parents.first().map(|(_, step)| step)
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
    let mut steps = finding.step.iter().chain(pair_step(walk, at));
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

/// A value that is legal on one side only: of a request before, of a response afterwards.
fn witness(walk: &Walk<'_>, at: usize) -> Option<Value> {
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
        let (parent, step) = walk.pairs[inside].parents.first()?;
        if !walk.pairs[*parent].key.place.is_schema() {
            break step.clone();
        }
        inside = *parent;
        pairs.push(inside);
        steps.push(step.clone());
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
        Direction::Response => witness::find(&revision, &base, &steps)?,
        Direction::Request => witness::find(&base, &revision, &steps)?,
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

/// Unites what is one edit: a shared part that stands in several kinds of places, or that one side
/// has written out at each of them. The worst verdict counts.
fn unite(changes: Vec<(String, Change)>) -> Vec<Change> {
    let mut united: Vec<Change> = Vec::new();
    let mut by_site: HashMap<String, Vec<usize>> = HashMap::new();
    for (sentence, change) in changes {
        let what = format!(
            "{sentence} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            change.action,
            change.class,
            change.keyword,
            change.before,
            change.after,
            change.address.0.last().filter(|_| change.keyword.is_none()),
            change.details
        );
        let known = by_site.get(&what).and_then(|candidates| {
            candidates
                .iter()
                .copied()
                .find(|&at| is_same_edit(&united[at], &change))
        });
        if let Some(at) = known {
            merge(&mut united[at], change);
        } else {
            by_site.entry(what).or_default().push(united.len());
            united.push(change);
        }
    }
    united
}

/// Whether one of the sides says the thing once, in the same place of its text.
fn is_same_edit(one: &Change, other: &Change) -> bool {
    let meets = |one: &Option<Site>, other: &Option<Site>| match (one, other) {
        (Some(one), Some(other)) => {
            one.exact && other.exact && one.span == other.span && one.span != (0..0)
        }
        _ => false,
    };
    let around = |one: &Option<Site>, other: &Option<Site>| match (one, other) {
        (Some(one), Some(other)) => one.span == other.span,
        _ => false,
    };
    let is_exact = |site: &Option<Site>| site.as_ref().is_some_and(|site| site.exact);
    match (is_exact(&one.contract), is_exact(&one.source)) {
        (true, true) => meets(&one.contract, &other.contract) || meets(&one.source, &other.source),
        // What one side lacks, it lacks in one place if the other says it in one.
        (true, false) => meets(&one.contract, &other.contract),
        (false, true) => {
            meets(&one.source, &other.source) || around(&one.contract, &other.contract)
        }
        (false, false) => false,
    }
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
