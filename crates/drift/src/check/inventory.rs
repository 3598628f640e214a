//! What a set of facts holds: how many of what, where a place is, a digest of all.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::lock::ProseText;
use contract::facts::{Address, Fact, Facts, Part, Step, SubjectId};
use contract::{Span, digest};

/// Keywords of texts for people.
const PROSE: [&str; 3] = ["description", "summary", "title"];

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

/// How many facts there are in each group, of the operations that are asked for; a shared subject
/// counts once for each operation that reaches it.
pub(super) fn groups(
    facts: &Facts,
    wanted: &dyn Fn(&str) -> bool,
    group: &dyn Fn(&Address) -> String,
) -> BTreeMap<String, usize> {
    let mut groups = BTreeMap::new();
    let root = facts.subject(facts.root());
    let mut add = |address: &Address, number: usize| {
        *groups.entry(group(address)).or_default() += number;
    };
    for part in &root.parts {
        let operation = Address(vec![part.step.clone()]);
        if !matches!(part.step, Step::Operation { .. }) {
            add(&operation, 1 + reach(facts, part, &mut HashSet::new()));
            continue;
        }
        if !wanted(&part.step.to_string()) {
            continue;
        }
        let mut seen = HashSet::from([part.subject]);
        let subject = facts.subject(part.subject);
        add(&operation, 1 + part.facts.len() + subject.facts.len());
        for below in &subject.parts {
            let number = 1 + reach(facts, below, &mut seen);
            add(&operation.then(below.step.clone()), number);
        }
    }
    groups
}

/// How many facts and parts a part leads to that were not seen before.
fn reach(facts: &Facts, part: &Part, seen: &mut HashSet<SubjectId>) -> usize {
    let mut number = part.facts.len();
    let mut open = vec![part.subject];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let subject = facts.subject(id);
        number += subject.facts.len();
        for part in &subject.parts {
            number += 1 + part.facts.len();
            open.push(part.subject);
        }
    }
    number
}

/// The texts for people, each once, at the first place that shows it.
pub(super) fn prose(facts: &Facts) -> Vec<ProseText> {
    let mut texts = Vec::new();
    walk(facts, &mut |address, fact| {
        if let (true, Some(text)) = (PROSE.contains(&fact.keyword.as_str()), fact.value.as_str()) {
            let address = match fact.keyword.as_str() {
                "description" => address.clone(),
                keyword => address.then(Step::Other(keyword.to_owned())),
            };
            texts.push((address, text.to_owned(), fact.span.clone()));
        }
    });
    texts
}

/// A digest of every fact but texts for people.
pub(super) fn digest_of(facts: &Facts) -> String {
    let mut lines = Vec::new();
    walk(facts, &mut |address, fact| {
        if !PROSE.contains(&fact.keyword.as_str()) {
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
    below(facts, facts.root(), &Address::default(), &mut seen, visit);
}

fn below<'f>(
    facts: &'f Facts,
    id: SubjectId,
    address: &Address,
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
        let address = address.then(part.step.clone());
        for fact in &part.facts {
            visit(&address, fact);
        }
        below(facts, part.subject, &address, seen, visit);
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
