//! Which connection a request goes out on, and whose answer comes back on it.

use std::error::Error as _;
use std::sync::Mutex;
use std::time::Duration;

use verify_ext::{Client, Outcome, SessionId, VerificationCode};

use crate::frozen_server::FrozenServer;
use crate::server::{Reply, Server, Welcome, answer, is_check};
use crate::{client, code, number, session_id};

#[test]
fn no_check_is_lost_to_connections_that_were_closed_while_the_process_stood_still() {
    const CHECKS: usize = 200;
    let server = FrozenServer::start();
    let client = client(server.url()).build().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    // One thread: while this test closes connections, nothing of the client runs.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut lost = 0;
    for _ in 0..CHECKS {
        let read = runtime.block_on(client.session(&id)).unwrap();
        assert!(read.is_final());
        server.close_idle();
        let check = client.check(&id, &code).claiming(&number).into_future();
        lost += usize::from(runtime.block_on(check).is_err());
    }
    assert_eq!(lost, 0, "of {CHECKS} checks");
    let requests = server.requests();
    let checks = requests.iter().filter(|head| is_check(head)).count();
    assert_eq!(checks, CHECKS);
}

/// Every answer is followed by one that nobody asked for, about another session, which would let
/// anybody in.
fn with_an_answer_left_over(head: &str) -> Reply {
    let path = head.split([' ', '?']).nth(1).unwrap_or_default();
    let id = path.rsplit('/').next().unwrap_or_default();
    let of = |id: &str, status: &str| {
        let json = format!(
            r#"{{"sessionId":"{id}","status":"{status}","attempt":1,"destination":"{}"}}"#,
            crate::NUMBER
        );
        answer("200 OK", "", &json)
    };
    Reply::BytesAndKeep([of(id, "WAITING"), of("someone-else", "VERIFIED")].concat())
}

#[tokio::test]
async fn an_answer_left_on_a_connection_is_taken_by_nobody() {
    for reuse in [false, true] {
        let server = Server::start(Welcome::Plain, with_an_answer_left_over).await;
        let client = client(server.url())
            .reuse_connections(reuse)
            .resolve_lost_answers(false)
            .build()
            .unwrap();
        let number = number();
        for place in 0..100 {
            let id = SessionId::new(format!("session-{place}")).unwrap();
            let code = VerificationCode::new(format!("{place:06}")).unwrap();
            // Whichever connection a read finds, it ends with the right session.
            let read = client.session(&id).await;
            if !reuse {
                assert_eq!(read.unwrap().is_named(&id), Some(true));
            }
            match client.check(&id, &code).claiming(&number).await {
                Ok(outcome) => assert_eq!(
                    outcome,
                    Outcome::WrongCode {
                        attempts_left: Some(4)
                    }
                ),
                Err(error) => assert!(reuse && error.may_have_counted(), "{error:?}"),
            }
        }
    }
}

#[tokio::test]
async fn the_answer_to_another_request_is_nobodys() {
    // Something on the way is off by one: each request gets the answer to the one before.
    let late = Mutex::new(None);
    let server = Server::start(Welcome::Plain, move |request| {
        let path = request.split([' ', '?']).nth(1).unwrap_or_default();
        let id = path.rsplit('/').next().unwrap_or_default();
        let json = format!(
            r#"{{"sessionId":"{id}","status":"VERIFIED","destination":"{}"}}"#,
            crate::NUMBER
        );
        let own = answer("200 OK", "", &json);
        let before = late.lock().unwrap().replace(own.clone());
        Reply::BytesAndKeep(before.unwrap_or(own))
    })
    .await;
    for reuse in [false, true] {
        let client = client(server.url())
            .reuse_connections(reuse)
            .resolve_lost_answers(false)
            .build()
            .unwrap();
        let (code, number) = (code(), number());
        for place in 0..20 {
            let id = SessionId::new(format!("session-{reuse}-{place}")).unwrap();
            let check = client.check(&id, &code).claiming(&number).await;
            if !reuse && place == 0 {
                assert!(check.unwrap().is_verified());
                continue;
            }
            let error = check.unwrap_err();
            assert!(error.is_unexpected_answer(), "{error:?}");
            assert!(error.may_have_counted(), "{error:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_source_of_a_timeout_says_how_far_the_request_came() {
    let source = async |client: Client| {
        let (id, code, number) = (session_id(), code(), number());
        let error = client.check(&id, &code).claiming(&number).await;
        let error = error.unwrap_err();
        assert!(error.is_timeout() && error.is_transport(), "{error:?}");
        let source = error.source().unwrap().to_string();
        (error.may_have_counted(), source)
    };
    let silent_tls = Server::start(Welcome::Blind(Vec::new()), |_| Reply::Bytes(Vec::new())).await;
    let silent_answer = Server::answering(Reply::BytesAndSilence(Vec::new())).await;
    let second = |server: &Server| client(server.url()).deadline(Duration::from_secs(1));

    let (counted, said) = source(second(&silent_tls).build().unwrap()).await;
    assert!(
        !counted && said.contains("while the connection was being made"),
        "{said}"
    );
    let (counted, said) = source(second(&silent_answer).build().unwrap()).await;
    assert!(
        counted && said.contains("after the connection was made"),
        "{said}"
    );
    let reusing = second(&silent_answer).reuse_connections(true);
    let (counted, said) = source(reusing.build().unwrap()).await;
    assert!(
        counted && said.contains("may have been there before"),
        "{said}"
    );
}
