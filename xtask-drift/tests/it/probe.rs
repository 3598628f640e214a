//! `cargo xtask probe` as a person with an API key meets it.

mod certificates;
mod service;
mod transport;

use std::process::Command;

use serde_json::Value;
use service::{Lie, Request, error, json, with};
use verify_sim::{Call, Scenario, Simulator};

const KEY: &str = "k3y-th4t-is-s3cret";
const SESSION: &str = "a44a91be5ea5ea118169020897df5459";

struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn report(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{}", self.stderr))
    }
}

fn probe(url: &str, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask-drift"));
    command
        .args(["probe", url, "--sub-account", "acme"])
        .args(arguments)
        .env("VERIFY_API_KEY", KEY);
    ran(&mut command)
}

/// Judges what was kept, without a key.
fn replay(kept: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask-drift"));
    command
        .args(["probe", "--replay", kept, "--format", "json"])
        .env_remove("VERIFY_API_KEY");
    ran(&mut command)
}

fn ran(command: &mut Command) -> Run {
    let output = command
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .expect("the command runs");
    let run = Run {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    };
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains(KEY), "the key shows:\n{text}");
    }
    run
}

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
    let report = run.report();
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

/// Requests that only one probe sends.
fn is_unknown_session(request: &Request) -> bool {
    let right = format!("Bearer {KEY}");
    request.method == "GET"
        && request.authorization == Some(right)
        && !request.is_odd
        && request
            .path
            .ends_with("/acme/sessions/00000000000040008000000000000000")
}

fn is_coverage(request: &Request) -> bool {
    request.body == r#"{"clientIp":"192.0.2.1"}"#
}

fn is_session(request: &Request) -> bool {
    request.path.ends_with(SESSION)
}

/// A lie, the id that it is found by, and the place that the report names.
const LIES: &[(&str, Lie, &str, &str)] = &[
    (
        "a status more",
        |it| is_unknown_session(it).then(|| json(410, &error("1404", ""))),
        "response-non-success-status-added",
        "response 410",
    ),
    (
        "a success more",
        |it| is_coverage(it).then(|| json(202, r#"{"isAvailable":true}"#)),
        "response-success-status-added",
        "response 202",
    ),
    (
        "a member missing",
        |it| {
            is_unknown_session(it).then(|| {
                json(
                    404,
                    r#"{"code":1404,"errorId":"a1b2c3d4-e5f6-7890-1234-567890abcdef"}"#,
                )
            })
        },
        "response-property-became-optional",
        "response 404 › timestamp",
    ),
    (
        "a number for a string",
        |it| {
            is_session(it).then(|| {
                json(
                    200,
                    &service::SESSION.replace(r#""+6598765432""#, "6598765432"),
                )
            })
        },
        "response-property-type-changed",
        "response 200 › destination",
    ),
    (
        "a string for a number",
        |it| is_unknown_session(it).then(|| json(404, &error(r#""1404""#, ""))),
        "response-property-type-changed",
        "response 404 › code",
    ),
    (
        "a string for a boolean",
        |it| is_coverage(it).then(|| json(200, r#"{"isAvailable":"yes"}"#)),
        "response-property-type-changed",
        "response 200 › isAvailable",
    ),
    (
        "null for a boolean",
        |it| is_coverage(it).then(|| json(200, r#"{"isAvailable":null}"#)),
        "response-property-became-nullable",
        "response 200 › isAvailable",
    ),
    (
        "a state more",
        |it| {
            is_session(it).then(|| json(200, &service::SESSION.replace("WAITING", "UNDER_REVIEW")))
        },
        "response-property-enum-value-added",
        "response 200 › status",
    ),
    (
        "a number for a state",
        |it| is_session(it).then(|| json(200, &service::SESSION.replace(r#""WAITING""#, "3"))),
        "response-property-type-changed",
        "response 200 › status",
    ),
    (
        "a number out of bounds",
        |it| {
            is_session(it).then(|| {
                json(
                    200,
                    &service::SESSION.replace(r#""attempt":0"#, r#""attempt":256"#),
                )
            })
        },
        "response-property-max-increased",
        "response 200 › attempt",
    ),
    (
        "a time in another format",
        |it| {
            is_session(it).then(|| {
                json(
                    200,
                    &service::SESSION.replace("2025-12-18T05:59:54.09Z", "18/12/2025"),
                )
            })
        },
        "response-property-type-generalized",
        "response 200 › expiresAt",
    ),
    (
        "a member more",
        |it| {
            is_unknown_session(it).then(|| {
                json(
                    404,
                    &error(
                        "1404",
                        r#","k3y-th4t-is-s3cret":"k3y-th4t-is-s3cret +6598765432""#,
                    ),
                )
            })
        },
        "response-optional-property-added",
        "response 404 › [key]",
    ),
    (
        "a member more in every error",
        |it| {
            (it.method == "GET" && !is_session(it))
                .then(|| json(404, &error("1404", r#","hint":"x""#)))
        },
        "response-optional-property-added",
        "response 404 › hint",
    ),
    (
        "a one-time code in an answer",
        |it| is_coverage(it).then(|| json(200, r#"{"isAvailable":true,"code":739154}"#)),
        "response-optional-property-added",
        "response 200 › code",
    ),
    (
        "an undocumented header",
        |it| {
            is_unknown_session(it).then(|| {
                with(
                    404,
                    "content-type: application/json\r\nretry-after: 3\r\n",
                    &error("1404", ""),
                )
            })
        },
        "response-header-added",
        "response 404 › header retry-after",
    ),
    (
        "HTML for JSON",
        |it| is_unknown_session(it).then(|| with(404, "content-type: text/html\r\n", "<p>no</p>")),
        "response-media-type-added",
        "response 404 › text/html",
    ),
    (
        "no body",
        |it| is_unknown_session(it).then(|| with(404, "", "")),
        "response-media-type-removed",
        "response 404",
    ),
    (
        "a redirect",
        |it| is_coverage(it).then(|| with(307, "location: /elsewhere\r\n", "")),
        "response-non-success-status-added",
        "response 307",
    ),
    (
        "a wrong key is taken",
        |it| {
            (it.authorization.as_deref() == Some("Bearer probe-key-of-nobody"))
                .then(|| json(200, service::SESSION))
        },
        "answer-not-refused",
        "response 200",
    ),
    (
        "an impossible path is taken",
        |it| it.path.ends_with("/nothing").then(|| json(200, "{}")),
        "answer-not-refused",
        "",
    ),
    (
        "HTML that says it is JSON",
        |it| is_unknown_session(it).then(|| json(404, "<p>no k3y-th4t-is-s3cret</p>")),
        "refused",
        "the body of 28 bytes is declared as application/json, and is not",
    ),
    (
        "a closed connection",
        |it| is_coverage(it).then(String::new),
        "refused",
        "no response",
    ),
    (
        "half an answer",
        |it| {
            is_coverage(it)
                .then(|| json(200, r#"{"isAvailable":true}"#).replace("length: 20", "length: 40"))
        },
        "refused",
        "no response: the response is incomplete",
    ),
];

#[test]
fn every_lie_is_one_finding_in_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    let mut explained = Vec::new();
    for (lie, tell, id, place) in LIES {
        let url = service::start(*tell);
        let kept = folder.path().join("kept.json");
        let kept = kept.to_str().expect("text");
        let run = probe(
            &url,
            &[
                "--session",
                SESSION,
                "--format",
                "json",
                "--transcript",
                kept,
            ],
        );
        let report = run.report();
        let text = std::fs::read_to_string(kept).expect("the transcript is written");
        for secret in [KEY, "98765432", SESSION, "a1b2c3d4", "18/12/2025", "739154"] {
            assert!(!text.contains(secret), "{lie}: {secret} shows\n{text}");
        }
        let again = replay(kept);
        assert_eq!(again.status, run.status, "{lie}: {}", again.stderr);
        assert_eq!(
            again.report(),
            report,
            "{lie}: a replay finds something else"
        );
        let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
        let mut found: Vec<(String, String)> = Vec::new();
        for change in list("changes") {
            let text = |name: &str| change[name].as_str().unwrap_or_default().to_owned();
            found.push((text("id"), text("location")));
        }
        for refused in list("refused") {
            let message = refused["message"].as_str().unwrap_or_default();
            found.push(("refused".into(), message.to_owned()));
        }
        for unread in list("unread") {
            found.push(("unread".into(), unread.to_string()));
        }
        let status = if *id == "refused" { 3 } else { 1 };
        for (id, _) in &found {
            if id != "refused" && !explained.contains(id) {
                let mut explain = Command::new(env!("CARGO_BIN_EXE_xtask-drift"));
                let explain = ran(explain.args(["explain", id]));
                assert_eq!(explain.status, 0, "{lie}: {}", explain.stderr);
                explained.push(id.clone());
            }
        }
        let is_found = matches!(&found[..], [(found, at)] if found == id && at.starts_with(place));
        if !is_found || run.status != status {
            wrong.push(format!("{lie}: status {}, {found:?}", run.status));
        }
        for secret in ["98765432", "18/12/2025", "739154"] {
            assert!(!run.stdout.contains(secret), "{lie}: {secret} shows");
        }
        assert!(!run.stdout.contains(KEY) && !run.stderr.contains(KEY));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_service_that_tells_no_lie_has_no_finding_and_every_format_is_written() {
    let url = service::start(|_| None);
    for format in ["human", "json", "github", "sarif", "junit", "markdown"] {
        let run = probe(&url, &["--format", format]);
        assert_eq!(run.status, 0, "{format}\n{}\n{}", run.stdout, run.stderr);
        assert!(
            run.stderr
                .contains("10 requests, one after another, 100 s at most")
        );
    }
}

#[test]
fn the_key_goes_nowhere_in_clear_and_what_is_wrong_says_what_to_do() {
    for (url, arguments, says) in [
        (
            "http://verify.example",
            &[][..],
            "has to begin with `https://`",
        ),
        (
            "https://u:p@verify.example",
            &[],
            "a scheme and a host only",
        ),
        ("https://u@verify.example", &[], "a scheme and a host only"),
        ("https://:p@verify.example", &[], "a scheme and a host only"),
        ("https://verify.example?q", &[], "a scheme and a host only"),
        ("https://verify.example#f", &[], "a scheme and a host only"),
        ("https://verify.example/v2", &[], "a scheme and a host only"),
        (
            "https://verify.example",
            &["--session", "x?code=1234"],
            "a session id is 1 to 100 letters",
        ),
    ] {
        let run = probe(url, arguments);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(says), "{}", run.stderr);
        assert!(!run.stderr.contains("1234"));
    }
    // Nobody can answer the prompt here.
    let url = service::start(|_| unreachable!("nothing is sent without consent"));
    let run = probe(&url, &["--spend", "+6598765432"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr
            .contains("no terminal to ask at: nothing was sent"),
        "{}",
        run.stderr
    );
    let run = probe(&url, &["--spend", "98765432"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("in international form"),
        "{}",
        run.stderr
    );
    let output = Command::new(env!("CARGO_BIN_EXE_xtask-drift"))
        .args(["probe", "--sub-account", "acme"])
        .env_remove("VERIFY_API_KEY")
        .output()
        .expect("the command runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains("set VERIFY_API_KEY"), "{text}");
}
