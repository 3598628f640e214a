//! What breaks a constraint of a body is refused before a byte is sent, with the path of its member;
//! what keeps it arrives unchanged, and what is not set is not sent.

use contract::coverage::{BodyMember, Cell, constraints, members};
use contract::{Node, Operation, RequestBody, Schema};
use serde_json::{Map, Value, json};

use super::not_in_the_client;
use super::responses::is_same_by_meaning;
use crate::exchange::{Exchange, Input, Request, answer};
use crate::outcome::{Kind, Outcome};
use crate::strategy::{hold, legal, sample_input, validator, violations};
use crate::{Contract, Coverage, Finding, generated};

const CHECK: &str = "bodies";
const CASES: u32 = 128;

/// Sends legal and illegal bodies with every operation that has one, and reads them as a server
/// would.
#[must_use]
pub fn bodies(contract: &Contract, coverage: &Coverage) -> Vec<Finding> {
    let exchange = Exchange::new();
    let mut findings = Vec::new();
    for operation in contract.operations() {
        let Some(body) = &operation.body else {
            continue;
        };
        let Some(schema) = body.schema() else {
            continue;
        };
        let sender = Sender {
            contract,
            exchange: &exchange,
            operation: &operation,
            schema,
            base: sample_input(&operation, true),
        };
        if sender.call(sender.base.body.clone()).is_err() {
            findings.push(not_in_the_client(CHECK, &operation));
            continue;
        }
        findings.extend(sender.whole(body, coverage));
        for member in members(schema) {
            findings.extend(sender.member(&member, coverage));
        }
    }
    findings
}

struct Sender<'c> {
    contract: &'c Contract,
    exchange: &'c Exchange,
    operation: &'c Operation<'c>,
    schema: Schema<'c>,
    base: Input,
}

impl Sender<'_> {
    /// The body as a whole: any legal one, and none.
    fn whole(&self, body: &RequestBody<'_>, coverage: &Coverage) -> Vec<Finding> {
        let about = format!("{} › request body", self.operation.key());
        let legal = legal(self.schema);
        let mut findings = hold(self.contract, CHECK, &about, CASES, &legal, |body| {
            self.arrives(&body)
        });
        let judged = if body.is_needed() {
            self.is_refused(None, &[])
        } else {
            self.is_left_out()
        };
        match judged {
            Ok(()) if body.is_needed() && findings.is_empty() => {
                let cell = Cell::body_constraint(&self.operation.key(), &[], "required");
                coverage.exercised(cell, CHECK);
            }
            Ok(()) => {}
            Err(message) => findings.push(Finding {
                check: CHECK,
                about: format!("{about} › required"),
                message,
            }),
        }
        findings
    }

    fn member(&self, member: &BodyMember<'_>, coverage: &Coverage) -> Vec<Finding> {
        let (key, path) = (self.operation.key(), member.path.as_slice());
        let about = format!("{key} › request body › {}", path.join(" › "));
        let finding = |about: &str, message: String| Finding {
            check: CHECK,
            about: about.to_owned(),
            message,
        };
        let values = legal(member.schema);
        let mut findings = hold(self.contract, CHECK, &about, CASES / 2, &values, |value| {
            self.arrives(&self.with(path, Some(value)))
        });
        if !member.required {
            let absent = self.arrives(&self.with(path, None));
            findings.extend(absent.err().map(|message| finding(&about, message)));
        }
        let read = self.is_read_by_type(member);
        findings.extend(read.err().map(|message| finding(&about, message)));
        if findings.is_empty() {
            coverage.exercised(Cell::body_member(&key, path), CHECK);
        }
        let kept = findings.is_empty();
        for constraint in constraints(member.schema, member.required) {
            let about = format!("{about} › {constraint}");
            let refused = if constraint == "required" {
                let absent = self.is_refused(Some(self.with(path, None)), path);
                absent.err().map(|message| finding(&about, message))
            } else {
                let values = violations(member.schema, constraint);
                hold(self.contract, CHECK, &about, CASES / 2, &values, |value| {
                    self.is_refused(Some(self.with(path, Some(value))), path)
                })
                .pop()
            };
            match refused {
                None if kept => {
                    coverage.exercised(Cell::body_constraint(&key, path, constraint), CHECK);
                }
                None => {}
                Some(finding) => findings.push(finding),
            }
        }
        for value in member.schema.enum_values().filter_map(Node::as_str) {
            match self.arrives(&self.with(path, Some(value.into()))) {
                Ok(()) => coverage.exercised(Cell::body_enum_value(&key, path, value), CHECK),
                Err(message) => findings.push(finding(&format!("{about} = {value}"), message)),
            }
        }
        findings
    }

    /// A legal body with another value, or none, at a path.
    fn with(&self, path: &[&str], value: Option<Value>) -> Value {
        let mut body = self.base.body.clone().unwrap_or_default();
        if let Some((last, objects)) = path.split_last() {
            let mut object = &mut body;
            for name in objects {
                object = &mut object[*name];
            }
            match (value, object.as_object_mut()) {
                (Some(value), Some(members)) => drop(members.insert((*last).to_owned(), value)),
                (None, Some(members)) => drop(members.shift_remove(*last)),
                (_, None) => {}
            }
        }
        body
    }

    fn call(&self, body: Option<Value>) -> Result<(Outcome, Vec<String>), String> {
        let input = Input {
            body,
            ..self.base.clone()
        };
        let id = self.operation.id.unwrap_or_default();
        self.exchange
            .call(id, &input, answer(200, "application/json", b"{}"))
            .ok_or_else(|| "the client has no such operation".to_owned())
    }

    /// Reads a body as a server would.
    fn read(&self, body: &Value) -> Result<Result<Value, verify_api::InvalidValue>, String> {
        let id = self.operation.id.unwrap_or_default();
        generated::read_body(id, body.to_string().as_bytes())
            .ok_or_else(|| "the client has no body for this operation".to_owned())
    }

    /// Whether a legal body is sent and read as it is.
    fn arrives(&self, body: &Value) -> Result<(), String> {
        let (outcome, requests) = self.call(Some(body.clone()))?;
        let [request] = requests.as_slice() else {
            return Err(format!(
                "a legal body was refused, or sent {} times: {}",
                requests.len(),
                outcome.message
            ));
        };
        let request = Request::parse(request).ok_or("this is no request")?;
        let media_type = ("content-type".to_owned(), "application/json".to_owned());
        if request.method != self.operation.method || !request.headers.contains(&media_type) {
            return Err(format!("expected JSON, the server saw {request:?}"));
        }
        match serde_json::from_str(&request.body) {
            Ok(sent) if is_same_by_meaning(&sent, body) => {}
            _ => return Err(format!("expected {body}, the server saw {}", request.body)),
        }
        match self.read(body)? {
            Ok(read) if is_same_by_meaning(&read, body) => Ok(()),
            read => Err(format!("{body} is read by a server as {read:?}")),
        }
    }

    fn is_left_out(&self) -> Result<(), String> {
        let (outcome, requests) = self.call(None)?;
        let [request] = requests.as_slice() else {
            return Err(format!(
                "without a body, {} requests were sent: {}",
                requests.len(),
                outcome.message
            ));
        };
        let request = Request::parse(request).ok_or("this is no request")?;
        let is_typed = request
            .headers
            .iter()
            .any(|(name, _)| name == "content-type");
        if request.body.is_empty() && !is_typed {
            Ok(())
        } else {
            Err(format!("no body was set, the server saw {request:?}"))
        }
    }

    /// Whether an illegal body is refused at a path before anything is sent, by the client and by a
    /// server that reads it, and without the value being repeated.
    fn is_refused(&self, body: Option<Value>, path: &[&str]) -> Result<(), String> {
        let (outcome, requests) = self.call(body.clone())?;
        if let Some(request) = requests.first() {
            let body = Request::parse(request).map(|request| request.body);
            return Err(format!(
                "an illegal body was sent; the server saw `{}`",
                body.unwrap_or_default()
            ));
        }
        if outcome.kind != Kind::InvalidRequest {
            return Err(format!("expected InvalidRequest, found {:?}", outcome.kind));
        }
        let Some(body) = body else {
            return Ok(());
        };
        let place = path.join(" › ");
        // A value that no constructor takes cannot be refused any earlier.
        let said = &outcome.message;
        if !said.is_empty() && !said.contains(&format!("{place}: ")) {
            return Err(format!("the refusal does not name `{place}`: {said}"));
        }
        let value = path.iter().fold(&body, |value, name| &value[*name]);
        if let Some(text) = value.as_str()
            && text.len() > 5
            && said.contains(text)
        {
            return Err(format!("the refusal repeats the value: {said}"));
        }
        match self.read(&body)? {
            Err(refused) if refused.place() == place => Ok(()),
            read => Err(format!(
                "a server that reads {body} gets {read:?}, and should get a refusal of `{place}`"
            )),
        }
    }

    /// Whether a server that reads a member of another type refuses it at its place.
    fn is_read_by_type(&self, member: &BodyMember<'_>) -> Result<(), String> {
        let validator = validator(member.schema)?;
        let place = member.path.join(" › ");
        let others = [
            Value::Null,
            json!(true),
            json!(1.5),
            json!("73928"),
            json!([73928]),
            Value::Object(Map::new()),
        ];
        for value in others {
            let body = self.with(&member.path, Some(value.clone()));
            match self.read(&body)? {
                Ok(_) if validator.is_valid(&value) => {}
                Err(refused)
                    if !validator.is_valid(&value)
                        && refused.place().starts_with(&place)
                        && !refused.to_string().contains("73928") => {}
                read => {
                    return Err(format!(
                        "a server that reads {value} at `{place}` gets {read:?}"
                    ));
                }
            }
        }
        Ok(())
    }
}
