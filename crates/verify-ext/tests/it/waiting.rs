//! Waiting for a session that lives; the schedule itself is tested beside it, on a paused clock.

use verify_ext::{Outcome, PhoneNumber, SessionStatus};
use verify_sim::State;

use crate::{ID, NUMBER, session, session_id, simulator};

#[tokio::test(start_paused = true)]
async fn a_wait_and_a_stream_of_changes_end_with_the_session_and_send_no_code() {
    let (sim, builder) = simulator().await;
    session(&sim);
    let client = builder.build().unwrap();
    let mut changes = client.changes(&session_id());
    let mut seen = Vec::new();
    let follow = async {
        while let Some(session) = changes.next().await {
            seen.extend(session.unwrap().status().cloned());
        }
    };
    let verify = async {
        sim.wait_for_requests(2).await;
        session(&sim).state(State::Verified);
    };
    tokio::join!(follow, verify);
    // Two reads found the same, which is one change.
    assert_eq!(seen, [SessionStatus::Waiting, SessionStatus::Verified]);
    assert!(changes.next().await.is_none());
    sim.assert_reads(ID, 3);

    let session = client.wait(&session_id()).await.unwrap();
    assert_eq!(session.status(), Some(&SessionStatus::Verified));
    sim.assert_reads(ID, 4);
    sim.assert_checks(ID, 0);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_claims_a_number_ends_in_an_outcome_for_it() {
    let another = &format!("{NUMBER}0");
    let table = [
        (State::Verified, NUMBER, Some(Outcome::Verified)),
        (
            State::Verified,
            another,
            Some(Outcome::VerifiedForAnotherNumber),
        ),
        (State::Failed, NUMBER, Some(Outcome::Locked)),
        (State::Expired, another, Some(Outcome::Expired)),
        (State::Verified, "ask Bob", None),
    ];
    let (sim, builder) = simulator().await;
    let client = builder.build().unwrap();
    let mut reads = 0;
    for (state, claimed, expected) in table {
        session(&sim).state(state);
        let wait = client.wait(&session_id());
        let outcome = wait.claiming(&PhoneNumber::from(claimed)).await;
        if let Some(expected) = expected {
            assert_eq!(outcome.unwrap(), expected, "{state}, {claimed}");
            reads += 1;
        } else {
            assert!(outcome.unwrap_err().is_invalid_input(), "{claimed}");
        }
        sim.assert_reads(ID, reads);
        sim.assert_checks(ID, 0);
    }
}
