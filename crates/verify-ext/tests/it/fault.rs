//! What a network or a server can do to a call.

use std::time::{Duration, SystemTime};

use crate::certificates::{Certificate, server_hello_of_tls_1_1, welcome};
use crate::server::{Reply, Welcome, answer, session_json};

pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) server: Kind,
}

#[derive(Clone)]
pub(crate) enum Kind {
    /// Nobody listens.
    Refused,
    /// The connection is taken so, and nobody gets to see a request.
    Unread(Welcome, Option<String>),
    /// Every request is answered so.
    Reply(Reply),
}

pub(crate) fn faults() -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |name, server| {
        faults.push(Fault { name, server });
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
        httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600))
    );

    add("nobody listens", Kind::Refused);
    add("reset in the request", unread(Welcome::ResetInRequest));
    add(
        "reset after the request",
        reply(Reply::BytesAndReset(Vec::new())),
    );
    add("closed after the request", close(b""));
    add(
        "reset in the body",
        reply(Reply::BytesAndReset(half.clone())),
    );
    add("closed in the body", close(&half));
    add(
        "the head never comes",
        reply(Reply::BytesAndSilence(Vec::new())),
    );
    add(
        "the body never ends coming",
        reply(Reply::BytesAndSilence(half)),
    );
    add(
        "endless body",
        reply(Reply::Endless(
            b"HTTP/1.1 200 OK\r\n\r\n".to_vec(),
            vec![b' '; 4096],
        )),
    );
    add(
        "endless head",
        reply(Reply::Endless(
            b"HTTP/1.1 200 OK\r\n".to_vec(),
            b"A: a\r\n".repeat(500),
        )),
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
        ));
    add(
        "bad chunk",
        close(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"),
    );
    add("no HTTP", close(b"SSH-2.0-OpenSSH_9.9\r\n"));
    add(
        "HTTP/1.0",
        close(format!("HTTP/1.0 200 OK\r\n\r\n{waiting}").as_bytes()),
    );
    add(
        "200, a session as text/plain",
        says("200 OK", "Content-Type: text/plain\r\n", &waiting),
    );
    add("200, empty", says("200 OK", "", ""));
    add("200, a session without fields", says("200 OK", "", "{}"));
    add(
        "200, HTML",
        says("200 OK", "Content-Type: text/html\r\n", html),
    );
    add("204", close(b"HTTP/1.1 204 No Content\r\n\r\n"));
    add(
        "302 to another host",
        says("302 Found", "Location: http://127.0.0.1:9/\r\n", ""),
    );
    add("400, documented", says("400 Bad Request", "", error));
    add("400, HTML", says("400 Bad Request", "", html));
    add("401, documented", says("401 Unauthorized", "", error));
    add("401, empty", says("401 Unauthorized", "", ""));
    add("403, HTML", says("403 Forbidden", "", html));
    add("404, documented", says("404 Not Found", "", error));
    add("404, HTML", says("404 Not Found", "", html));
    add("418", says("418 Teapot", "", ""));
    add(
        "426",
        says("426 Upgrade Required", "Upgrade: TLS/1.3\r\n", ""),
    );
    for (name, headers) in [
        ("429", ""),
        ("429, `Retry-After: 0`", "Retry-After: 0\r\n"),
        ("429, `Retry-After: 3600`", "Retry-After: 3600\r\n"),
        ("429, `Retry-After` as a date in an hour", &in_an_hour),
        ("429, `Retry-After: soon`", "Retry-After: soon\r\n"),
    ] {
        add(name, says("429 Too Many Requests", headers, ""));
    }
    add(
        "500, documented",
        says("500 Internal Server Error", "", error),
    );
    add(
        "502, HTML",
        says("502 Bad Gateway", "Content-Type: text/html\r\n", html),
    );
    add("503", says("503 Service Unavailable", "", ""));
    add("504", says("504 Gateway Timeout", "", ""));
    add("TLS: certificate expired", tls(Certificate::Expired));
    add(
        "TLS: certificate signed by itself",
        tls(Certificate::SelfSigned),
    );
    add(
        "TLS: certificate of another host",
        tls(Certificate::OtherHost),
    );
    add(
        "TLS: 1.1 only",
        unread(Welcome::Blind(server_hello_of_tls_1_1())),
    );
    add(
        "TLS: none, HTTP instead",
        unread(Welcome::Blind(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())),
    );
    faults
}
