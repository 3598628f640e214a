//! Starting a verification: what is sent, to whom, and which session it opens.

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
async fn codes_are_drawn_by_length_and_type_and_the_same_for_the_same_seed() {
    let codes = |seed| async move {
        let sim = frozen().seed(seed).checked().await;
        let types = [
            "NUMERIC",
            "NUMERIC_WITH_DASH",
            "ALPHANUMERIC",
            "ALPHANUMERIC_CAPITALS",
            "ALPHANUMERIC_EASY",
        ];
        for (at, of) in types.into_iter().enumerate() {
            let body = with(to(&format!("+659876543{at}")), "codeType", of);
            // What is refused draws nothing.
            assert_eq!(
                start(&sim, with(body.clone(), "codeLength", 11)).await.0,
                400
            );
            started(&sim, with(body, "codeLength", at + 6)).await;
        }
        let messages = sim.outbox();
        messages.into_iter().map(|it| it.code).collect::<Vec<_>>()
    };
    let first = codes(7).await;
    assert_eq!(first, codes(7).await);
    assert_ne!(first, codes(8).await);
    let lengths: Vec<_> = first.iter().map(String::len).collect();
    assert_eq!(lengths, [6, 7, 8, 9, 10]);
    assert_eq!(first[1].find('-'), Some(3), "{first:?}");
    let sim = frozen().checked().await;
    started(&sim, to(NUMBER)).await;
    assert_eq!(sim.outbox()[0].code.len(), 4);
}

#[tokio::test]
async fn the_text_is_the_template_with_code_and_brand_filled_in_once() {
    let sim = frozen()
        .assume("message-text", "{brand}={code}")
        .checked()
        .await;
    let table = [
        (
            json!({ "template": "{brand}: {code}!", "brand": "{code}" }),
            "{code}: CODE!",
        ),
        (
            json!({ "template": "{ {brand} {code", "brand": "A" }),
            "{ A {code",
        ),
        (json!({ "template": "no place" }), "no place"),
        (
            json!({ "template": "{code}{code}", "channel": "call" }),
            "CODECODE",
        ),
        (
            json!({ "channel": "viber", "template": "for texts and calls only", "brand": "B" }),
            "B=CODE",
        ),
        (
            json!({ "whatsapp": { "templateName": "for another channel" } }),
            "=CODE",
        ),
        (
            json!({ "channel": "whatsapp", "whatsapp": { "templateName": "abc" } }),
            "=CODE",
        ),
    ];
    for (at, (mut body, text)) in table.into_iter().enumerate() {
        body["destination"] = format!("+659876543{at}").into();
        started(&sim, body).await;
        let message = sim.outbox().pop().unwrap();
        assert_eq!(
            message.text,
            text.replace("CODE", &message.code),
            "row {at}"
        );
    }
    let messages = sim.outbox();
    let channels: Vec<_> = messages.iter().map(|it| it.channel.as_str()).collect();
    assert_eq!(
        channels,
        ["sms", "sms", "sms", "call", "viber", "sms", "whatsapp"]
    );
    assert_eq!(messages[5].template_name, None);
    assert_eq!(messages[6].template_name.as_deref(), Some("abc"));
}

#[tokio::test]
async fn a_message_has_what_its_channel_was_given() {
    let sim = frozen().checked().await;
    let body = json!({
        "destination": "8765 4321", "country": "SG", "language": "en-US", "channel": "call",
        "call": { "source": "+19876543210", "speed": 0.8 }, "sms": { "source": "ABC" },
    });
    started(&sim, body).await;
    let message = sim.last_message("6587654321").unwrap();
    assert_eq!(message.to, "+6587654321");
    assert_eq!(message.sub_account, "acme");
    assert_eq!(message.source.as_deref(), Some("+19876543210"));
    assert_eq!(message.language.as_deref(), Some("en-US"));
    let shown = format!("{message:?} {:?}", sim.record());
    for secret in [&*message.code, "8765", &message.text] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

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

#[tokio::test]
async fn a_body_is_on_record_as_far_as_there_is_room() {
    let sim = frozen().checked().await;
    let template = "x".repeat(20 * 1024);
    started(&sim, with(to(NUMBER), "template", template)).await;
    let record = sim.record();
    assert_eq!(record.requests().next().unwrap().sent.len(), 16 * 1024);
}

#[tokio::test]
async fn what_prose_and_contract_do_not_allow_is_refused_and_sends_nothing() {
    let sim = frozen().sub_account("acme").checked().await;
    let long = "x".repeat(31);
    let table = [
        (json!({}), 1000, "destination"),
        (json!([]), 1000, "body"),
        (to(""), 1002, "destination"),
        (to("8765 4321"), 1002, "national form"),
        (to("+65 CALL ME"), 1002, "destination"),
        (to("+12345"), 1002, "7 to 15 digits"),
        (
            json!({ "destination": 6_598_765_432_u64 }),
            1000,
            "destination",
        ),
        (
            json!({ "destination": NUMBER, "country": "XX" }),
            1000,
            "country",
        ),
        (
            json!({ "destination": NUMBER, "country": "SGP" }),
            1000,
            "country",
        ),
        (
            json!({ "destination": NUMBER, "channel": "telegram" }),
            1000,
            "channel",
        ),
        (
            json!({ "destination": NUMBER, "channel": null }),
            1000,
            "channel",
        ),
        (
            json!({ "destination": NUMBER, "channel": "whatsapp" }),
            1000,
            "templateName",
        ),
        (
            json!({ "destination": NUMBER, "channel": "whatsapp", "whatsapp": {} }),
            1000,
            "templateName",
        ),
        (
            json!({ "destination": NUMBER, "brand": long }),
            1000,
            "brand",
        ),
        (
            json!({ "destination": NUMBER, "codeLength": 2 }),
            1000,
            "codeLength",
        ),
        (
            json!({ "destination": NUMBER, "codeLength": 4.5 }),
            1000,
            "codeLength",
        ),
        (
            json!({ "destination": NUMBER, "codeValidity": 7201 }),
            1000,
            "codeValidity",
        ),
        (
            json!({ "destination": NUMBER, "codeType": "DIGITS" }),
            1000,
            "codeType",
        ),
        (
            json!({ "destination": NUMBER, "resendingInterval": 9 }),
            1000,
            "resendingInterval",
        ),
        (
            json!({ "destination": NUMBER, "resetSession": "true" }),
            1000,
            "resetSession",
        ),
        (
            json!({ "destination": NUMBER, "callbackUrl": "no url" }),
            1000,
            "callbackUrl",
        ),
        (
            json!({ "destination": NUMBER, "sms": { "encoding": "UTF8" } }),
            1000,
            "encoding",
        ),
        (
            json!({ "destination": NUMBER, "call": { "speed": 2.5 } }),
            1000,
            "speed",
        ),
        (
            json!({ "destination": NUMBER, "call": { "repetition": 0 } }),
            1000,
            "repetition",
        ),
    ];
    for (body, code, expected) in table {
        let (status, error) = start(&sim, body.clone()).await;
        assert_eq!(
            (status, &error["code"]),
            (400, &code.into()),
            "{body}: {error}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(expected), "{body}: {message}");
        assert!(!message.contains("98765432"), "{message}");
    }
    let body = to(NUMBER).to_string();
    let url = format!("{}/api/v2/subaccounts/acme/sessions", sim.base_url());
    let request = || client().post(&url).bearer_auth(sim.api_key());
    let json = |request: reqwest::RequestBuilder| request.header(CONTENT_TYPE, "application/json");
    let table = [
        (request().body(body.clone()), 415),
        (
            request()
                .header(CONTENT_TYPE, "text/json")
                .body(body.clone()),
            415,
        ),
        (json(request()).body("{"), 400),
        (json(request()), 400),
        (request(), 400),
        (json(request()).body(vec![b' '; 65 * 1024]), 413),
        (json(client().post(&url)).body(body.clone()), 401),
        (
            json(
                client()
                    .post(url.replace("acme", "other"))
                    .bearer_auth(sim.api_key()),
            )
            .body(body.clone()),
            400,
        ),
        (
            json(
                client()
                    .post(url.replace("acme", "a"))
                    .bearer_auth(sim.api_key()),
            )
            .body(body),
            400,
        ),
        (client().get(&url).bearer_auth(sim.api_key()), 405),
    ];
    for (at, (request, expected)) in table.into_iter().enumerate() {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), expected, "row {at}");
        if expected == 405 {
            assert_eq!(response.headers()["allow"], "POST");
        }
    }
    assert_eq!(sim.outbox(), []);
}

#[tokio::test]
async fn assumptions_about_starting_can_be_set() {
    let assuming = |name: &'static str, value: &'static str| async move {
        frozen().assume(name, value).checked().await
    };
    let ten = Duration::from_secs(10);

    let sim = assuming("resend-too-soon", "400/1400").await;
    started(&sim, to(NUMBER)).await;
    assert_eq!(start(&sim, to(NUMBER)).await.0, 400);

    let sim = assuming("resend-attempts", "forgotten").await;
    let id = started(&sim, to(NUMBER)).await;
    call(&sim, &id, Some("none")).await;
    sim.advance(ten);
    assert_eq!(started(&sim, to(NUMBER)).await, id);
    sim.assert_attempts(&id, 0);

    let sim = assuming("reset-session", "new-id").await;
    let id = started(&sim, to(NUMBER)).await;
    sim.advance(ten);
    assert_ne!(
        started(&sim, with(to(NUMBER), "resetSession", true)).await,
        id
    );

    let sim = assuming("reset-too-soon", "sent").await;
    let id = started(&sim, to(NUMBER)).await;
    assert_eq!(
        started(&sim, with(to(NUMBER), "resetSession", true)).await,
        id
    );
    assert_eq!(sim.outbox().len(), 2);

    let sim = assuming("start-after-final", "same-id").await;
    let id = started(&sim, to(NUMBER)).await;
    sim.fail(&id);
    assert_eq!(started(&sim, to(NUMBER)).await, id);
    sim.assert_state(&id, State::Waiting);
    sim.assert_attempts(&id, 0);

    let sim = assuming("same-session", "number-and-channel").await;
    let id = started(&sim, to(NUMBER)).await;
    assert_ne!(started(&sim, with(to(NUMBER), "channel", "call")).await, id);
    assert_eq!(start(&sim, to(NUMBER)).await.0, 403);

    let sim = assuming("illegal-body", "400/1010").await;
    assert_eq!(
        start(&sim, with(to(NUMBER), "codeLength", 1)).await.1["code"],
        1010
    );

    let sim = assuming("illegal-number", "400/1000").await;
    assert_eq!(start(&sim, to("8765 4321")).await.1["code"], 1000);

    let sim = assuming("whatsapp-without-template", "sent").await;
    started(&sim, with(to(NUMBER), "channel", "whatsapp")).await;

    let sim = assuming("code-type", "ALPHANUMERIC_CAPITALS").await;
    started(&sim, with(to(NUMBER), "codeLength", 10)).await;
    let code = &sim.outbox()[0].code;
    assert!(code.bytes().any(|byte| byte.is_ascii_uppercase()), "{code}");
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
