//! What is sent, to the byte: the documented and nothing else.

use std::fmt::Write as _;

use contract::{Operation, ParameterPlace};

use super::not_in_the_client;
use super::responses::is_same_by_meaning;
use crate::exchange::{CANARY_KEY, Exchange, Input, Request, answer};
use crate::strategy::sample_input;
use crate::{Contract, Finding};

const CHECK: &str = "wire";
/// Headers that are not parameters: HTTP's own, and those that design rule 1 names.
const OWN_HEADERS: [&str; 6] = [
    "accept",
    "authorization",
    "content-length",
    "content-type",
    "host",
    "user-agent",
];

/// Calls each operation with least and with most parameters.
///
/// Beside the findings it gives, for each operation, a text of what was sent.
#[must_use]
pub fn wire(contract: &Contract) -> (Vec<Finding>, Vec<(String, String)>) {
    let exchange = Exchange::new();
    let mut findings = Vec::new();
    let mut texts = Vec::new();
    for operation in contract.operations() {
        let mut text = String::new();
        for (what, all) in [("least", false), ("most", true)] {
            let input = sample_input(&operation, all);
            let id = operation.id.unwrap_or_default();
            let answer = answer(200, "application/json", b"{}");
            let Some((outcome, requests)) = exchange.call(id, &input, answer) else {
                findings.push(not_in_the_client(CHECK, &operation));
                continue;
            };
            if requests.len() != 1 {
                findings.push(Finding {
                    check: CHECK,
                    about: format!("{} with {what} parameters", operation.key()),
                    message: format!(
                        "expected one request, the server saw {}: {}",
                        requests.len(),
                        outcome.message
                    ),
                });
            }
            for request in &requests {
                // A string takes whatever is written to it.
                let _ = writeln!(text, "with {what} parameters\n{}", shown(request));
                findings.extend(
                    undocumented(&operation, request)
                        .chain(other_body(&input, request))
                        .map(|message| Finding {
                            check: CHECK,
                            about: format!("{} with {what} parameters", operation.key()),
                            message,
                        }),
                );
            }
        }
        texts.push((operation.id.unwrap_or_default().to_owned(), text));
    }
    (findings, texts)
}

/// What a request carries that the contract does not document.
fn undocumented(operation: &Operation<'_>, request: &str) -> impl Iterator<Item = String> {
    let documented = |place: ParameterPlace, name: &str| {
        operation
            .parameters
            .iter()
            .any(|known| known.place == place && known.name.eq_ignore_ascii_case(name))
    };
    let mut messages = Vec::new();
    let Some(request) = Request::parse(request) else {
        return vec![format!("this is no request: {request}")].into_iter();
    };
    let needs_key = !operation.security.is_empty();
    let has_key = request
        .headers
        .iter()
        .any(|(name, _)| name == "authorization");
    if needs_key != has_key {
        messages.push(format!(
            "`Authorization` is {}, the contract's `security` says otherwise",
            if has_key { "sent" } else { "not sent" }
        ));
    }
    let has_body = request
        .headers
        .iter()
        .any(|(name, _)| name == "content-type");
    if has_body && operation.body.is_none() {
        messages.push("a body is sent, and none is documented".to_owned());
    }
    for (name, _) in &request.headers {
        if !OWN_HEADERS.contains(&name.as_str()) && !documented(ParameterPlace::Header, name) {
            messages.push(format!("the header `{name}` is not documented"));
        }
    }
    for (name, _) in &request.query {
        if !documented(ParameterPlace::Query, name) {
            messages.push(format!("the query parameter `{name}` is not documented"));
        }
    }
    messages.into_iter()
}

/// Says so if the body of a request is not the one that was given.
fn other_body(input: &Input, request: &str) -> Option<String> {
    let sent = Request::parse(request)?.body;
    let is_same = match (&input.body, serde_json::from_str(&sent)) {
        (Some(given), Ok(sent)) => is_same_by_meaning(&sent, given),
        (Some(_), Err(_)) => false,
        (None, _) => sent.is_empty(),
    };
    (!is_same).then(|| format!("the body {:?} was sent as `{sent}`", input.body))
}

/// A request with what changes from run to run taken out, and its headers in order.
fn shown(request: &str) -> String {
    let (head, body) = request.split_once("\r\n\r\n").unwrap_or((request, ""));
    let mut lines = head.trim_end().split("\r\n");
    let first = lines.next().unwrap_or_default();
    let mut headers: Vec<String> = lines
        .map(|line| match line.split_once(": ") {
            Some((name, _)) if name.eq_ignore_ascii_case("host") => format!("{name}: HOST"),
            // The client's version is not this package's.
            Some((name, value)) if name.eq_ignore_ascii_case("user-agent") => {
                let product = value.split('/').next().unwrap_or(value);
                format!("{name}: {product}/VERSION")
            }
            Some((name, value)) => format!("{name}: {}", value.replace(CANARY_KEY, "KEY")),
            None => line.to_owned(),
        })
        .collect();
    headers.sort();
    let body = match serde_json::from_str::<serde_json::Value>(body) {
        Ok(body) => format!("\n{body:#}\n"),
        Err(_) => body.to_owned(),
    };
    format!("{first}\n{}\n{body}", headers.join("\n"))
}
