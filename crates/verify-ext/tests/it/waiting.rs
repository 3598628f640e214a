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
            seen.push(session.unwrap().status().clone());
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
    assert_eq!(*session.status(), SessionStatus::Verified);
    sim.assert_reads(ID, 4);
    sim.assert_checks(ID, 0);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_claims_a_number_ends_in_an_outcome_for_it() {
    let another = &format!("{NUMBER}0");
    let table = [
        (State::Verified, NUMBER, Outcome::Verified),
        (State::Verified, another, Outcome::VerifiedForAnotherNumber),
        (State::Failed, NUMBER, Outcome::Locked),
        (State::Expired, another, Outcome::Expired),
    ];
    let (sim, builder) = simulator().await;
    let client = builder.build().unwrap();
    let mut reads = 0;
    for (state, claimed, expected) in table {
        session(&sim).state(state);
        let wait = client.wait(&session_id());
        let claimed = PhoneNumber::new(claimed).unwrap();
        let outcome = wait.claiming(&claimed).await;
        assert_eq!(outcome.unwrap(), expected, "{state}");
        reads += 1;
        sim.assert_reads(ID, reads);
        sim.assert_checks(ID, 0);
    }
}
