//! Many clients at once: their answers have to fit one order of events.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use verify_sim::State;

use crate::contract::StartChecked as _;
use crate::frozen;
use crate::model::{Model, RIGHT, replay};

const CLIENTS: usize = 64;
const SESSIONS: usize = 100;
const CALLS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_clients_and_a_hundred_sessions_fit_one_order() {
    let sim = Arc::new(frozen().checked().await);
    let expires_at = sim.now() + Duration::from_secs(5 * 60);
    let mut models = HashMap::new();
    for number in 0..SESSIONS {
        let id = format!("load-{number}");
        sim.session(&*id).code(RIGHT);
        models.insert(id, Model::new(expires_at));
    }
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (sim, http) = (Arc::clone(&sim), http.clone());
        clients.spawn(async move {
            let mut rng = fastrand::Rng::with_seed(client as u64);
            let mut told = Vec::new();
            for _ in 0..CALLS {
                let id = format!("load-{}", rng.usize(..SESSIONS));
                let query = match rng.u8(..10) {
                    0..3 => String::new(),
                    3 => format!("?code={RIGHT}"),
                    _ => "?code=0000".to_owned(),
                };
                let url = format!(
                    "{}/api/v2/subaccounts/acme/sessions/{id}{query}",
                    sim.base_url()
                );
                let response = http
                    .get(url)
                    .bearer_auth(sim.api_key())
                    .send()
                    .await
                    .unwrap();
                let body = response.bytes().await.unwrap();
                told.push((id, body));
            }
            told
        });
    }
    let mut told: Vec<(String, axum::body::Bytes)> = clients.join_all().await.concat();
    let record = sim.record();
    assert_eq!(replay(&record, models), CLIENTS * CALLS);
    // The record has what the clients were told, answer for answer.
    let requests = record.requests();
    let mut recorded: Vec<_> = requests
        .map(|it| (it.session.clone().unwrap(), it.body.clone()))
        .collect();
    told.sort();
    recorded.sort();
    assert_eq!(told, recorded);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn right_codes_at_once_verify_once_and_wrong_ones_lock_once() {
    let sim = Arc::new(frozen().checked().await);
    sim.session("right").code(RIGHT);
    sim.session("wrong").code(RIGHT);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut calls = JoinSet::new();
    for number in 0..64 {
        let (id, code) = if number % 2 == 0 {
            ("right", RIGHT)
        } else {
            ("wrong", "0000")
        };
        let url = format!(
            "{}/api/v2/subaccounts/acme/sessions/{id}?code={code}",
            sim.base_url()
        );
        let call = http.get(url).bearer_auth(sim.api_key());
        calls.spawn(async move { (id, call.send().await.unwrap().text().await.unwrap()) });
    }
    let answers = calls.join_all().await;
    let count = |id, status: &str| {
        let hits = answers
            .iter()
            .filter(|(of, body)| *of == id && body.contains(status));
        hits.count()
    };
    assert_eq!(
        (
            count("right", "VERIFIED"),
            count("wrong", "WAITING"),
            count("wrong", "FAILED")
        ),
        (32, 4, 28)
    );
    sim.assert_attempts("right", 0);
    sim.assert_attempts("wrong", 5);
    let record = sim.record();
    let to = |state| {
        record
            .transitions()
            .filter(|it| it.to == state && it.from != state)
            .count()
    };
    assert_eq!((to(State::Verified), to(State::Failed)), (1, 1));
}
