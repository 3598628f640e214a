//! Every fault of a network or a server: what the caller gets, and what the server saw.
//!
//! Each fault is met by a status read, by a check, and by a check whose session can be read all
//! the same. The result is `docs/faults.md`.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tokio::net::TcpSocket;
use tokio::task::JoinSet;
use verify_ext::{ClientBuilder, Error, reqwest};

use crate::certificates::{Certificate, server_hello_of_tls_1_1, welcome};
use crate::server::{Reply, Server, Welcome, answer, is_check, session, session_json};
use crate::{client, code, number, session_id};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/faults.md");
const COMMAND: &str = "UPDATE_DOCS=1 cargo test -p verify-ext --test it";

/// Long enough for every retry.
const PATIENT: Duration = Duration::from_secs(30);
/// For servers that never finish; long enough for the requests that still fit into it.
const HASTY: Duration = Duration::from_secs(4);

struct Fault {
    name: &'static str,
    server: Kind,
    deadline: Duration,
}

#[derive(Clone)]
enum Kind {
    /// Nobody listens.
    Refused,
    /// The connection is taken so, and nobody gets to see a request.
    Unread(Welcome, Option<reqwest::Certificate>),
    /// Every request is answered so.
    Reply(Reply),
}

fn faults() -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |name, server, deadline| {
        faults.push(Fault {
            name,
            server,
            deadline,
        });
    };
    let unread = |welcome| Kind::Unread(welcome, None);
    let reply = Kind::Reply;
    let close = |bytes: &[u8]| Kind::Reply(Reply::Bytes(bytes.to_vec()));
    let says = |status, headers, body| Kind::Reply(Reply::Bytes(answer(status, headers, body)));
    let tls = |certificate| {
        let (welcome, root) = welcome(certificate);
        Kind::Unread(welcome, Some(root))
    };
    let error = r#"{"code":1404,"errorId":"a1b2c3d4-e5f6-7890-1234-567890abcdef"}"#;
    let waiting = session_json("WAITING", 1);
    let html = "<html><h1>sorry</h1></html>";
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":\"VERI".to_vec();
    let in_an_hour = format!(
        "Retry-After: {}\r\n",
        httpdate::fmt_http_date(SystemTime::now() + Duration::from_hours(1))
    );

    add("nobody listens", Kind::Refused, PATIENT);
    add(
        "reset in the request",
        unread(Welcome::ResetInRequest),
        PATIENT,
    );
    add(
        "reset after the request",
        reply(Reply::BytesAndReset(Vec::new())),
        PATIENT,
    );
    add("closed after the request", close(b""), PATIENT);
    add(
        "reset in the body",
        reply(Reply::BytesAndReset(half.clone())),
        PATIENT,
    );
    add("closed in the body", close(&half), PATIENT);
    add(
        "the head never comes",
        reply(Reply::BytesAndSilence(Vec::new())),
        HASTY,
    );
    add(
        "the body never ends coming",
        reply(Reply::BytesAndSilence(half)),
        HASTY,
    );
    add(
        "endless body",
        reply(Reply::Endless(
            b"HTTP/1.1 200 OK\r\n\r\n".to_vec(),
            vec![b' '; 4096],
        )),
        PATIENT,
    );
    add(
        "endless head",
        reply(Reply::Endless(
            b"HTTP/1.1 200 OK\r\n".to_vec(),
            b"A: a\r\n".repeat(500),
        )),
        PATIENT,
    );
    add(
        "gzip that nobody asked for",
        close(
            &[
                b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 18\r\n\r\n\x1f\x8b\x08"
                    .as_slice(),
                &[0; 15],
            ]
            .concat(),
        ),
        PATIENT,
    );
    add(
        "bad chunk",
        close(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"),
        PATIENT,
    );
    add("no HTTP", close(b"SSH-2.0-OpenSSH_9.9\r\n"), PATIENT);
    add(
        "HTTP/1.0",
        close(format!("HTTP/1.0 200 OK\r\n\r\n{waiting}").as_bytes()),
        PATIENT,
    );
    add(
        "200, a session as text/plain",
        says("200 OK", "Content-Type: text/plain\r\n", &waiting),
        PATIENT,
    );
    add("200, empty", says("200 OK", "", ""), PATIENT);
    add(
        "200, a session without fields",
        says("200 OK", "", "{}"),
        PATIENT,
    );
    add(
        "200, HTML",
        says("200 OK", "Content-Type: text/html\r\n", html),
        PATIENT,
    );
    add("204", close(b"HTTP/1.1 204 No Content\r\n\r\n"), PATIENT);
    add(
        "302 to another host",
        says("302 Found", "Location: http://127.0.0.1:9/\r\n", ""),
        PATIENT,
    );
    add(
        "400, documented",
        says("400 Bad Request", "", error),
        PATIENT,
    );
    add("400, HTML", says("400 Bad Request", "", html), PATIENT);
    add(
        "401, documented",
        says("401 Unauthorized", "", error),
        PATIENT,
    );
    add("401, empty", says("401 Unauthorized", "", ""), PATIENT);
    add("403, HTML", says("403 Forbidden", "", html), PATIENT);
    add("404, documented", says("404 Not Found", "", error), PATIENT);
    add("404, HTML", says("404 Not Found", "", html), PATIENT);
    add("418", says("418 Teapot", "", ""), PATIENT);
    add(
        "426",
        says("426 Upgrade Required", "Upgrade: TLS/1.3\r\n", ""),
        PATIENT,
    );
    for (name, headers) in [
        ("429", ""),
        ("429, `Retry-After: 0`", "Retry-After: 0\r\n"),
        ("429, `Retry-After: 3600`", "Retry-After: 3600\r\n"),
        ("429, `Retry-After` as a date in an hour", &in_an_hour),
        ("429, `Retry-After: soon`", "Retry-After: soon\r\n"),
    ] {
        add(name, says("429 Too Many Requests", headers, ""), PATIENT);
    }
    add(
        "500, documented",
        says("500 Internal Server Error", "", error),
        PATIENT,
    );
    add(
        "502, HTML",
        says("502 Bad Gateway", "Content-Type: text/html\r\n", html),
        PATIENT,
    );
    add("503", says("503 Service Unavailable", "", ""), PATIENT);
    add("504", says("504 Gateway Timeout", "", ""), PATIENT);
    add(
        "TLS: certificate expired",
        tls(Certificate::Expired),
        PATIENT,
    );
    add(
        "TLS: certificate signed by itself",
        tls(Certificate::SelfSigned),
        PATIENT,
    );
    add(
        "TLS: certificate of another host",
        tls(Certificate::OtherHost),
        PATIENT,
    );
    add(
        "TLS: 1.1 only",
        unread(Welcome::Blind(server_hello_of_tls_1_1())),
        PATIENT,
    );
    add(
        "TLS: none, HTTP instead",
        unread(Welcome::Blind(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())),
        PATIENT,
    );
    faults
}

/// What came of one call.
#[derive(Debug)]
struct Met {
    result: String,
    /// Requests with a code, if the server got to see any.
    checks: usize,
    reads: usize,
    connections: usize,
}

/// Lets a client meet a fault.
async fn meet(fault: &Fault, call: Call) -> Met {
    // A port that is bound and not listened on refuses, and nobody else can have it meanwhile.
    let taken = TcpSocket::new_v4().unwrap();
    let (server, url, root) = match fault.server.clone() {
        Kind::Refused => {
            taken.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            (
                None,
                format!("http://{}", taken.local_addr().unwrap()),
                None,
            )
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
    let mut builder: ClientBuilder = client(url).deadline(fault.deadline);
    if let Some(root) = root {
        builder = builder.root_certificate(root);
    }
    let client = builder
        .resolve_lost_answers(call != Call::CheckOnly)
        .build()
        .unwrap();
    let started = Instant::now();
    let result = match call {
        Call::Read => client
            .session(&session_id())
            .await
            .map(|session| match session.status() {
                Some(status) => format!("the session, {status}"),
                None => "the session, nothing known of it".to_owned(),
            }),
        _ => client
            .check(&session_id(), &code())
            .claiming(&number())
            .await
            .map(|outcome| format!("`{outcome:?}`")),
    };
    assert!(
        started.elapsed() < fault.deadline + Duration::from_secs(5),
        "{}: the deadline did not hold",
        fault.name
    );
    let requests = server.as_ref().map_or_else(Vec::new, Server::requests);
    let checks = requests.iter().filter(|head| is_check(head)).count();
    Met {
        result: result.unwrap_or_else(|error| describe(&error)),
        checks,
        reads: requests.len() - checks,
        connections: server.as_ref().map_or(0, Server::connections),
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
        // A date is nearer than it was when the test started.
        let minutes = wait.as_secs().div_ceil(600) * 10;
        write!(text, ", come back in {minutes} min").unwrap();
    }
    if error.may_have_counted() {
        text.push_str(", **may have counted**");
    }
    text
}

async fn row(fault: &Fault) -> String {
    let (read, check, readable, only) = tokio::join!(
        meet(fault, Call::Read),
        meet(fault, Call::Check),
        meet(fault, Call::CheckOfReadable),
        meet(fault, Call::CheckOnly),
    );
    let name = fault.name;
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
    if unread && only.result.contains("counted") {
        assert_eq!(
            only.connections, 1,
            "{name}: a check may have been sent twice"
        );
    }
    let readable = if unread {
        "the same".to_owned()
    } else {
        format!(
            "{} · {} + {}",
            readable.result, readable.checks, readable.reads
        )
    };
    format!(
        "| {name} | {} · {} | {} · {} + {} | {readable} |\n",
        read.result, read.reads, check.result, check.checks, check.reads
    )
}

async fn meet_all(faults: Vec<(usize, Fault)>) -> Vec<(usize, String)> {
    let mut rows = JoinSet::new();
    for (place, fault) in faults {
        rows.spawn(async move { (place, Box::pin(row(&fault)).await) });
    }
    rows.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_comes_out_as_the_table_says() {
    let (hasty, patient): (Vec<_>, Vec<_>) = faults()
        .into_iter()
        .enumerate()
        .partition(|(_, fault)| fault.deadline == HASTY);
    // Making all the clients keeps the processor busy for longer than a hasty deadline.
    let mut rows = meet_all(patient).await;
    rows.extend(meet_all(hasty).await);
    rows.sort();
    let table: String = rows.into_iter().map(|(_, row)| row).collect();
    let page = format!(
        "# Faults, and what the caller gets\n\n\
         Written by the fault suite of `verify-ext`; do not edit. To write it again:\n\n\
         ```console\n$ {COMMAND}\n```\n\n\
         After the dot: the requests that the server saw, for a check those with the code + status\n\
         reads. The last column is a check that meets the fault while status reads answer that the\n\
         session is verified: a lost answer is found again. A server that reads nothing sees nothing.\n\n\
         | fault | status read | check | check, and the session can be read |\n|---|---|---|---|\n\
         {table}"
    );
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PAGE, page).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(PAGE).unwrap_or_default();
    for (found, expected) in page.lines().zip(committed.lines()) {
        assert_eq!(found, expected, "{PAGE} is out of date, run: {COMMAND}");
    }
    assert_eq!(
        page.len(),
        committed.len(),
        "{PAGE} is out of date, run: {COMMAND}"
    );
}

#[tokio::test]
async fn what_is_odd_but_whole_is_taken() {
    let json = session_json("VERIFIED", 0);
    let http_1_0 = format!("HTTP/1.0 200 OK\r\n\r\n{json}").into_bytes();
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{json}\r\n0\r\n\r\n",
        json.len()
    )
    .into_bytes();
    let text = answer("200 OK", "Content-Type: text/plain\r\n", &json);
    for bytes in [http_1_0, chunked, text] {
        let server = Server::answering(Reply::Bytes(bytes)).await;
        let client = client(server.url()).build().unwrap();
        let (id, code, number) = (session_id(), code(), number());
        let outcome = client.check(&id, &code).claiming(&number).await.unwrap();
        assert!(outcome.is_verified());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_connection_reset_at_once_is_a_check_lost_or_not_sent() {
    // Whether the reset is seen while connecting or while sending is a matter of microseconds.
    let server = Server::start(Welcome::Reset, |_| session("VERIFIED", 0)).await;
    let client = client(server.url())
        .resolve_lost_answers(false)
        .build()
        .unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let error = client
        .check(&id, &code)
        .claiming(&number)
        .await
        .unwrap_err();
    assert!(error.is_transport() && !error.is_timeout(), "{error:?}");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Arc::new(Server::answering(session("VERIFIED", 0)).await);
    let location = format!("Location: {}/elsewhere\r\n", other.url());
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let server = Server::answering(Reply::Bytes(answer(status, &location, ""))).await;
        let client = client(server.url())
            .resolve_lost_answers(false)
            .build()
            .unwrap();
        let read = client.session(&session_id()).await.unwrap_err();
        assert!(read.is_unexpected_answer(), "{read:?}");
        let (id, code, number) = (session_id(), code(), number());
        let check = client
            .check(&id, &code)
            .claiming(&number)
            .await
            .unwrap_err();
        assert!(
            check.is_unexpected_answer() && check.may_have_counted(),
            "{check:?}"
        );
        assert_eq!(server.requests().len(), 2);
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_certificate_of_an_own_root_is_trusted() {
    let (welcome, root) = welcome(Certificate::Good);
    let server = Server::start(welcome, |_| session("WAITING", 0)).await;
    let client = client(server.url()).root_certificate(root).build().unwrap();
    let session = client.session(&session_id()).await.unwrap();
    assert_eq!(session.attempts_left(), Some(5));
}
