//! What the READMEs show first, run: a code is sent, a wrong one is not let in, the right one is.

use serde_json::json;

use crate::readme_login::{is_right, send_code};
use crate::server::{Reply, Server, Welcome, answer, is_check, session_json};
use crate::{ID, NUMBER, client, number};

#[test]
fn the_readmes_show_the_code_that_is_run() {
    let code = include_str!("readme_login.rs");
    let readmes = [
        include_str!("../../README.md"),
        include_str!("../../../../README.md"),
    ];
    for readme in readmes {
        assert!(
            readme.contains(code),
            "a README does not show `tests/it/readme_login.rs` as it is"
        );
    }
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
