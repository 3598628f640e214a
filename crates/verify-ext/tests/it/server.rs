//! A server that does to a connection what no well-behaved server does.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

/// What the server does once it has read a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Writes, then closes.
    Bytes(Vec<u8>),
    /// Writes, and keeps the connection for the next request.
    BytesAndKeep(Vec<u8>),
    /// Writes, then resets the connection.
    BytesAndReset(Vec<u8>),
    /// Writes, then says nothing for as long as the client stays.
    BytesAndSilence(Vec<u8>),
    /// Writes the first, then the second for as long as the client reads.
    Endless(Vec<u8>, Vec<u8>),
}

/// How the server takes a connection.
#[derive(Clone)]
pub(crate) enum Welcome {
    /// Reads requests from it.
    Plain,
    /// Reads requests from it once TLS is set up.
    Tls(TlsAcceptor),
    /// Resets it before anything is read.
    Reset,
    /// Resets it when the first byte of a request has come.
    ResetInRequest,
    /// Reads what comes first, and writes this without a look at it.
    Blind(Vec<u8>),
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<String>,
}

/// Tells those that wait for a request.
type Arrivals = Arc<tokio::sync::Notify>;

pub(crate) struct Server {
    address: SocketAddr,
    tls: bool,
    seen: Arc<Mutex<Seen>>,
    arrivals: Arrivals,
    task: AbortHandle,
}

impl Server {
    /// Starts on a free port of the loopback address; `reply` is asked with the head of a request.
    pub(crate) async fn start(
        welcome: Welcome,
        reply: impl Fn(&str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = Arc::new(Shared {
            reply: Box::new(reply),
            seen: Arc::clone(&seen),
            arrivals: Arrivals::default(),
        });
        let arrivals = Arc::clone(&shared.arrivals);
        let tls = matches!(welcome, Welcome::Tls(_) | Welcome::Blind(_));
        let task = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                lock(&shared.seen).connections += 1;
                tokio::spawn(take(connection, welcome.clone(), Arc::clone(&shared)));
            }
        });
        Self {
            address,
            tls,
            seen,
            arrivals,
            task: task.abort_handle(),
        }
    }

    /// Answers every request so.
    pub(crate) async fn answering(reply: Reply) -> Self {
        Self::start(Welcome::Plain, move |_| reply.clone()).await
    }

    pub(crate) fn url(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Waits for a request that arrives from now on, or has arrived unnoticed.
    pub(crate) async fn request_arrives(&self) {
        self.arrivals.notified().await;
    }

    pub(crate) fn connections(&self) -> usize {
        lock(&self.seen).connections
    }

    /// The requests so far: head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        lock(&self.seen).requests.clone()
    }

    /// How many requests so far asked for a message.
    pub(crate) fn starts(&self) -> usize {
        let requests = self.requests();
        requests.iter().filter(|request| is_start(request)).count()
    }

    /// How many requests so far carried a code.
    pub(crate) fn checks(&self) -> usize {
        self.requests().iter().filter(|head| is_check(head)).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Whether a request asks for a message.
pub(crate) fn is_start(request: &str) -> bool {
    request.starts_with("POST ") && request.contains("/sessions HTTP")
}

/// Whether a request carries a code.
pub(crate) fn is_check(head: &str) -> bool {
    let target = head.split(' ').nth(1).unwrap_or_default();
    target.contains("?code=")
}

/// An answer that ends where it says it does.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n{body}").into_bytes()
}

/// The JSON of a session.
pub(crate) fn session_json(status: &str, attempt: u32) -> String {
    let number = crate::NUMBER;
    format!(r#"{{"status":"{status}","attempt":{attempt},"destination":"{number}"}}"#)
}

/// A session as the vendor answers it.
pub(crate) fn session(status: &str, attempt: u32) -> Reply {
    Reply::BytesAndKeep(answer(
        "200 OK",
        "Content-Type: application/json\r\n",
        &session_json(status, attempt),
    ))
}

struct Shared {
    reply: Box<dyn Fn(&str) -> Reply + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
    arrivals: Arrivals,
}

async fn take(mut connection: TcpStream, welcome: Welcome, shared: Arc<Shared>) {
    // A client that hangs up is part of what is tested: its errors say nothing.
    match welcome {
        Welcome::Plain => {
            if let Ok(End::Reset) = serve(&mut connection, &shared).await {
                let _ = connection.set_zero_linger();
            }
        }
        Welcome::Reset => {
            let _ = connection.set_zero_linger();
        }
        Welcome::ResetInRequest => {
            let _ = connection.read_u8().await;
            let _ = connection.set_zero_linger();
        }
        Welcome::Tls(acceptor) => {
            if let Ok(mut connection) = acceptor.accept(connection).await {
                let _ = serve(&mut connection, &shared).await;
            }
        }
        Welcome::Blind(bytes) => {
            let _ = connection.read(&mut [0; 4096]).await;
            let _ = connection.write_all(&bytes).await;
            drain(&mut connection).await;
        }
    }
}

enum End {
    Closed,
    Reset,
}

/// A request: its head, and the body that the head announces.
async fn read_request<C: AsyncRead + Unpin>(connection: &mut C) -> Option<String> {
    let mut request = read_head(connection).await?;
    let mut body = vec![0; body_length(&request)];
    connection.read_exact(&mut body).await.ok()?;
    request.push_str(&String::from_utf8_lossy(&body));
    Some(request)
}

/// How long a body the head of a request announces.
pub(crate) fn body_length(head: &str) -> usize {
    let head = head.to_lowercase();
    let stated = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    stated.map_or(0, |length| length.trim().parse().unwrap())
}

async fn serve<C: AsyncRead + AsyncWrite + Unpin>(
    connection: &mut C,
    shared: &Shared,
) -> std::io::Result<End> {
    while let Some(request) = read_request(connection).await {
        let reply = (shared.reply)(&request);
        lock(&shared.seen).requests.push(request);
        shared.arrivals.notify_one();
        let (Reply::Bytes(bytes)
        | Reply::BytesAndKeep(bytes)
        | Reply::BytesAndReset(bytes)
        | Reply::BytesAndSilence(bytes)
        | Reply::Endless(bytes, _)) = &reply;
        connection.write_all(bytes).await?;
        connection.flush().await?;
        match reply {
            Reply::BytesAndKeep(_) => {}
            Reply::Bytes(_) => {
                connection.shutdown().await?;
                break;
            }
            Reply::BytesAndReset(_) => return Ok(End::Reset),
            Reply::BytesAndSilence(_) => drain(connection).await,
            Reply::Endless(_, more) => loop {
                connection.write_all(&more).await?;
            },
        }
    }
    Ok(End::Closed)
}

async fn read_head<C: AsyncRead + Unpin>(connection: &mut C) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await.ok()?);
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// Reads until the client goes.
async fn drain<C: AsyncRead + Unpin>(connection: &mut C) {
    let mut chunk = [0; 4096];
    while matches!(connection.read(&mut chunk).await, Ok(1..)) {}
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
