//! A server that answers with any bytes and keeps the bytes it was sent.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Answers every connection once with the bytes it was told, then closes it.
pub(crate) struct RawServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    answer: Vec<u8>,
    requests: Vec<String>,
}

impl RawServer {
    /// Starts on a free port of the loopback address.
    pub(crate) fn start() -> Self {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let state = Arc::new(Mutex::new(State::default()));
        let stopped = Arc::new(AtomicBool::new(false));
        let thread = std::thread::spawn({
            let (state, stopped) = (Arc::clone(&state), Arc::clone(&stopped));
            move || {
                for connection in listener.incoming() {
                    if stopped.load(Ordering::SeqCst) {
                        break;
                    }
                    if let Ok(connection) = connection {
                        // A client that hangs up early is part of what is tested.
                        let _ = serve(connection, &state);
                    }
                }
            }
        });
        Self {
            address,
            state,
            stopped,
            thread: Some(thread),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sets the answer to the requests to come.
    pub(crate) fn answer(&self, answer: Vec<u8>) {
        lock(&self.state).answer = answer;
    }

    /// Takes the requests that came since the last time, each with its body.
    pub(crate) fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.state).requests)
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener up; if that fails, it is gone already.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(mut connection: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    while !is_whole(&request) {
        let length = connection.read(&mut chunk)?;
        if length == 0 {
            return Ok(());
        }
        request.extend_from_slice(&chunk[..length]);
    }
    let answer = {
        let mut state = lock(state);
        state
            .requests
            .push(String::from_utf8_lossy(&request).into_owned());
        state.answer.clone()
    };
    connection.write_all(&answer)?;
    connection.flush()?;
    connection.shutdown(std::net::Shutdown::Write)
}

/// Whether a request has come to its end: that of its head, and that of the body it announces.
fn is_whole(request: &[u8]) -> bool {
    const BLANK: &[u8] = b"\r\n\r\n";
    let Some(end) = request
        .windows(BLANK.len())
        .position(|window| window == BLANK)
    else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
    let announced = head
        .split("\r\n")
        .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    request.len() - end - BLANK.len() >= announced.unwrap_or(0)
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
