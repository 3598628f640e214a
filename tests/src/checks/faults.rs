//! Whatever comes back, with whatever status, gives a typed outcome that keeps the status.

use contract::Operation;
use proptest::prelude::*;
use serde_json::Value;

use super::not_in_the_client;
use crate::exchange::{Exchange, answer};
use crate::outcome::Kind;
use crate::strategy::{hold, sample_input};
use crate::{Contract, Finding};

const CHECK: &str = "faults";
const CASES: u32 = 256;

/// Answers with any status and any body.
#[must_use]
pub fn faults(contract: &Contract) -> Vec<Finding> {
    let exchange = Exchange::new();
    let mut findings = Vec::new();
    for operation in contract.operations() {
        let input = sample_input(&operation, true);
        let id = operation.id.unwrap_or_default();
        let documented: Vec<u16> = operation
            .responses
            .iter()
            .filter_map(|response| response.status.parse().ok())
            .collect();
        if exchange
            .call(id, &input, answer(200, "text/plain", b""))
            .is_none()
        {
            findings.push(not_in_the_client(CHECK, &operation));
            continue;
        }
        let judge = |status: u16, body: &Body| {
            let (outcome, requests) = exchange
                .call(id, &input, body.answer(status))
                .ok_or("the client has no such operation")?;
            if requests.len() != 1 {
                return Err(format!(
                    "{} requests were sent for one call",
                    requests.len()
                ));
            }
            if outcome.status != Some(status) {
                return Err(format!(
                    "the status {status} became {:?}: {:?}, {}",
                    outcome.status, outcome.kind, outcome.message
                ));
            }
            let expected = expected(&operation, status, body);
            if outcome.kind == expected {
                Ok(())
            } else {
                Err(format!(
                    "{status}: expected {expected:?}, found {:?}: {}",
                    outcome.kind, outcome.message
                ))
            }
        };
        let empty_object = Body::Whole("application/json", b"{}".to_vec());
        findings.extend(
            (200..600)
                .filter(|status| has_body(*status))
                .filter_map(|status| {
                    Some(Finding {
                        check: CHECK,
                        about: operation.key(),
                        message: judge(status, &empty_object).err()?,
                    })
                }),
        );
        let cases = (statuses(&documented), bodies()).boxed();
        findings.extend(hold(
            contract,
            CHECK,
            &operation.key(),
            CASES,
            &cases,
            |(status, body)| judge(status, &body),
        ));
    }
    findings
}

#[derive(Clone, Debug)]
enum Body {
    Whole(&'static str, Vec<u8>),
    /// Ends before its stated length.
    Truncated(Vec<u8>),
}

impl Body {
    fn answer(&self, status: u16) -> Vec<u8> {
        match self {
            Self::Whole(media_type, body) => answer(status, media_type, body),
            Self::Truncated(body) => {
                let mut whole = answer(
                    status,
                    "application/json",
                    &[body.as_slice(), b"{}"].concat(),
                );
                whole.truncate(whole.len() - 2);
                whole
            }
        }
    }

    fn is_object(&self) -> bool {
        match self {
            Self::Whole(_, body) => {
                // A byte that is not UTF-8 spoils its own member only.
                let text = String::from_utf8_lossy(body);
                body.len() <= verify_api::MAX_BODY_BYTES
                    && serde_json::from_str::<Value>(&text).is_ok_and(|value| value.is_object())
            }
            Self::Truncated(_) => false,
        }
    }
}

fn expected(operation: &Operation<'_>, status: u16, body: &Body) -> Kind {
    let response = operation
        .responses
        .iter()
        .find(|response| response.status.parse() == Ok(status));
    match response {
        Some(response) if response.content.is_empty() || body.is_object() => {
            if (200..300).contains(&status) {
                Kind::Success
            } else {
                Kind::ErrorResponse
            }
        }
        _ => Kind::UnexpectedResponse,
    }
}

/// 1xx are not final; 204, 205, and 304 have no body.
fn has_body(status: u16) -> bool {
    !matches!(status, 204 | 205 | 304)
}

fn statuses(documented: &[u16]) -> BoxedStrategy<u16> {
    let known = proptest::sample::select(documented.to_vec());
    prop_oneof![
        (200..600_u16).prop_filter("has a body", |status| has_body(*status)),
        known
    ]
    .boxed()
}

fn bodies() -> BoxedStrategy<Body> {
    let json = |text: &'static str| Just(Body::Whole("application/json", text.into()));
    let html = "<html><head><title>502 Bad Gateway</title></head><body>sorry</body></html>";
    prop_oneof![
        Just(Body::Whole("text/html", html.into())),
        json(""),
        json("{}"),
        json("null"),
        json("[]"),
        json("42"),
        json("\"VERIFIED\""),
        json("{\"status\":\"VERIFIED\""),
        json("{\"status\":\"VERIFIED\"} trailing"),
        json("{\"status\":{\"deeper\":[1,2,3]},\"attempt\":\"three\",\"code\":[]}"),
        Just(Body::Whole(
            "application/json",
            b"{\"a\":\"\xff\xfe\"}".to_vec()
        )),
        Just(Body::Whole("application/json", vec![b'x'; 1024 * 1024])),
        Just(Body::Whole("application/json", vec![b'['; 4096])),
        proptest::collection::vec(any::<u8>(), 0..2000)
            .prop_map(|body| Body::Whole("application/octet-stream", body)),
        Just(Body::Truncated(b"{\"status\":\"VERI".to_vec())),
        Just(Body::Truncated(Vec::new())),
    ]
    .boxed()
}
