//! What holds for any two documents.

use std::fmt::Write as _;

use compat::rules::{Direction, rules};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::changes;

/// Any JSON, with the words of OpenAPI in the places of keys and values more often than not.
fn json_value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "type",
        "string",
        "object",
        "array",
        "integer",
        "properties",
        "required",
        "items",
        "$ref",
        "#/components/schemas/A",
        "#/components/schemas/B",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
        "const",
        "nullable",
        "format",
        "int32",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "pattern",
        "^a+$",
        "additionalProperties",
        "parameters",
        "name",
        "in",
        "query",
        "path",
        "schema",
        "content",
        "application/json",
        "responses",
        "200",
        "default",
        "headers",
        "get",
        "post",
        "requestBody",
        "security",
        "servers",
        "url",
        "deprecated",
        "x-sunset",
        "examples",
        "value",
        "description",
        "readOnly",
        "discriminator",
        "maxLength",
        "null",
        "tags",
        "not",
    ]);
    let leaf = prop_oneof![
        word.clone().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        (-3i64..300).prop_map(Value::from),
        Just(json!(1.5)),
        Just(Value::Null),
    ];
    leaf.prop_recursive(6, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(word.clone(), inner, 0..5).prop_map(|members| {
                let members: serde_json::Map<String, Value> = members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect();
                members.into()
            }),
        ]
    })
}

fn document(operation: &Value, schemas: &[Value; 2], version: &str) -> String {
    json!({
        "openapi": version,
        "paths": { "/a/{b}": { "post": operation, "get": { "requestBody": { "content": {
            "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
            "responses": { "200": { "content": { "application/json": { "schema": schemas[1] } } } } } } },
        "components": { "schemas": { "A": schemas[0], "B": schemas[1] } },
    })
    .to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_readable_documents_are_compared_without_a_panic(
        operations in [json_value(), json_value()],
        schemas in [[json_value(), json_value()], [json_value(), json_value()]],
    ) {
        let one = document(&operations[0], &schemas[0], "3.0.3");
        let other = document(&operations[1], &schemas[1], "3.1.0");
        let found = changes(&one, &other);
        let back = changes(&other, &one);
        prop_assert_eq!(found.is_empty(), back.is_empty(), "{} {}", one, other);
        for change in found.iter().chain(&back) {
            prop_assert!(!change.places.is_empty(), "{}", change.id);
            prop_assert!(compat::rules::explain(&change.id).next().is_some(), "{}", change.id);
        }
        prop_assert!(changes(&one, &one).is_empty(), "{}", one);
        prop_assert!(changes(&other, &other).is_empty(), "{}", other);
    }

    /// What is written in another order says the same.
    #[test]
    fn the_order_of_members_is_no_change(operation in json_value(), schemas in [json_value(), json_value()]) {
        fn reversed(value: &Value) -> Value {
            match value {
                Value::Object(members) => members
                    .iter()
                    .rev()
                    .map(|(key, value)| (key.clone(), reversed(value)))
                    .collect::<serde_json::Map<_, _>>()
                    .into(),
                Value::Array(elements) => elements.iter().map(reversed).collect(),
                value => value.clone(),
            }
        }
        let one = document(&operation, &schemas, "3.0.3");
        let value: Value = serde_json::from_str(&one).expect("it is JSON");
        let found = changes(&one, &reversed(&value).to_string());
        let said: Vec<&str> = found.iter().map(|change| change.message.as_str()).collect();
        prop_assert!(found.is_empty(), "{}: {:?}", one, said);
    }
}

#[test]
fn every_rule_has_its_mirror() {
    let mut missing = String::new();
    for rule in rules() {
        match (&rule.mirror, rule.no_mirror) {
            (Some(mirror), _) => {
                if !rules().iter().any(|other| other.id == *mirror) {
                    let _ = writeln!(missing, "{} wants {mirror}", rule.id);
                }
            }
            (None, Some(why)) => assert!(!why.is_empty(), "{}", rule.id),
            (None, None) => {
                let _ = writeln!(missing, "{} has none and says not why", rule.id);
            }
        }
        assert!(
            !rule.why.is_empty() && rule.before != rule.after,
            "{}",
            rule.id
        );
    }
    assert!(missing.is_empty(), "{missing}");
}

#[test]
fn every_request_rule_of_a_schema_has_one_for_the_response() {
    for rule in rules()
        .iter()
        .filter(|rule| rule.id.starts_with("request-body-"))
    {
        let Some(name) = rule.id.strip_prefix("request-body-") else {
            continue;
        };
        if rule.direction == Direction::Request && rule.place == "property of a request body" {
            let id = format!("response-property-{name}");
            assert!(
                rules().iter().any(|other| other.id == id),
                "there is no {id}"
            );
        }
    }
}

#[test]
fn rules_are_told_apart_by_id_and_case() {
    let mut seen = std::collections::HashSet::new();
    for rule in rules() {
        assert!(
            seen.insert((&rule.id, rule.case)),
            "{} stands twice",
            rule.id
        );
    }
}
