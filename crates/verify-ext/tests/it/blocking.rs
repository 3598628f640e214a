//! The blocking client: the same outcomes outside a runtime, and a plain error inside one.

use std::time::Duration;

use verify_ext::blocking::{Changes, Check, CheckWithoutNumber, Client, Wait};
use verify_ext::{Outcome, SessionStatus};

use crate::server::{Server, Welcome, is_check, session};
use crate::{client, code, number, session_id};

/// A server that lives in a runtime of its own.
fn server() -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start(Welcome::Plain, |head| {
        session(
            if is_check(head) {
                "WAITING"
            } else {
                "VERIFIED"
            },
            1,
        )
    }));
    (runtime, server)
}

#[test]
fn calls_block_until_they_are_done() {
    let (_runtime, server) = server();
    let client = client(server.url()).build_blocking().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let before = client.session(&id).unwrap();
    assert_eq!(before.status(), Some(&SessionStatus::Verified));
    let check = client.check(&id, &code).claiming(&number).knowing(&before);
    let wrong = Outcome::WrongCode {
        attempts_left: Some(4),
    };
    assert_eq!(check.run().unwrap(), wrong);
    let check = client
        .check(&id, &code)
        .for_whatever_number_the_session_has();
    assert_eq!(check.run().unwrap(), wrong);
    let waited = client.wait(&id).within(Duration::from_mins(1)).run();
    let waited = waited.unwrap();
    assert!(waited.is_final());
    let wait = client.wait(&id).within(Duration::from_mins(1));
    let outcome = wait.claiming(&number).run().unwrap();
    let verified = waited.status() == Some(&SessionStatus::Verified);
    assert_eq!(outcome == Outcome::Verified, verified);
    let changes = client.changes(&id).within(Duration::from_mins(1));
    let changes: Vec<_> = changes.collect();
    assert!(matches!(&changes[..], [Ok(session)] if session.is_final()));
}

#[test]
fn a_call_inside_a_runtime_is_an_error_and_sends_nothing() {
    let (runtime, server) = server();
    let client = client(server.url()).build_blocking().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    runtime.block_on(async {
        let errors = [
            client.session(&id).unwrap_err(),
            client
                .check(&id, &code)
                .claiming(&number)
                .run()
                .unwrap_err(),
            client.wait(&id).run().unwrap_err(),
            client.changes(&id).next().unwrap().unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_invalid_input() && !error.may_have_counted());
            assert!(
                error.to_string().contains("inside a Tokio runtime"),
                "{error}"
            );
        }
        // A client that ends its life in here must not take the runtime with it.
        drop(client);
    });
    assert_eq!(server.connections(), 0);
}

#[test]
fn blocking_types_can_be_sent_and_shared() {
    fn sent_and_shared<T: Send + Sync>() {}
    fn sent<T: Send>() {}
    sent_and_shared::<Client>();
    sent_and_shared::<CheckWithoutNumber<'static>>();
    sent_and_shared::<Check<'static>>();
    sent_and_shared::<Wait<'static>>();
    sent::<Changes>();
}
