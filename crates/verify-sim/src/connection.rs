//! A connection that can be reset from inside, and that a slow client cannot occupy forever.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// Longer than any test.
const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What the answers to the requests of a connection have to do with it.
#[derive(Clone)]
pub(crate) struct Control(Arc<Inner>);

struct Inner {
    patience: Duration,
    opened: Instant,
    reset: AtomicBool,
    /// Since when, in milliseconds after it was opened, a request is waited for; [`BUSY`] while one
    /// is answered.
    waits_since: AtomicU64,
}

const BUSY: u64 = u64::MAX;

impl Control {
    fn new(patience: Duration) -> Self {
        Self(Arc::new(Inner {
            patience,
            opened: Instant::now(),
            reset: AtomicBool::new(false),
            waits_since: AtomicU64::new(0),
        }))
    }

    /// How long a client may take for a part of a request.
    pub(crate) fn patience(&self) -> Duration {
        self.0.patience
    }

    /// Has the connection reset in place of the answer.
    pub(crate) fn reset(&self) {
        self.0.reset.store(true, Ordering::SeqCst);
    }

    /// Notes that a request has come.
    pub(crate) fn begins(&self) {
        self.0.waits_since.store(BUSY, Ordering::Relaxed);
    }

    /// Notes that it was answered.
    pub(crate) fn ends(&self) {
        let now = self.0.opened.elapsed().as_millis();
        let now = u64::try_from(now).unwrap_or(BUSY - 1);
        self.0.waits_since.store(now, Ordering::Relaxed);
    }

    /// When the head of the next request has to be there.
    fn due(&self, patience: Duration) -> Option<Instant> {
        match self.0.waits_since.load(Ordering::Relaxed) {
            BUSY => None,
            since => Some(self.0.opened + Duration::from_millis(since) + patience),
        }
    }
}

pub(crate) struct Connection {
    stream: TcpStream,
    control: Control,
    patience: Duration,
    /// Runs while the client takes nothing of what is written.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Looks from time to time whether the head of a request is due: a timer for each request
    /// would cost more than answering it.
    look: Pin<Box<Sleep>>,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, patience: Duration) -> Self {
        let patience = patience.min(FOREVER);
        Self {
            stream,
            control: Control::new(patience),
            patience,
            stalled: None,
            look: Box::pin(sleep(patience)),
        }
    }

    pub(crate) fn control(&self) -> Control {
        self.control.clone()
    }

    /// An error once the head of a request is overdue.
    fn check_patience(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        while self.look.as_mut().poll(context).is_ready() {
            let now = Instant::now();
            let due = self.control.due(self.patience);
            if due.is_some_and(|due| due <= now) {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.look.as_mut().reset(due.unwrap_or(now + self.patience));
        }
        Ok(())
    }

    /// Passes what came of writing on, unless the client has taken nothing for too long.
    fn watched<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.patience;
        let timer = self
            .stalled
            .get_or_insert_with(|| Box::pin(sleep(patience)));
        match timer.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }

    fn check_reset(&self) -> io::Result<()> {
        if !self.control.0.reset.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.stream.set_zero_linger()?;
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let read = Pin::new(&mut this.stream).poll_read(context, buffer);
        if read.is_pending() {
            this.check_patience(context)?;
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.check_reset()?;
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.watched(context, written)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
