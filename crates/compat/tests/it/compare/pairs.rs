//! A table of pairs: where the two texts stand, what they are, and every change to be reported.

use std::fmt::Write as _;

use compat::change::Change;
use contract::Site;
use serde_json::Value;

use super::changes;
use super::rows::At::{Document, Operation};
use super::rows::{V1, rows, wrap};

#[test]
fn every_pair_is_judged_as_written() {
    let mut wrong = Vec::new();
    for (version, at, before, after, expected) in rows() {
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
        rows().count(),
        wrong.join("\n")
    );
}

/// A change as the snapshot shows it: its verdicts and what differs, its places and what stands
/// there in both texts, its sentences, and the value that proves it.
fn described(change: &Change) -> String {
    let value = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), Value::to_string);
    let marked = |site: &Option<Site>| {
        let site = site
            .as_ref()
            .expect("a change of two documents has both sites");
        let text = &site.text.text()[site.span.clone()];
        let near = if site.exact { "" } else { "near " };
        format!("{near}`{}`", text.chars().take(30).collect::<String>())
    };
    let places: Vec<String> = change.places.iter().map(ToString::to_string).collect();
    let mut lines = vec![
        format!("{} {} {}", change.wire, change.rust, change.id),
        format!(
            "{} {}: {} {} to {}",
            change.action,
            change.class,
            change.keyword.as_deref().unwrap_or("part"),
            value(&change.before),
            value(&change.after)
        ),
        format!(
            "at {} ({} and {})",
            places.join(", "),
            marked(&change.contract),
            marked(&change.source)
        ),
        change.message.clone(),
    ];
    lines.extend(change.details.iter().map(|detail| format!("- {detail}")));
    if !change.also.is_empty() {
        lines.push(format!("also {}", change.also.join(", ")));
    }
    lines.extend(change.witness.iter().map(|it| format!("witness {it}")));
    format!("  {}\n", lines.join("\n    "))
}

#[test]
fn every_pair_is_reported_in_full() {
    let mut reported = String::new();
    for (version, at, before, after, _) in rows() {
        let _ = writeln!(reported, "{version} {at:?}: {before}\n=> {after}");
        for change in changes(&wrap(version, *at, before), &wrap(version, *at, after)) {
            reported.push_str(&described(&change));
        }
        reported.push('\n');
    }
    insta::assert_snapshot!("pairs", reported);
}

#[test]
fn no_pair_differs_from_itself() {
    for (version, at, before, after, _) in rows() {
        for text in [before, after] {
            let text = wrap(version, *at, text);
            assert!(changes(&text, &text).is_empty(), "{text}");
        }
    }
}

#[test]
fn a_pair_that_differs_also_differs_the_other_way() {
    for (version, at, before, after, expected) in rows() {
        let found = changes(&wrap(version, *at, after), &wrap(version, *at, before));
        assert_eq!(
            found.is_empty(),
            expected.is_empty(),
            "{at:?}: {after} to {before}"
        );
    }
}

/// The start of a reason where the operation is unstable.
pub(crate) const UNSTABLE: &str = "The operation is unstable (`x-stability-level`). ";

#[test]
fn every_change_has_the_reason_of_its_rule() {
    for (version, at, before, after, _) in rows() {
        for change in changes(&wrap(version, *at, before), &wrap(version, *at, after)) {
            let reason = change
                .reason
                .strip_prefix(UNSTABLE)
                .unwrap_or(&change.reason);
            let is_of_rule = compat::rules::explain(&change.id).any(|rule| rule.why == reason);
            // Overlapping alternatives give a verdict that no single rule has.
            assert!(
                is_of_rule || reason.starts_with("The alternatives "),
                "{}: {reason}",
                change.id
            );
            assert_eq!(
                change.places.first(),
                Some(&change.address),
                "{}",
                change.id
            );
        }
    }
}

#[test]
fn an_unstable_operation_breaks_no_promise() {
    let of_level = |level: &str, required: bool| {
        let operation = format!(
            "x-stability-level: {level}, parameters: [ {{ name: p, in: query, required: {required} }} ]"
        );
        wrap(V1, Operation, &operation)
    };
    for (level, is_unstable) in [
        ("draft", true),
        ("alpha", true),
        ("beta", false),
        ("stable", false),
    ] {
        let found = changes(&of_level(level, false), &of_level(level, true));
        assert_eq!(found[0].id, "request-parameter-became-required");
        assert_eq!(
            found[0].wire == compat::change::Wire::Safe,
            is_unstable,
            "{level}"
        );
        assert_eq!(
            found[0].reason.starts_with(UNSTABLE),
            is_unstable,
            "{level}"
        );
    }
}

/// A pair of documents that differ in an operation, a parameter, a text, a sunset, and the description of
/// a scope.
const DIFFERENT: [&str; 2] = [
    "paths: { /a: { get: { description: One. }, put: { deprecated: true, x-sunset: 2001-01-01 } } }
components: { securitySchemes: { a: { type: oauth2, flows: { implicit: { scopes: { r: One } } } } } }",
    "paths: { /a: { get: { description: Two., parameters: [ { name: p, in: query } ] }, post: {} } }
components: { securitySchemes: { a: { type: oauth2, flows: { implicit: { scopes: { r: Two } } } } } }",
];

#[test]
fn options_decide_what_is_compared() {
    let [before, after] = DIFFERENT.map(|text| wrap(V1, Document, text));
    let ids = |set: fn(&mut compat::Options)| {
        let mut options = compat::Options::default();
        set(&mut options);
        let (base, revision) = (
            super::document("base.yaml", &before),
            super::document("revision.yaml", &after),
        );
        let found = compat::compare(&base.facts(), &revision.facts(), &options);
        let mut ids: Vec<String> = found.into_iter().map(|change| change.id).collect();
        ids.sort();
        ids
    };
    let (new, parameter, text) = (
        "endpoint-added",
        "new-optional-request-parameter",
        "prose-changed",
    );
    // Without a day, no sunset is over.
    let early = "api-removed-before-sunset";
    let scope = "api-security-component-oauth-scope-changed";
    assert_eq!(ids(|_| ()), [early, scope, new, parameter, text]);
    assert_eq!(ids(|it| it.prose = false), [early, new, parameter]);
    assert_eq!(
        ids(|it| it.new_operations = false),
        [early, scope, parameter, text]
    );
    let announced = "api-removed-with-deprecation";
    assert_eq!(
        ids(|it| it.today = Some("2001-01-01".into())),
        [announced, scope, new, parameter, text]
    );
}

#[test]
fn what_breaks_a_body_has_a_witness() {
    let mut total = (0, 0);
    for (version, at, before, after, _) in rows() {
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
