//! Waiting against a real server; the schedule itself is tested beside it, on a paused clock.

use std::sync::atomic::{AtomicU32, Ordering};

use verify_ext::SessionStatus;

use crate::server::{Server, Welcome, session};
use crate::{client, session_id};

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
