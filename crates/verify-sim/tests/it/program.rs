//! The program: what it prints, and how it starts and ends.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use crate::client;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verify-sim"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = program(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// Killed when the test is over, however it ends.
struct Running {
    child: Child,
    service: String,
    control: Option<String>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(arguments: &[&str]) -> Running {
    let mut child = program(arguments).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut line = |name: &str| {
        let line = lines.next().unwrap().unwrap();
        let (found, url) = line.split_once("  ").unwrap();
        assert_eq!(found, name);
        url.to_owned()
    };
    let service = line("service");
    let control = (!arguments.contains(&"off")).then(|| line("control"));
    Running {
        child,
        service,
        control,
    }
}

#[tokio::test]
async fn it_says_where_it_listens_serves_a_scenario_and_stops_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.yaml");
    std::fs::write(&file, "sessions:\n  - id: abc\n    code: \"1234\"\n").unwrap();
    let mut running = start(&[
        "--scenario",
        file.to_str().unwrap(),
        "--assume",
        "wrong-code=400/1000",
        "--api-key",
        "k",
    ]);
    for url in [
        &running.service,
        running.control.as_ref().unwrap().trim_end_matches("/_sim/"),
    ] {
        let answer = client().get(format!("{url}/healthz")).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "ok\n");
    }
    let url = format!(
        "{}/api/v2/subaccounts/acme/sessions/abc?code=0000",
        running.service
    );
    let answer = client().get(url).bearer_auth("k").send().await.unwrap();
    assert_eq!(answer.status(), 400);
    // The service's own port has no control endpoint.
    let mixed = client()
        .get(format!("{}/_sim/state", running.service))
        .send()
        .await
        .unwrap();
    assert_eq!(mixed.status(), 404);
    terminate(&running.child);
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
}

#[tokio::test]
async fn the_control_endpoint_can_be_on_the_same_port_or_off() {
    let running = start(&["--control", "same"]);
    let control = running.control.as_ref().unwrap();
    assert_eq!(*control, format!("{}/_sim/", running.service));
    assert_eq!(client().get(control).send().await.unwrap().status(), 200);
    let running = start(&["--control", "off"]);
    let url = format!("{}/_sim/", running.service);
    assert_eq!(client().get(url).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn a_test_in_another_language_waits_for_the_code() {
    let running = start(&["--covered", "203.0.113.7", "--max-messages", "1"]);
    let post = |path: &str, body: &'static str| {
        let url = format!("{}/api/v2/subaccounts/acme/{path}", running.service);
        let request = client().post(url).bearer_auth("verify-sim-key");
        let request = request.header("content-type", "application/json");
        request.body(body).send()
    };
    let coverage = post("sma/coverage", r#"{"clientIp":"203.0.113.7"}"#).await;
    assert_eq!(
        coverage.unwrap().text().await.unwrap(),
        r#"{"isAvailable":true}"#
    );
    for number in ["+6591234567", "+6598765432"] {
        let body = format!(r#"{{"destination":"{number}"}}"#).leak();
        assert_eq!(post("sessions", body).await.unwrap().status(), 200);
    }
    let control = running.control.as_ref().unwrap();
    let messages = client().get(format!("{control}messages?to=6598765432&wait=5m"));
    let messages = messages.send().await.unwrap().text().await.unwrap();
    let messages: serde_json::Value = serde_json::from_str(&messages).unwrap();
    assert_eq!(messages["dropped"], 1);
    let code = messages["messages"][0]["code"].as_str().unwrap();
    let session = messages["messages"][0]["session"].as_str().unwrap();
    let url = format!(
        "{}/api/v2/subaccounts/acme/sessions/{session}?code={code}",
        running.service
    );
    let check = client().get(url).bearer_auth("verify-sim-key");
    let check = check.send().await.unwrap().text().await.unwrap();
    assert!(check.contains("VERIFIED"), "{check}");
}

#[test]
fn what_it_cannot_start_with_ends_with_2_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.yaml");
    std::fs::write(&file, "sessions:\n  - id: abc\n    code: 1234\n").unwrap();
    let (status, _, message) = run(&["--scenario", file.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(
        message.contains("s.yaml:3:11") && message.contains("must be quoted"),
        "{message}"
    );
    let (status, _, message) = run(&["--assume", "wrong-code"]);
    assert_eq!(
        (status, message.contains("expected NAME=VALUE")),
        (2, true),
        "{message}"
    );
    let (status, _, message) = run(&["--assume", "lifetime=soon"]);
    assert_eq!(
        (status, message.contains("a duration")),
        (2, true),
        "{message}"
    );
    let (status, _, message) = run(&["--control", "nowhere"]);
    assert_eq!(
        (status, message.contains("127.0.0.1:4011")),
        (2, true),
        "{message}"
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (status, _, message) = run(&["--listen", &address]);
    assert_eq!((status, message.contains(&address)), (2, true), "{message}");
}

#[test]
fn it_lists_its_assumptions() {
    let (status, list, _) = run(&["--assumptions"]);
    assert_eq!(status, 0);
    for assumption in verify_sim::Simulator::assumptions() {
        let line = format!("{} = {}\n", assumption.name, assumption.value);
        assert!(list.contains(&line), "{line} is missing in {list}");
    }
}

/// Sends the signal that `kill` sends.
fn terminate(child: &Child) {
    let status = Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    assert!(status.success());
}
