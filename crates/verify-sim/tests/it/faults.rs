//! Every fault: what the caller sees, and what became of the session.

use std::time::Duration;

use verify_sim::{Fault, State};

use crate::contract::StartChecked as _;
use crate::{ID, call, frozen, request};

/// What a client gets: the status, the content type, and the body, or how it broke.
async fn seen(request: reqwest::RequestBuilder) -> Result<(u16, String, String), &'static str> {
    let response = request.send().await.map_err(|_| "no answer")?;
    let status = response.status().as_u16();
    let media_type = response.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    let body = response.text().await.map_err(|_| "half an answer")?;
    Ok((status, media_type, body))
}

#[tokio::test]
async fn each_does_what_its_name_says_before_or_after_the_state_change() {
    use Result::{Err as Lost, Ok as Came};
    let json = "application/json";
    let table = [
        (
            Fault::Delay(Duration::from_millis(1)),
            Came((200, json, "\"VERIFIED\"")),
            true,
        ),
        (
            Fault::Status(500),
            Came((500, json, "\"code\":2000")),
            false,
        ),
        (Fault::Status(403), Came((403, json, "\"errorId\":")), false),
        (
            Fault::Throttled(Duration::from_secs(7)),
            Came((429, json, "\"code\":1000")),
            false,
        ),
        (Fault::ResetBefore, Lost("no answer"), false),
        (Fault::ResetAfter, Lost("no answer"), true),
        (Fault::TruncatedBody, Lost("half an answer"), true),
        (
            Fault::WrongContentType,
            Came((200, "text/plain", "\"VERIFIED\"")),
            true,
        ),
        (
            Fault::HtmlError(502),
            Came((502, "text/html", "<h1>")),
            false,
        ),
        (
            Fault::UnknownStatus,
            Came((200, json, "\"UNDER_REVIEW\"")),
            true,
        ),
        (Fault::ExtraFields, Came((200, json, "\"carrier\":{")), true),
        (Fault::Nulls, Came((200, json, "\"attempt\":null")), true),
    ];
    for (fault, expected, carried_out) in table {
        let sim = frozen().checked().await;
        sim.session(ID).code("1234").inject(fault);
        match (seen(request(&sim, ID, Some("1234"))).await, expected) {
            (Ok((status, media_type, body)), Came((code, kind, part))) => {
                assert_eq!((status, media_type.as_str()), (code, kind), "{fault:?}");
                assert!(body.contains(part), "{fault:?}: {body}");
            }
            (Err(found), Lost(how)) => assert_eq!(found, how, "{fault:?}"),
            (found, _) => panic!("{fault:?}: {found:?}"),
        }
        let state = if carried_out {
            State::Verified
        } else {
            State::Waiting
        };
        sim.assert_state(ID, state);
        let record = sim.record();
        let recorded = record.requests().next().unwrap();
        assert_eq!(recorded.faults, [fault.name()]);
        assert_eq!(recorded.status.is_none(), fault == Fault::ResetBefore);
        // It struck once.
        assert_eq!(call(&sim, ID, None).await.1["status"], state.as_str());
    }
}

#[tokio::test]
async fn a_status_comes_with_the_code_of_the_vendor() {
    let sim = frozen().checked().await;
    sim.session(ID);
    let statuses = [
        (400, 1000),
        (401, 1200),
        (403, 1000),
        (404, 1404),
        (426, 1014),
        (503, 2000),
    ];
    for (status, code) in statuses {
        sim.inject(Fault::Status(status));
        let (found, body) = call(&sim, ID, None).await;
        assert_eq!((found, &body["code"]), (status, &code.into()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_delayed_answer_comes_after_the_delay_and_others_at_once() {
    let sim = frozen().checked().await;
    sim.session(ID)
        .inject(Fault::Delay(Duration::from_secs(30)));
    for expected in [30, 0] {
        let started = tokio::time::Instant::now();
        call(&sim, ID, None).await;
        assert_eq!(started.elapsed().as_secs(), expected);
    }
}

#[tokio::test]
async fn a_throttled_call_says_when_to_come_again() {
    let sim = frozen().checked().await;
    sim.session(ID)
        .inject(Fault::Throttled(Duration::from_secs(7)));
    let response = request(&sim, ID, Some("0000")).send().await.unwrap();
    assert_eq!(response.headers()["retry-after"], "7");
    sim.assert_attempts(ID, 0);
}

#[tokio::test]
async fn a_lost_answer_is_counted_and_the_record_knows_what_it_was() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234").inject(Fault::ResetAfter);
    seen(request(&sim, ID, Some("0000"))).await.unwrap_err();
    sim.assert_attempts(ID, 1);
    sim.assert_checks(ID, 1);
    let record = sim.record();
    let request = record.requests().next().unwrap();
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!((request.status, &body["attempt"]), (Some(200), &1.into()));
}

#[tokio::test]
async fn rules_choose_their_calls() {
    let sim = frozen().checked().await;
    sim.session("a");
    sim.session("b");
    sim.inject(Fault::Status(503).every(2).for_reads());
    sim.inject(Fault::Status(500).nth(2).on("a").for_checks());
    let mut found = Vec::new();
    for (id, code) in [
        ("a", None),
        ("a", Some("0000")),
        ("b", None),
        ("b", Some("0000")),
        ("a", Some("0000")),
        ("a", None),
    ] {
        found.push(call(&sim, id, code).await.0);
    }
    assert_eq!(found, [200, 200, 503, 200, 500, 200]);
    sim.clear_faults();
    for _ in 0..4 {
        assert_eq!(call(&sim, "a", None).await.0, 200);
    }
}

#[tokio::test]
async fn the_same_seed_strikes_the_same_calls() {
    let mut runs = Vec::new();
    for seed in [7, 7, 8] {
        let sim = frozen().seed(seed).checked().await;
        sim.session(ID);
        sim.inject(Fault::Status(503).at_rate(0.4));
        let mut statuses = Vec::new();
        for _ in 0..40 {
            statuses.push(call(&sim, ID, None).await.0);
        }
        runs.push(statuses);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}
