//! Against the simulator, which gives documented answers.

use serde_json::Value;
use verify_sim::{Call, Scenario, Simulator};

use super::{KEY, SESSION, probe};
use crate::run::Run;

/// Runs the command beside the simulator, which answers meanwhile.
async fn probe_beside(url: String, arguments: Vec<String>) -> Run {
    tokio::task::spawn_blocking(move || {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        probe(&url, &arguments)
    })
    .await
    .expect("the command runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_found_of_the_simulator_and_nothing_changes_in_it() {
    let sim = Simulator::builder()
        .api_key(KEY)
        .sub_account("acme")
        .start()
        .await
        .expect("a simulator");
    sim.session(SESSION)
        .code("739154")
        .sub_account("acme")
        .destination("+6598765432");
    let arguments = ["--session", SESSION, "--format", "json"].map(str::to_owned);
    let run = probe_beside(sim.base_url().to_owned(), arguments.into()).await;
    let report = run.json();
    assert_eq!(
        (run.status, &report["changes"]),
        (0, &Value::Array(vec![])),
        "{}",
        run.stdout
    );
    let record = sim.record();
    assert_eq!(record.requests().count(), 12);
    for request in record.requests() {
        assert_eq!(request.code, None);
        assert!(matches!(
            request.call,
            None | Some(Call::Read | Call::Coverage)
        ));
    }
    assert_eq!(record.transitions().count(), 0);
    assert!(sim.outbox().is_empty());
    assert_eq!(sim.attempts(SESSION), Some(0));
    for secret in ["98765432", SESSION] {
        assert!(!run.stdout.contains(secret), "{secret} shows");
        assert!(!run.stderr.contains(secret), "{secret} shows");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_assumption_that_can_be_asked_for_is_found() {
    let told = [
        ("unknown-session", "400/1008"),
        ("wrong-key", "400/1201"),
        ("unknown-sub-account", "401/1201"),
        ("illegal-body", "400/1010"),
        ("illegal-number", "400/1003"),
        ("session-ids", "exact"),
    ];
    let mut builder = Simulator::builder().api_key(KEY).sub_account("acme");
    for (name, value) in told {
        builder = builder.assume(name, value);
    }
    let sim = builder.start().await.expect("a simulator");
    sim.session(SESSION).sub_account("acme");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("assumed.yaml");
    let arguments = [
        "--session",
        SESSION,
        "--write-assumptions",
        file.to_str().expect("text"),
    ];
    let arguments = arguments.map(str::to_owned).to_vec();
    let run = probe_beside(sim.base_url().to_owned(), arguments).await;
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    let text = std::fs::read_to_string(&file).expect("the file is written");
    for (name, value) in told {
        assert!(
            text.contains(&format!("  {name}: {value}\n")),
            "{name}\n{text}"
        );
    }
    Simulator::builder()
        .scenario(Scenario::parse("assumed.yaml", &text).expect("a scenario"))
        .start()
        .await
        .expect("the simulator takes it");
}
