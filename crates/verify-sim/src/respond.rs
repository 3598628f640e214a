//! The service behind a `wiremock` server.

use axum::http::HeaderValue;
use wiremock::{Request, Respond, ResponseTemplate};

use crate::answer::Loss;
use crate::backend::Shared;
use crate::request::Incoming;

pub(crate) struct Responder(Shared);

impl Responder {
    pub(crate) fn new(backend: Shared) -> Self {
        Self(backend)
    }
}

impl Respond for Responder {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let content_type = request.headers.get("content-type");
        let authorization = request.headers.get("authorization");
        let answer = self.0.answer(Incoming {
            method: request.method.as_str(),
            path: request.url.path(),
            query: request.url.query(),
            authorization: authorization.map(HeaderValue::as_bytes),
            content_type: content_type.map(HeaderValue::as_bytes),
            body: &request.body,
        });
        if answer.loss != Loss::Nothing {
            return ResponseTemplate::new(500);
        }
        let mut response = ResponseTemplate::new(answer.status)
            .set_body_raw(answer.body.to_vec(), answer.media_type)
            .set_delay(answer.delay);
        if let Some((name, value)) = answer.header {
            response = response.insert_header(name, value);
        }
        response
    }
}
