//! Every rule is reported by a pair of the tables, or by its own example.

use std::collections::HashSet;

use compat::rules::{Direction, Rule, rules};
use serde_json::{Map, Value, json};

use super::rows::{rows, wrap};
use super::{changes, document};

/// Why no two documents show a rule.
fn unreported(rule: &Rule) -> Option<&'static str> {
    let ends_with = |name: &str| rule.id.ends_with(name);
    let is_whole = matches!(rule.place, "parameter" | "request body" | "response body");
    // In these places all cases of a rule have one reason, so that they are not told apart.
    let is_harmless = ["read-only", "write-only", "component"]
        .iter()
        .any(|place| rule.place.starts_with(place));
    if rule.id == "answer-not-refused" {
        Some("only an answer of the service shows it")
    } else if rule.direction == Direction::Request && ends_with("-type-specialized") {
        Some("a type of requests that narrows is a `type-changed`, as in oasdiff")
    } else if rule.case == Some("always sent") && rule.place != "parameter" && !is_harmless {
        Some("the case is that of a required parameter")
    } else if is_whole && (ends_with("-not-changed") || ends_with("-if-changed")) {
        Some("what `not` and `if` hold is judged like a property")
    } else {
        None
    }
}

/// Pairs that no row can have, since they differ in what all rows share.
const WHOLE: [[&str; 2]; 1] = [[
    "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n",
    "openapi: 3.1.0\ninfo: { title: t, version: '2' }\n",
]];

/// The ids that a comparison reports, each with its reason.
type Reported = HashSet<(String, String)>;

fn report(before: &str, after: &str, reported: &mut Reported) {
    for (before, after) in [(before, after), (after, before)] {
        for change in changes(before, after) {
            let reason = change
                .reason
                .strip_prefix(super::pairs::UNSTABLE)
                .unwrap_or(&change.reason);
            reported.insert((change.id, reason.to_owned()));
        }
    }
}

/// The schema of an example, as `cargo xtask explain` shows it: `A` and `B` are components.
fn schema(example: &str) -> Value {
    let text = format!("openapi: 3.1.0\npaths: {{}}\nx-schema: {{ {example} }}\n");
    let document = document("example.yaml", &text);
    let mut schema = document
        .root()
        .get("x-schema")
        .expect("it is there")
        .to_json();
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let listed = schema.get_mut(keyword).and_then(Value::as_array_mut);
        for option in listed.into_iter().flatten() {
            if let Some(name) = option.as_str() {
                *option = reference(name);
            }
        }
    }
    match schema.get("schema").and_then(Value::as_str) {
        Some(name) => reference(name),
        None => schema,
    }
}

/// The schemas before and after: an example leaves out what stays the same.
fn schemas(rule: &Rule) -> [Value; 2] {
    let [before, after] = [schema(rule.before), schema(rule.after)];
    let kept = |of: &Value, other: &Value| {
        let mut kept = of.clone();
        for keyword in ["type", "oneOf"] {
            let is_kept =
                keyword != rule.keyword && !(keyword == "oneOf" && rule.keyword != "discriminator");
            if let (Some(members), Some(value)) = (kept.as_object_mut(), other.get(keyword))
                && is_kept
            {
                members.entry(keyword).or_insert(value.clone());
            }
        }
        kept
    };
    [kept(&before, &after), kept(&after, &before)]
}

/// A document with a schema in the place that a rule names.
fn in_place(rule: &Rule, schema: &Value) -> String {
    let with = |flag: &str| {
        let mut schema = schema.clone();
        let members = schema
            .as_object_mut()
            .map(|it| it.insert(flag.into(), true.into()));
        assert!(members.is_some(), "{schema}");
        schema
    };
    let object = |schema: &Value| json!({ "type": "object", "properties": { "p": schema } });
    let query = |schema: &Value| json!({ "parameters": [{ "name": "q", "in": "query", "schema": schema }] });
    let request = |schema: &Value| json!({ "requestBody": { "content": { "application/json": { "schema": schema } } } });
    let response = |response: Value| json!({ "responses": { "200": response } });
    let body = |schema: &Value| {
        response(json!({ "content": { "application/json": { "schema": schema } } }))
    };
    let operation = match rule.place {
        "parameter" => query(schema),
        "inside a parameter" => query(&object(schema)),
        "request body" => request(schema),
        "property of a request body" => request(&object(schema)),
        "read-only property of a request body" => request(&object(&with("readOnly"))),
        "header of a response" => response(json!({ "headers": { "H": { "schema": schema } } })),
        "response body" => body(schema),
        "property of a response body" => body(&object(schema)),
        "write-only property of a response body" => body(&object(&with("writeOnly"))),
        _ => Value::Null,
    };
    let mut schemas = Map::new();
    schemas.insert(
        "A".into(),
        json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } }),
    );
    schemas.insert(
        "B".into(),
        json!({ "type": "object", "required": ["b"], "properties": { "b": { "type": "string" } } }),
    );
    if rule.place == "component that no operation reaches" {
        schemas.insert("Unused".into(), schema.clone());
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "post": operation } },
        "components": { "schemas": schemas },
    })
    .to_string()
}

#[test]
fn every_rule_can_be_reported() {
    let mut reported = Reported::new();
    for (version, at, before, after, _) in rows() {
        report(
            &wrap(version, *at, before),
            &wrap(version, *at, after),
            &mut reported,
        );
    }
    for [before, after] in WHOLE {
        report(before, after, &mut reported);
    }
    let is_reported = |rule: &Rule, reported: &Reported| {
        reported.contains(&(rule.id.to_owned(), rule.why.to_owned()))
    };
    // The rules of schemas come last, and their examples are schemas.
    let is_first = |rule: &Rule| rule.id == "request-parameter-type-changed";
    let first = rules().iter().position(is_first);
    let first = first.expect("types are the first keyword");
    let mut wrong = Vec::new();
    for (number, rule) in rules().iter().enumerate() {
        let mut found = is_reported(rule, &reported);
        if !found && number >= first {
            let mut by_example = Reported::new();
            let [before, after] = schemas(rule).map(|schema| in_place(rule, &schema));
            report(&before, &after, &mut by_example);
            found = is_reported(rule, &by_example);
        }
        match (found, unreported(rule)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(why)) => wrong.push(format!("{} is reported, although {why}", rule.id)),
            (false, None) => wrong.push(format!(
                "{} {:?} is reported by no pair: add one to `rows`, or mend its example `{}` to `{}`",
                rule.id, rule.case, rule.before, rule.after
            )),
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_ids_of_a_schema_rule_follow_one_pattern() {
    // `cargo xtask rules` lists the rules of each place in the same order.
    let places = [
        "request-parameter",
        "request-parameter-property",
        "request-body",
        "request-property",
        "request-read-only-property",
        "response-header",
        "response-body",
        "response-property",
        "response-write-only-property",
        "unused-schema",
    ];
    let is_first = |rule: &Rule| rule.id == "request-parameter-type-changed";
    let first = rules().iter().position(is_first);
    let of_schemas = &rules()[first.expect("types are the first keyword")..];
    assert_eq!(of_schemas.len() % places.len(), 0);
    let each = of_schemas.len() / places.len();
    for (number, rule) in of_schemas.iter().enumerate() {
        let name = of_schemas[number % each]
            .id
            .strip_prefix("request-parameter-");
        let name = name.expect("the first place is the parameter");
        let expected = format!("{}-{name}", places[number / each]);
        if expected == "response-body-enum-value-removed" {
            // oasdiff names this one otherwise.
            assert_eq!(rule.id, "response-mediatype-enum-value-removed");
        } else {
            assert_eq!(rule.id, expected);
        }
    }
}
