//! Every fault of a network or a server: what the caller gets, what the server saw, and how long
//! it took.
//!
//! Each fault is met by a status read, by a check, and by a check whose session can be read all
//! the same. The result is `docs/faults.md`.

use std::fmt::Write as _;
use std::time::Duration;

use tokio::net::TcpSocket;
#[cfg(target_os = "linux")]
use tokio::net::TcpStream;
use tokio::time::Instant;
use verify_ext::{Error, StartOutcome};

use crate::fault::{Fault, Kind, faults};
use crate::frozen_server::FrozenServer;
use crate::server::{Server, Welcome, is_check, is_start, session};
use crate::{client, code, number, session_id};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/faults.md");
const COMMAND: &str = "UPDATE_DOCS=1 cargo test -p verify-ext --test it";

/// All waits between retries, at their longest.
const RETRIES: Duration = Duration::from_millis(1500);
/// What Tokio's timers round to.
const TICK: Duration = Duration::from_millis(2);

/// What came of one call.
#[derive(Debug)]
struct Met {
    result: String,
    /// Requests with a code, if the server got to see any.
    checks: usize,
    /// Requests for a message.
    starts: usize,
    reads: usize,
    connections: usize,
}

/// Lets a client meet a fault.
async fn meet(fault: &Fault, call: Call) -> Met {
    // A port that is bound and not listened on refuses, and nobody else can have it meanwhile.
    let taken = TcpSocket::new_v4().unwrap();
    #[cfg(target_os = "linux")]
    let mut held = Vec::new();
    let mut frozen = None;
    let (server, url, root) = match fault.server.clone() {
        Kind::Refused => {
            taken.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            (
                None,
                format!("http://{}", taken.local_addr().unwrap()),
                None,
            )
        }
        #[cfg(target_os = "linux")]
        Kind::Dropped => {
            taken.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            let listener = taken.listen(0).unwrap();
            let address = listener.local_addr().unwrap();
            // It takes the one place there is.
            let first = TcpStream::connect(address).await.unwrap();
            held.push((listener, first));
            (None, format!("http://{address}"), None)
        }
        Kind::SilentProxy => {
            let server = Server::start(Welcome::Blind(Vec::new()), |_| session("VERIFIED", 0));
            (Some(server.await), "https://service.test".to_owned(), None)
        }
        Kind::ClosedWhileFrozen => {
            // A clock that stands still would jump to the deadline while the server's threads work.
            tokio::time::resume();
            let server = FrozenServer::start();
            let url = server.url();
            frozen = Some(server);
            (None, url, None)
        }
        Kind::Unread(welcome, root) => {
            let server = Server::start(welcome, |_| session("VERIFIED", 0)).await;
            let url = server.url();
            (Some(server), url, root)
        }
        Kind::Reply(reply) => {
            let server = Server::start(Welcome::Plain, move |head| {
                if call == Call::CheckOfReadable && !is_check(head) {
                    session("VERIFIED", 0)
                } else {
                    reply.clone()
                }
            })
            .await;
            let url = server.url();
            (Some(server), url, None)
        }
    };
    let mut builder = client(url);
    if let Some(root) = root {
        builder = builder.root_certificates(root);
    }
    if let (Kind::SilentProxy, Some(proxy)) = (&fault.server, &server) {
        builder = builder.proxy(proxy.url().replace("https", "http"));
    }
    let client = builder
        .deadline(fault.deadline)
        .resolve_lost_answers(call != Call::CheckOnly)
        .build()
        .unwrap();
    if let Some(server) = &frozen {
        let _ = client.session(&session_id()).await.unwrap();
        // Nothing else runs on this thread, the client's connection included.
        server.close_idle();
    }
    let started = Instant::now();
    let result = match call {
        Call::Read => client
            .session(&session_id())
            .await
            .map(|session| format!("the session, {}", session.status())),
        Call::Start => client.start(&number()).await.map(|outcome| match outcome {
            StartOutcome::Started(_) => "`Started`".to_owned(),
            StartOutcome::TooSoon { come_back_in } => {
                format!("`TooSoon`, come back in {} s", come_back_in.as_secs())
            }
            other => format!("{other:?}"),
        }),
        _ => client
            .check(&session_id(), &code())
            .claiming(&number())
            .await
            .map(|outcome| format!("`{outcome:?}`")),
    };
    let took = started.elapsed();
    if frozen.is_some() {
        tokio::time::pause();
    }
    assert!(
        took <= fault.deadline + TICK,
        "{}: it took {took:?}",
        fault.name
    );
    let requests = match (&server, &frozen) {
        (_, Some(frozen)) => frozen.requests().split_off(1),
        (Some(server), _) => server.requests(),
        (None, None) => Vec::new(),
    };
    let checks = requests.iter().filter(|head| is_check(head)).count();
    let starts = requests.iter().filter(|request| is_start(request)).count();
    Met {
        starts,
        result: result.unwrap_or_else(|error| describe(&error)) + &told(took),
        checks,
        reads: requests.len() - checks - starts,
        connections: server.as_ref().map_or(0, Server::connections),
    }
}

/// Says how long a call took, if it was longer than all waits between retries.
fn told(took: Duration) -> String {
    if took < RETRIES {
        String::new()
    } else {
        // Up, since jitter makes some of it longer or shorter by less than a second.
        let whole = took.saturating_sub(TICK).as_secs_f64().ceil();
        format!(", after {whole} s")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Read,
    Check,
    /// A check that meets the fault while status reads do not.
    CheckOfReadable,
    /// A check that does not look for a lost answer.
    CheckOnly,
    Start,
}

/// What the predicates say; every error is of exactly one kind.
fn describe(error: &Error) -> String {
    let kinds = [
        ("invalid input", error.is_invalid_input()),
        ("not authenticated", error.is_not_authenticated()),
        ("not found", error.is_not_found()),
        ("throttled", error.is_throttled()),
        ("TLS too old", error.is_tls_too_old()),
        ("server fault", error.is_server_fault()),
        ("transport", error.is_transport()),
        ("unexpected answer", error.is_unexpected_answer()),
        ("not allowed", error.is_destination_not_allowed()),
    ];
    let mut kinds = kinds.iter().filter(|(_, is)| *is).map(|(name, _)| *name);
    let mut text = kinds.next().expect("an error has a kind").to_owned();
    assert_eq!(kinds.next(), None, "{error:?} has two kinds");
    if error.is_timeout() {
        text.push_str(", timeout");
    }
    if let Some(status) = error.status() {
        write!(text, ", {}", status.as_u16()).unwrap();
    }
    if let Some(wait) = error.retry_after() {
        let seconds = wait.as_secs();
        if seconds < 60 {
            write!(text, ", come back in {seconds} s").unwrap();
        } else {
            // A date is counted from now, and some time has passed since the test started.
            let minutes = seconds.div_ceil(600) * 10;
            write!(text, ", come back in {minutes} min").unwrap();
        }
    }
    if error.may_have_counted() {
        text.push_str(", **may have counted**");
    }
    if error.may_have_sent() {
        text.push_str(", **may have sent**");
    }
    text
}

async fn row(fault: &Fault) -> String {
    let read = meet(fault, Call::Read).await;
    let check = meet(fault, Call::Check).await;
    let readable = meet(fault, Call::CheckOfReadable).await;
    let only = meet(fault, Call::CheckOnly).await;
    let start = meet(fault, Call::Start).await;
    let name = fault.name;
    assert!(
        start.starts <= 1 && start.reads + start.checks == 0,
        "{name}: a message was asked for {} times",
        start.starts
    );
    assert_eq!(read.checks, 0, "{name}: a status read carried a code");
    for met in [&check, &readable, &only] {
        assert!(
            met.checks <= 1,
            "{name}: a check was sent {} times",
            met.checks
        );
    }
    assert_eq!(only.reads, 0, "{name}: a read was sent though that was off");
    let unread = !matches!(fault.server, Kind::Reply(_));
    for met in [&only, &start] {
        if unread && met.result.contains("may have") {
            assert_eq!(met.connections, 1, "{name}: it may have been sent twice");
        }
    }
    let readable = if unread {
        assert_eq!(readable.result, check.result, "{name}");
        "the same".to_owned()
    } else {
        format!(
            "{} · {} + {}",
            readable.result, readable.checks, readable.reads
        )
    };
    format!(
        "| {name} | {} · {} | {} · {} + {} | {readable} | {} · {} |\n",
        read.result,
        read.reads,
        check.result,
        check.checks,
        check.reads,
        start.result,
        start.starts
    )
}

/// The clock stands still but for the waits, so the times are those of the waits.
#[tokio::test(start_paused = true)]
async fn every_fault_comes_out_as_the_table_says() {
    let mut table = String::new();
    for fault in faults() {
        table.push_str(&Box::pin(row(&fault)).await);
    }
    let page = format!(
        "# Faults, and what the caller gets\n\n\
         Written by the fault suite of `verify-ext`; do not edit. To write it again:\n\n\
         ```console\n$ {COMMAND}\n```\n\n\
         After the dot: the requests that the server saw, for a check those with the code + status\n\
         reads. The last column is a check that meets the fault while status reads answer that the\n\
         session is verified: a lost answer is found again. A server that reads nothing sees nothing.\n\
         What says nothing of time took under 1.5 s by a paused clock, waits between retries\n\
         included; the total deadline is 10 s.\n\n\
         | fault | status read | check | check, and the session can be read | start |\n\
         |---|---|---|---|---|\n\
         {table}"
    );
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PAGE, page).unwrap();
        return;
    }
    let mut committed = std::fs::read_to_string(PAGE).unwrap_or_default();
    if cfg!(not(target_os = "linux")) {
        // Another system cannot be made to drop a connection.
        let here = |line: &&str| !line.contains("dropped without a word");
        committed = committed.split_inclusive('\n').filter(here).collect();
    }
    for (found, expected) in page.lines().zip(committed.lines()) {
        assert_eq!(found, expected, "{PAGE} is out of date, run: {COMMAND}");
    }
    assert_eq!(
        page.len(),
        committed.len(),
        "{PAGE} is out of date, run: {COMMAND}"
    );
}
