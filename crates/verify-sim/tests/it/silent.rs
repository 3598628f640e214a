//! Silent verification: the URL that a device opens, and the addresses it works for.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use serde_json::{Value, json};
use verify_sim::{Fault, Simulator, State};

use crate::contract::StartChecked as _;
use crate::start::{post, start, started};
use crate::{call, client, frozen};

const DEVICE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));

fn silent() -> Value {
    json!({ "destination": "+6598765432", "channel": "sma" })
}

async fn open(sim: &Simulator, url: &str) -> (u16, String) {
    assert!(url.starts_with(sim.base_url()), "{url}");
    let response = client().get(url).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn opening_the_url_verifies_the_session_and_nothing_is_sent() {
    let sim = frozen().checked().await;
    let (_, body) = start(&sim, silent()).await;
    let id = body["sessionId"].as_str().unwrap();
    let url = body["sma"]["verificationUrl"].as_str().unwrap();
    assert_eq!(sim.outbox(), []);
    // No code is right, and a wrong one counts as ever.
    call(&sim, id, Some("0000")).await;
    sim.assert_attempts(id, 1);
    let head = client().head(url).send().await.unwrap();
    assert_eq!(head.status(), 405);
    sim.assert_state(id, State::Waiting);
    assert_eq!(open(&sim, url).await, (200, "VERIFIED\n".to_owned()));
    sim.assert_state(id, State::Verified);
    assert_eq!(open(&sim, url).await, (200, "VERIFIED\n".to_owned()));
    assert_eq!(call(&sim, id, None).await.1["status"], "VERIFIED");
    let record = sim.record();
    let mut opened = record.requests().filter(|it| it.path.starts_with("/sma/"));
    let opened = opened.find(|it| it.method == "GET").unwrap();
    assert_eq!(opened.session.as_deref(), url.rsplit('/').next());
    assert_eq!(
        (opened.status, &*opened.body),
        (Some(200), &b"VERIFIED\n"[..])
    );
}

#[tokio::test]
async fn a_url_works_until_its_session_ends_and_for_no_other_session() {
    let sim = frozen().checked().await;
    let (_, body) = start(&sim, silent()).await;
    let url = body["sma"]["verificationUrl"].as_str().unwrap();
    sim.advance(Duration::from_secs(5 * 60));
    assert_eq!(open(&sim, url).await, (200, "EXPIRED\n".to_owned()));
    sim.assert_state(body["sessionId"].as_str().unwrap(), State::Expired);
    let coded = started(&sim, json!({ "destination": "+6591234567" })).await;
    let guessed = format!("{}/sma/{coded}", sim.base_url());
    assert_eq!(open(&sim, &guessed).await.0, 404);
    sim.assert_state(&coded, State::Waiting);
}

#[tokio::test]
async fn a_covered_device_is_verified_at_once_unless_it_is_assumed_to_wait() {
    for (value, expected) in [("verifies", "VERIFIED"), ("waits", "WAITING")] {
        let sim = frozen()
            .covered(DEVICE)
            .assume("silent-start", value)
            .checked()
            .await;
        let mut body = silent();
        body["clientIp"] = "203.0.113.7".into();
        assert_eq!(start(&sim, body).await.1["status"], expected);
        let mut body = silent();
        body["destination"] = "+6591234567".into();
        body["clientIp"] = "203.0.113.8".into();
        assert_eq!(start(&sim, body).await.1["status"], "WAITING");
    }
}

#[tokio::test]
async fn a_code_after_a_silent_start_begins_the_session_anew() {
    let sim = frozen().checked().await;
    let id = started(&sim, silent()).await;
    sim.advance(Duration::from_secs(10));
    let (_, body) = start(&sim, json!({ "destination": "+6598765432" })).await;
    assert_eq!(
        (&body["sessionId"], body.get("sma")),
        (&Value::from(&*id), None)
    );
    let code = sim.last_message("+6598765432").unwrap().code;
    assert_eq!(call(&sim, &id, Some(&code)).await.1["status"], "VERIFIED");
}

#[tokio::test]
async fn coverage_is_what_was_listed() {
    let sim = frozen().covered(DEVICE).checked().await;
    let ask = |body: Value| {
        let sim = &sim;
        async move { post(sim, "sma/coverage", body).await }
    };
    let available = |is| (200, json!({ "isAvailable": is }));
    assert_eq!(
        ask(json!({ "clientIp": "203.0.113.7" })).await,
        available(true)
    );
    assert_eq!(
        ask(json!({ "clientIp": "203.0.113.8" })).await,
        available(false)
    );
    assert_eq!(
        ask(json!({ "clientIp": "nowhere" })).await,
        available(false)
    );
    let body = json!({ "clientIp": "203.0.113.8", "destination": "8765 4321", "country": "SG" });
    assert_eq!(ask(body).await, available(false));
    sim.cover("203.0.113.8".parse::<IpAddr>().unwrap());
    assert_eq!(
        ask(json!({ "clientIp": "203.0.113.8" })).await,
        available(true)
    );
    sim.inject(Fault::Status(503).once().for_starts());
    sim.inject(Fault::Status(500).once().for_coverage());
    assert_eq!(ask(json!({ "clientIp": "203.0.113.8" })).await.0, 500);
    assert_eq!(ask(json!({ "clientIp": "203.0.113.8" })).await.0, 200);
    for (body, code) in [
        (json!({}), 1000),
        (json!({ "clientIp": 7 }), 1000),
        (
            json!({ "clientIp": "203.0.113.7", "destination": "8765 4321" }),
            1002,
        ),
    ] {
        let (status, error) = ask(body).await;
        assert_eq!((status, &error["code"]), (400, &code.into()));
    }
}
