//! Random pairs of schemas, judged by values.
//!
//! The `jsonschema` crate knows no rule of this crate: where it takes a value on one side only, and
//! that breaks a client, the comparison may not call the pair safe.

use serde_json::{Map, Value, json};

use super::changes;
use super::draw::{Random, edited, schema, value};
use compat::change::Wire;

/// The seed of the pairs; `ORACLE_SEED` and `ORACLE_PAIRS` look further.
const SEED: u64 = 20_261_128;
const PAIRS: u64 = 3_000;
/// How many values are tried on each pair.
const VALUES: usize = 120;

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What both sides of a pair refer to: the same on both, so that only the schema differs.
fn components() -> Value {
    json!({
        "Cat": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
        "Dog": { "type": "object", "required": ["b"], "properties": { "b": { "type": "integer" } } },
        "Name": { "type": "string", "maxLength": 2 },
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

fn document(side: Side, schema: &Value) -> String {
    let content = json!({ "application/json": { "schema": schema } });
    let operation = match side {
        Side::Request => json!({ "requestBody": { "required": true, "content": content } }),
        Side::Response => {
            json!({ "responses": { "200": { "description": "", "content": content } } })
        }
    };
    json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "post": operation } },
        "components": { "schemas": components() },
    })
    .to_string()
}

fn validator(schema: &Value) -> Option<jsonschema::Validator> {
    let root = json!({
        "$ref": "#/schema",
        "schema": schema,
        "components": { "schemas": components() },
    });
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&root)
        .ok()
}

/// A value that is legal where clients do not expect it, or illegal where they do.
fn witness(side: Side, before: &Value, after: &Value, seed: u64) -> Option<Value> {
    let (from, to) = match side {
        Side::Request => (before, after),
        Side::Response => (after, before),
    };
    let (legal, refusing) = (validator(from)?, validator(to)?);
    let refusing_loosely = match side {
        Side::Request => typed(to),
        Side::Response => any_of(&typed(to)),
    };
    let (typed_legal, typed_refusing) = (validator(&typed(from))?, validator(&refusing_loosely)?);
    let mut random = Random::new(seed);
    (0..VALUES)
        .map(|at| match at % 3 {
            0 => value(&mut random, before, 3),
            1 => value(&mut random, after, 3),
            _ => value(&mut random, &Value::Bool(true), 2),
        })
        .find(|value| {
            legal.is_valid(value)
                && !refusing.is_valid(value)
                && typed_legal.is_valid(value)
                && !typed_refusing.is_valid(value)
                && !is_beyond(side, from, value)
        })
}

/// A known limit: what a `oneOf` refuses because two of its options took it is no surprise to a client
/// that was told of both options, so an answer may come to hold it.
fn any_of(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| {
                let key = if key == "oneOf" { "anyOf" } else { key };
                (key.to_owned(), any_of(member))
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(elements) => elements.iter().map(any_of).collect(),
        value => value.clone(),
    }
}

/// A known limit: documents leave out `type` beside `properties` and `items`, and mean an object and
/// an array. By the letter such a schema takes every text and number too; no client sends one.
fn typed(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut members: Map<String, Value> = members
                .iter()
                .map(|(key, member)| (key.clone(), typed(member)))
                .collect();
            let says = |key: &str| members.contains_key(key);
            let implied = if ["properties", "additionalProperties"]
                .iter()
                .any(|it| says(it))
            {
                Some("object")
            } else if says("items") {
                Some("array")
            } else {
                None
            };
            if let (Some(kind), false) = (implied, says("type") || says("enum") || says("const")) {
                members.insert("type".into(), kind.into());
            }
            // Beside `null`, `oneOf` is how a value is written that may be left empty: what takes
            // `null` by itself is not meant to refuse it.
            if let Some(Value::Array(options)) = members.get("oneOf")
                && options.len() == 2
                && options.iter().any(|option| option["type"] == "null")
                && let Some(options) = members.shift_remove("oneOf")
            {
                members.insert("anyOf".into(), options);
            }
            members.into()
        }
        Value::Array(elements) => elements.iter().map(typed).collect(),
        value => value.clone(),
    }
}

/// A known limit: an object that is open takes members that nobody has named, and a client is not
/// expected to send them. So a named property may be added to a request although somebody could have
/// sent another value under that name all along. oasdiff decides the same.
fn is_beyond(side: Side, schema: &Value, value: &Value) -> bool {
    fn names(schema: &Value, found: &mut Vec<String>, is_map: &mut bool) {
        match schema {
            Value::Object(members) => {
                for (key, member) in members {
                    match (key.as_str(), member) {
                        ("properties", Value::Object(named)) => found.extend(named.keys().cloned()),
                        ("additionalProperties", Value::Object(_)) => *is_map = true,
                        // The one pattern that is drawn, `^a`, names `a`.
                        ("patternProperties", Value::Object(patterns)) if !patterns.is_empty() => {
                            found.push("a".to_owned());
                        }
                        ("$ref", Value::String(target)) if target.ends_with("Cat") => {
                            found.push("a".to_owned());
                        }
                        ("$ref", Value::String(target)) if target.ends_with("Dog") => {
                            found.push("b".to_owned());
                        }
                        _ => {}
                    }
                    names(member, found, is_map);
                }
            }
            Value::Array(elements) => {
                for element in elements {
                    names(element, found, is_map);
                }
            }
            _ => {}
        }
    }
    fn holds_other(value: &Value, known: &[String]) -> bool {
        match value {
            Value::Object(members) => members
                .iter()
                .any(|(name, member)| !known.contains(name) || holds_other(member, known)),
            Value::Array(elements) => elements.iter().any(|it| holds_other(it, known)),
            _ => false,
        }
    }
    let (mut known, mut is_map) = (Vec::new(), false);
    names(schema, &mut known, &mut is_map);
    side == Side::Request && !is_map && holds_other(value, &known)
}

/// A break that the comparison calls safe, with the value that proves it.
fn wrongly_safe(side: Side, before: &Value, after: &Value, seed: u64) -> Option<Value> {
    let found = changes(&document(side, before), &document(side, after));
    if found.iter().any(|change| change.wire > Wire::Safe) {
        return None;
    }
    witness(side, before, after, seed)
}

/// Every schema that lacks one member or element of this one.
fn smaller(schema: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    match schema {
        Value::Object(members) => {
            for (key, member) in members {
                let mut rest: Map<String, Value> = members.clone();
                rest.shift_remove(key);
                found.push(rest.into());
                for member in smaller(member) {
                    let mut other = members.clone();
                    other.insert(key.clone(), member);
                    found.push(other.into());
                }
            }
        }
        Value::Array(elements) => {
            for (at, element) in elements.iter().enumerate() {
                // A choice of nothing is no schema.
                if elements.len() > 1 {
                    let mut rest = elements.clone();
                    rest.remove(at);
                    found.push(rest.into());
                }
                for element in smaller(element) {
                    let mut other = elements.clone();
                    other[at] = element;
                    found.push(other.into());
                }
            }
        }
        _ => {}
    }
    found
}

/// The smallest pair that fails as this one does.
fn shrunk(side: Side, mut pair: (Value, Value), seed: u64) -> (Value, Value) {
    loop {
        let both = smaller(&pair.0).into_iter().flat_map(|one| {
            let same = (pair.0 != pair.1).then(|| (one.clone(), pair.1.clone()));
            let others = smaller(&pair.1)
                .into_iter()
                .map(move |other| (one.clone(), other));
            same.into_iter().chain(others.take(40))
        });
        let others = smaller(&pair.1)
            .into_iter()
            .map(|other| (pair.0.clone(), other));
        let found = others
            .chain(both)
            .take(4_000)
            .find(|(one, other)| wrongly_safe(side, one, other, seed).is_some());
        match found {
            Some(found) => pair = found,
            None => return pair,
        }
    }
}

#[test]
fn no_break_that_a_value_proves_is_called_safe() {
    let (seed, pairs) = (setting("ORACLE_SEED", SEED), setting("ORACLE_PAIRS", PAIRS));
    let mut random = Random::new(seed);
    let mut failures = Vec::new();
    let mut breaks = 0;
    for number in 0..pairs {
        let side = if number % 2 == 0 {
            Side::Request
        } else {
            Side::Response
        };
        let before = schema(&mut random, 3);
        let after = match random.below(4) {
            0 => schema(&mut random, 3),
            _ => edited(&mut random, &before),
        };
        let of_pair = seed ^ (number << 20);
        if witness(side, &before, &after, of_pair).is_none() {
            continue;
        }
        breaks += 1;
        if wrongly_safe(side, &before, &after, of_pair).is_some() {
            let (before, after) = shrunk(side, (before, after), of_pair);
            let value = wrongly_safe(side, &before, &after, of_pair);
            failures.push(format!(
                "{side:?}: {before} => {after}, proved by {}",
                value.unwrap_or_default()
            ));
        }
    }
    assert!(
        breaks > pairs / 10,
        "only {breaks} of {pairs} pairs break anything"
    );
    failures.sort();
    failures.dedup();
    assert!(
        failures.is_empty(),
        "{} of {breaks} breaks are called safe (ORACLE_SEED={seed} ORACLE_PAIRS={pairs}). Give the change its \
         rule, or list the limit with its reason:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
