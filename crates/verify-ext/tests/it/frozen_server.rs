//! A server in threads of its own, which goes on while the runtime of a test stands still.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crate::ID;
use crate::server::{answer, body_length, session_json};

#[derive(Default)]
struct Seen {
    requests: Vec<String>,
    connections: Vec<TcpStream>,
}

/// Answers that every session is verified, and keeps the connections.
pub(crate) struct FrozenServer {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

impl FrozenServer {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = Arc::clone(&seen);
        // Both kinds of thread end with the process.
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let held = connection.try_clone().unwrap();
                shared.lock().unwrap().connections.push(held);
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(connection, &shared));
            }
        });
        Self { address, seen }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Closes every connection. The client's side of them is closed when this returns, and nobody
    /// there has had a chance to notice.
    pub(crate) fn close_idle(&self) {
        for connection in self.seen.lock().unwrap().connections.drain(..) {
            // The client may have closed it already.
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    /// The requests so far: head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.clone()
    }
}

fn serve(mut connection: TcpStream, seen: &Mutex<Seen>) {
    let session =
        session_json("VERIFIED", 0).replacen('{', &format!("{{\"sessionId\":\"{ID}\","), 1);
    let bytes = answer("200 OK", "", &session);
    let mut head = Vec::new();
    let mut byte = [0];
    while let Ok(1) = connection.read(&mut byte) {
        head.extend(byte);
        if head.ends_with(b"\r\n\r\n") {
            let mut text = String::from_utf8_lossy(&head).into_owned();
            let mut body = vec![0; body_length(&text)];
            if connection.read_exact(&mut body).is_err() {
                return;
            }
            text.push_str(&String::from_utf8_lossy(&body));
            seen.lock().unwrap().requests.push(text);
            head.clear();
            if connection.write_all(&bytes).is_err() {
                return;
            }
        }
    }
}
