//! Starting a verification: what is sent, to whom, and which session it opens.

mod again;
mod assumed;
mod message;
mod refused;

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use verify_sim::{Call, Channel, Fault, Simulator, State};

use crate::contract::StartChecked as _;
use crate::{call, client, frozen};

const NUMBER: &str = "+6598765432";

/// Sends a body to an operation of the sub-account `acme`.
pub(crate) async fn post(sim: &Simulator, path: &str, body: impl ToString) -> (u16, Value) {
    let url = format!("{}/api/v2/subaccounts/acme/{path}", sim.base_url());
    let request = client()
        .post(url)
        .bearer_auth(sim.api_key())
        .header(CONTENT_TYPE, "application/json; charset=utf-8")
        .body(body.to_string());
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body = response.bytes().await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

pub(crate) async fn start(sim: &Simulator, body: Value) -> (u16, Value) {
    post(sim, "sessions", body).await
}

/// Starts a verification that has to succeed; gives the session's id.
pub(crate) async fn started(sim: &Simulator, body: Value) -> String {
    let (status, body) = start(sim, body).await;
    assert_eq!(status, 200, "{body}");
    body["sessionId"].as_str().unwrap().to_owned()
}

fn to(number: &str) -> Value {
    json!({ "destination": number })
}

fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}

#[tokio::test]
async fn the_code_of_the_outbox_verifies_the_session_of_the_answer() {
    let sim = frozen().checked().await;
    let (status, body) = start(&sim, to("+65 9876-5432")).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&body["status"], &body["attempt"], &body["destination"]),
        (&"WAITING".into(), &0.into(), &NUMBER.into())
    );
    let id = body["sessionId"].as_str().unwrap();
    let uri = format!("/api/v2/subaccounts/acme/sessions/{id}");
    assert_eq!(body["verifyUri"], uri);
    assert_eq!(body.get("sma"), None);
    let message = sim.last_message(NUMBER).unwrap();
    assert_eq!((message.number, &message.channel), (1, &Channel::Sms));
    assert_eq!((&*message.session, &*message.to), (id, NUMBER));
    assert_eq!(
        message.text,
        format!("Your verification code: {}", message.code)
    );
    let (_, body) = call(&sim, id, Some(&message.code)).await;
    assert_eq!(body["status"], "VERIFIED");
    // The record has the operation, what was sent, and the session that was opened.
    let record = sim.record();
    let request = record.requests().next().unwrap();
    assert_eq!(request.call, Some(Call::Start));
    assert_eq!(request.session.as_deref(), Some(id));
    assert_eq!(request.sent, to("+65 9876-5432").to_string());
    sim.assert_reads(id, 0);
    sim.assert_checks(id, 1);
}

#[tokio::test]
async fn a_body_is_on_record_as_far_as_there_is_room() {
    let sim = frozen().checked().await;
    let template = "x".repeat(20 * 1024);
    started(&sim, with(to(NUMBER), "template", template)).await;
    let record = sim.record();
    assert_eq!(record.requests().next().unwrap().sent.len(), 16 * 1024);
}

#[tokio::test]
async fn faults_strike_a_start_before_or_after_it_was_sent() {
    let sim = frozen().checked().await;
    let request = || {
        let url = format!("{}/api/v2/subaccounts/acme/sessions", sim.base_url());
        let request = client().post(url).bearer_auth(sim.api_key());
        request
            .header(CONTENT_TYPE, "application/json")
            .body(to(NUMBER).to_string())
    };
    sim.inject(Fault::ResetAfter.once().for_checks());
    sim.inject(Fault::ResetBefore.once().for_starts());
    assert!(request().send().await.is_err());
    assert_eq!(sim.outbox(), []);
    sim.inject(Fault::ResetAfter.once().for_starts());
    assert!(request().send().await.is_err());
    assert_eq!(sim.outbox().len(), 1);
    // The answer was lost, the message was not: the same again is too soon, and sends nothing.
    assert_eq!(request().send().await.unwrap().status(), 403);
    sim.clear_faults();
    sim.inject(Fault::Status(426).once().for_starts());
    let refused = request().send().await.unwrap();
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["upgrade"]),
        (426, &"TLS/1.3".parse().unwrap())
    );
    sim.advance(Duration::from_secs(10));
    sim.inject(Fault::UnknownStatus.once().for_starts());
    let odd = request().send().await.unwrap().text().await.unwrap();
    assert!(odd.contains("UNDER_REVIEW"), "{odd}");
}

#[tokio::test]
async fn what_a_callback_url_would_be_told_is_on_record_and_not_sent() {
    let sim = frozen().checked().await;
    let url = "http://127.0.0.1:9/told";
    let id = started(&sim, with(to(NUMBER), "callbackUrl", url)).await;
    call(&sim, &id, Some("none")).await;
    sim.advance(Duration::from_secs(5 * 60));
    let record = sim.record();
    let told: Vec<_> = record
        .transitions()
        .map(|it| (it.callback_url.as_deref(), it.to, it.attempt))
        .collect();
    assert_eq!(
        told,
        [
            (Some(url), State::Waiting, 1),
            (Some(url), State::Expired, 1)
        ]
    );
    assert!(!format!("{record:?}").contains("127.0.0.1:9"));
}
