//! What breaks a constraint is refused before a byte is sent; what keeps it arrives unchanged.

use contract::coverage::{Cell, ONE_SEGMENT, constraints};
use contract::{Operation, Parameter, ParameterPlace};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::not_in_the_client;
use crate::exchange::{Exchange, Input, Request, answer};
use crate::outcome::{Kind, Outcome};
use crate::strategy::{hold, legal, sample_input, violations};
use crate::{Contract, Coverage, Finding};

const CHECK: &str = "parameters";
const CASES: u32 = 192;

/// Texts that have changed the shape of a URL somewhere.
const HOSTILE: [&str; 24] = [
    "",
    ".",
    "..",
    "...",
    "a/b",
    "/",
    "a\\b",
    "\\",
    "..\\..\\x",
    "../../x",
    "%2e%2e",
    "%2E.",
    "%2f",
    "%5c",
    "x?code=1",
    "x#y",
    "é",
    "\t",
    "\n",
    "\r\nX-Evil: 1",
    " ",
    "a b",
    "x;y=1",
    "\u{0}",
];

/// Calls every operation with legal and illegal values of every parameter.
#[must_use]
pub fn parameters(contract: &Contract, coverage: &Coverage) -> Vec<Finding> {
    let exchange = Exchange::new();
    let mut findings = Vec::new();
    for operation in contract.operations() {
        let caller = Caller {
            contract,
            exchange: &exchange,
            operation: &operation,
            base: sample_input(&operation, true),
        };
        if caller.call(&caller.base).is_err() {
            findings.push(not_in_the_client(CHECK, &operation));
            continue;
        }
        for parameter in &operation.parameters {
            findings.extend(caller.parameter(parameter, coverage));
        }
    }
    findings
}

struct Caller<'c> {
    contract: &'c Contract,
    exchange: &'c Exchange,
    operation: &'c Operation<'c>,
    base: Input,
}

impl Caller<'_> {
    fn parameter(&self, parameter: &Parameter<'_>, coverage: &Coverage) -> Vec<Finding> {
        let place = format!("{} {}", parameter.place, parameter.name);
        let about = format!("{} › {place}", self.operation.key());
        let cell = |constraint: &str| {
            Cell::constraint(
                &self.operation.key(),
                parameter.place,
                parameter.name,
                constraint,
            )
        };
        // Strings that a header cannot carry are not what this is about.
        let sendable = legal(parameter.schema);
        let sendable = if parameter.place == ParameterPlace::Header {
            sendable
                .prop_filter("a header carries it", |value| {
                    value
                        .as_str()
                        .is_none_or(|text| text.bytes().all(|byte| byte.is_ascii_graphic()))
                })
                .boxed()
        } else {
            sendable
        };
        let arrives = hold(self.contract, CHECK, &about, CASES, &sendable, |value| {
            self.arrives(parameter, value)
        });
        let kept = arrives.is_empty();
        let mut findings = arrives;
        for constraint in constraints(parameter.schema, parameter.required) {
            let about = format!("{about} › {constraint}");
            let refused = if constraint == "required" {
                let mut input = self.base.clone();
                input.parameters.remove(parameter.name);
                self.is_refused(&input).err().map(|message| Finding {
                    check: CHECK,
                    about,
                    message,
                })
            } else {
                let values = violations(parameter.schema, constraint);
                hold(self.contract, CHECK, &about, CASES, &values, |value| {
                    self.is_refused(&self.with(parameter, value))
                })
                .pop()
            };
            match refused {
                None if kept => coverage.exercised(cell(constraint), CHECK),
                None => {}
                Some(finding) => findings.push(finding),
            }
        }
        if parameter.schema.kind() == Some("string") {
            let hostile = self.hostile(parameter, &about);
            if hostile.is_empty() && kept && parameter.place == ParameterPlace::Path {
                coverage.exercised(cell(ONE_SEGMENT), CHECK);
            }
            findings.extend(hostile);
        } else if parameter.place == ParameterPlace::Path && kept {
            coverage.exercised(cell(ONE_SEGMENT), CHECK);
        }
        findings
    }

    fn with(&self, parameter: &Parameter<'_>, value: Value) -> Input {
        let mut input = self.base.clone();
        input.parameters.insert(parameter.name.to_owned(), value);
        input
    }

    fn call(&self, input: &Input) -> Result<(Outcome, Vec<String>), String> {
        let id = self.operation.id.unwrap_or_default();
        self.exchange
            .call(id, input, answer(200, "application/json", b"{}"))
            .ok_or_else(|| "the client has no such operation".to_owned())
    }

    fn arrives(&self, parameter: &Parameter<'_>, value: Value) -> Result<(), String> {
        let may_be_refused = parameter.place == ParameterPlace::Path
            && value.as_str().is_some_and(|text| !is_one_segment(text));
        let input = self.with(parameter, value);
        let (outcome, requests) = self.call(&input)?;
        if outcome.kind == Kind::InvalidRequest {
            return if may_be_refused && requests.is_empty() {
                Ok(())
            } else {
                Err(format!("a legal value was refused: {}", outcome.message))
            };
        }
        self.is_exactly(&input.parameters, &requests)
    }

    fn is_refused(&self, input: &Input) -> Result<(), String> {
        let (outcome, requests) = self.call(input)?;
        match outcome.kind {
            Kind::InvalidRequest if requests.is_empty() => Ok(()),
            Kind::InvalidRequest => Err("it was refused, but only after it was sent".to_owned()),
            _ => Err(format!(
                "an illegal value was sent; the server saw `{}`",
                requests
                    .first()
                    .and_then(|head| head.lines().next())
                    .unwrap_or_default()
            )),
        }
    }

    fn hostile(&self, parameter: &Parameter<'_>, about: &str) -> Vec<Finding> {
        let judged = HOSTILE.iter().filter_map(|text| {
            let input = self.with(parameter, Value::from(*text));
            let judged = self.call(&input).and_then(|(outcome, requests)| {
                if outcome.kind == Kind::InvalidRequest && requests.is_empty() {
                    Ok(())
                } else {
                    self.is_exactly(&input.parameters, &requests)
                }
            });
            Some((text, judged.err()?))
        });
        judged
            .map(|(text, message)| Finding {
                check: CHECK,
                about: format!("{about} › the hostile text {text:?}"),
                message,
            })
            .collect()
    }

    /// `1` and `1.0` are one number.
    fn write_numbers_alike(&self, name: &str, value: &mut String) {
        let is_number =
            self.operation.parameters.iter().any(|parameter| {
                parameter.name == name && parameter.schema.kind() == Some("number")
            });
        if is_number && let Ok(number) = value.parse::<f64>() {
            *value = number.to_string();
        }
    }

    /// Whether one request came, of the documented shape and with exactly these values.
    fn is_exactly(
        &self,
        parameters: &Map<String, Value>,
        requests: &[String],
    ) -> Result<(), String> {
        let [head] = requests else {
            return Err(format!(
                "expected one request, the server saw {}",
                requests.len()
            ));
        };
        let request = Request::parse(head).ok_or_else(|| format!("this is no request: {head}"))?;
        let expected: Vec<String> = self
            .operation
            .path
            .split('/')
            .skip(1)
            .map(|segment| {
                let name = segment
                    .strip_prefix('{')
                    .and_then(|rest| rest.strip_suffix('}'));
                name.and_then(|name| parameters.get(name))
                    .map_or_else(|| segment.to_owned(), plain)
            })
            .collect();
        if request.method != self.operation.method || request.segments != expected {
            return Err(format!(
                "expected {} {expected:?}, the server saw {} {:?}",
                self.operation.method, request.method, request.segments
            ));
        }
        let at = |place: ParameterPlace| {
            self.operation
                .parameters
                .iter()
                .filter(move |parameter| parameter.place == place)
                .filter_map(|parameter| {
                    Some((
                        parameter.name.to_owned(),
                        plain(parameters.get(parameter.name)?),
                    ))
                })
                .collect::<Vec<_>>()
        };
        let (mut expected, mut found) = (at(ParameterPlace::Query), request.query);
        for (name, value) in expected.iter_mut().chain(&mut found) {
            self.write_numbers_alike(name, value);
        }
        expected.sort();
        found.sort();
        if expected != found {
            return Err(format!(
                "expected the query {expected:?}, the server saw {found:?}"
            ));
        }
        for (name, value) in at(ParameterPlace::Header) {
            if !request
                .headers
                .contains(&(name.to_ascii_lowercase(), value.clone()))
            {
                return Err(format!(
                    "expected the header `{name}: {value}`, found {:?}",
                    request.headers
                ));
            }
        }
        Ok(())
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// What a path segment may be, said independently of the client: no dot segment, nothing that a
/// URL parser takes for a separator, nothing that it drops.
fn is_one_segment(text: &str) -> bool {
    !["", ".", ".."].contains(&text)
        && !text.contains(|character: char| {
            character == '/' || character == '\\' || character.is_control()
        })
}
