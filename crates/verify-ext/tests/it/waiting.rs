//! Waiting against a real server; the schedule itself is tested beside it, on a paused clock.

use std::sync::atomic::{AtomicU32, Ordering};

use verify_ext::{Outcome, PhoneNumber, SessionStatus};

use crate::server::{Server, Welcome, session};
use crate::{NUMBER, client, session_id};

#[tokio::test(start_paused = true)]
async fn a_wait_and_a_stream_of_changes_end_with_the_session_and_send_no_code() {
    let reads = AtomicU32::new(0);
    let server = Server::start(Welcome::Plain, move |_| {
        match reads.fetch_add(1, Ordering::SeqCst) {
            0 | 1 => session("WAITING", 0),
            _ => session("VERIFIED", 0),
        }
    })
    .await;
    let client = client(server.url()).build().unwrap();
    let mut changes = client.changes(&session_id());
    let mut seen = Vec::new();
    while let Some(session) = changes.next().await {
        seen.extend(session.unwrap().status().cloned());
    }
    // Two reads found the same, which is one change.
    assert_eq!(seen, [SessionStatus::Waiting, SessionStatus::Verified]);
    assert!(changes.next().await.is_none());
    assert_eq!(server.requests().len(), 3);

    let session = client.wait(&session_id()).await.unwrap();
    assert_eq!(session.status(), Some(&SessionStatus::Verified));
    assert_eq!((server.requests().len(), server.checks()), (4, 0));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_claims_a_number_ends_in_an_outcome_for_it() {
    let another = &format!("{NUMBER}0");
    let table = [
        ("VERIFIED", NUMBER, Some(Outcome::Verified)),
        ("VERIFIED", another, Some(Outcome::VerifiedForAnotherNumber)),
        ("FAILED", NUMBER, Some(Outcome::Locked)),
        ("EXPIRED", another, Some(Outcome::Expired)),
        ("VERIFIED", "ask Bob", None),
    ];
    for (status, claimed, expected) in table {
        let server = Server::start(Welcome::Plain, move |_| session(status, 0)).await;
        let client = client(server.url()).build().unwrap();
        let wait = client.wait(&session_id());
        let outcome = wait.claiming(&PhoneNumber::from(claimed)).await;
        if let Some(expected) = expected {
            assert_eq!(outcome.unwrap(), expected, "{status}, {claimed}");
        } else {
            assert!(outcome.unwrap_err().is_invalid_input(), "{claimed}");
            assert_eq!(server.requests().len(), 0, "{claimed}");
        }
        assert_eq!(server.checks(), 0, "{status}");
    }
}
