//! What the feature `tracing` shows of a call; nothing without it.
//!
//! Names are those of OpenTelemetry's HTTP client conventions. `url.full` is left out: the code is
//! in it.

use std::time::Duration;

use crate::client::{Sending, Shared};
use crate::error::Error;

/// Sends a request within a span of its own.
#[cfg(feature = "tracing")]
pub(crate) async fn observed<T>(
    shared: &Shared,
    sending: Sending<'_>,
    request: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    use tracing::Instrument as _;
    use tracing::field::{Empty, display};

    let (address, port) = shared.server();
    let span = tracing::info_span!(
        "HTTP request",
        otel.name = sending.method,
        otel.kind = "client",
        http.request.method = sending.method,
        server.address = &*address,
        server.port = port,
        http.request.resend_count = (sending.resend_count > 0).then_some(sending.resend_count),
        http.response.status_code = Empty,
        "error.type" = Empty,
    );
    let result = request.instrument(span.clone()).await;
    let status = match &result {
        Ok(_) => Some(http::StatusCode::OK),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Err(error) = &result {
        span.record("error.type", display(error.type_name()));
    }
    result
}

#[cfg(not(feature = "tracing"))]
pub(crate) async fn observed<T>(
    _: &Shared,
    _: Sending<'_>,
    request: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    request.await
}

/// Tells whether a request is sent again after an error, and when.
pub(crate) fn decided(error: &Error, wait: Option<Duration>) {
    #[cfg(feature = "tracing")]
    if let Some(wait) = wait {
        tracing::info!(
            "error.type" = &*error.type_name(),
            wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            "sending again after a wait"
        );
    } else {
        tracing::info!(
            "error.type" = &*error.type_name(),
            "not sending again: no try or no time is left"
        );
    }
    #[cfg(not(feature = "tracing"))]
    let _ = (error, wait);
}
