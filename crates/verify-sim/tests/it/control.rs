//! The control endpoint, as a test in another language uses it.

use std::net::Ipv4Addr;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use verify_sim::{Simulator, State};

use crate::contract::{Checked, StartChecked as _};
use crate::{ID, call, client, frozen};

async fn simulator() -> Checked {
    frozen().control((Ipv4Addr::LOCALHOST, 0)).checked().await
}

async fn control(
    sim: &Simulator,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> (StatusCode, Value) {
    let url = format!("{}{path}", sim.control_url().unwrap());
    let mut request = client().request(method, url);
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    let body = response.bytes().await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

#[tokio::test]
async fn sessions_clock_and_faults_can_be_set_and_the_record_read() {
    let sim = simulator().await;
    let session = json!([{ "id": ID, "code": "1234", "destination": "+65", "expires-in": "1m" }]);
    let started = control(&sim, Method::POST, "sessions", Some(session)).await;
    assert_eq!(started, (StatusCode::OK, json!({ "started": 1 })));
    let rule = json!({ "fault": { "status": 503 }, "session": ID, "nth": 2 });
    assert_eq!(
        control(&sim, Method::POST, "faults", Some(rule)).await.0,
        204
    );
    assert_eq!(call(&sim, ID, Some("0000")).await.0, 200);
    assert_eq!(call(&sim, ID, Some("0000")).await.0, 503);

    let (_, shown) = control(&sim, Method::GET, &format!("sessions/{ID}"), None).await;
    assert_eq!(
        (&shown["code"], &shown["attempt"]),
        (&"1234".into(), &1.into())
    );
    assert_eq!(shown["expires-in-ms"], 60_000);
    let clock = control(
        &sim,
        Method::POST,
        "clock",
        Some(json!({ "advance": "1m" })),
    )
    .await
    .1;
    assert_eq!(clock["frozen"], true);
    sim.assert_state(ID, State::Expired);

    let (_, record) = control(&sim, Method::GET, "record?after=1", None).await;
    let kinds: Vec<_> = record["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["kind"])
        .collect();
    assert_eq!(kinds, ["request", "request", "transition"]);
    assert_eq!(record["entries"][1]["faults"], json!(["status"]));
    assert_eq!(record["entries"][2]["to"], "EXPIRED");
    let (_, state) = control(&sim, Method::GET, "state", None).await;
    assert_eq!(
        (&state["session-count"], &state["faults"]),
        (&1.into(), &json!([]))
    );
}

#[tokio::test]
async fn a_session_can_be_failed_faults_taken_back_and_everything_forgotten() {
    let sim = simulator().await;
    sim.session(ID);
    crate::start::started(&sim, json!({ "destination": "+6598765432" })).await;
    assert_eq!(
        control(&sim, Method::POST, &format!("sessions/{ID}/fail"), None)
            .await
            .0,
        204
    );
    sim.assert_state(ID, State::Failed);
    sim.inject(verify_sim::Fault::Status(500).always());
    assert_eq!(control(&sim, Method::DELETE, "faults", None).await.0, 204);
    assert_eq!(call(&sim, ID, None).await.0, 200);
    assert_eq!(
        control(&sim, Method::DELETE, "everything", None).await.0,
        204
    );
    assert_eq!(sim.record().requests().count(), 0);
    assert_eq!(sim.outbox(), []);
    assert_eq!(call(&sim, ID, None).await.0, 404);
    assert_eq!(
        control(&sim, Method::GET, &format!("sessions/{ID}"), None)
            .await
            .0,
        404
    );
    assert_eq!(
        control(&sim, Method::POST, &format!("sessions/{ID}/fail"), None)
            .await
            .0,
        404
    );
    let before = sim.now();
    let clock = control(
        &sim,
        Method::POST,
        "clock",
        Some(json!({ "frozen": false })),
    )
    .await
    .1;
    assert_eq!(clock["frozen"], false);
    assert!(sim.now() > before);
    let (_, list) = control(&sim, Method::GET, "assumptions", None).await;
    assert_eq!(
        list.as_array().unwrap().len(),
        Simulator::assumptions().len()
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_body_is_said_with_its_place() {
    let sim = simulator().await;
    let table = [
        (
            "sessions",
            json!([{ "id": ID, "code": 1234 }]),
            "invalid type: integer `1234`, expected a string at line 1 column 57",
        ),
        (
            "sessions",
            json!([{ "id": ID, "kode": "1" }]),
            "unknown field `kode`, expected one of `id`, `code`",
        ),
        (
            "faults",
            json!({ "fault": "reset" }),
            "unknown variant `reset`, expected one of `delay`, `status`",
        ),
        (
            "clock",
            json!({ "advance": 5 }),
            "invalid type: integer `5`, expected a string at line 1 column 12",
        ),
        ("clock", json!({}), "give `advance`, `frozen`, or both"),
    ];
    for (path, body, expected) in table {
        let (status, answer) = control(&sim, Method::POST, path, Some(body)).await;
        let message = answer["message"].as_str().unwrap();
        assert_eq!(status, 400, "{message}");
        assert!(message.contains(expected), "{message}");
    }
}

#[tokio::test]
async fn many_sessions_start_at_once() {
    let sim = simulator().await;
    let session = |n| json!({ "id": format!("{n:032x}"), "code": "1234" });
    let mut sessions: Vec<Value> = (0..10_000).map(session).collect();
    let list = Some(Value::from(sessions.clone()));
    let started = control(&sim, Method::POST, "sessions", list).await;
    assert_eq!(started, (StatusCode::OK, json!({ "started": 10_000 })));
    sessions[9_999]["code"] = 1234.into();
    let (status, answer) = control(&sim, Method::POST, "sessions", Some(sessions.into())).await;
    let message = answer["message"].as_str().unwrap();
    assert_eq!(status, 400);
    assert!(
        message.contains("expected a string at line 1 column"),
        "{message}"
    );
}

#[tokio::test]
async fn a_page_of_another_site_can_do_nothing() {
    let sim = simulator().await;
    sim.session(ID);
    let url = format!("{}sessions/{ID}/fail", sim.control_url().unwrap());
    for (name, value) in [
        ("origin", "https://evil.test"),
        ("host", "evil.test"),
        ("origin", "null"),
    ] {
        let response = client()
            .post(&url)
            .header(name, value)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 403, "{name}: {value}");
    }
    sim.assert_state(ID, State::Waiting);
    let own = sim
        .control_url()
        .unwrap()
        .trim_end_matches("/_sim/")
        .to_owned();
    let response = client()
        .post(&url)
        .header("origin", own)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
}
