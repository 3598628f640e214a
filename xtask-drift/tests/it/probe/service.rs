//! A service that answers as the contract says, but for one lie.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use tokio_rustls::rustls::{ProtocolVersion, ServerConfig, ServerConnection, StreamOwned};

/// A request as it came.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) body: String,
    pub(super) authorization: Option<String>,
    /// Whether it carries headers that a client never sends.
    pub(super) is_odd: bool,
    /// Whether it came over TLS 1.2.
    pub(super) is_over_old_tls: bool,
}

/// Starts the service, and returns its URL.
///
/// `lie` replaces the documented answer to a request; an empty text closes the connection.
pub(super) fn start(lie: impl Fn(&Request) -> Option<String> + Send + 'static) -> String {
    let port = listen(move |mut stream| {
        let request = read(&mut stream);
        answer(&mut stream, &lie, &request);
    });
    format!("http://127.0.0.1:{port}")
}

/// Starts the service with TLS, and returns its URL.
pub(super) fn start_with_tls(
    lie: impl Fn(&Request) -> Option<String> + Send + 'static,
    config: ServerConfig,
) -> String {
    let config = Arc::new(config);
    let port = listen(move |stream| {
        let connection = ServerConnection::new(config.clone()).expect("the configuration is good");
        let mut stream = StreamOwned::new(connection, stream);
        // Clients that refuse the certificate or the version go away.
        while stream.conn.is_handshaking() {
            if stream.conn.complete_io(&mut stream.sock).is_err() {
                return;
            }
        }
        let mut request = read(&mut stream);
        request.is_over_old_tls = stream.conn.protocol_version() == Some(ProtocolVersion::TLSv1_2);
        answer(&mut stream, &lie, &request);
        stream.conn.send_close_notify();
        let _ = stream.flush();
    });
    format!("https://127.0.0.1:{port}")
}

/// Starts a service that accepts connections and never answers, and returns its URL.
pub(super) fn start_silent() -> String {
    let mut open = Vec::new();
    let port = listen(move |stream| open.push(stream));
    format!("http://127.0.0.1:{port}")
}

/// Serves one connection after another, and gives the port.
fn listen(mut serve: impl FnMut(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            serve(stream.expect("a connection"));
        }
    });
    port
}

fn answer(stream: &mut impl Write, lie: impl Fn(&Request) -> Option<String>, request: &Request) {
    let answer = lie(request).unwrap_or_else(|| truth(request));
    // Whether it arrives is for the other side to say.
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.flush();
}

fn read(stream: &mut impl Read) -> Request {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).expect("a request line");
    let mut words = line.split_whitespace().map(str::to_owned);
    let mut request = Request {
        method: words.next().unwrap_or_default(),
        path: words.next().unwrap_or_default(),
        body: String::new(),
        authorization: None,
        is_odd: false,
        is_over_old_tls: false,
    };
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a header");
        let Some((name, value)) = line.trim().split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().expect("a length"),
            "authorization" => request.authorization = Some(value.trim().to_owned()),
            "x-probe" => request.is_odd = true,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    request.body = String::from_utf8(body).expect("text");
    request
}

/// An answer with a JSON body.
pub(super) fn json(status: u16, body: &str) -> String {
    with(status, "content-type: application/json\r\n", body)
}

/// An answer with these headers.
pub(super) fn with(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} x\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// The error body, with its members as they are given.
pub(super) fn error(code: &str, more: &str) -> String {
    format!(
        r#"{{"code":{code},"message":"no","errorId":"a1b2c3d4-e5f6-7890-1234-567890abcdef","timestamp":"2025-12-18T10:00:00.000Z"{more}}}"#
    )
}

pub(super) const SESSION: &str = r#"{"sessionId":"a44a91be5ea5ea118169020897df5459","destination":"+6598765432","status":"WAITING","attempt":0,"expiresAt":"2025-12-18T05:59:54.09Z"}"#;

fn truth(request: &Request) -> String {
    let right = format!("Bearer {}", super::KEY);
    if request.authorization.as_deref() != Some(&right) {
        return json(401, &error("1200", ""));
    }
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", _) if request.body == r#"{"clientIp":"192.0.2.1"}"# => {
            json(200, r#"{"isAvailable":false}"#)
        }
        ("POST", _) => json(400, &error("1000", "")),
        ("GET", path) if path.contains("/nobody-") => json(400, &error("1001", "")),
        ("GET", path) if path.ends_with(super::SESSION) => json(200, SESSION),
        ("GET", _) => json(404, &error("1404", "")),
        _ => json(405, &error("1000", "")),
    }
}
