//! Scenarios from YAML, and the errors of illegal ones.

use std::time::{Duration, SystemTime};

use verify_sim::{Scenario, Simulator, State};

use crate::call;
use crate::contract::StartChecked as _;

const WHOLE: &str = r#"
api-key: other-key
sub-accounts: [acme]
frozen: true
seed: 7
assume:
  check-after-expiry: 404/1300
sessions:
  - id: 18b526ad-d063-48c0-bb93-4e71f042f047
    code: "0123"
    destination: "+6598765432"
    sub-account: acme
    attempt: 4
    expires-in: 90s
    resend-in: 5s
    sma-url: https://sma.test/x
  - id: locked
    status: FAILED
  - id: odd
    expires-in: 1s
faults:
  - fault: reset-after
    session: locked
    calls: checks
    nth: 2
  - fault: { status: 503 }
    session: locked
    calls: reads
  - fault: { delay: 1ms }
    every: 2
  - fault: { throttled: 3s }
    rate: 0.0
"#;

#[tokio::test]
async fn a_scenario_starts_everything_it_names() {
    let scenario = Scenario::parse("whole.yaml", WHOLE).unwrap();
    let start = SystemTime::UNIX_EPOCH;
    let builder = Simulator::builder().starting_at(start);
    let sim = builder.scenario(scenario).checked().await;
    assert_eq!(sim.api_key(), "other-key");
    assert_eq!(call(&sim, "locked", None).await.0, 503);
    let (_, body) = call(&sim, "18b526add06348c0bb934e71f042f047", Some("0123")).await;
    assert_eq!(
        (&body["status"], &body["attempt"]),
        (&"VERIFIED".into(), &4.into())
    );
    assert_eq!(body["sma"]["verificationUrl"], "https://sma.test/x");
    sim.assert_state("locked", State::Failed);
    // The clock stands still.
    assert_eq!(sim.now(), start);
    sim.advance(Duration::from_secs(1));
    let (status, body) = call(&sim, "odd", Some("1234")).await;
    assert_eq!((status, &body["code"]), (404, &1300.into()));
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_column() {
    let table = [
        ("sesions: []", "1:1: unknown field `sesions`"),
        ("- a", "1:1: expected mapping start"),
        ("sessions:\n  id: a", "2:3: expected sequence start"),
        ("sessions:\n  - code: \"1234\"", "2:5: missing field `id`"),
        (
            "sessions:\n  - id: a\n    code: 0123",
            "3:11: The string value [0123] must be quoted",
        ),
        (
            "sessions:\n  - id: a\n    code: \"12\"",
            "3:11: VerificationCode: expected 3 to 10 characters, found 2",
        ),
        (
            "sessions:\n  - id: a/b",
            "2:9: SessionId: expected a single path segment",
        ),
        (
            "sessions:\n  - id: a\n    status: DONE",
            "3:13: unknown variant `DONE`, expected one of WAITING, VERIFIED",
        ),
        (
            "sessions:\n  - id: a\n    attempt: 5",
            "2:5: the session `a` cannot be made: WAITING comes with 0 to 4",
        ),
        ("sessions:\n  - id: a\n    attempt: -1", "3:14: invalid u8"),
        (
            "sessions:\n  - id: a\n    expires-in: \"5\"",
            "3:17: expected a duration, such as 90s",
        ),
        (
            "sessions:\n  - id: a\n    expires: 5m",
            "3:5: unknown field `expires`",
        ),
        ("frozen: maybe", "1:9: invalid boolean"),
        ("assume: [session]", "1:9: expected mapping start"),
        (
            "assume:\n  wrong-code: 429/1",
            "the assumption `wrong-code` cannot be `429/1`",
        ),
        (
            "assume:\n  wrong-kode: session",
            "no assumption is called `wrong-kode`",
        ),
        ("faults:\n  - nth: 1", "2:5: missing field `fault`"),
        (
            "faults:\n  - fault: reset",
            "2:12: unknown variant `reset`, expected one of delay, status",
        ),
        (
            "faults:\n  - fault: { status: 200 }",
            "2:5: expected a status from 400 to 599",
        ),
        (
            "faults:\n  - fault: nulls\n    nth: 0",
            "2:5: calls are counted from 1",
        ),
        (
            "faults:\n  - fault: nulls\n    rate: 2",
            "2:5: expected a rate from 0.0 to 1.0",
        ),
        (
            "faults:\n  - fault: nulls\n    nth: 1\n    every: 2",
            "2:5: keep one of `nth`, `every`, and `rate`",
        ),
        (
            "faults:\n  - fault: nulls\n    calls: some",
            "3:12: unknown variant `some`, expected one of all, checks, reads",
        ),
        ("sessions: [", "1:11: unclosed bracket"),
    ];
    for (text, expected) in table {
        let error = Scenario::parse("s.yaml", text)
            .err()
            .unwrap_or_else(|| panic!("{text} was taken"));
        let message = error.to_string();
        assert!(
            message.starts_with("s.yaml:") && message.contains(expected),
            "{message}"
        );
        assert!(error.render().contains("s.yaml:"), "{message}");
    }
    let missing = Scenario::read(std::path::Path::new("/nowhere/s.yaml"))
        .err()
        .unwrap();
    assert!(missing.to_string().contains("cannot be read"), "{missing}");
}
