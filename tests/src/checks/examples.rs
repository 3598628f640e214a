//! Every documented example comes back typed, and is written back the same.

use std::fmt::Write as _;

use contract::coverage::Cell;
use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::not_in_the_client;
use crate::exchange::client;
use crate::outcome::{Kind, Outcome};
use crate::strategy::sample_input;
use crate::{Contract, Coverage, Finding, generated};

const CHECK: &str = "examples";

/// Serves each example with its status and reads it with the client.
///
/// Beside the findings it gives, for each operation, a text of what its examples became.
///
/// # Panics
///
/// If no runtime can be started.
#[must_use]
pub fn examples(contract: &Contract, coverage: &Coverage) -> (Vec<Finding>, Vec<(String, String)>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let mut findings = Vec::new();
    let mut texts = Vec::new();
    for operation in contract.operations() {
        let mut text = String::new();
        for response in &operation.responses {
            for example in response.content.iter().flat_map(|media| &media.examples) {
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
                    Ok(()) => coverage.exercised(
                        Cell::example(&operation.key(), response.status, example.name),
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
