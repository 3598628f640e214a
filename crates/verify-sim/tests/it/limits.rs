//! Everything is bounded.

use std::time::Duration;

use verify_sim::State;

use crate::contract::StartChecked as _;
use crate::start::post;
use crate::{call, client, frozen};

#[tokio::test]
async fn the_oldest_finished_session_makes_room_for_the_next() {
    let sim = frozen().max_sessions(3).checked().await;
    sim.session("going");
    sim.session("older").state(State::Verified);
    sim.advance(Duration::from_secs(1));
    sim.session("newer").state(State::Failed);
    sim.session("next");
    let states = ["going", "older", "newer", "next"].map(|id| sim.state(id));
    assert_eq!(
        states,
        [
            Some(State::Waiting),
            None,
            Some(State::Failed),
            Some(State::Waiting)
        ]
    );
    assert_eq!(call(&sim, "older", None).await.0, 404);
    sim.session("another");
    let full = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(sim.session("more"))));
    let message = *full.unwrap_err().downcast::<String>().unwrap();
    assert!(
        message.contains("there is room for 3 sessions"),
        "{message}"
    );
    // One that is there already needs no room.
    sim.session("going").code("4321");
    sim.advance(Duration::from_secs(3600));
    sim.session("more");
}

#[tokio::test]
async fn the_record_keeps_the_newest_and_says_what_it_lost() {
    let sim = frozen().max_records(4).checked().await;
    sim.session("a");
    for _ in 0..10 {
        call(&sim, "a", None).await;
    }
    let record = sim.record();
    let numbers: Vec<u64> = record.requests().map(|request| request.number).collect();
    assert_eq!((numbers, record.dropped()), (vec![7, 8, 9, 10], 6));
    let counted =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sim.assert_reads("a", 4)));
    let message = *counted.unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("lost 6 entries"), "{message}");
}

#[tokio::test]
async fn a_path_and_a_body_can_be_as_long_as_they_may_and_no_longer() {
    const TARGET: usize = 8 * 1024;
    const BODY: usize = 64 * 1024;
    let sim = frozen().checked().await;
    for (more, expected) in [(0, 404), (1, 414)] {
        let path = format!("/{}", "x".repeat(TARGET - 1001));
        let url = format!("{}{path}?{}", sim.base_url(), "y".repeat(1000 + more));
        assert_eq!(client().get(url).send().await.unwrap().status(), expected);
    }
    for (more, expected) in [(0, 200), (1, 413)] {
        let mut body = r#"{"destination":"+6598765432"}"#.to_owned();
        body += &" ".repeat(BODY + more - body.len());
        assert_eq!(post(&sim, "sessions", body).await.0, expected);
    }
}

#[tokio::test]
async fn a_count_of_calls_is_that_of_one_session() {
    let sim = frozen().checked().await;
    sim.session("a");
    sim.session("b");
    for (id, reads) in [("a", 1), ("b", 2)] {
        for _ in 0..reads {
            call(&sim, id, None).await;
        }
    }
    sim.assert_reads("a", 1);
    sim.assert_reads("b", 2);
    sim.assert_checks("b", 0);
}
