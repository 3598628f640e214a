//! The key, the code, and the number show nowhere, whatever comes back.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use tracing::Dispatch;
use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;
use verify_ext::Error;

use crate::server::{Reply, Server, answer, session};
use crate::{CODE, ID, KEY, NUMBER, client, code, number, session_id};

const DEVICE: std::net::IpAddr = std::net::IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

/// Answers that hold the canaries wherever a server could put them.
fn replies() -> Vec<Reply> {
    let all = format!("{KEY} {CODE} {NUMBER} +{NUMBER} Bearer {KEY} ?code={CODE}");
    let error = serde_json::json!({
        "code": 1001, "message": all, "errorId": all, "timestamp": all, "new": all,
    })
    .to_string();
    let json = serde_json::json!({
        "status": { "odd": all }, "destination": NUMBER, "sma": { "verificationUrl": all },
        "attempt": all, "expiresAt": { "odd": all }, "new": all,
    })
    .to_string();
    // The echo stands wherever text or a number may, in an answer that counts as one.
    let odd = serde_json::json!({
        "status": CODE, "destination": NUMBER, "sessionId": ID, "verifyUri": all,
        "attempt": 1, "expiresAt": NUMBER, "retryAfter": KEY, KEY: 1, NUMBER: 1,
    })
    .to_string();
    let number: u64 = NUMBER.parse().unwrap();
    let echoed = serde_json::json!({ "code": number, "errorId": KEY }).to_string();
    let html = format!("<html><p>{all}</p></html>");
    let mut replies = vec![
        session("WAITING", 1),
        session("VERIFIED", 0),
        Reply::Bytes(answer("200 OK", "", &odd)),
        session("FAILED", 5),
        session("EXPIRED", 0),
        session("PAUSED", 0),
        Reply::Bytes(Vec::new()),
        Reply::BytesAndReset(Vec::new()),
        Reply::BytesAndSilence(Vec::new()),
        Reply::Bytes(all.clone().into_bytes()),
        Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"destination\":".to_vec()),
    ];
    let headers = format!(
        "Location: http://127.0.0.1:9/?{CODE}\r\nX-Request-Id: {all}\r\nRetry-After: {CODE}\r\n"
    );
    for status in [200, 302, 400, 401, 404, 418, 426, 429, 500, 502] {
        for body in [&error, &json, &html, &echoed, &odd] {
            let status = format!("{status} {CODE}");
            replies.push(Reply::Bytes(answer(&status, &headers, body)));
        }
    }
    replies
}

#[tokio::test(start_paused = true)]
async fn canaries_show_in_nothing_that_is_printed_or_logged() {
    let log = Log::default();
    let _ = tracing_log::LogTracer::init();
    let _guard = subscribe(
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_writer(log.clone())
            .finish(),
    );
    let mut printed = String::new();
    let (id, code, number) = (session_id(), code(), number());
    for reply in replies() {
        let server = Server::answering(reply).await;
        let builder = client(server.url());
        print(&mut printed, &builder);
        let client = builder.build().unwrap();
        print(&mut printed, &client);
        let check = client.check(&id, &code);
        print(&mut printed, &check);
        let check = check.claiming(&number);
        print(&mut printed, &check);
        print(&mut printed, &client.wait(&id).claiming(&number));
        print(&mut printed, &(&code, &number));
        print_result(&mut printed, &check.await);
        print_result(&mut printed, &client.session(&id).await);
        let start = client.start(&number).brand(CODE);
        print(&mut printed, &start);
        print_result(&mut printed, &start.await);
        let coverage = client.silent_coverage(DEVICE).number(&number);
        print(&mut printed, &coverage);
        print_result(&mut printed, &coverage.await);
        let sent = server.requests().concat();
        assert!(
            sent.contains(KEY) && sent.contains(CODE) && sent.contains(NUMBER),
            "the canaries were not sent"
        );
    }
    let logged = log.text();
    assert!(logged.contains("127.0.0.1"), "nothing was logged");
    for (what, text) in [("printed", &printed), ("logged", &logged)] {
        for canary in [KEY, CODE, NUMBER, &DEVICE.to_string()] {
            let line = text.lines().find(|line| line.contains(canary));
            assert_eq!(line, None, "`{canary}` was {what}");
        }
    }
}

#[cfg(feature = "tracing")]
#[tokio::test(start_paused = true)]
async fn requests_and_retries_are_seen_by_their_open_telemetry_names() {
    let log = Log::default();
    let _guard = subscribe(
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
            .with_writer(log.clone())
            .finish(),
    );
    let server = Server::answering(Reply::Bytes(answer("503 Service Unavailable", "", ""))).await;
    let client = client(server.url()).build().unwrap();
    client.session(&session_id()).await.unwrap_err();
    let text = log.text();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("verify_ext"))
        .collect();
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    for expected in [
        "otel.name=\"GET\"",
        "otel.kind=\"client\"",
        "http.request.method=\"GET\"",
        "server.address=\"127.0.0.1\"",
        &format!("server.port={port}"),
        "http.response.status_code=503",
        "error.type=503",
    ] {
        assert!(lines[0].contains(expected), "no {expected} in {}", lines[0]);
    }
    let _ = client.start(&number()).await.unwrap_err();
    let started = log.text();
    assert!(started.contains("otel.name=\"POST\""), "{started}");
    let again = |line: &&&str| line.contains("sending again after a wait");
    assert_eq!(lines.iter().filter(again).count(), 3);
    let over = |line: &&&str| line.contains("not sending again");
    assert_eq!(lines.iter().filter(over).count(), 1);
    let spans = |line: &&&str| line.contains("close");
    assert_eq!(lines.iter().filter(spans).count(), 4);
    assert!(text.contains("http.request.resend_count=3"), "{text}");
    assert!(!text.contains("/api/v2"), "{text}");
}

#[cfg(feature = "tracing")]
#[tokio::test(start_paused = true)]
async fn a_read_counts_how_often_the_same_was_read_before() {
    let log = Log::default();
    let _guard = subscribe(
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::NEW)
            .with_writer(log.clone())
            .finish(),
    );
    let counts = || -> Vec<Option<u32>> {
        let count = |line: &str| {
            let (_, count) = line.split_once("http.request.resend_count=")?;
            count.split([' ', '}']).next()?.parse().ok()
        };
        let text = log.text();
        text.lines()
            .filter(|it| it.contains("new"))
            .map(count)
            .collect()
    };
    let server = Server::answering(Reply::Bytes(answer("503 Busy", "", ""))).await;
    let client_of = |server: &Server| client(server.url()).build().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let check = client_of(&server).check(&id, &code).claiming(&number).await;
    check.unwrap_err();
    // The check, then the reads that look for its answer.
    assert_eq!(counts(), [None, None, Some(1), Some(2)]);
    let other = r#"{"sessionId":"another","status":"WAITING"}"#;
    let server = Server::answering(Reply::Bytes(answer("200 OK", "", other))).await;
    client_of(&server).session(&id).await.unwrap_err();
    // The answer is about another session, so another connection is asked.
    assert_eq!(counts()[4..], [None, Some(1)]);
}

/// Makes a subscriber the one of this thread, and of no other test.
///
/// `tracing` asks once for each span and event whether anybody wants it. While the process has one
/// subscriber, it asks the thread that gets there first, and the thread of another test has none: a
/// second subscriber makes it ask all of them.
fn subscribe(subscriber: impl Into<Dispatch>) -> DefaultGuard {
    static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));
    LazyLock::force(&SECOND);
    subscriber.set_default()
}

fn print(printed: &mut String, value: &impl Debug) {
    writeln!(printed, "{value:?} {value:#?}").unwrap();
}

fn print_result(printed: &mut String, result: &Result<impl Debug, Error>) {
    print(printed, result);
    let Err(error) = result else {
        return;
    };
    let excerpt = error.excerpt();
    writeln!(printed, "{error} {error:#} {excerpt:?}").unwrap();
    let mut source = error.source();
    while let Some(error) = source {
        writeln!(printed, "{error} {error:#} {error:?} {error:#?}").unwrap();
        source = error.source();
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&log).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
