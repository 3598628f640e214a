//! Random sequences of calls, faults, and time, in parallel, against a small model.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use verify_sim::{Fault, Record, Simulator};

use crate::contract::StartChecked as _;
use crate::{frozen, request};

pub(crate) const RIGHT: &str = "7777";
const LIFETIME: Duration = Duration::from_secs(60);
const SESSIONS: [&str; 3] = ["s-0", "s-1", "s-2"];
const SEED: u64 = 8_008;

/// The expected state of a session, computed in another way than the simulator does.
#[derive(Clone)]
pub(crate) struct Model {
    status: &'static str,
    attempt: u8,
    expires_at: SystemTime,
}

impl Model {
    pub(crate) fn new(expires_at: SystemTime) -> Self {
        Self {
            status: "WAITING",
            attempt: 0,
            expires_at,
        }
    }

    fn call(&mut self, at: SystemTime, code: Option<&str>) {
        if self.status != "WAITING" {
            return;
        }
        match code {
            _ if at >= self.expires_at => self.status = "EXPIRED",
            None => {}
            Some(RIGHT) => self.status = "VERIFIED",
            Some(_) => self.attempt += 1,
        }
        if self.attempt == 5 {
            self.status = "FAILED";
        }
    }
}

/// Replays a record through the model; every answer has to be the model's, and so does every
/// transition. Gives how many requests were replayed.
pub(crate) fn replay(record: &Record, mut models: HashMap<String, Model>) -> usize {
    assert_eq!(record.dropped(), 0);
    let mut answers = 0;
    for request in record.requests() {
        let id = request.session.clone().unwrap();
        let model = models.get_mut(&id).unwrap();
        let untouched = ["status", "throttled", "reset-before", "html-error"];
        if request.faults.iter().any(|fault| untouched.contains(fault)) {
            continue;
        }
        model.call(request.at, request.code.as_deref());
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        let expected = (model.status, i64::from(model.attempt));
        let found = (
            body["status"].as_str().unwrap(),
            body["attempt"].as_i64().unwrap(),
        );
        assert_eq!(found, expected, "request {}", request.number);
        answers += 1;
    }
    for (id, model) in &models {
        let of_session = |it: &&verify_sim::RecordedTransition| it.session == *id;
        let transitions: Vec<_> = record.transitions().filter(of_session).collect();
        let wrong = transitions
            .iter()
            .filter(|it| it.attempt > 0 && it.from.as_str() == "WAITING");
        let counted = wrong
            .map(|it| it.attempt)
            .collect::<std::collections::BTreeSet<_>>();
        assert_eq!(
            counted,
            (1..=model.attempt).collect(),
            "each wrong code is counted once"
        );
        let ends = transitions.iter().filter(|it| it.from != it.to);
        let ends: Vec<_> = ends.map(|it| it.to.as_str()).collect();
        let expected: Vec<_> = (model.status != "WAITING")
            .then_some(model.status)
            .into_iter()
            .collect();
        assert_eq!(ends, expected, "session {id} ends once");
    }
    answers
}

#[derive(Clone, Debug)]
enum Step {
    Read(usize),
    Check(usize, bool),
    Advance(u64),
    Fault(usize, Fault),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let faults = vec![
        Fault::Status(503),
        Fault::Throttled(Duration::from_secs(1)),
        Fault::ResetBefore,
        Fault::ResetAfter,
        Fault::TruncatedBody,
        Fault::WrongContentType,
        Fault::HtmlError(502),
        Fault::ExtraFields,
    ];
    let session = 0..SESSIONS.len();
    let step = prop_oneof![
        2 => session.clone().prop_map(Step::Read),
        6 => (session.clone(), proptest::bool::weighted(0.15)).prop_map(|(at, right)| Step::Check(at, right)),
        1 => (1..30_u64).prop_map(Step::Advance),
        1 => (session, proptest::sample::select(faults)).prop_map(|(at, fault)| Step::Fault(at, fault)),
    ];
    proptest::collection::vec(step, 0..12)
}

async fn take(sim: &Simulator, steps: Vec<Step>) {
    for step in steps {
        let call = match step {
            Step::Read(at) => request(sim, SESSIONS[at], None),
            Step::Check(at, right) => {
                request(sim, SESSIONS[at], Some(if right { RIGHT } else { "0000" }))
            }
            Step::Advance(seconds) => {
                sim.advance(Duration::from_secs(seconds));
                continue;
            }
            Step::Fault(at, fault) => {
                sim.inject(fault.once().on(SESSIONS[at]));
                continue;
            }
        };
        // What the client makes of a fault is not what is tested here.
        if let Ok(response) = call.send().await {
            let _ = response.bytes().await;
        }
    }
}

#[test]
fn random_calls_in_parallel_agree_with_the_model() {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    eprintln!("PROPTEST_RNG_SEED={seed}");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let cases = std::env::var("PROPTEST_CASES").ok();
    let mut runner = TestRunner::new(Config {
        cases: cases.and_then(|cases| cases.parse().ok()).unwrap_or(128),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    });
    let lanes = (steps(), steps(), steps());
    let result = runner.run(&lanes, |(one, two, three)| {
        runtime.block_on(async {
            let sim = Arc::new(frozen().checked().await);
            let expires_at = sim.now() + LIFETIME;
            let mut models = HashMap::new();
            for id in SESSIONS {
                sim.session(id).code(RIGHT).expires_in(LIFETIME);
                models.insert(id.to_owned(), Model::new(expires_at));
            }
            let lanes = [one, two, three].map(|steps| {
                let sim = Arc::clone(&sim);
                tokio::spawn(async move { take(&sim, steps).await })
            });
            for lane in lanes {
                lane.await.unwrap();
            }
            // Reads at the end, so that the last state of each is compared as well.
            sim.clear_faults();
            take(&sim, (0..SESSIONS.len()).map(Step::Read).collect()).await;
            replay(&sim.record(), models);
        });
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}\nPROPTEST_RNG_SEED={seed}");
    }
}
