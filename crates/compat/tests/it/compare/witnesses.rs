//! A witness is legal on one side and refused on the other, by the word of another validator.

use compat::change::{Change, Wire};
use compat::rules::{Direction, explain};
use contract::facts::{Address, Step};
use contract::{Document, Schema};
use serde_json::Value;

use super::document;

/// The schema of a body that the service sends, or is answered with, by itself.
fn body_of_webhook(document: &Document, address: &Address) -> Option<Value> {
    let mut node = document.root();
    for step in &address.0 {
        let keys: Vec<&str> = match step {
            Step::Operation { method, path } => vec!["paths", path, method],
            Step::Webhook { method, name } => vec!["webhooks", name, method],
            Step::Callback { method, name, url } => vec!["callbacks", name, url, method],
            Step::RequestBody => vec!["requestBody"],
            Step::Response(status) => vec!["responses", status],
            Step::MediaType(media) => vec!["content", media, "schema"],
            _ => break,
        };
        for key in keys {
            let found = document.resolve(node).expect("it leads somewhere").node;
            let lower = key.to_ascii_lowercase();
            node = found.get(key).or_else(|| found.get(&lower))?;
        }
    }
    let schema = document.schema(node).expect("it leads somewhere");
    Some(schema.to_json_schema())
}

/// The schema of the first body in a document, of a request or of a response.
fn body(document: &Document, direction: Direction, address: &Address) -> Option<Value> {
    let is_reversed = |step: &Step| matches!(step, Step::Webhook { .. } | Step::Callback { .. });
    if address.0.iter().any(is_reversed) {
        return body_of_webhook(document, address);
    }
    let operations = document.operations().expect("the operations read");
    let operation = operations.first()?;
    if direction == Direction::Response {
        let media = operation.responses.first()?.content.first()?;
        return media.schema.as_ref().map(Schema::to_json_schema);
    }
    let content = operation.node.get("requestBody")?.get("content")?;
    let (_, media) = content.members().next()?;
    let schema = document
        .schema(media.value.get("schema")?)
        .expect("the reference leads somewhere");
    Some(schema.to_json_schema())
}

/// OpenAPI's formats of whole numbers, in words that JSON Schema has.
fn write_ranges_out(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let limit = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some(i64::from(i32::MAX)),
                Some("int16") => Some(i64::from(i16::MAX)),
                _ => None,
            };
            if let Some(limit) = limit {
                members.insert("maximum".into(), limit.into());
                members.insert("minimum".into(), (-limit - 1).into());
            }
            members.values_mut().for_each(write_ranges_out);
        }
        Value::Array(elements) => elements.iter_mut().for_each(write_ranges_out),
        _ => {}
    }
}

/// How many of the changes in a pair have a witness, of how many that break a body.
pub(crate) fn check(before: &str, after: &str, changes: &[Change]) -> (usize, usize) {
    let (base, revision) = (
        document("base.yaml", before),
        document("revision.yaml", after),
    );
    let mut counts = (0, 0);
    for change in changes
        .iter()
        .filter(|change| change.wire == Wire::Breaking)
    {
        let direction = explain(&change.id)
            .next()
            .expect("there is a rule")
            .direction;
        let is_in_a_body = change
            .address
            .0
            .iter()
            .any(|step| step.to_string().contains("application/json"));
        if !is_in_a_body || direction == Direction::Neither {
            continue;
        }
        counts.1 += 1;
        let Some(witness) = &change.witness else {
            continue;
        };
        counts.0 += 1;
        let (legal, refusing) = match direction {
            Direction::Response => (&revision, &base),
            _ => (&base, &revision),
        };
        let is_valid = |document: &Document| {
            let mut schema =
                body(document, direction, &change.address).unwrap_or(Value::Bool(true));
            write_ranges_out(&mut schema);
            let options = jsonschema::options().should_validate_formats(true);
            options
                .build(&schema)
                .expect("it is a schema")
                .is_valid(witness)
        };
        assert!(
            is_valid(legal),
            "{} is legal by {}: {before} to {after}",
            witness,
            change.id
        );
        assert!(
            !is_valid(refusing),
            "{} is refused by {}: {before} to {after}",
            witness,
            change.id
        );
    }
    counts
}
