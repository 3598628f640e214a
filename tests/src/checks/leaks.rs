//! The key and whatever the contract marks as sensitive show nowhere.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use contract::{Operation, Schema};
use serde_json::{Map, Value};
use tracing_subscriber::fmt::MakeWriter;

use super::not_in_the_client;
use crate::exchange::{CANARY_KEY, Exchange, Input, answer};
use crate::strategy::sample_input;
use crate::{Contract, Finding};

const CHECK: &str = "leaks";
/// Stands in for what the vendor says about a person, wherever the contract marks it sensitive.
const CANARY_ANSWER: &str = "65987654321";

/// Makes calls with every kind of outcome, and looks for the canaries in everything printed and in
/// everything logged at TRACE meanwhile.
#[must_use]
pub fn leaks(contract: &Contract) -> Vec<Finding> {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    // Another check of the same process may have installed the bridge from `log` already.
    let _ = tracing_log::LogTracer::init();
    let _guard = tracing_subscriber::util::SubscriberInitExt::set_default(subscriber);
    let mut findings = Vec::new();
    let exchange = Exchange::new();
    for operation in contract.operations() {
        let (input, canaries) = canary_input(&operation);
        let id = operation.id.unwrap_or_default();
        let mut canaries = canaries;
        if !operation.security.is_empty() {
            canaries.push(CANARY_KEY.to_owned());
        }
        let sent = canaries.clone();
        canaries.push(CANARY_ANSWER.to_owned());
        for (what, bytes) in answers(&operation, &canaries) {
            let Some((outcome, requests)) = exchange.call(id, &input, bytes) else {
                findings.push(not_in_the_client(CHECK, &operation));
                break;
            };
            let is_sent = |canary: &String| requests.iter().any(|request| request.contains(canary));
            if !sent.iter().all(is_sent) {
                findings.push(Finding {
                    check: CHECK,
                    about: operation.key(),
                    message: "the canaries were not sent, so this check sees nothing".to_owned(),
                });
            }
            let printed = format!("{}{}{}", outcome.printed, outcome.message, outcome.typed);
            findings.extend(
                canaries
                    .iter()
                    .filter(|canary| printed.contains(*canary))
                    .map(|canary| Finding {
                        check: CHECK,
                        about: format!("{}, {what}", operation.key()),
                        message: format!("the outcome prints `{canary}`:\n{printed}"),
                    }),
            );
        }
        let logged = log.text();
        if !logged.contains("127.0.0.1") {
            findings.push(Finding {
                check: CHECK,
                about: operation.key(),
                message: "nothing was logged, so the log was not looked at".to_owned(),
            });
        }
        findings.extend(
            canaries
                .iter()
                .filter(|canary| logged.contains(*canary))
                .map(|canary| {
                    let line = logged
                        .lines()
                        .find(|line| line.contains(canary))
                        .unwrap_or_default();
                    Finding {
                        check: CHECK,
                        about: format!("{}, the log at TRACE", operation.key()),
                        message: format!("it shows `{canary}`: {line}"),
                    }
                }),
        );
    }
    findings
}

/// Samples in which every sensitive parameter and member is one of a kind.
fn canary_input(operation: &Operation<'_>) -> (Input, Vec<String>) {
    let mut input = sample_input(operation, true);
    let mut canaries = Vec::new();
    for parameter in &operation.parameters {
        if let Some(canary) = canary(parameter.schema) {
            let value = canary.clone().into();
            input.parameters.insert(parameter.name.to_owned(), value);
            canaries.push(canary);
        }
    }
    let schema = operation
        .body
        .as_ref()
        .and_then(contract::RequestBody::schema);
    if let (Some(schema), Some(body)) = (schema, &mut input.body) {
        put_canaries(schema, body, &mut canaries);
    }
    (input, canaries)
}

fn put_canaries(schema: Schema<'_>, value: &mut Value, canaries: &mut Vec<String>) {
    if let Some(canary) = canary(schema) {
        *value = canary.clone().into();
        canaries.push(canary);
    }
    for (name, property) in schema.properties() {
        if let Some(value) = value.get_mut(name) {
            put_canaries(property, value, canaries);
        }
    }
}

/// A legal value that nothing else looks like; `None` for what may be shown.
fn canary(schema: Schema<'_>) -> Option<String> {
    if !schema.is_sensitive() || schema.keyword("pattern").is_some() {
        return None;
    }
    let max = schema.keyword("maxLength").and_then(contract::Node::as_u64);
    let length = usize::try_from(max.unwrap_or(10)).unwrap_or(10);
    let digits: String = "7392810465".chars().cycle().take(length).collect();
    match schema.keyword("format").and_then(contract::Node::as_str) {
        Some("uri") => Some(format!("https://{digits}.test")),
        Some("date-time" | "date" | "uuid" | "ipv4" | "ipv6") => None,
        _ => Some(digits),
    }
}

/// Answers that hold the canaries wherever a vendor could put them.
fn answers(operation: &Operation<'_>, canaries: &[String]) -> Vec<(String, Vec<u8>)> {
    let all = canaries.join(" ");
    let mut answers = Vec::new();
    for response in &operation.responses {
        let status = response.status.parse().unwrap_or(200);
        let mut json = |what: &str, body: Value| {
            let bytes = answer(status, "application/json", body.to_string().as_bytes());
            answers.push((format!("{status} with {what}"), bytes));
        };
        if let Some(schema) = response.content.first().and_then(|media| media.schema) {
            json("the canaries in sensitive members", filled(schema, &all, 0));
        }
        json(
            "the canaries in an unknown member",
            serde_json::json!({ "new": all }),
        );
        json("the canaries as the body", Value::from(all.as_str()));
        let html = format!("<p>{all}</p>");
        answers.push((
            format!("{status} with HTML"),
            answer(status, "text/html", html.as_bytes()),
        ));
        let mut cut = answer(status, "application/json", html.as_bytes());
        cut.truncate(cut.len() - 2);
        answers.push((format!("{status} cut short"), cut));
    }
    for status in [302, 418, 429, 503] {
        answers.push((
            format!("{status}"),
            answer(status, "text/plain", all.as_bytes()),
        ));
    }
    answers.push(("no answer".to_owned(), Vec::new()));
    answers.push(("no HTTP".to_owned(), all.into_bytes()));
    answers
}

/// An answer whose sensitive members hold the canaries, and whose others do in a wrong kind.
fn filled(schema: Schema<'_>, canaries: &str, depth: usize) -> Value {
    if schema.is_sensitive() {
        return canaries.into();
    }
    match schema.kind() {
        Some("object") if depth < 4 => schema
            .properties()
            .map(|(name, property)| (name.to_owned(), filled(property, canaries, depth + 1)))
            .collect::<Map<_, _>>()
            .into(),
        _ => serde_json::json!({ "unreadable": canaries }),
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&log).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
