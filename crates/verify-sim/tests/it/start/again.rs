//! A start for a number that has a session already.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use verify_sim::State;

use super::{NUMBER, start, started, to, with};
use crate::contract::StartChecked as _;
use crate::{call, client, frozen};

#[tokio::test]
async fn a_repeat_inside_the_interval_sends_nothing_and_after_it_the_same_code() {
    let sim = frozen().checked().await;
    let body = with(
        with(to(NUMBER), "resendingInterval", 60),
        "codeValidity",
        90,
    );
    let (_, first) = start(&sim, body.clone()).await;
    let id = first["sessionId"].as_str().unwrap();
    call(&sim, id, Some("none")).await;
    sim.advance(Duration::from_millis(59_999));
    let (status, error) = start(&sim, body.clone()).await;
    assert_eq!((status, &error["code"]), (403, &1400.into()));
    assert_eq!(sim.outbox().len(), 1);
    // Another number and another sub-account are none of it.
    assert_ne!(started(&sim, to("+6591234567")).await, id);
    let url = format!("{}/api/v2/subaccounts/other/sessions", sim.base_url());
    let other = client().post(url).bearer_auth(sim.api_key());
    let other = other
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string());
    assert_eq!(other.send().await.unwrap().status(), 200);
    sim.advance(Duration::from_millis(1));
    let (status, again) = start(&sim, body).await;
    assert_eq!((status, &again["sessionId"]), (200, &id.into()));
    assert_eq!(again["attempt"], 1);
    for pushed in ["expiresAt", "retryAfter"] {
        assert!(
            again[pushed].as_str() > first[pushed].as_str(),
            "{pushed}: {again}"
        );
    }
    let messages = sim.outbox();
    assert_eq!(messages.len(), 4);
    assert_eq!(messages[0].code, messages[3].code);
    sim.advance(Duration::from_secs(89));
    sim.assert_state(id, State::Waiting);
    sim.advance(Duration::from_secs(1));
    sim.assert_state(id, State::Expired);
}

#[tokio::test]
async fn a_reset_keeps_the_id_and_draws_another_code() {
    let sim = frozen().checked().await;
    let body = with(to(NUMBER), "codeLength", 10);
    let id = started(&sim, body.clone()).await;
    call(&sim, &id, Some("0000")).await;
    let reset = with(body, "resetSession", true);
    assert_eq!(start(&sim, reset.clone()).await.0, 403);
    sim.advance(Duration::from_secs(10));
    let (_, again) = start(&sim, reset).await;
    assert_eq!(
        (&again["sessionId"], &again["attempt"]),
        (&Value::from(&*id), &0.into())
    );
    let codes: Vec<_> = sim.outbox().into_iter().map(|it| it.code).collect();
    assert_ne!(codes[0], codes[1]);
    call(&sim, &id, Some(&codes[0])).await;
    sim.assert_attempts(&id, 1);
    call(&sim, &id, Some(&codes[1])).await;
    sim.assert_state(&id, State::Verified);
}

#[tokio::test]
async fn a_final_session_makes_room_for_a_new_one() {
    for end in [State::Verified, State::Failed, State::Expired] {
        let sim = frozen().checked().await;
        let id = started(&sim, to(NUMBER)).await;
        match end {
            State::Verified => {
                let code = sim.last_message(NUMBER).unwrap().code;
                call(&sim, &id, Some(&code)).await;
            }
            State::Failed => sim.fail(&id),
            _ => sim.advance(Duration::from_secs(5 * 60)),
        }
        sim.assert_state(&id, end);
        let (status, body) = start(&sim, to(NUMBER)).await;
        assert_eq!((status, &body["status"]), (200, &"WAITING".into()), "{end}");
        assert_ne!(body["sessionId"], id, "{end}");
        sim.assert_state(&id, end);
    }
}

#[tokio::test]
async fn a_session_that_a_test_puts_in_place_of_a_started_one_is_not_met() {
    let sim = frozen().checked().await;
    let id = started(&sim, to(NUMBER)).await;
    sim.session(&*id).destination("+6591234567");
    assert_ne!(started(&sim, to(NUMBER)).await, id);
}
