//! What a network or a server can do to a call.

use std::time::{Duration, SystemTime};

use crate::certificates::{Certificate, server_hello_of_tls_1_1, welcome};
use crate::server::{Reply, Welcome, answer, session_json};

/// What the client has unless told otherwise.
const DEADLINE: Duration = Duration::from_secs(10);

pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) server: Kind,
    /// The client's total deadline.
    pub(crate) deadline: Duration,
}

#[derive(Clone)]
pub(crate) enum Kind {
    /// Nobody listens.
    Refused,
    /// Somebody listens, and has no place left for another connection: the attempt is dropped
    /// without a word, as by a firewall.
    #[cfg(target_os = "linux")]
    Dropped,
    /// A proxy takes the connection and says nothing.
    SilentProxy,
    /// The connection that a status read left idle is closed while this process stands still.
    ClosedWhileFrozen,
    /// The connection is taken so, and nobody gets to see a request.
    Unread(Welcome, Option<String>),
    /// Every request is answered so.
    Reply(Reply),
}

fn says(status: &str, headers: &str, body: &str) -> Kind {
    Kind::Reply(Reply::Bytes(answer(status, headers, body)))
}

pub(crate) fn faults() -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add_with = |name, deadline, server| {
        faults.push(Fault {
            name,
            server,
            deadline,
        });
    };
    let mut add = |name, server| add_with(name, DEADLINE, server);
    let unread = |welcome| Kind::Unread(welcome, None);
    let reply = Kind::Reply;
    let close = |bytes: &[u8]| Kind::Reply(Reply::Bytes(bytes.to_vec()));
    let tls = |certificate| {
        let (welcome, root) = welcome(certificate);
        Kind::Unread(welcome, Some(root))
    };
    let error = r#"{"code":1404,"errorId":"a1b2c3d4-e5f6-7890-1234-567890abcdef"}"#;
    // With the name that was asked for, which a start needs.
    let named = |json: String| json.replacen('{', &format!(r#"{{"sessionId":"{}","#, crate::ID), 1);
    let waiting = named(session_json("WAITING", 1));
    let verified = named(session_json("VERIFIED", 0));
    let foreign = verified.replace(crate::ID, "18b526ad");
    let deep = format!(r#"{{"new":{}{},"#, "[".repeat(200), "]".repeat(200));
    let html = "<html><h1>sorry</h1></html>";
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":\"VERI".to_vec();
    let in_an_hour = format!(
        "Retry-After: {}\r\n",
        httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600))
    );

    add("nobody listens", Kind::Refused);
    #[cfg(target_os = "linux")]
    add("the connection is dropped without a word", Kind::Dropped);
    add("a proxy that says nothing", Kind::SilentProxy);
    add(
        "an idle connection closed while the process stands still",
        Kind::ClosedWhileFrozen,
    );
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
    for (name, member) in [
        (
            "200, a session of another name",
            r#""sessionId":"18b526ad""#,
        ),
        (
            "200, a name with other dashes",
            r#""sessionId":"18B526ADD06348C0BB934E71F042F047""#,
        ),
        ("200, half a character in a member", r#""new":"\ud83d""#),
        ("200, a number out of range in a member", r#""new":1e400"#),
        (
            "200, the number with a minus",
            r#""destination":-65987654321"#,
        ),
        (
            "200, the number with a slash",
            r#""destination":"6/5987654321""#,
        ),
    ] {
        // The last of two members of one name counts.
        let body = verified.replacen('}', &format!(",{member}}}"), 1);
        add(name, says("200 OK", "", &body));
    }
    add(
        "200, a byte order mark",
        says("200 OK", "", &format!("\u{feff}{verified}")),
    );
    add(
        "200, a member that nests 200 deep",
        says("200 OK", "", &verified.replacen('{', &deep, 1)),
    );
    add(
        "200, then an answer nobody asked for",
        reply(Reply::BytesAndKeep(
            [
                answer("200 OK", "", &waiting),
                answer("200 OK", "", &foreign),
            ]
            .concat(),
        )),
    );
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
    add("400, `{}`", says("400 Bad Request", "", "{}"));
    let too_early = error.replace("1404", "1400");
    add(
        "403, sent too early",
        says("403 Forbidden", "Retry-After: 7\r\n", &too_early),
    );
    add("401, documented", says("401 Unauthorized", "", error));
    add("401, empty", says("401 Unauthorized", "", ""));
    add("403, HTML", says("403 Forbidden", "", html));
    add("404, documented", says("404 Not Found", "", error));
    add("404, HTML", says("404 Not Found", "", html));
    add(
        "404, JSON of a gateway",
        says("404 Not Found", "", r#"{"message":"no Route matched"}"#),
    );
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
        "429 with the code for sent too early",
        says("429 Too Many Requests", "Retry-After: 7\r\n", &too_early),
    );
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
    let silent = || Kind::Unread(Welcome::Blind(Vec::new()), None);
    add("TLS: the handshake stays silent", silent());
    add_with(
        "TLS: the handshake stays silent, and the deadline is 1 s",
        Duration::from_secs(1),
        silent(),
    );
    faults
}
