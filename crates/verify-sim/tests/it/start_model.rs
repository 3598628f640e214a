//! Random starts, codes, and time against a small model of what a number's session is.

use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};

use crate::contract::StartChecked as _;
use crate::start::start;
use crate::{call, frozen};

const SEED: u64 = 8_008;
const NUMBERS: [&str; 2] = ["+6598765432", "+6591234567"];

#[derive(Clone, Debug)]
enum Step {
    Start {
        number: usize,
        reset: bool,
        interval: u64,
        validity: u64,
    },
    Check {
        number: usize,
        right: bool,
    },
    Advance(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let number = 0..NUMBERS.len();
    let start = (
        number.clone(),
        proptest::bool::weighted(0.2),
        10..40_u64,
        30..90_u64,
    );
    let step = prop_oneof![
        4 => start.prop_map(|(number, reset, interval, validity)| Step::Start { number, reset, interval, validity }),
        3 => (number, proptest::bool::weighted(0.2)).prop_map(|(number, right)| Step::Check { number, right }),
        2 => (1..40_u64).prop_map(Step::Advance),
    ];
    proptest::collection::vec(step, 1..25)
}

/// The last session of a number.
#[derive(Clone)]
struct Last {
    id: String,
    code: String,
    wrong: u64,
    is_verified: bool,
    expires_at: SystemTime,
    retry_after: SystemTime,
}

impl Last {
    fn is_open(&self, now: SystemTime) -> bool {
        !self.is_verified && self.wrong < 5 && now < self.expires_at
    }
}

async fn take(steps: Vec<Step>) {
    // Codes of ten characters: by chance, no two are equal.
    let sim = frozen().assume("code-type", "ALPHANUMERIC").checked().await;
    let mut last: [Option<Last>; 2] = [None, None];
    let mut sent = 0;
    for step in steps {
        let now = sim.now();
        match step {
            Step::Advance(seconds) => sim.advance(Duration::from_secs(seconds)),
            Step::Check { number, right } => {
                let Some(last) = &mut last[number] else {
                    continue;
                };
                let code = if right { &*last.code } else { "wrong" };
                let (_, body) = call(&sim, &last.id, Some(code)).await;
                if last.is_open(now) {
                    last.is_verified = right;
                    last.wrong += u64::from(!right);
                }
                assert_eq!(body["attempt"], last.wrong);
                assert_eq!(body["status"] == "VERIFIED", last.is_verified);
            }
            Step::Start {
                number,
                reset,
                interval,
                validity,
            } => {
                let (status, body) = start(
                    &sim,
                    json!({
                        "destination": NUMBERS[number], "codeLength": 10, "resetSession": reset,
                        "resendingInterval": interval, "codeValidity": validity,
                    }),
                )
                .await;
                let open = last[number].take().filter(|last| last.is_open(now));
                if let Some(open) = open.as_ref().filter(|open| now < open.retry_after) {
                    assert_eq!((status, &body["code"]), (403, &1400.into()));
                    assert_eq!(sim.outbox().len(), sent, "nothing is sent to {}", open.id);
                    last[number] = Some(open.clone());
                    continue;
                }
                sent += 1;
                let message = sim.outbox().pop().unwrap();
                assert_eq!((status, sim.outbox().len()), (200, sent));
                assert_eq!(body["sessionId"], message.session);
                assert_eq!((&*message.to, message.code.len()), (NUMBERS[number], 10));
                let kept = open.as_ref().filter(|_| !reset);
                if let Some(open) = &open {
                    assert_eq!(message.session, open.id, "an open session is kept");
                    assert_eq!(message.code == open.code, !reset);
                }
                let wrong = kept.map_or(0, |open| open.wrong);
                let expires_at = now + Duration::from_secs(validity);
                let expires_at = kept.map_or(expires_at, |open| expires_at.max(open.expires_at));
                assert_eq!(
                    (&body["status"], &body["attempt"]),
                    (&Value::from("WAITING"), &wrong.into())
                );
                last[number] = Some(Last {
                    id: message.session,
                    code: message.code,
                    wrong,
                    is_verified: false,
                    expires_at,
                    retry_after: now + Duration::from_secs(interval),
                });
            }
        }
    }
}

#[test]
fn random_starts_agree_with_the_model() {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    eprintln!("PROPTEST_RNG_SEED={seed}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cases = std::env::var("PROPTEST_CASES").ok();
    let mut runner = TestRunner::new(Config {
        cases: cases.and_then(|cases| cases.parse().ok()).unwrap_or(128),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&steps(), |steps| {
        runtime.block_on(take(steps));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}\nPROPTEST_RNG_SEED={seed}");
    }
}
