//! What holds whatever a server does: the deadline, and one check at most.

use std::time::Duration;

use proptest::prelude::*;
use tokio::time::Instant;

use crate::server::{Reply, Server, answer, session_json};
use crate::{client, code, number, session_id};

/// What Tokio's timers round to.
///
/// The clock is Tokio's, and paused: it moves to the next timer when nothing else can run, so that
/// `elapsed` counts timers and not the speed of the machine.
const TICK: Duration = Duration::from_millis(2);

/// An answer, cut off somewhere or spoilt, and what the server does after it.
fn reply() -> impl Strategy<Value = Reply> {
    let status = proptest::sample::select(vec!["200 OK", "429 Slow", "503 Busy", "500 Fault"]);
    let wait = proptest::option::of(0..20_u8);
    let cut = 0..=150_usize;
    let spoilt = proptest::option::of((0..150_usize, any::<u8>()));
    (status, wait, cut, spoilt, 0..5_u8).prop_map(|(status, wait, cut, spoilt, then)| {
        let header = wait.map_or_else(String::new, |wait| format!("Retry-After: {wait}\r\n"));
        let mut bytes = answer(status, &header, &session_json("WAITING", 1));
        if let Some((at, byte)) = spoilt
            && let Some(spoilt) = bytes.get_mut(at)
        {
            *spoilt = byte;
        }
        bytes.truncate(cut);
        match then {
            0 => Reply::Bytes(bytes),
            1 => Reply::BytesAndKeep(bytes),
            2 => Reply::BytesAndReset(bytes),
            3 => Reply::BytesAndSilence(bytes),
            _ => Reply::Endless(bytes, vec![b'0'; 4096]),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_deadline_holds_and_a_check_or_a_start_is_seen_once(reply in reply(), deadline in 1..20_000_u64) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let deadline = Duration::from_millis(deadline);
            let server = Server::answering(reply).await;
            let client = client(server.url()).deadline(deadline).build().unwrap();
            let (id, code, number) = (session_id(), code(), number());
            let started = Instant::now();
            let check = client.check(&id, &code).claiming(&number).await;
            prop_assert!(started.elapsed() <= deadline + TICK, "{:?}", started.elapsed());
            prop_assert!(server.checks() <= 1, "{} checks came to {check:?}", server.checks());
            let started = Instant::now();
            let start = client.start(&number).await;
            prop_assert!(started.elapsed() <= deadline + TICK, "{:?}", started.elapsed());
            prop_assert!(server.starts() <= 1, "{} came to {start:?}", server.starts());
            let silent = start.is_err_and(|error| !error.may_have_sent() && error.is_transport());
            prop_assert!(!silent || server.starts() == 0, "it says that nothing was sent");
            let started = Instant::now();
            let read = client.session(&id).await;
            prop_assert!(started.elapsed() <= deadline + TICK, "{:?}", started.elapsed());
            prop_assert!(!read.is_err_and(|error| error.may_have_counted()));
            Ok(())
        })?;
    }
}
