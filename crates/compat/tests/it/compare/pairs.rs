//! A table of pairs: where the two texts stand, what they are, and every change to be reported.

use super::changes;
use super::rows::At::{Document, Operation};
use super::rows::{ROWS, V1, wrap};

#[test]
fn every_pair_is_judged_as_written() {
    let mut wrong = Vec::new();
    for (version, at, before, after, expected) in ROWS {
        let found = changes(&wrap(version, *at, before), &wrap(version, *at, after));
        let mut said: Vec<String> = found
            .iter()
            .map(|change| format!("{} {}", change.wire, change.id))
            .collect();
        let mut expected: Vec<String> = expected.iter().map(|it| (*it).to_owned()).collect();
        said.sort();
        expected.sort();
        if said != expected {
            wrong.push(format!(
                "{at:?}: {before}\n  to: {after}\n  expected {expected:?}\n  found    {said:?}\n"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        ROWS.len(),
        wrong.join("\n")
    );
}

#[test]
fn no_pair_differs_from_itself() {
    for (version, at, before, after, _) in ROWS {
        for text in [before, after] {
            let text = wrap(version, *at, text);
            assert!(changes(&text, &text).is_empty(), "{text}");
        }
    }
}

#[test]
fn a_pair_that_differs_also_differs_the_other_way() {
    for (version, at, before, after, expected) in ROWS {
        let found = changes(&wrap(version, *at, after), &wrap(version, *at, before));
        assert_eq!(
            found.is_empty(),
            expected.is_empty(),
            "{at:?}: {after} to {before}"
        );
    }
}

#[test]
fn every_change_follows_a_rule_and_names_its_place() {
    for (version, at, before, after, _) in ROWS {
        for change in changes(&wrap(version, *at, before), &wrap(version, *at, after)) {
            assert!(
                compat::rules::explain(&change.id).next().is_some(),
                "there is no rule {}",
                change.id
            );
            assert!(!change.places.is_empty(), "{} has no place", change.id);
            assert!(!change.reason.is_empty(), "{}", change.id);
        }
    }
}

#[test]
fn what_breaks_a_body_has_a_witness() {
    let mut total = (0, 0);
    for (version, at, before, after, _) in ROWS {
        if after.contains("allOf") && after.contains("nullable") {
            // To the letter of OpenAPI 3.0 this allows no `null`; whoever writes it means that.
            continue;
        }
        let (before, after) = (wrap(version, *at, before), wrap(version, *at, after));
        let (witnessed, broken) =
            super::witnesses::check(&before, &after, &changes(&before, &after));
        total.0 += witnessed;
        total.1 += broken;
    }
    assert!(
        total.0 * 10 >= total.1 * 8,
        "only {} of {}",
        total.0,
        total.1
    );
}

#[test]
fn what_the_service_sends_by_itself_is_found_in_its_own_place() {
    let webhook = |length: u8| {
        format!(
            "webhooks: {{ w: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ properties: {{ a: {{ maxLength: {length} }} }} }} }} }} }} }} }} }}"
        )
    };
    let callback = |length: u8| {
        format!(
            "callbacks: {{ c: {{ '{{$url}}': {{ post: {{ responses: {{ '200': {{ content: {{ application/json: {{ schema: {{ properties: {{ a: {{ maxLength: {length} }} }} }} }} }} }} }} }} }} }} }}"
        )
    };
    // A callback may answer with itself.
    let circle = |length: u8| {
        format!(
            "components: {{ pathItems: {{ P: {{ post: {{ callbacks: {{ c: {{ '{{$url}}': {{ $ref: '#/components/pathItems/P' }} }} }}, requestBody: {{ content: {{ application/json: {{ schema: {{ maxLength: {length} }} }} }} }} }} }} }} }}\npaths: {{ /a: {{ $ref: '#/components/pathItems/P' }} }}"
        )
    };
    for (before, after, place) in [
        (
            wrap(V1, Document, &webhook(5)),
            wrap(V1, Document, &webhook(9)),
            "POST webhook w › request body › a",
        ),
        (
            wrap(V1, Operation, &callback(9)),
            wrap(V1, Operation, &callback(5)),
            "POST /a › callback c POST {$url} › response 200 › a",
        ),
        (
            wrap(V1, Document, &circle(9)),
            wrap(V1, Document, &circle(5)),
            "POST /a › request body",
        ),
    ] {
        let found = changes(&before, &after);
        assert_eq!(found[0].address.to_string(), place, "{before}");
        assert_eq!(found[0].wire, compat::change::Wire::Breaking, "{before}");
    }
}
