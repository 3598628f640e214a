//! Every assumption: its default, which is `facts.md`'s, and the other way.

use std::time::Duration;

use verify_sim::{Simulator, StartError, State};

use crate::contract::{Checked, StartChecked as _};
use crate::{ID, call, frozen};

/// A session in some state is asked with a code, under an assumption or none.
async fn answer(
    assume: Option<(&str, &str)>,
    state: State,
    attempt: u8,
    code: &str,
) -> (u16, String, u8) {
    let mut builder = frozen();
    if let Some((name, value)) = assume {
        builder = builder.assume(name, value);
    }
    let sim = builder.checked().await;
    let session = sim.session(ID).code("abcd").state(state);
    if state != State::Failed {
        session.attempt(attempt);
    }
    let (status, body) = call(&sim, ID, Some(code)).await;
    let said = body.get("status").unwrap_or(&body["code"]).to_string();
    (
        status,
        said.trim_matches('"').to_owned(),
        sim.attempts(ID).unwrap(),
    )
}

#[tokio::test]
async fn each_has_its_default_and_can_be_set() {
    use State::{Expired, Failed, Verified, Waiting};
    let other = "404/1300";
    let table = [
        (
            "wrong-code",
            Waiting,
            0,
            "0000",
            (200, "WAITING", 1),
            other,
            (404, "1300", 1),
        ),
        (
            "fifth-wrong-code",
            Waiting,
            4,
            "0000",
            (200, "FAILED", 5),
            other,
            (404, "1300", 5),
        ),
        (
            "code-after-verified",
            Verified,
            0,
            "0000",
            (200, "VERIFIED", 0),
            other,
            (404, "1300", 0),
        ),
        (
            "right-code-again",
            Verified,
            0,
            "abcd",
            (200, "VERIFIED", 0),
            other,
            (404, "1300", 0),
        ),
        (
            "check-after-failed",
            Failed,
            5,
            "abcd",
            (200, "FAILED", 5),
            other,
            (404, "1300", 5),
        ),
        (
            "check-after-expiry",
            Expired,
            0,
            "abcd",
            (200, "EXPIRED", 0),
            other,
            (404, "1300", 0),
        ),
        (
            "check-after-expiry",
            Expired,
            0,
            "abcd",
            (200, "EXPIRED", 0),
            "404/1404",
            (404, "1404", 0),
        ),
        (
            "illegal-code",
            Waiting,
            4,
            "ab",
            (400, "1000", 4),
            "counted",
            (400, "1000", 5),
        ),
        (
            "code-comparison",
            Waiting,
            0,
            "ABCD",
            (200, "WAITING", 1),
            "ignore-case",
            (200, "VERIFIED", 0),
        ),
    ];
    for (name, state, attempt, code, default, value, set) in table {
        let found = answer(None, state, attempt, code).await;
        assert_eq!((found.0, found.1.as_str(), found.2), default, "{name}");
        let found = answer(Some((name, value)), state, attempt, code).await;
        assert_eq!(
            (found.0, found.1.as_str(), found.2),
            set,
            "{name} = {value}"
        );
    }
}

#[tokio::test]
async fn those_about_who_asks_and_for_what_have_defaults_and_can_be_set() {
    let statuses = |sim: Checked| async move {
        sim.session(ID).sub_account("acme");
        let plain = ID.replace('-', "").to_uppercase();
        let foreign = format!("{}/api/v2/subaccounts/other/sessions/{ID}", sim.base_url());
        let foreign = crate::client().get(foreign);
        let foreign = foreign.bearer_auth(sim.api_key()).send().await.unwrap();
        let key = format!("{}/api/v2/subaccounts/acme/sessions/{ID}", sim.base_url());
        let key = crate::client()
            .get(key)
            .bearer_auth("x")
            .send()
            .await
            .unwrap();
        [
            call(&sim, "unknown", None).await.0,
            call(&sim, &plain, None).await.0,
            foreign.status().as_u16(),
            key.status().as_u16(),
        ]
    };
    let sim = frozen().sub_account("acme").checked().await;
    assert_eq!(statuses(sim).await, [404, 200, 400, 401]);
    // Without sub-accounts, every one is known, and the session is still another's.
    let sim = frozen().checked().await;
    assert_eq!(statuses(sim).await, [404, 200, 404, 401]);
    let builder = frozen().sub_account("acme");
    let builder = builder.assume("unknown-session", "400/1300");
    let builder = builder.assume("session-ids", "exact");
    let builder = builder.assume("unknown-sub-account", "401/1001");
    let sim = builder.assume("wrong-key", "400/1200").checked().await;
    assert_eq!(statuses(sim).await, [400, 400, 401, 400]);
}

#[tokio::test]
async fn those_about_time_have_defaults_and_can_be_set() {
    let sim = frozen().checked().await;
    sim.session(ID).state(State::Verified);
    sim.advance(Duration::from_hours(24 * 365));
    assert_eq!(call(&sim, ID, None).await.0, 200);

    let builder = frozen()
        .assume("keep-finished", "1m")
        .assume("lifetime", "30s");
    let sim = builder.assume("resend-after", "5s").checked().await;
    sim.session(ID);
    let (_, body) = call(&sim, ID, None).await;
    assert_ne!(body["retryAfter"], body["expiresAt"]);
    sim.advance(Duration::from_secs(89));
    assert_eq!(call(&sim, ID, None).await.1["status"], "EXPIRED");
    sim.advance(Duration::from_secs(1));
    assert_eq!(call(&sim, ID, None).await.0, 404);
}

#[tokio::test]
async fn one_that_does_not_exist_is_refused_before_anything_starts() {
    let error = frozen()
        .assume("wrong-kode", "session")
        .start()
        .await
        .unwrap_err();
    assert!(matches!(error, StartError::Assumption(_)), "{error}");
    let error = frozen()
        .assume("wrong-code", "429/1")
        .start()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("a documented status"), "{error}");
}

#[tokio::test]
async fn an_illegal_code_of_a_stranger_costs_nothing() {
    let sim = frozen().assume("illegal-code", "counted").checked().await;
    sim.session(ID);
    let url = format!(
        "{}/api/v2/subaccounts/acme/sessions/{ID}?code=1",
        sim.base_url()
    );
    assert_eq!(
        crate::client().get(&url).send().await.unwrap().status(),
        401
    );
    sim.assert_attempts(ID, 0);
    let known = crate::client().get(&url).bearer_auth(sim.api_key());
    assert_eq!(known.send().await.unwrap().status(), 400);
    sim.assert_attempts(ID, 1);
}

#[test]
fn the_readme_lists_every_one_with_its_default() {
    let readme = include_str!("../../README.md");
    for assumption in Simulator::assumptions() {
        let row = format!("| `{}` | ", assumption.name);
        let line = readme.lines().find(|line| line.starts_with(&row));
        let line = line.unwrap_or_else(|| panic!("the README does not list {row}"));
        assert!(
            line.ends_with(&format!("| `{}` |", assumption.value)),
            "{line}"
        );
    }
}
