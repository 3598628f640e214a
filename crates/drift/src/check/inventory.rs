//! What a set of facts holds: its operations, its texts, where a place is, a digest of all.

use std::collections::HashSet;

use serde_json::Value;

use crate::lock::ProseText;
use contract::facts::{Address, Fact, Facts, Part, Step, SubjectId, is_prose};
use contract::{Span, digest};

/// An operation as `METHOD path`, and the same without the names of its path parameters, which
/// mean nothing to a client.
pub(super) fn operations(facts: &Facts) -> Vec<(String, String)> {
    let root = facts.subject(facts.root());
    let operations = root.parts.iter().filter_map(|part| match &part.step {
        step @ Step::Operation { .. } => Some(step.to_string()),
        _ => None,
    });
    operations
        .map(|operation| {
            let nameless = nameless(&operation);
            (operation, nameless)
        })
        .collect()
}

fn nameless(operation: &str) -> String {
    let mut text = String::with_capacity(operation.len());
    let mut inside = false;
    for c in operation.chars() {
        match c {
            '{' => {
                inside = true;
                text.push(c);
            }
            '}' => {
                inside = false;
                text.push(c);
            }
            _ if inside => {}
            c => text.push(c),
        }
    }
    text
}

/// How many texts are given at each of their places. A document with more than any service has
/// gives those of shared schemas once, so that schemas that share one another stay bounded.
const MOST_TEXTS: usize = 20_000;

/// The texts for people at the places that show them, as pages give them: those of a schema that
/// several parameters or responses share at each of these.
pub(super) fn prose(facts: &Facts) -> Vec<ProseText> {
    let mut texts = Vec::new();
    let root = facts.subject(facts.root());
    let whole = Address::default();
    for fact in &root.facts {
        texts.extend(text(&whole, fact));
    }
    let mut seen = HashSet::new();
    for part in &root.parts {
        let at = whole.then(part.step.clone());
        let subject = facts.subject(part.subject);
        for fact in part.facts.iter().chain(&subject.facts) {
            texts.extend(text(&at, fact));
        }
        for part in &subject.parts {
            if texts.len() < MOST_TEXTS {
                seen.clear();
            }
            let mut at = at.then(part.step.clone());
            for fact in &part.facts {
                texts.extend(text(&at, fact));
            }
            below(facts, part.subject, &mut at, &mut seen, &mut |at, fact| {
                texts.extend(text(at, fact));
            });
        }
    }
    texts
}

fn text(address: &Address, fact: &Fact) -> Option<ProseText> {
    let text = fact.value.as_str().filter(|_| is_prose(&fact.keyword))?;
    let address = match fact.keyword.as_str() {
        "description" => address.clone(),
        keyword => address.then(Step::Other(keyword.to_owned())),
    };
    Some((address, text.to_owned(), fact.span.clone()))
}

/// A digest of every fact but texts for people.
pub(super) fn digest_of(facts: &Facts) -> String {
    let mut lines = Vec::new();
    walk(facts, &mut |address, fact| {
        if !is_prose(&fact.keyword) {
            lines.push(format!(
                "{address}\u{1}{}\u{1}{}",
                fact.keyword,
                sorted(&fact.value)
            ));
        }
    });
    lines.sort_unstable();
    digest(lines.iter().map(String::as_str))
}

/// A value with its members in the order of their names.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            members
                .into_iter()
                .map(|(name, member)| (name.clone(), sorted(member)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
        Value::Array(elements) => elements.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// Visits every fact once: a subject that several ways lead to is entered on the first.
fn walk<'f>(facts: &'f Facts, visit: &mut dyn FnMut(&Address, &'f Fact)) {
    let mut seen = HashSet::new();
    below(
        facts,
        facts.root(),
        &mut Address::default(),
        &mut seen,
        visit,
    );
}

fn below<'f>(
    facts: &'f Facts,
    id: SubjectId,
    address: &mut Address,
    seen: &mut HashSet<SubjectId>,
    visit: &mut dyn FnMut(&Address, &'f Fact),
) {
    if !seen.insert(id) {
        return;
    }
    let subject = facts.subject(id);
    for fact in &subject.facts {
        visit(address, fact);
    }
    for part in &subject.parts {
        // The address is walked along, not copied: schemas can lead far.
        address.0.push(part.step.clone());
        for fact in &part.facts {
            visit(address, fact);
        }
        below(facts, part.subject, address, seen, visit);
        address.0.pop();
    }
}

/// Where a place is spoken of, or the nearest place around it that is, and which of the two.
pub(super) fn locate(facts: &Facts, address: &Address) -> (Span, bool) {
    let ways = along(facts, address);
    let exact = ways.len() == address.0.len();
    (ways.last().map_or(0..0, |part| part.span.clone()), exact)
}

/// What is said of a place, by keyword.
pub(super) fn facts_at<'f>(facts: &'f Facts, address: &Address) -> Vec<&'f Fact> {
    let ways = along(facts, address);
    match ways.last() {
        Some(part) if ways.len() == address.0.len() => part
            .facts
            .iter()
            .chain(&facts.subject(part.subject).facts)
            .collect(),
        _ => Vec::new(),
    }
}

/// The parts that an address leads along, as far as they are there.
fn along<'f>(facts: &'f Facts, address: &Address) -> Vec<&'f Part> {
    let mut ways = Vec::new();
    let mut id = facts.root();
    for step in &address.0 {
        let part = facts
            .subject(id)
            .parts
            .iter()
            .find(|part| part.step == *step);
        let Some(part) = part else { break };
        id = part.subject;
        ways.push(part);
    }
    ways
}
