//! Listening, one task per connection, and stopping.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use crate::api;
use crate::backend::{Backend, Shared};
use crate::connection::Connection;

/// How long what is under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);
/// How many connections there can be at once.
const MAX_CONNECTIONS: usize = 4_096;
/// How many bytes of a request's head are held.
const MAX_HEAD: usize = 32 * 1024;

/// What answers on a port.
#[derive(Clone)]
pub(crate) struct Answering {
    /// What is beside the service: its paths are the router's.
    pub(crate) beside: Router,
    /// The service; without it, the router answers everything. It is not one of the router's
    /// routes: a request would be taken apart twice.
    pub(crate) service: Option<Shared>,
}

impl Answering {
    fn service(&self, path: &str) -> Option<&Backend> {
        let beside = path == "/healthz" || path.starts_with("/_sim/");
        self.service.as_deref().filter(|_| !beside)
    }
}

/// A port that is listened on; it stops at once when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

impl Server {
    /// `patience` is how long a client may take to send the head of a request, and to take any of
    /// an answer.
    pub(crate) async fn start(
        address: SocketAddr,
        patience: Duration,
        answering: Answering,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(accept(listener, patience, answering, stopped));
        Ok(Self {
            address,
            stop,
            task: Some(task),
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more connections, and waits until what is under way is done, up to five seconds.
    pub(crate) async fn stop(mut self) {
        self.stop.send_replace(true);
        if let Some(task) = &mut self.task {
            // A task that panicked has stopped as well.
            let _ = task.await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

async fn accept(
    listener: TcpListener,
    patience: Duration,
    answering: Answering,
    mut stopped: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    // Dropped with this task, and all connections with it.
    let mut connections = JoinSet::new();
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            let accepted = listener.accept().await;
            (accepted, place)
        };
        tokio::select! {
            // Told to stop, or dropped: either way it is over.
            _ = stopped.changed() => break,
            (accepted, place) = accepted => match accepted {
                Ok((stream, _)) => {
                    let connection = serve(stream, patience, answering.clone(), stopped.clone());
                    connections.spawn(async move {
                        connection.await;
                        drop(place);
                    });
                    while connections.try_join_next().is_some() {}
                }
                // No file handle is left, say; there will be one when a connection ends.
                Err(_) => sleep(Duration::from_millis(20)).await,
            },
        }
    }
    drop(listener);
    let done = async { while connections.join_next().await.is_some() {} };
    // What is not done by then is cut off.
    let _ = timeout(GRACE, done).await;
}

async fn serve(
    stream: TcpStream,
    patience: Duration,
    answering: Answering,
    mut stopped: watch::Receiver<bool>,
) {
    // Without it, a small answer can wait for the client's acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let connection = Connection::new(stream, patience);
    let control = connection.control();
    let beside = TowerToHyperService::new(answering.beside.clone());
    let service = service_fn(|request: Request<Incoming>| async {
        control.begins();
        let answer = match answering.service(request.uri().path()) {
            Some(backend) => Ok(api::answer(backend, request, &control).await),
            None => beside.call(request.map(Body::new)).await,
        };
        control.ends();
        answer
    });
    let connection = http1::Builder::new()
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(connection), service);
    tokio::pin!(connection);
    tokio::select! {
        // What goes wrong on one connection is between the two of them.
        _ = connection.as_mut() => return,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
