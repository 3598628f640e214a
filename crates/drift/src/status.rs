//! Suggests statuses for responses whose status a page does not show.

use std::collections::BTreeSet;

use compat::change::{Action, Change};
use contract::facts::{Address, Facts, Step};
use http::StatusCode;

/// Adds the suggested statuses to each change that adds a response without a status.
pub(crate) fn name_candidates(changes: &mut [Change], stated: &Facts, contract: &Facts) {
    for change in changes {
        if change.action == Action::Added && is_unnumbered(change.address.0.last()) {
            "a response was added, and the page does not show its status"
                .clone_into(&mut change.message);
            let note = candidates(&change.address, stated, contract);
            change.details.insert(0, note);
        }
    }
}

/// Returns whether a step leads to a response whose status the page does not show.
pub(crate) fn is_unnumbered(step: Option<&Step>) -> bool {
    matches!(step, Some(Step::Response(status)) if status.starts_with('#'))
}

/// Returns a sentence with the statuses that the description of a response suggests.
pub(crate) fn candidates(response: &Address, stated: &Facts, contract: &Facts) -> String {
    let Some(description) = description(response, stated) else {
        return "the page does not show its status, and the response has no description".to_owned();
    };
    let statuses = statuses(response, &description, contract);
    let quoted = format!("its description is \"{description}\"");
    match statuses.as_slice() {
        [] => format!("the page does not show its status; {quoted}"),
        [one] => format!("the page does not show its status; it may be {one}, since {quoted}"),
        [first @ .., last] => format!(
            "the page does not show its status; it may be {} or {last}, since {quoted}",
            first.join(", ")
        ),
    }
}

fn description(response: &Address, facts: &Facts) -> Option<String> {
    let all = facts.all().into_iter();
    let mut texts = all.filter(|(address, fact)| {
        address == response && fact.keyword == "description" && fact.value.is_string()
    });
    texts.find_map(|(_, fact)| fact.value.as_str().map(str::to_owned))
}

/// Returns the statuses that a description suggests and the operation does not have: it contains
/// the number or the [reason phrase], or is the description of that status in other operations.
///
/// [reason phrase]: https://www.rfc-editor.org/rfc/rfc9110#section-15
fn statuses(response: &Address, description: &str, contract: &Facts) -> Vec<String> {
    let text = words(description);
    let mut all = BTreeSet::new();
    let mut documented = BTreeSet::new();
    for (address, fact) in contract.all() {
        let Some(Step::Response(status)) = address.0.last() else {
            continue;
        };
        if address.0.first() == response.0.first() {
            documented.insert(status.clone());
        }
        let is_same = fact.value.as_str().is_some_and(|it| words(it) == text);
        if fact.keyword == "description" && is_same {
            all.insert(status.clone());
        }
    }
    let numbers = (100..600).filter_map(|number| StatusCode::from_u16(number).ok());
    let phrases: Vec<(String, Vec<String>)> = numbers
        .filter_map(|it| Some((it.as_str().to_owned(), words(it.canonical_reason()?))))
        .filter(|(number, phrase)| text.contains(number) || contains_phrase(&text, phrase))
        .collect();
    // "Not Found" does not suggest "Found".
    let is_part_of_other = |phrase: &Vec<String>| {
        let mut others = phrases.iter().map(|(_, other)| other);
        others.any(|other| other.len() > phrase.len() && contains_phrase(other, phrase))
    };
    let whole = phrases
        .iter()
        .filter(|(number, phrase)| text.contains(number) || !is_part_of_other(phrase));
    all.extend(whole.map(|(number, _)| number.clone()));
    all.retain(|status| !documented.contains(status));
    all.into_iter().collect()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !it.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn contains_phrase(text: &[String], phrase: &[String]) -> bool {
    text.windows(phrase.len()).any(|it| it == phrase)
}

#[cfg(test)]
mod tests {
    use contract::{Document, ParameterPlace, Source};

    use super::*;

    #[test]
    fn a_description_suggests_statuses_that_are_not_documented() {
        let response =
            |status: &str, text: &str| format!("        '{status}': {{ description: {text} }}\n");
        let contract = format!(
            "openapi: 3.0.3\ninfo: {{ title: t, version: '1' }}\npaths:\n  /a:\n    get:\n      \
             responses:\n{}{}    post:\n      responses:\n{}",
            response("200", "Fine"),
            response("404", "Not Found"),
            response("429", "Slow down!"),
        );
        let contract = Document::read(Source::new("contract.yaml", contract)).expect("it reads");
        for (text, expected) in [
            ("Too Many Requests", "429"),
            ("Slow down", "429"),
            ("There were too many requests lately.", "429"),
            ("A session was not found", ""),
            ("Forbidden, or payment required", "402 403"),
            ("Answers with 418", "418"),
            ("The payload is too large", ""),
            ("Fine", ""),
            ("Conflict", "409"),
        ] {
            let address = Address(vec![
                Step::Operation {
                    method: "GET".to_owned(),
                    path: "/a".to_owned(),
                },
                Step::Response("#1".to_owned()),
            ]);
            let found = statuses(&address, text, &contract.facts());
            assert_eq!(found.join(" "), expected, "{text}");
        }
        let other = Step::Parameter(ParameterPlace::Query, "#1".to_owned());
        assert!(!is_unnumbered(Some(&other)));
    }
}
