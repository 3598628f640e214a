//! What happens below HTTP: versions of TLS, certificates, and answers that do not come.

use std::path::PathBuf;

use serde_json::{Value, json};
use tokio_rustls::rustls::version::{TLS12, TLS13};

use super::certificates::Identity;
use super::service::{self, Request};
use super::{probe, replay};
use crate::run::Run;

/// A run against a service with TLS whose root is trusted.
fn over_tls(
    identity: &Identity,
    lie: fn(&Request) -> Option<String>,
    versions: &[&'static tokio_rustls::rustls::SupportedProtocolVersion],
) -> Run {
    let (_folder, root) = written("root.pem", &identity.root);
    let url = service::start_with_tls(lie, identity.server(versions));
    probe(&url, &["--format", "json", "--ca-file", &root])
}

fn written(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file: PathBuf = folder.path().join(name);
    std::fs::write(&file, text).expect("a file can be written");
    (folder, file.to_str().expect("text").to_owned())
}

/// The one request that was refused, and how many there were.
fn refused(report: &Value) -> (usize, &Value) {
    let list = report["refused"].as_array().expect("a list");
    (list.len(), list.first().unwrap_or(&Value::Null))
}

#[test]
fn a_client_with_old_tls_is_answered_like_any_other() {
    let identity = Identity::until(2999);
    let run = over_tls(&identity, |_| None, &[&TLS12, &TLS13]);
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("11 requests"), "{}", run.stderr);
    assert!(
        run.stderr
            .contains("answered  a client that offers TLS 1.2 at most: 404/1404"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_status_that_is_only_for_old_tls_is_one_finding() {
    let identity = Identity::until(2999);
    let lie = |it: &Request| {
        let body = service::error("1014", "");
        it.is_over_old_tls.then(|| service::json(426, &body))
    };
    let run = over_tls(&identity, lie, &[&TLS12, &TLS13]);
    let report = run.json();
    let changes = report["changes"].as_array().expect("a list");
    assert_eq!((run.status, changes.len()), (1, 1), "{}", run.stdout);
    assert_eq!(changes[0]["location"], "response 426");
    assert_eq!(changes[0]["source"]["file"], "answer to old-tls");
}

#[test]
fn a_service_that_refuses_old_tls_in_the_handshake_contradicts_nothing() {
    let identity = Identity::until(2999);
    let run = over_tls(&identity, |_| None, &[&TLS13]);
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    let answered = "a client that offers TLS 1.2 at most: refused in the TLS handshake";
    assert!(run.stderr.contains(answered), "{}", run.stderr);
}

#[test]
fn an_expired_certificate_is_one_finding_and_says_so() {
    let identity = Identity::until(2021);
    let run = over_tls(
        &identity,
        |_| unreachable!("nothing is sent to a service whose certificate is not valid"),
        &[&TLS12, &TLS13],
    );
    let report = run.json();
    let (number, refused) = refused(&report);
    assert_eq!((run.status, number), (3, 1), "{}", run.stdout);
    assert_eq!(refused["source"], "answer to unknown-session");
    assert_eq!(
        refused["message"],
        "the certificate of the service is not valid: certificate expired"
    );
    let help = refused["help"].as_str().expect("a help");
    for part in [
        "nothing was sent",
        "--ca-file",
        "also for `wrong-key`",
        "`old-tls`",
    ] {
        assert!(help.contains(part), "{help}");
    }
}

#[test]
fn a_root_that_is_not_trusted_is_one_finding() {
    let identity = Identity::until(2999);
    let url = service::start_with_tls(|_| None, identity.server(&[&TLS13]));
    let run = probe(&url, &["--format", "json"]);
    let report = run.json();
    let (number, first) = refused(&report);
    assert_eq!((run.status, number), (3, 1), "{}", run.stdout);
    let message = first["message"].as_str().expect("a message");
    assert!(
        message.contains("certificate of the service is not valid"),
        "{message}"
    );
}

#[test]
fn an_answer_without_end_is_one_finding_in_its_place() {
    let url = service::start(|it| {
        let body = " ".repeat((1 << 20) + 2);
        it.path
            .contains("/nobody-")
            .then(|| service::json(400, &body))
    });
    let run = probe(&url, &["--format", "json"]);
    let report = run.json();
    let (number, first) = refused(&report);
    assert_eq!((run.status, number), (3, 1), "{}", run.stdout);
    assert_eq!(
        first["message"],
        "no response: the response has more than 1048576 bytes"
    );
}

#[test]
fn a_service_that_never_answers_is_given_up_after_the_deadline() {
    let url = service::start_silent();
    let run = probe(&url, &["--format", "json", "--deadline", "20ms"]);
    let report = run.json();
    let (number, first) = refused(&report);
    assert_eq!((run.status, number), (3, 1), "{}", run.stdout);
    assert_eq!(first["message"], "no response in 0.02 s");
}

#[test]
fn one_slow_answer_is_one_finding_in_its_place() {
    let url = service::start(|_| None);
    let (_folder, kept) = written("kept.json", "");
    assert_eq!(probe(&url, &["--transcript", &kept]).status, 0);
    let text = std::fs::read_to_string(&kept).expect("it is written");
    let mut transcript: Value = serde_json::from_str(&text).expect("JSON");
    let answers = transcript["answers"].as_array_mut().expect("a list");
    let coverage = answers.iter_mut().find(|it| it["probe"] == "coverage");
    *coverage.expect("it is asked") = json!({ "probe": "coverage", "nothing": { "slow": 10_000 } });
    std::fs::write(&kept, transcript.to_string()).expect("a file can be written");
    let run = replay(&kept);
    let report = run.json();
    let (number, first) = refused(&report);
    assert_eq!((run.status, number), (3, 1), "{}", run.stdout);
    assert_eq!(first["source"], "answer to coverage");
    assert_eq!(first["message"], "no response in 10 s");
}
