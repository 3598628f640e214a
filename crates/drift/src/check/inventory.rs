//! Queries on a set of facts: its operations, its descriptions, the position of a part, and a
//! digest.

use std::collections::HashSet;

use serde_json::Value;

use crate::lock::ProseText;
use contract::facts::{Address, Fact, Facts, Part, Step, SubjectId, is_prose};
use contract::{Span, digest};

/// Returns each operation as `METHOD path`, and the same without the names of the path parameters,
/// which a client does not depend on.
pub(super) fn operations(facts: &Facts) -> Vec<(String, String)> {
    let root = facts.subject(facts.root());
    let operations = root.parts.iter().filter_map(|part| match &part.step {
        step @ Step::Operation { .. } => Some(step.to_string()),
        _ => None,
    });
    operations
        .map(|operation| {
            let without_names = without_names(&operation);
            (operation, without_names)
        })
        .collect()
}

fn without_names(operation: &str) -> String {
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

/// The number of texts up to which a text is listed at each of its places. Beyond it, the texts of
/// shared schemas are listed once, so that schemas that refer to each other do not multiply them.
const MAX_TEXTS: usize = 20_000;

/// Returns the descriptions at the places that show them, as pages do: those of a shared schema
/// once for each parameter or response that uses it.
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
            if texts.len() < MAX_TEXTS {
                seen.clear();
            }
            let mut at = at.then(part.step.clone());
            for fact in &part.facts {
                texts.extend(text(&at, fact));
            }
            visit_subject(facts, part.subject, &mut at, &mut seen, &mut |at, fact| {
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

/// Returns a digest of all facts except descriptions.
pub(super) fn digest_of(facts: &Facts) -> String {
    let mut lines = Vec::new();
    visit_facts(facts, &mut |address, fact| {
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

/// Returns a value with the members of objects sorted by name.
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

/// Visits every fact once, with the first address that leads to it.
fn visit_facts<'f>(facts: &'f Facts, visit: &mut dyn FnMut(&Address, &'f Fact)) {
    let mut seen = HashSet::new();
    visit_subject(
        facts,
        facts.root(),
        &mut Address::default(),
        &mut seen,
        visit,
    );
}

fn visit_subject<'f>(
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
        // One address is extended and truncated, since copying it is quadratic in the depth.
        address.0.push(part.step.clone());
        for fact in &part.facts {
            visit(address, fact);
        }
        visit_subject(facts, part.subject, address, seen, visit);
        address.0.pop();
    }
}

/// Returns the position of an address or, if the facts do not have it, of its nearest ancestor, and
/// whether it is exact.
pub(super) fn locate(facts: &Facts, address: &Address) -> (Span, bool) {
    let parts = parts_along(facts, address);
    let exact = parts.len() == address.0.len();
    (parts.last().map_or(0..0, |part| part.span.clone()), exact)
}

/// Returns the facts about the part at an address.
pub(super) fn facts_at<'f>(facts: &'f Facts, address: &Address) -> Vec<&'f Fact> {
    let parts = parts_along(facts, address);
    match parts.last() {
        Some(part) if parts.len() == address.0.len() => part
            .facts
            .iter()
            .chain(&facts.subject(part.subject).facts)
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns the parts on the way to an address, as far as the facts have them.
fn parts_along<'f>(facts: &'f Facts, address: &Address) -> Vec<&'f Part> {
    let mut parts = Vec::new();
    let mut id = facts.root();
    for step in &address.0 {
        let part = facts
            .subject(id)
            .parts
            .iter()
            .find(|part| part.step == *step);
        let Some(part) = part else { break };
        id = part.subject;
        parts.push(part);
    }
    parts
}
