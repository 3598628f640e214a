//! How far the connection of a request came.
//!
//! A timer that fires does not say whether a request left this machine: it may fire while the name
//! is looked up, while the service is silent in the middle of the TLS handshake, or while the answer
//! is on its way. What connects does know, so it tells.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    static PROGRESS: Progress;
}

/// How far one request came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<AtomicBool>);

impl Progress {
    /// Runs a request; the connection that it makes is noted here.
    pub(crate) async fn note<F: Future>(&self, request: F) -> F::Output {
        PROGRESS.scope(self.clone(), request).await
    }

    /// Whether a connection was made for the request, with TLS set up if there is any.
    pub(crate) fn is_connected(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Goes around what connects.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoteConnections;

impl<S> Layer<S> for NoteConnections {
    type Service = NotingConnector<S>;

    fn layer(&self, connector: S) -> NotingConnector<S> {
        NotingConnector(connector)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct NotingConnector<S>(S);

impl<S, R> Service<R> for NotingConnector<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        // It is called while the request that needs the connection is polled. The connection itself
        // may go on without it.
        let progress = PROGRESS.try_get().ok();
        let connecting = self.0.call(request);
        Box::pin(async move {
            let connected = connecting.await?;
            if let Some(progress) = progress {
                progress.0.store(true, Ordering::Release);
            }
            Ok(connected)
        })
    }
}
