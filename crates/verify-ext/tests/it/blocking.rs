//! The blocking client: the same outcomes outside a runtime, and a plain error inside one.

use std::time::Duration;

use verify_ext::blocking::{Changes, Check, CheckWithoutNumber, Client, Wait};
use verify_ext::{Outcome, SessionStatus, VerificationCode};

use crate::{ID, code, number, session, session_id, simulator};

#[test]
fn calls_block_until_they_are_done() {
    // The simulator lives in a runtime of its own.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sim, builder) = runtime.block_on(simulator());
    session(&sim);
    let client = builder.build_blocking().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let other = VerificationCode::new("0000").unwrap();
    let wrong = |left| Outcome::WrongCode {
        attempts_left: Some(left),
    };
    let before = client.session(&id).unwrap();
    assert_eq!(before.status(), Some(&SessionStatus::Waiting));
    let check = client.check(&id, &other).claiming(&number).knowing(&before);
    assert_eq!(check.run().unwrap(), wrong(4));
    let check = client
        .check(&id, &other)
        .for_whatever_number_the_session_has();
    assert_eq!(check.run().unwrap(), wrong(3));
    let check = client.check(&id, &code).claiming(&number);
    assert_eq!(check.run().unwrap(), Outcome::Verified);
    sim.assert_attempts(ID, 2);
    let waited = client.wait(&id).within(Duration::from_mins(1)).run();
    assert_eq!(waited.unwrap().status(), Some(&SessionStatus::Verified));
    let wait = client.wait(&id).within(Duration::from_mins(1));
    assert_eq!(wait.claiming(&number).run().unwrap(), Outcome::Verified);
    let changes = client.changes(&id).within(Duration::from_mins(1));
    let changes: Vec<_> = changes.collect();
    assert!(matches!(&changes[..], [Ok(session)] if session.is_final()));
    sim.assert_checks(ID, 3);
    sim.assert_reads(ID, 4);
}

#[test]
fn a_call_inside_a_runtime_is_an_error_and_sends_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sim, builder) = runtime.block_on(simulator());
    let client = builder.build_blocking().unwrap();
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
    assert_eq!(sim.record().requests().count(), 0);
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
