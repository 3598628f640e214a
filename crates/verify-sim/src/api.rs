//! The service over HTTP.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::{sleep, timeout};

use crate::answer::{Answer, Loss};
use crate::backend::{Backend, MAX_BODY};
use crate::connection::Control;
use crate::request;

/// Answers a health check.
pub(crate) async fn healthy() -> &'static str {
    "ok\n"
}

/// Answers a request of the service that came on a connection.
pub(crate) async fn answer(
    backend: &Backend,
    request: Request<Incoming>,
    connection: &Control,
) -> Response {
    let (head, body) = request.into_parts();
    let header = |name| head.headers.get(name).map(HeaderValue::as_bytes);
    let sent = |body| request::Incoming {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query(),
        authorization: header(header::AUTHORIZATION),
        content_type: header(header::CONTENT_TYPE),
        body,
    };
    let answer = if head.method == Method::POST {
        let body = to_bytes(Body::new(body), MAX_BODY);
        match timeout(connection.patience(), body).await {
            Ok(Ok(body)) => backend.answer(sent(&body)),
            Ok(Err(_)) => {
                let message = format!("the body has more than {MAX_BODY} bytes, or does not end");
                backend.refuse(sent(&[]), 413, 1000, &message)
            }
            Err(_) => backend.refuse(sent(&[]), 408, 1000, "the body did not come"),
        }
    } else {
        backend.answer(sent(&[]))
    };
    if !answer.delay.is_zero() {
        sleep(answer.delay).await;
    }
    if answer.loss == Loss::All {
        connection.reset();
    }
    response(answer)
}

fn response(answer: Answer) -> Response {
    let body = if answer.loss == Loss::Nothing {
        Body::from(answer.body)
    } else {
        let rest = answer.loss.rest_of(answer.body.len());
        Body::new(Cut {
            promised: answer.body.len() as u64,
            rest: Some(answer.body.slice(..rest)),
            flushed: false,
        })
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(answer.media_type),
    );
    if let Some((name, value)) = answer.header
        && let Ok(value) = HeaderValue::try_from(value)
    {
        headers.insert(HeaderName::from_static(name), value);
    }
    response
}

/// A body that ends before its promised length.
struct Cut {
    promised: u64,
    rest: Option<Bytes>,
    flushed: bool,
}

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = CutShort;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutShort>>> {
        if let Some(rest) = self.rest.take() {
            return Poll::Ready(Some(Ok(Frame::data(rest))));
        }
        if !self.flushed {
            // hyper sends what it has before it asks again.
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(CutShort)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.promised)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the answer was to be cut short")]
struct CutShort;
