//! Every documented example of a body goes out as it is, and every one of an answer comes back typed
//! and is written back the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use contract::coverage::{self, BodyExample, Cell};
use contract::{Operation, RequestBody, Schema};
use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::not_in_the_client;
use super::responses::is_same_by_meaning;
use crate::exchange::{Exchange, Input, Request, answer, client};
use crate::outcome::{Kind, Outcome};
use crate::strategy::sample_input;
use crate::{Contract, Coverage, Finding, generated};

const CHECK: &str = "examples";

/// Sends each example of a body, and serves each example of an answer with its status.
///
/// Beside the findings it gives, for each operation, a text of what its examples became.
///
/// # Panics
///
/// If no runtime can be started.
#[must_use]
pub fn examples(
    contract: &Contract,
    exercised: &Coverage,
) -> (Vec<Finding>, Vec<(String, String)>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let exchange = Exchange::new();
    let mut findings = Vec::new();
    let mut texts = Vec::new();
    for operation in contract.operations() {
        let mut text = String::new();
        let body = operation.body.as_ref();
        for example in body
            .into_iter()
            .flat_map(|body| &body.content)
            .flat_map(coverage::examples)
        {
            match send(&exchange, &operation, &example) {
                Ok(sent) => {
                    // A string takes whatever is written to it.
                    let _ = writeln!(text, "request body › {}\n{sent:#}\n", example.name);
                    exercised.exercised(
                        Cell::request_example(&operation.key(), &example.name),
                        CHECK,
                    );
                }
                Err(message) => findings.push(Finding {
                    check: CHECK,
                    about: format!(
                        "{} › request body › example {}",
                        operation.key(),
                        example.name
                    ),
                    message,
                }),
            }
        }
        for response in &operation.responses {
            for example in response.content.iter().flat_map(coverage::examples) {
                let value = example.value.to_json();
                let served = runtime.block_on(serve(&operation, response.status, &value));
                let Some(outcome) = served else {
                    findings.push(not_in_the_client(CHECK, &operation));
                    continue;
                };
                // A string takes whatever is written to it.
                let _ = writeln!(text, "{} › {}", response.status, example.name);
                let _ = writeln!(text, "{:?}: {}", outcome.kind, outcome.message);
                let _ = writeln!(text, "{}\n", outcome.typed);
                let about = format!(
                    "{} › {} › example {}",
                    operation.key(),
                    response.status,
                    example.name
                );
                match judge(response.status, &value, &outcome) {
                    Ok(()) => exercised.exercised(
                        Cell::example(&operation.key(), response.status, &example.name),
                        CHECK,
                    ),
                    Err(message) => findings.push(Finding {
                        check: CHECK,
                        about,
                        message,
                    }),
                }
            }
        }
        texts.push((operation.id.unwrap_or_default().to_owned(), text));
    }
    (findings, texts)
}

/// Sends an example, and gives the body that the server saw.
///
/// The example that a schema states itself may show a member that the schema does not declare, and
/// does not forbid; a client sends what is declared.
fn send(
    exchange: &Exchange,
    operation: &Operation<'_>,
    example: &BodyExample<'_>,
) -> Result<Value, String> {
    let schema = operation.body.as_ref().and_then(RequestBody::schema);
    let schema = schema.ok_or("the body has no schema")?;
    let mut value = example.value.to_json();
    if example.is_of_schema {
        drop_undeclared(schema, &mut value);
    }
    let input = Input {
        body: Some(value.clone()),
        ..sample_input(operation, true)
    };
    let answer = answer(200, "application/json", b"{}");
    let (outcome, requests) = exchange
        .call(operation.id.unwrap_or_default(), &input, answer)
        .ok_or("the client has no such operation; run `cargo xtask regen`")?;
    let [request] = requests.as_slice() else {
        return Err(format!(
            "expected one request, the server saw {}: {:?}, {}",
            requests.len(),
            outcome.kind,
            outcome.message
        ));
    };
    let sent = Request::parse(request)
        .map(|request| request.body)
        .unwrap_or_default();
    match serde_json::from_str(&sent) {
        Ok(sent) if is_same_by_meaning(&sent, &value) => Ok(sent),
        _ => Err(format!("expected {value}, the server saw `{sent}`")),
    }
}

fn drop_undeclared(schema: Schema<'_>, value: &mut Value) {
    let Value::Object(members) = value else {
        return;
    };
    let properties: BTreeMap<&str, Schema<'_>> = schema.properties().collect();
    members.retain(|name, _| properties.contains_key(name.as_str()));
    for (name, value) in members {
        drop_undeclared(properties[name.as_str()], value);
    }
}

async fn serve(
    operation: &contract::Operation<'_>,
    status: &str,
    example: &Value,
) -> Option<Outcome> {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status.parse::<u16>().unwrap_or(200)).set_body_json(example);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let input = sample_input(operation, true);
    let (parameters, body) = (&input.parameters, input.body.as_ref());
    generated::call(&client(&server.uri()), operation.id?, parameters, body).await
}

fn judge(status: &str, example: &Value, outcome: &Outcome) -> Result<(), String> {
    let expected = if status.starts_with('2') {
        Kind::Success
    } else {
        Kind::ErrorResponse
    };
    if outcome.kind != expected
        || outcome.status.map(|status| status.to_string()).as_deref() != Some(status)
    {
        return Err(format!(
            "expected {expected:?} with status {status}, found {:?} with {:?}: {}",
            outcome.kind, outcome.status, outcome.message
        ));
    }
    match &outcome.written {
        Some(written) if written == example => Ok(()),
        written => Err(format!(
            "written back it is {written:?}, expected {example}"
        )),
    }
}
