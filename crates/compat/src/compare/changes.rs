//! Turns findings into changes: gives each its verdict and places, and merges the findings of one edit.

use serde_json::{Value, json};

use super::finding::Finding;
use super::fold::fold;
use super::place::Kind;
use super::places::places;
use super::proof::{Searched, search};
use super::unite::{MAX_PLACES, unite};
use super::walk::Walk;
use super::words::place_in_words;
use crate::change::{Action, Change, Class, Rust, Wire};
use crate::rules::{self, Direction};
use crate::witness::Work;
use contract::facts::{Address, Facts, Step, Subject};
use contract::{ParameterPlace, Site, Span};

/// How many steps the search for all witnesses may take.
const ALL_WORK: usize = 4_000_000;

/// How many places all changes together name when there are many changes.
const ALL_PLACES: usize = 100_000;

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
    let mut changes = fold(unite(changes));
    changes.sort_by_key(|change| {
        let span = |site: &Option<Site>| site.as_ref().map_or(0, |site| site.span.start);
        (span(&change.contract), span(&change.source))
    });
    changes
}

fn change(
    walk: &Walk<'_>,
    at: usize,
    places: &[Address],
    (work, searched): (&mut Work, &mut Option<Searched>),
    finding: Finding,
) -> Change {
    let pair = &walk.pairs[at];
    let rule = rules::find(finding.id, finding.case);
    let (mut wire, mut rust) = rule.map_or((Wire::Risky, Rust::Patch), |it| (it.wire, it.rust));
    let mut reason = rule.map(|it| it.why.to_owned()).unwrap_or_default();
    if finding.class != Class::Contract {
        (wire, rust) = (Wire::Safe, Rust::Patch);
    } else if pair.key.place.is_unstable
        && wire != Wire::Safe
        && finding.keyword.as_deref() != Some("x-stability-level")
    {
        wire = Wire::Safe;
        reason = format!("The operation is unstable (`x-stability-level`). {reason}");
    }
    if pair.key.place.is_reversed {
        // The generator writes no types for webhooks and callbacks.
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
        // One witness serves every breaking finding of a pair.
        let searched = searched.get_or_insert_with(|| search(walk, at, work));
        was_decided = searched.was_decided;
        searched.witness.clone()
    };
    if is_judged && witness.is_some() {
        // Many services take the first alternative that matches, and do not look for a second.
        wire = match pair.key.place.direction {
            Direction::Request => Wire::Risky,
            _ => Wire::Breaking,
        };
        "The alternatives overlap or leave a gap, as the witness shows.".clone_into(&mut reason);
    } else if is_judged && !was_decided {
        wire = Wire::Risky;
        "The alternatives may overlap; they are too large, or the changes are too many, to decide it."
            .clone_into(&mut reason);
    }
    let message = finding.message.replacen("{}", &place_in_words(&address), 1);
    let site = |facts: &Facts, exact: Option<Span>, near: Option<Span>, around: &Span| {
        Some(Site {
            text: facts.source().clone(),
            exact: exact.is_some(),
            span: exact.or(near).unwrap_or_else(|| around.clone()),
        })
    };
    let (near_base, near_revision) = finding.around;
    // A finding about a shared component names the component, not the first place that uses it.
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
            .map(|id| id.as_str().to_owned())
            .collect(),
        id: finding.id.as_str().to_owned(),
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
        decision: None,
    }
}

/// Whether a verdict depends on the values that several alternatives allow together, so that a
/// witness can disprove it. Alternatives with a discriminator do not overlap.
fn is_choice(walk: &Walk<'_>, at: usize, finding: &Finding) -> bool {
    let place = walk.pairs[at].key.place;
    let is_told_apart = |subject: &Subject| {
        subject
            .facts
            .iter()
            .any(|fact| fact.keyword == "discriminator")
    };
    let id = finding.id.as_str();
    // An alternative that allows more, or whose parts do, may overlap with another.
    let is_of_one_of =
        |step: &Step| matches!(step, Step::Choice(keyword, _) if keyword.starts_with("oneOf"));
    let mut is_in_one_of = finding.step.as_ref().is_some_and(is_of_one_of);
    let mut inside = at;
    while let Some(way) = walk.pairs[inside].parents.first()
        && walk.place_of(inside).is_schema()
        && !is_in_one_of
    {
        is_in_one_of = is_of_one_of(way.step());
        inside = way.from;
    }
    is_in_one_of &= place.direction == Direction::Request;
    place.is_schema()
        && place.kind != Kind::UnusedProperty
        && !place.is_unstable
        && place.direction != Direction::Neither
        && (is_in_one_of || ["one-of-", "any-of-"].iter().any(|it| id.contains(it)))
        && !(is_told_apart(walk.base_of(at)) && is_told_apart(walk.revision_of(at)))
}

/// A request without a parameter: it was legal before, and is now refused or changes its meaning.
fn parameter_witness(finding: &Finding, place: ParameterPlace, name: &str) -> Option<Value> {
    let is_left_out = matches!(
        finding.keyword.as_deref(),
        None | Some("required" | "default")
    );
    (finding.action == Action::Added && is_left_out)
        .then(|| json!({ place.to_string(): {}, "without": name }))
}
