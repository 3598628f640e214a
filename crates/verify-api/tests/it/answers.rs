//! What an answer that is not a documented success says of itself.

use std::error::Error as _;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Name, Resolve, Resolving};
use verify_api::types::{ApiError, SessionStatus};
use verify_api::{Error, MAX_BODY_BYTES, headers};

use crate::server::{answer, client, client_on, read, server};

/// Never finds an address.
struct Nowhere;

impl Resolve for Nowhere {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_without_an_answer_says_how_far_it_came() {
    let builder = reqwest::Client::builder;
    let second = Duration::from_secs(1);
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let silent = format!("http://{}", silent.local_addr().expect("an address"));
    let closed = "http://127.0.0.1:9";
    let hanging_up = server("").await;
    let nowhere = builder()
        .dns_resolver(Arc::new(Nowhere))
        .connect_timeout(second);
    let table = [
        (builder(), closed, (true, false), "no connection was made"),
        (
            nowhere,
            "http://a.test",
            (true, true),
            "no connection was made in time",
        ),
        (
            builder().timeout(second),
            &silent,
            (false, true),
            "no answer came in time; the request may have been carried out",
        ),
        (
            builder(),
            &hanging_up,
            (false, false),
            "no answer came; the request may have been carried out",
        ),
    ];
    for (http, url, expected, text) in table {
        let client = client_on(url, http.build().expect("a client"));
        let error = read(&client, "a").await.expect_err("no answer");
        assert_eq!(
            (error.status(), error.header(headers::UPGRADE)),
            (None, None),
            "{text}"
        );
        assert_eq!(error.to_string(), text);
        assert!(
            format!("{error:?}").starts_with("TransportError("),
            "{error:?}"
        );
        let Error::Transport(transport) = &error else {
            panic!("expected `{text}`, found {error}");
        };
        assert_eq!(
            (transport.is_connect(), transport.is_timeout()),
            expected,
            "{text}"
        );
        let source = error.source().expect("the error of the HTTP client");
        assert!(source.is::<reqwest::Error>(), "{source}");
    }
}

const UPGRADE: &str = "Upgrade: TLS/1.2\r\n";

#[tokio::test]
async fn an_answer_keeps_its_status_and_headers_and_prints_no_header() {
    let url = server(answer("200 OK", UPGRADE, r#"{"status":"WAITING"}"#)).await;
    let session = read(&client(&url), "a").await.expect("an answer");
    assert_eq!(session.http_status(), 200);
    assert_eq!(session.headers()["upgrade"], "TLS/1.2");
    assert_eq!(session.header(headers::UPGRADE).as_deref(), Some("TLS/1.2"));
    let printed = format!("{session:?}");
    assert!(
        printed.contains("200") && printed.contains("Waiting"),
        "{printed}"
    );
    assert!(!printed.contains("TLS"), "{printed}");
    assert_eq!(session.into_inner().status, Some(SessionStatus::Waiting));
}

#[tokio::test]
async fn an_error_keeps_the_answer_and_prints_its_status_only() {
    let error = r#"{"code":1404,"message":"secret"}"#;
    let table = [
        (
            answer("404 Not Found", UPGRADE, error),
            "the service answered with the error 404 Not Found",
            "ErrorResponse(404)",
        ),
        (
            answer("418 secret", UPGRADE, error),
            "the service answered 418 I'm a teapot, which is not documented",
            "UnexpectedResponse(the service answered 418 I'm a teapot, which is not documented)",
        ),
        (
            answer("404 Not Found", UPGRADE, "secret"),
            "the service answered 404 Not Found, and its body of 6 bytes is not the documented \
             JSON (line 1, column 1)",
            "UnexpectedResponse(the service answered 404 Not Found, and its body of 6 bytes is not \
             the documented JSON (line 1, column 1))",
        ),
    ];
    for (bytes, displayed, debugged) in table {
        let (_, body) = bytes.split_once("\r\n\r\n").expect("an answer");
        let body = body.to_owned();
        let status: u16 = bytes[9..12].parse().expect("a status");
        let url = server(bytes).await;
        let error = read(&client(&url), "a").await.expect_err("no success");
        assert_eq!(error.to_string(), displayed);
        assert_eq!(format!("{error:?}"), debugged);
        assert_eq!(
            error.status().map(|it| it.as_u16()),
            Some(status),
            "{error}"
        );
        let header = error.header(headers::UPGRADE);
        assert_eq!(header.as_deref(), Some("TLS/1.2"), "{error}");
        assert!(error.source().is_none(), "{error}");
        match error {
            Error::ErrorResponse(response) => assert_eq!(response.code, Some(1404)),
            Error::UnexpectedResponse(response) => {
                assert_eq!(response.status(), status);
                assert_eq!(response.headers()["upgrade"], "TLS/1.2");
                assert_eq!(response.body(), body.as_bytes());
                assert!(response.transport_error().is_none());
                let read = response.read_as::<ApiError>().and_then(|it| it.code);
                assert_eq!(read, (status == 418).then_some(1404), "{response}");
                assert!(response.into_transport_error().is_none());
            }
            other => panic!("no answer: {other}"),
        }
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_kept_as_far_as_it_came() {
    let url = server("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}").await;
    let error = read(&client(&url), "a").await.expect_err("half an answer");
    let text = "the service answered 200 OK, and its body broke off after 2 bytes";
    assert_eq!(error.to_string(), text);
    let source = error.source().expect("why it broke off");
    assert!(source.is::<verify_api::TransportError>(), "{source}");
    let Error::UnexpectedResponse(response) = error else {
        panic!("{error}");
    };
    assert_eq!(response.body(), b"{}");
    assert!(response.read_as::<ApiError>().is_none(), "half is not read");
    let shown = response.transport_error().map(ToString::to_string);
    let given = response.into_transport_error().map(|it| it.to_string());
    assert_eq!(
        shown.as_deref(),
        Some("no answer came; the request may have been carried out")
    );
    assert_eq!(given, shown);
}

#[tokio::test]
async fn a_body_is_taken_in_up_to_its_limit() {
    for (length, is_read) in [(MAX_BODY_BYTES, true), (MAX_BODY_BYTES + 1, false)] {
        let mut body = String::from(r#"{"attempt":3}"#);
        body += &" ".repeat(length - body.len());
        // In pieces, as large bodies come.
        let mut chunks = String::new();
        for piece in body.as_bytes().chunks(1000) {
            let piece = std::str::from_utf8(piece).expect("ASCII");
            write!(chunks, "{:x}\r\n{piece}\r\n", piece.len()).expect("a string takes all");
        }
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let url = server(format!("{head}{chunks}0\r\n\r\n")).await;
        match read(&client(&url), "a").await {
            Ok(session) => assert!(is_read && session.attempt == Some(3), "{length} bytes"),
            Err(Error::UnexpectedResponse(response)) => {
                assert!(!is_read, "{length} bytes: {response}");
                assert_eq!(response.body(), &body.as_bytes()[..MAX_BODY_BYTES]);
                let text = "the service answered 200 OK, and its body is longer than 262144 bytes";
                assert_eq!(response.to_string(), text);
            }
            Err(error) => panic!("{length} bytes: {error}"),
        }
    }
}
