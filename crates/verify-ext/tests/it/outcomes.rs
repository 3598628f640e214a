//! What an answer means, over every status, count, and code.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use verify_ext::{Outcome, PhoneNumber};

use crate::server::{Reply, Server, Welcome, answer};
use crate::{client, code, session_id};

#[derive(Clone, Debug)]
struct Case {
    status: u16,
    session_status: Option<String>,
    attempt: Option<i64>,
    code: Option<i64>,
    destination: Option<&'static str>,
}

const CLAIMED: &str = "+65 9876 5432";

fn case() -> impl Strategy<Value = Case> {
    let http = prop_oneof![
        4 => Just(200_u16),
        2 => proptest::sample::select(vec![400_u16, 401, 403, 404, 426, 429, 500, 502, 503, 504]),
        1 => (200_u16..600).prop_filter("has a body", |it| !matches!(it, 204 | 205 | 304)),
    ];
    let statuses = [
        "WAITING", "VERIFIED", "FAILED", "EXPIRED", "PAUSED", "verified", "",
    ];
    let session_status = proptest::option::of(proptest::sample::select(statuses.to_vec()));
    let attempt = proptest::option::of(prop_oneof![0..7_i64, any::<i64>()]);
    let codes = vec![1000, 1001, 1014, 1200, 1300, 1404, 2000, -1];
    let code = proptest::option::of(proptest::sample::select(codes));
    let numbers = vec!["6598765432", "+65-9876-5432", "6500000000", "hidden", ""];
    let destination = proptest::option::of(proptest::sample::select(numbers));
    (http, session_status, attempt, code, destination).prop_map(
        |(status, session_status, attempt, code, destination)| Case {
            status,
            session_status: session_status.map(str::to_owned),
            attempt,
            code,
            destination,
        },
    )
}

impl Case {
    fn answer(&self) -> Vec<u8> {
        let body = serde_json::json!({
            "status": self.session_status,
            "attempt": self.attempt,
            "code": self.code,
            "destination": self.destination,
        });
        answer(&format!("{} Status", self.status), "", &body.to_string())
    }

    /// The outcome, said once more in another way; `None` where only an error will do.
    fn expected(&self) -> Option<Outcome> {
        if self.status != 200 {
            return None;
        }
        Some(match self.session_status.as_deref()? {
            "VERIFIED" => match self.destination? {
                "6598765432" | "+65-9876-5432" => Outcome::Verified,
                "6500000000" => Outcome::VerifiedForAnotherNumber,
                _ => return None,
            },
            "FAILED" => Outcome::Locked,
            "EXPIRED" => Outcome::Expired,
            "WAITING" => Outcome::WrongCode {
                attempts_left: match self.attempt {
                    Some(used @ 0..=5) => u8::try_from(5 - used).ok(),
                    Some(6..=255) => Some(0),
                    _ => None,
                },
            },
            other => Outcome::Unrecognized(other.into()),
        })
    }
}

#[test]
fn every_answer_is_one_outcome_or_one_kind_of_error() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let current = Arc::new(Mutex::new(Vec::new()));
    let server = runtime.block_on(Server::start(Welcome::Plain, {
        let current = Arc::clone(&current);
        move |_| Reply::BytesAndKeep(current.lock().unwrap().clone())
    }));
    let client = client(server.url())
        .resolve_lost_answers(false)
        .build()
        .unwrap();
    let number = PhoneNumber::new(CLAIMED).unwrap();
    proptest!(|(case in case())| {
        *current.lock().unwrap() = case.answer();
        let (id, code) = (session_id(), code());
        let found = runtime.block_on(client.check(&id, &code).claiming(&number).into_future());
        match (found, case.expected()) {
            (Ok(found), Some(expected)) => prop_assert_eq!(found, expected),
            (Ok(found), None) => prop_assert!(false, "{:?} came of {:?}", found, case),
            (Err(error), Some(expected)) => {
                prop_assert!(false, "{:?} came in place of {:?}", error, expected);
            }
            (Err(error), None) => {
                let kinds = [
                    error.is_invalid_input(),
                    error.is_not_authenticated(),
                    error.is_not_found(),
                    error.is_throttled(),
                    error.is_tls_too_old(),
                    error.is_server_fault(),
                    error.is_transport(),
                    error.is_unexpected_answer(),
                ];
                prop_assert_eq!(kinds.iter().filter(|is| **is).count(), 1, "{:?}", error);
                prop_assert_eq!(error.status().map(|it| it.as_u16()), Some(case.status));
                let refused = (400..500).contains(&case.status);
                prop_assert_eq!(error.may_have_counted(), !refused, "{:?}", error);
                if case.status != 200 {
                    prop_assert_eq!(error.code(), case.code);
                }
                let about_input = error.is_invalid_input() || error.is_not_found();
                prop_assert!(!about_input || case.code.is_some(), "{:?}", error);
            }
        }
    });
}
