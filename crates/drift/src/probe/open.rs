//! Finds the responses to questions that the vendor's documents leave open.

use super::open_answer::OpenAnswer;
use std::fmt::Write as _;

use contract::Document;
use contract::facts::Address;

use super::answer::error_code;
use super::{NoAnswer, Probe, Received, spend};

pub(super) fn answers(contract: &Document, answers: &[(Probe, Received)]) -> Vec<OpenAnswer> {
    let operations = contract.operations().unwrap_or_default();
    let is_documented = |probe: &Probe, status: u16| {
        let at = Address(probe.operation.iter().cloned().collect());
        let mut operations = operations.iter();
        let operation = operations.find(|it| Some(it.key()) == at.operation());
        let status = status.to_string();
        operation.is_some_and(|it| it.responses.iter().any(|it| it.status == status))
    };
    let mut open = Vec::new();
    let status_of = |name: &str| {
        let mut answers = answers.iter().filter(|(probe, _)| probe.name == name);
        match answers.next() {
            Some((_, Received::Answer(answer))) => Some(answer.status),
            _ => None,
        }
    };
    let (session, unknown) = (status_of("session"), status_of("unknown-session"));
    for (probe, received) in answers {
        let answer = match received {
            Received::Answer(answer) => answer,
            Received::Nothing(NoAnswer::Handshake(_)) if probe.old_tls => {
                open.push(OpenAnswer {
                    probe: probe.name,
                    asks: probe.asks,
                    answer: "refused in the TLS handshake".into(),
                    assumption: None,
                });
                continue;
            }
            Received::Nothing(_) => continue,
        };
        let decides = |assumption, answer: String| OpenAnswer {
            probe: probe.name,
            asks: probe.asks,
            answer,
            assumption,
        };
        if probe.assumption == Some("session-ids") {
            let same = match (session, answer.status) {
                (Some(200), 200) => "ignore-dashes",
                (Some(200), other) if Some(other) == unknown => "exact",
                _ => continue,
            };
            open.push(decides(probe.assumption, same.into()));
            continue;
        }
        if !probe.is_wrong {
            continue;
        }
        let body: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
        let code = error_code(answer.status, body.as_ref());
        let Some(code) = code else {
            open.push(decides(None, answer.status.to_string()));
            continue;
        };
        let status = answer.status;
        let assumption = probe
            .assumption
            .filter(|_| (400..500).contains(&status) && is_documented(probe, status));
        open.push(decides(assumption, format!("{status}/{code}")));
    }
    open.extend(spend::answers(answers, &is_documented));
    open
}

/// A scenario for `verify-sim` that assumes the responses of the service.
#[must_use]
pub fn scenario(open: &[OpenAnswer]) -> String {
    let mut text = String::from(
        "# The responses of the service to `cargo xtask probe`, for `verify-sim --scenario`.\n",
    );
    let mut decided = open.iter().filter(|it| it.assumption.is_some()).peekable();
    let assume = if decided.peek().is_some() {
        "assume:\n"
    } else {
        "assume: {}\n"
    };
    text.push_str(assume);
    for answer in decided {
        let name = answer.assumption.unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name}: {}", answer.answer);
    }
    for answer in open.iter().filter(|it| it.assumption.is_none()) {
        let _ = writeln!(text, "# {}: {}", answer.asks, answer.answer);
    }
    text
}
