//! What the READMEs show first, run: a code is sent, a wrong one is not let in, the right one is.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::json;
use verify_sim::Simulator;

use crate::readme_login::{is_right, send_code};
use crate::server::{Reply, Server, Welcome, answer, is_check, session_json};
use crate::{ID, NUMBER, client, number};

const README: &str = include_str!("../../README.md");

#[test]
fn the_readmes_show_the_code_that_is_run() {
    let login = include_str!("readme_login.rs");
    let program = include_str!("readme_program.rs");
    let of_repository = include_str!("../../../../README.md");
    for (readme, code) in [(README, login), (README, program), (of_repository, login)] {
        assert!(
            readme.contains(code),
            "a README does not show this file of `tests/it` as it is:\n{code}"
        );
    }
}

/// The whole program of the README in a process of its own, with the environment that the README sets
/// for the simulator.
fn program(sim: &Simulator) -> Command {
    let mut program = Command::new(std::env::current_exe().unwrap());
    program
        .args(["--exact", "readme_program::runs", "--ignored"])
        .arg("--nocapture")
        .env_remove("VERIFY_REGION")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let set = README.lines().find(|line| line.contains("VERIFY_API_KEY="));
    let words = set.unwrap().split_whitespace();
    program.envs(words.filter_map(|word| word.split_once('=')));
    program.env("VERIFY_BASE_URL", sim.base_url());
    program
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_program_runs_against_the_simulator() {
    let sim = Simulator::builder().start().await.unwrap();
    let mut child = program(&sim).spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let mut lines = stdout.lines().map(Result::unwrap);
    let asked = lines.any(|line| line == "Which code did you get?");
    assert!(asked, "{:?}", child.wait_with_output());
    let message = sim.last_message("+6598765432").unwrap();
    writeln!(child.stdin.take().unwrap(), "{}", message.code).unwrap();
    assert!(lines.any(|line| line == "verified"));
    assert!(child.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_program_says_what_is_wrong_as_display_does() {
    let sim = Simulator::builder().start().await.unwrap();
    let output = program(&sim)
        .env("VERIFY_API_KEY", "wrong")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let expected = "error: the service did not accept the API key (status 401, code 1200";
    assert!(!output.status.success(), "{said}");
    assert!(
        said.lines().any(|line| line.starts_with(expected)),
        "{said}"
    );
}

#[tokio::test]
async fn a_login_works_as_the_readmes_show_it() {
    let server = Server::start(Welcome::Plain, |request| {
        let body = if is_check(request) {
            let right = request.contains("?code=123456 ");
            session_json(if right { "VERIFIED" } else { "WAITING" }, 1)
        } else {
            assert!(
                request.ends_with(r#""channel":"sms","brand":"Acme"}"#),
                "{request}"
            );
            json!({"sessionId": ID, "destination": NUMBER, "status": "WAITING"}).to_string()
        };
        Reply::BytesAndKeep(answer("200 OK", "", &body))
    })
    .await;
    let client = client(server.url()).build().unwrap();
    let started = send_code(&client, &number()).await.unwrap().unwrap();
    let table = [
        ("", false, 0),
        ("123456-", false, 0),
        ("123/456", false, 0),
        ("654321", false, 1),
        (" 123456", true, 2),
        ("１２３４５６", true, 3),
    ];
    for (typed, right, checks) in table {
        let found = is_right(&client, &started, typed).await.unwrap();
        // Nothing was sent for what could not be a code.
        assert_eq!((found, server.checks()), (right, checks), "{typed:?}");
    }
    assert_eq!(server.starts(), 1);
}

#[tokio::test]
async fn a_code_that_was_sent_a_moment_ago_is_not_sent_again() {
    let too_early = answer("403 Forbidden", "", r#"{"code":1400}"#);
    let server = Server::answering(Reply::Bytes(too_early)).await;
    let client = client(server.url()).build().unwrap();
    assert!(send_code(&client, &number()).await.unwrap().is_none());
}
