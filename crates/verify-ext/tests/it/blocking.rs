//! The blocking client: the same outcomes outside a runtime, and a plain error inside one.

use std::time::Duration;

use verify_ext::blocking::{Changes, Check, Client, UnboundCheck, Wait};
use verify_ext::{CodeType, Outcome, SessionStatus, StartOutcome, VerificationCode, WhatsApp};

use crate::frozen_server::FrozenServer;
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
    assert_eq!(*before.status(), SessionStatus::Waiting);
    let check = client.check(&id, &other).claiming(&number);
    let check = check.with_prior_read(&before);
    assert_eq!(check.run().unwrap(), wrong(4));
    let check = client.check(&id, &other).any_number();
    assert_eq!(check.run().unwrap(), wrong(3));
    let check = client.check(&id, &code).claiming(&number);
    assert_eq!(check.run().unwrap(), Outcome::Verified);
    sim.assert_attempts(ID, 2);
    let waited = client.wait(&id).within(Duration::from_secs(60)).run();
    assert_eq!(*waited.unwrap().status(), SessionStatus::Verified);
    let wait = client.wait(&id).within(Duration::from_secs(60));
    assert_eq!(wait.claiming(&number).run().unwrap(), Outcome::Verified);
    let changes = client.changes(&id).within(Duration::from_secs(60));
    let changes: Vec<_> = changes.collect();
    assert!(matches!(&changes[..], [Ok(session)] if session.is_final()));
    sim.assert_checks(ID, 3);
    sim.assert_reads(ID, 4);
}

#[test]
fn a_start_blocks_until_it_is_answered() {
    let server = FrozenServer::start();
    let client = crate::client(server.url()).build_blocking().unwrap();
    let seconds = Duration::from_secs;
    let start = client
        .start(&number())
        .channel(WhatsApp::new("login"))
        .country("SG")
        .brand("Acme")
        .code_length(6)
        .code_type(CodeType::Numeric)
        .code_validity(seconds(60))
        .resend_interval(seconds(60))
        .reset_session()
        .client_ip([203, 0, 113, 7].into())
        .callback_url("https://acme.test/told");
    let outcome = start.run().unwrap();
    assert!(matches!(outcome, StartOutcome::Started(_)), "{outcome:?}");
    let requests = server.requests();
    for member in [
        "channel",
        "country",
        "brand",
        "codeLength",
        "codeType",
        "codeValidity",
        "resendingInterval",
        "resetSession",
        "clientIp",
        "callbackUrl",
        "whatsapp",
    ] {
        assert!(requests[0].contains(&format!("\"{member}\":")), "{member}");
    }
    // The server tells a session, which says nothing of coverage.
    let coverage = client.silent_coverage([203, 0, 113, 7].into());
    let error = coverage.number(&number()).run().unwrap_err();
    assert!(error.is_unexpected_answer(), "{error:?}");
    assert!(server.requests()[1].contains("/sma/coverage "));
}

#[test]
fn calls_work_in_every_thread_of_another_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sim, builder) = runtime.block_on(simulator());
    session(&sim);
    let client = builder.build_blocking().unwrap();
    let verify = |client: Client| {
        let (id, code, number) = (session_id(), code(), number());
        let check = client.check(&id, &code).claiming(&number);
        assert_eq!(check.run().unwrap(), Outcome::Verified);
        // The last of the clients ends its life here, and takes its own runtime with it.
        drop(client);
    };
    let other = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    other.block_on(async {
        let cloned = client.clone();
        let blocking = tokio::task::spawn_blocking(move || verify(cloned));
        blocking.await.unwrap();
        verify(client);
    });
    sim.assert_checks(ID, 2);
}

#[test]
fn blocking_types_can_be_sent_and_shared() {
    fn sent_and_shared<T: Send + Sync>() {}
    fn sent<T: Send>() {}
    sent_and_shared::<Client>();
    sent_and_shared::<UnboundCheck<'static>>();
    sent_and_shared::<Check<'static>>();
    sent::<Wait<'static>>();
    sent::<Changes>();
}
