//! Assigns positions in a page to the facts that it states.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::Value;

use super::Page;
use super::statement::Statement;
use contract::facts::{Fact, Facts, Step};
use contract::{ParameterPlace, Span};

/// Sets the position of each fact to the lines that show it. A fact without a line gets the
/// position of the part that it is about.
pub(super) fn locate(facts: &mut Facts, lines: &HashMap<Statement, Range<usize>>, page: &Page) {
    let source = facts.source().clone();
    let at = |stated: Statement, word: &str| {
        let lines = lines.get(&stated)?;
        let (first, last) = (&page.lines[lines.start], &page.lines[lines.end - 1]);
        Some(narrowed(
            source.text(),
            &(first.span.start..last.span.end),
            word,
        ))
    };
    let mut open = vec![(facts.root(), page.method.span.clone())];
    let mut seen = HashSet::new();
    while let Some((id, place)) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let subject = facts.subject_mut(id);
        subject.span = place.clone();
        for (number, fact) in subject.facts.iter_mut().enumerate() {
            let value = written(fact);
            fact.span = at(Statement::Fact(id, number), &value).unwrap_or_else(|| place.clone());
        }
        for (number, part) in subject.parts.iter_mut().enumerate() {
            let of_part = |word| {
                let first = at(Statement::Part(id, number), word);
                first.or_else(|| at(Statement::Inside(id, number), word))
            };
            part.span = match &part.step {
                Step::Operation { .. } => page.url.span.clone(),
                Step::Parameter(ParameterPlace::Path, name) => {
                    of_part(name).unwrap_or_else(|| narrowed(source.text(), &page.url.span, name))
                }
                Step::Property(name)
                | Step::Parameter(_, name)
                | Step::Header(name)
                | Step::Response(name)
                | Step::MediaType(name) => of_part(name).unwrap_or_else(|| place.clone()),
                _ => of_part("").unwrap_or_else(|| place.clone()),
            };
            for (fact, it) in part.facts.iter_mut().enumerate() {
                let line = at(Statement::PartFact(id, number, fact), &written(it));
                it.span = line.unwrap_or_else(|| part.span.clone());
            }
            open.push((part.subject, part.span.clone()));
        }
    }
}

/// Returns the text by which a line shows a fact.
fn written(fact: &Fact) -> String {
    match &fact.value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => fact.keyword.clone(),
        value => value.to_string(),
    }
}

/// Returns the position of `word` in a line, or of the whole line if the word does not occur
/// exactly once.
fn narrowed(text: &str, line: &Span, word: &str) -> Span {
    let is_part = |char: Option<char>| char.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let within = &text[line.clone()];
    let mut places = within.match_indices(word).filter(|(at, _)| {
        !is_part(within[..*at].chars().next_back())
            && !is_part(within[at + word.len()..].chars().next())
    });
    match (places.next(), places.next()) {
        (Some((at, _)), None) if !word.is_empty() => line.start + at..line.start + at + word.len(),
        _ => line.clone(),
    }
}
