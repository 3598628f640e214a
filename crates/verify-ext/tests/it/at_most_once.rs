//! A check is sent at most once, whatever happens around it.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;
use verify_ext::{Outcome, PhoneNumber, SessionId, VerificationCode};
use verify_sim::{Fault, State};

use crate::server::{Reply, Server, Welcome, answer, is_check, session, session_json};
use crate::{CODE, ID, client, code, number, session_id, simulator};

#[tokio::test]
async fn a_dropped_check_may_have_been_counted_and_is_not_sent_again() {
    let (sim, builder) = simulator().await;
    crate::session(&sim).inject(Fault::Delay(Duration::from_secs(3600)).always());
    let client = builder.build().unwrap();
    let (id, number) = (session_id(), number());
    let wrong = VerificationCode::new("0000").unwrap();
    tokio::select! {
        biased;
        outcome = client.check(&id, &wrong).claiming(&number) => panic!("{outcome:?}"),
        () = sim.wait_for_requests(1) => {}
    }
    sim.assert_checks(ID, 1);
    sim.assert_attempts(ID, 1);
    // A later read shows that nothing came in between.
    let read = tokio::spawn(async move { client.session(&session_id()).await });
    sim.wait_for_requests(2).await;
    read.abort();
    sim.assert_checks(ID, 1);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_deadline_tells_what_a_dropped_check_cannot() {
    let (sim, builder) = simulator().await;
    let late = Fault::Delay(Duration::from_secs(3600));
    crate::session(&sim).inject(late.always().for_checks());
    let (limit, wrong) = (
        Duration::from_millis(300),
        VerificationCode::new("0000").unwrap(),
    );
    let (id, number) = (session_id(), number());
    let client = builder.clone().build().unwrap();
    let check = client.check(&id, &wrong).claiming(&number).into_future();
    assert!(tokio::time::timeout(limit, check).await.is_err());
    sim.assert_attempts(ID, 1);
    let client = builder.deadline(limit).build().unwrap();
    let check = client.check(&id, &wrong).claiming(&number);
    let error = check.await.unwrap_err();
    assert!(error.is_timeout() && error.may_have_counted(), "{error:?}");
    sim.assert_attempts(ID, 2);
}

#[tokio::test]
async fn a_check_that_is_never_awaited_is_never_sent() {
    let server = Server::answering(session("VERIFIED", 0)).await;
    let client = client(server.url()).build().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    drop(client.check(&id, &code).claiming(&number).into_future());
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_session_id_that_no_url_holds_is_refused_before_anything_is_tried() {
    let server = Server::answering(session("VERIFIED", 0)).await;
    let client = client(server.url()).build().unwrap();
    let (code, number) = (code(), number());
    for length in [65_480, 1_000_000] {
        let id = SessionId::new("a".repeat(length)).unwrap();
        let check = client.check(&id, &code).claiming(&number).await;
        for error in [check.unwrap_err(), client.session(&id).await.unwrap_err()] {
            assert!(error.is_invalid_input() && !error.may_have_counted());
            assert!(error.to_string().contains("longer than"), "{error}");
        }
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checks_at_once_on_one_client_are_each_sent_once() {
    const CHECKS: usize = 64;
    let count = AtomicUsize::new(0);
    let server = Server::start(Welcome::Plain, move |head| {
        if !is_check(head) {
            return session("WAITING", 0);
        }
        match count.fetch_add(1, Ordering::SeqCst) % 4 {
            0 => Reply::BytesAndReset(Vec::new()),
            1 => Reply::Bytes(Vec::new()),
            2 => Reply::Bytes(answer("503 Service Unavailable", "", "")),
            _ => session("WAITING", 1),
        }
    })
    .await;
    let client = client(server.url()).build().unwrap();
    let mut checks = JoinSet::new();
    for place in 0..CHECKS {
        let client = client.clone();
        checks.spawn(async move {
            let code = VerificationCode::new(format!("{place:06}")).unwrap();
            let (id, number) = (session_id(), number());
            match client.check(&id, &code).claiming(&number).await {
                Ok(outcome) => assert_eq!(
                    outcome,
                    Outcome::WrongCode {
                        attempts_left: Some(4)
                    }
                ),
                Err(error) => assert!(error.may_have_counted(), "{error:?}"),
            }
        });
    }
    checks.join_all().await;
    let requests = server.requests();
    let sent = requests.iter().filter(|head| is_check(head));
    let targets: HashSet<_> = sent.clone().map(|head| head.lines().next()).collect();
    assert_eq!(sent.count(), CHECKS);
    assert_eq!(targets.len(), CHECKS);
}

#[tokio::test]
async fn a_connection_of_the_pool_that_breaks_costs_one_check_at_most() {
    for reuse in [false, true] {
        breaking_connections(reuse).await;
    }
}

async fn breaking_connections(reuse: bool) {
    let ways = [
        Reply::BytesAndReset(Vec::new()),
        Reply::Bytes(Vec::new()),
        // The connection looks as if it could be used again, and is closed.
        Reply::Bytes(answer("200 OK", "", &session_json("WAITING", 1))),
    ];
    for way in ways {
        let server = Server::start(Welcome::Plain, move |head| {
            if is_check(head) {
                way.clone()
            } else {
                session("WAITING", 0)
            }
        })
        .await;
        let client = client(server.url())
            .resolve_lost_answers(false)
            .reuse_connections(reuse)
            .build()
            .unwrap();
        for sent in 1..=10 {
            let (id, code, number) = (session_id(), code(), number());
            // Leaves a connection in the pool.
            let _ = client.session(&id).await.unwrap();
            if let Err(error) = client.check(&id, &code).claiming(&number).await {
                assert!(error.may_have_counted(), "{error:?}");
            }
            assert_eq!(server.checks(), sent);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_settled_by_what_the_session_says_afterwards() {
    let (after, before) = (Fault::ResetAfter, Fault::ResetBefore);
    let (right, wrong) = (CODE, "0000");
    let counted = Outcome::WrongCode {
        attempts_left: Some(3),
    };
    // Where the session stands, what is sent, how it is lost, whether the session was read before,
    // and what is told.
    let table = [
        (
            State::Waiting,
            0,
            right,
            after,
            false,
            Some(Outcome::Verified),
        ),
        (
            State::Waiting,
            4,
            wrong,
            after,
            false,
            Some(Outcome::Locked),
        ),
        (
            State::Expired,
            1,
            wrong,
            after,
            false,
            Some(Outcome::Expired),
        ),
        (State::Waiting, 1, wrong, after, false, None),
        (State::Waiting, 2, wrong, before, true, None),
        (State::Waiting, 1, wrong, after, true, Some(counted)),
    ];
    for (state, attempt, code, fault, knowing, expected) in table {
        let (sim, builder) = simulator().await;
        crate::session(&sim).state(state).attempt(attempt);
        let client = builder.build().unwrap();
        let (id, number) = (session_id(), number());
        let code = VerificationCode::new(code).unwrap();
        let known = client.session(&id).await.unwrap();
        let mut check = client.check(&id, &code).claiming(&number);
        if knowing {
            check = check.with_prior_read(&known);
        }
        sim.inject(fault.once().for_checks());
        match (check.await, &expected) {
            (Ok(found), Some(expected)) => assert_eq!(found, *expected),
            (Err(error), None) => assert!(error.may_have_counted(), "{error:?}"),
            (found, expected) => panic!("{found:?} in place of {expected:?}"),
        }
        sim.assert_checks(ID, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_never_verifies_another_number() {
    let (sim, builder) = simulator().await;
    crate::session(&sim).inject(Fault::ResetAfter);
    let client = builder.build().unwrap();
    let (id, code) = (session_id(), code());
    let number = PhoneNumber::new("+65 1111 1111").unwrap();
    let outcome = client.check(&id, &code).claiming(&number).await.unwrap();
    assert_eq!(outcome, Outcome::VerifiedForAnotherNumber);
    sim.assert_state(ID, State::Verified);
}

#[tokio::test(start_paused = true)]
async fn a_quarter_of_the_deadline_is_left_to_look_for_a_lost_answer() {
    let started = Instant::now();
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    // The check is never answered, and the first read is refused.
    let server = Server::start(Welcome::Plain, move |request| {
        tell.send(started.elapsed()).unwrap();
        if is_check(request) {
            Reply::BytesAndSilence(Vec::new())
        } else {
            Reply::Bytes(answer("401 Unauthorized", "", "{}"))
        }
    })
    .await;
    let client = client(server.url()).deadline(Duration::from_secs(40));
    let (id, code, number) = (session_id(), code(), number());
    let client = client.build().unwrap();
    let error = client
        .check(&id, &code)
        .claiming(&number)
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.may_have_counted(), "{error:?}");
    let sent = told.recv().await.unwrap();
    let read = told.recv().await.unwrap();
    assert!(
        sent < Duration::from_secs(1),
        "the check was sent after {sent:?}"
    );
    let expected = Duration::from_secs(30)..Duration::from_secs(31);
    assert!(
        expected.contains(&read),
        "the session was read after {read:?}"
    );
    // What a later read would not say otherwise ends the search.
    assert_eq!(server.requests().len(), 2);
}
