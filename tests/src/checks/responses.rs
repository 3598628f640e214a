//! Every legal answer is read, and so is one that the vendor has added to.

use contract::coverage::Cell;
use contract::{Header, Node, Operation, Response, Schema};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::not_in_the_client;
use crate::exchange::{Exchange, Input, answer, answer_with};
use crate::outcome::{Kind, Outcome};
use crate::strategy::{hold, legal, sample_input};
use crate::{Contract, Coverage, Finding};

const CHECK: &str = "responses";
const CASES: u32 = 128;

/// Serves legal answers, then answers with unknown members, unknown enum values, and `null` for
/// what may be absent; each has to be read and written back the same.
#[must_use]
pub fn responses(contract: &Contract, coverage: &Coverage) -> Vec<Finding> {
    let exchange = Exchange::new();
    let mut findings = Vec::new();
    for operation in contract.operations() {
        for response in &operation.responses {
            let about = format!("{} › response {}", operation.key(), response.status);
            let served = Served {
                exchange: &exchange,
                operation: &operation,
                response,
                input: sample_input(&operation, false),
            };
            for header in &response.headers {
                findings.extend(served.header(contract, header, &about, coverage));
            }
            let Some(schema) = response.content.first().and_then(|media| media.schema) else {
                match served.without_body(&about) {
                    Some(finding) => findings.push(finding),
                    None => {
                        coverage.exercised(Cell::status(&operation.key(), response.status), CHECK);
                    }
                }
                continue;
            };
            if served.round_trip(&Value::Object(Map::new())) == Err(NOT_IN_THE_CLIENT.into()) {
                findings.push(not_in_the_client(CHECK, &operation));
                continue;
            }
            let before = findings.len();
            findings.extend(hold(
                contract,
                CHECK,
                &about,
                CASES,
                &legal(schema),
                |body| served.round_trip(&body),
            ));
            let grown = legal(schema).prop_flat_map(|body| grown(&body)).boxed();
            findings.extend(hold(
                contract,
                CHECK,
                &format!("{about}, as the vendor may add to it"),
                CASES,
                &grown,
                |body| served.round_trip(&body),
            ));
            if findings.len() == before {
                coverage.exercised(Cell::status(&operation.key(), response.status), CHECK);
            }
            served.enum_values(
                schema,
                &mut Vec::new(),
                &|value| value,
                coverage,
                &mut findings,
            );
        }
    }
    findings
}

const NOT_IN_THE_CLIENT: &str = "the client has no such operation";

struct Served<'c> {
    exchange: &'c Exchange,
    operation: &'c Operation<'c>,
    response: &'c Response<'c>,
    input: Input,
}

impl Served<'_> {
    fn outcome(&self, body: &[u8]) -> Result<Outcome, String> {
        let status = self.response.status.parse().unwrap_or(200);
        let answer = answer(status, "application/json", body);
        let id = self.operation.id.unwrap_or_default();
        self.exchange
            .call(id, &self.input, answer)
            .map(|(outcome, _)| outcome)
            .ok_or_else(|| NOT_IN_THE_CLIENT.to_owned())
    }

    fn expected(&self) -> Kind {
        if self.response.status.starts_with('2') {
            Kind::Success
        } else {
            Kind::ErrorResponse
        }
    }

    fn round_trip(&self, body: &Value) -> Result<(), String> {
        let outcome = self.outcome(body.to_string().as_bytes())?;
        if outcome.kind != self.expected() {
            return Err(format!(
                "{body} gave {:?}: {}",
                outcome.kind, outcome.message
            ));
        }
        if outcome.status.map(|status| status.to_string()).as_deref() != Some(self.response.status)
        {
            return Err(format!("the status became {:?}", outcome.status));
        }
        match outcome.written {
            Some(written) if is_same_by_meaning(&written, body) => Ok(()),
            written => Err(format!("{body} was written back as {written:?}")),
        }
    }

    /// Serves a header with legal values, with its examples, with what is of another type, and not
    /// at all.
    fn header(
        &self,
        contract: &Contract,
        header: &Header<'_>,
        about: &str,
        coverage: &Coverage,
    ) -> Vec<Finding> {
        let name = header.name.to_ascii_lowercase();
        let about = format!("{about} › header {}", header.name);
        let read = |line: &str| -> Result<Option<Value>, String> {
            let id = self.operation.id.unwrap_or_default();
            let status = self.response.status.parse().unwrap_or(200);
            let answer = answer_with(status, "application/json", line, b"{}");
            let (outcome, _) = self
                .exchange
                .call(id, &self.input, answer)
                .ok_or_else(|| NOT_IN_THE_CLIENT.to_owned())?;
            if outcome.kind == self.expected() {
                Ok(outcome.headers.get(&name).cloned())
            } else {
                Err(format!("`{line}` gave {:?}", outcome.kind))
            }
        };
        let arrives = |value: Value| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned);
            match read(&format!("{}: {text}\r\n", header.name))? {
                Some(found) if is_same_by_meaning(&found, &value) => Ok(()),
                found => Err(format!("{value} was read as {found:?}")),
            }
        };
        let sendable = legal(header.schema).prop_filter("a header carries it", |value| {
            let text = value.as_str();
            text.is_none_or(|text| {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
            })
        });
        let mut findings = hold(contract, CHECK, &about, CASES, &sendable.boxed(), arrives);
        let judged = header
            .examples
            .iter()
            .map(|example| arrives(example.value.to_json()))
            .chain([read("").and_then(|found| {
                found.map_or(Ok(()), |found| {
                    Err(format!("it was not sent, and read as {found}"))
                })
            })])
            .chain((header.schema.kind() != Some("string")).then(|| {
                read(&format!("{}: other\r\n", header.name)).and_then(|found| {
                    found.map_or(Ok(()), |found| Err(format!("`other` was read as {found}")))
                })
            }));
        findings.extend(judged.filter_map(Result::err).map(|message| Finding {
            check: CHECK,
            about: about.clone(),
            message,
        }));
        if findings.is_empty() {
            let (key, status) = (self.operation.key(), self.response.status);
            coverage.exercised(Cell::response_header(&key, status, header.name), CHECK);
        }
        findings
    }

    fn without_body(&self, about: &str) -> Option<Finding> {
        let message = match self.outcome(b"") {
            Ok(outcome) if outcome.kind == self.expected() => return None,
            Ok(outcome) => format!("an empty body gave {:?}: {}", outcome.kind, outcome.message),
            Err(message) => message,
        };
        Some(Finding {
            check: CHECK,
            about: about.to_owned(),
            message,
        })
    }

    /// Serves every value of every enum; `around` builds the answer around the value.
    fn enum_values(
        &self,
        schema: Schema<'_>,
        path: &mut Vec<String>,
        around: &dyn Fn(Value) -> Value,
        coverage: &Coverage,
        findings: &mut Vec<Finding>,
    ) {
        // Deeper than this a schema only reaches itself.
        if path.len() > 8 {
            return;
        }
        for value in schema.enum_values().filter_map(Node::as_str) {
            let cell = Cell::enum_value(&self.operation.key(), self.response.status, path, value);
            let body = around(value.into());
            let judged = self.round_trip(&body).and_then(|()| {
                let outcome = self.outcome(body.to_string().as_bytes())?;
                if outcome.typed.contains("Unrecognized") {
                    Err(format!(
                        "the client does not know `{value}`; run `cargo xtask regen`"
                    ))
                } else {
                    Ok(())
                }
            });
            match judged {
                Ok(()) => coverage.exercised(cell, CHECK),
                Err(message) => findings.push(Finding {
                    check: CHECK,
                    about: format!("{} › {}", cell.operation, cell.name),
                    message,
                }),
            }
        }
        for (name, property) in schema.properties() {
            path.push(name.to_owned());
            let member = |value| around(Value::Object(Map::from_iter([(name.to_owned(), value)])));
            self.enum_values(property, path, &member, coverage, findings);
            path.pop();
        }
        if let Some(items) = schema.items() {
            path.push("[]".to_owned());
            let element = |value| around(Value::Array(vec![value]));
            self.enum_values(items, path, &element, coverage, findings);
            path.pop();
        }
    }
}

/// Whether two values say the same: `1` is `1.0`, and a whole number in place of a text is its
/// digits, since a guide of the vendor's shows a phone number written so.
pub(super) fn is_same_by_meaning(written: &Value, body: &Value) -> bool {
    match (written, body) {
        (Value::Object(written), Value::Object(body)) => {
            written.len() == body.len()
                && body.iter().all(|(name, value)| {
                    let written = written.get(name);
                    written.is_some_and(|written| is_same_by_meaning(written, value))
                })
        }
        (Value::String(digits), Value::Number(number)) => *digits == number.to_string(),
        (Value::Number(written), Value::Number(number)) => {
            written == number || written.as_f64() == number.as_f64()
        }
        _ => written == body,
    }
}

/// What the vendor may make of an answer without breaking anyone: members nobody knows, and in
/// place of known values `null`, a text nobody knows, or a value of another kind.
fn grown(body: &Value) -> BoxedStrategy<Value> {
    let Value::Object(members) = body.clone() else {
        return Just(body.clone()).boxed();
    };
    let names: Vec<String> = members.keys().cloned().collect();
    let replacement = prop_oneof![
        2 => Just(Value::Null),
        1 => "[A-Z_]{1,12}".prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => Just(Value::from(vec![1, 2])),
        1 => Just(serde_json::json!({ "new": { "kind": "of value" } })),
    ];
    let replaced = proptest::collection::vec(
        (any::<proptest::sample::Index>(), replacement.clone()),
        0..3,
    );
    let added = proptest::collection::vec(("[a-zA-Z]{1,12}", replacement), 0..3);
    (replaced, added)
        .prop_map(move |(replaced, added)| {
            let mut members = members.clone();
            for (at, value) in replaced {
                if !names.is_empty() {
                    members.insert(names[at.index(names.len())].clone(), value);
                }
            }
            for (name, value) in added {
                members.entry(name).or_insert(value);
            }
            Value::Object(members)
        })
        .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_strategies_call_legal_is_legal() {
        let contract = Contract::of_the_project();
        for schema in contract.document().schemas() {
            let name = schema.name().unwrap_or_default();
            let validator =
                crate::strategy::validator(schema).expect("the contract's schemas are schemas");
            let findings = hold(&contract, CHECK, name, 256, &legal(schema), |value| {
                validator
                    .validate(&value)
                    .map_err(|error| format!("{value}: {error}"))
            });
            assert!(findings.is_empty(), "{}", findings[0]);
        }
    }
}
