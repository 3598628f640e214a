//! The documented state machine, and what is assumed beyond it.

use std::time::Duration;

use verify_sim::{Simulator, State};

use crate::contract::StartChecked as _;
use crate::{ID, call, frozen};

#[tokio::test]
async fn a_right_code_verifies_and_nothing_changes_after_that() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234").destination("+6598765432");
    let (status, body) = call(&sim, ID, None).await;
    assert_eq!((status, &body["status"]), (200, &"WAITING".into()));
    assert_eq!(body["sessionId"], ID);
    assert_eq!(body["destination"], "+6598765432");
    assert_eq!(body["attempt"], 0);

    let (status, body) = call(&sim, ID, Some("0000")).await;
    assert_eq!(
        (status, &body["status"], &body["attempt"]),
        (200, &"WAITING".into(), &1.into())
    );
    let (_, body) = call(&sim, ID, Some("1234")).await;
    assert_eq!(
        (&body["status"], &body["attempt"]),
        (&"VERIFIED".into(), &1.into())
    );
    for code in [Some("0000"), Some("1234"), None] {
        assert_eq!(call(&sim, ID, code).await, (200, body.clone()));
    }
    sim.advance(Duration::from_secs(3600));
    assert_eq!(call(&sim, ID, None).await, (200, body));
    sim.assert_attempts(ID, 1);
    let record = sim.record();
    let transitions: Vec<_> = record
        .transitions()
        .map(|it| (it.from, it.to, it.attempt))
        .collect();
    assert_eq!(
        transitions,
        [
            (State::Waiting, State::Waiting, 1),
            (State::Waiting, State::Verified, 1)
        ]
    );
}

#[tokio::test]
async fn the_fifth_wrong_code_locks_and_the_right_one_opens_nothing_any_more() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234");
    for attempt in 1..=4 {
        let (status, body) = call(&sim, ID, Some("0000")).await;
        assert_eq!((status, &body["status"]), (200, &"WAITING".into()));
        assert_eq!(body["attempt"], attempt);
    }
    for code in ["0000", "1234", "0000"] {
        let (status, body) = call(&sim, ID, Some(code)).await;
        assert_eq!(
            (status, &body["status"], &body["attempt"]),
            (200, &"FAILED".into(), &5.into())
        );
    }
    sim.advance(Duration::from_secs(3600));
    sim.assert_state(ID, State::Failed);
}

#[tokio::test]
async fn a_session_expires_when_its_time_is_up_and_not_a_moment_before() {
    let sim = frozen().checked().await;
    sim.session(ID)
        .code("1234")
        .expires_in(Duration::from_secs(60));
    sim.advance(Duration::from_secs(60) - Duration::from_micros(1));
    assert_eq!(call(&sim, ID, None).await.1["status"], "WAITING");
    sim.advance(Duration::from_micros(1));
    let expired_at = sim.now();
    sim.advance(Duration::from_secs(9));
    let (status, body) = call(&sim, ID, Some("1234")).await;
    assert_eq!(
        (status, &body["status"], &body["attempt"]),
        (200, &"EXPIRED".into(), &0.into())
    );
    // It happened when the time was up, whenever somebody looked.
    let record = sim.record();
    let expired = record.transitions().next().unwrap();
    assert_eq!((expired.to, expired.at), (State::Expired, expired_at));
}

#[tokio::test]
async fn times_are_those_of_the_session_and_of_the_clock() {
    let start = humantime::parse_rfc3339("2025-12-18T14:00:00Z").unwrap();
    let sim = frozen().starting_at(start).checked().await;
    sim.session(ID).sma_url("https://sma.test/x");
    let (_, body) = call(&sim, ID, None).await;
    assert_eq!(body["expiresAt"], "2025-12-18T14:05:00.000000Z");
    assert_eq!(body["retryAfter"], "2025-12-18T14:00:20.000000Z");
    assert_eq!(body["sma"]["verificationUrl"], "https://sma.test/x");
    assert_eq!(
        body["verifyUri"],
        format!("/api/v2/subaccounts/acme/sessions/{ID}")
    );
    sim.session(ID)
        .resend_in(Duration::from_secs(60))
        .expires_in(Duration::from_secs(2 * 60));
    let (_, body) = call(&sim, ID, None).await;
    assert_eq!(body["expiresAt"], "2025-12-18T14:02:00.000000Z");
    assert_eq!(body["retryAfter"], "2025-12-18T14:01:00.000000Z");
    assert_eq!(body.get("sma"), None);
}

#[tokio::test]
async fn a_session_can_start_and_be_put_anywhere() {
    let sim = frozen().checked().await;
    for (id, state) in [
        ("w", State::Waiting),
        ("v", State::Verified),
        ("f", State::Failed),
        ("e", State::Expired),
    ] {
        sim.session(id).state(state);
        assert_eq!(call(&sim, id, None).await.1["status"], state.as_str());
    }
    sim.assert_attempts("f", 5);
    sim.session("w").attempt(4);
    assert_eq!(call(&sim, "w", Some("0000")).await.1["status"], "FAILED");
    sim.fail("v");
    assert_eq!(call(&sim, "v", Some("123456")).await.1["status"], "FAILED");
}

#[tokio::test]
async fn simulators_share_nothing() {
    let (one, other) = (frozen().checked().await, frozen().checked().await);
    one.session(ID);
    one.advance(Duration::from_secs(5));
    assert_eq!(call(&other, ID, None).await.0, 404);
    assert_ne!(one.base_url(), other.base_url());
    assert_eq!(one.record().requests().count(), 0);
    let url = one.base_url().to_owned();
    drop(one);
    assert!(
        crate::client()
            .get(url)
            .send()
            .await
            .unwrap_err()
            .is_connect()
    );
}

#[tokio::test]
async fn assertions_say_what_they_expected_and_what_there_was() {
    let sim = frozen().checked().await;
    sim.session(ID).code("7392810465");
    call(&sim, ID, Some("7392810460")).await;
    call(&sim, ID, None).await;
    sim.assert_checks(ID, 1);
    sim.assert_reads("18b526add06348c0bb934e71f042f047", 1);
    let message = |assertion: &dyn Fn()| {
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(assertion));
        *caught.unwrap_err().downcast::<String>().unwrap()
    };
    let wrong_attempts = message(&|| sim.assert_attempts(ID, 2));
    assert!(wrong_attempts.starts_with(&format!(
        "expected 2 wrong codes in session `{ID}`, found 1\nits requests were:\n"
    )));
    assert!(wrong_attempts.contains("check  200") && wrong_attempts.contains("read   200"));
    assert!(!wrong_attempts.contains("73928104"), "{wrong_attempts}");
    assert!(message(&|| sim.assert_checks(ID, 2)).contains("expected 2 requests with a code"));
    assert!(message(&|| sim.assert_state(ID, State::Failed)).contains("found WAITING"));
    assert!(message(&|| sim.assert_attempts("no", 0)).contains(&format!("there are `{ID}`")));
    let seeded = message(&|| drop(sim.session(ID).code("12")));
    assert!(
        seeded.contains("its code is not one") && !seeded.contains("\"12\""),
        "{seeded}"
    );
    assert!(message(&|| drop(sim.session(ID).attempt(5))).contains("the next one is FAILED"));
    assert!(message(&|| drop(sim.session(".."))).contains("its id is not one"));
    let shown = format!(
        "{:?} {:?} {:?}",
        *sim,
        sim.session(ID).code("7392810465"),
        sim.record()
    );
    for secret in ["7392810465", sim.api_key(), "6598765432"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn the_clock_of_a_simulator_is_stopped_and_set_going() {
    let sim = Simulator::builder().checked().await;
    let passes = || {
        let before = sim.now();
        (0..10_000_000).any(|_| sim.now() > before)
    };
    assert!(passes());
    sim.freeze();
    let stopped = sim.now();
    call(&sim, ID, None).await;
    assert_eq!(sim.now(), stopped);
    sim.resume();
    assert!(passes());
}
