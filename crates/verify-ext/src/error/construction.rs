//! How the client makes an error, from what it knows of the request.

use std::borrow::Cow;

use http::StatusCode;
use verify_api::TransportError;

use super::{Answer, Effect, Error, ErrorKind, Late, Reach, Repr, Source};

impl Error {
    /// An error of that kind, of a request that may have been carried out.
    pub(crate) fn of(kind: ErrorKind) -> Self {
        Self(Box::new(Repr {
            kind,
            message: None,
            reach: Reach::Unknown,
            effect: Effect::None,
            answer: Answer::default(),
            source: None,
        }))
    }

    /// Refused here, before anything was sent.
    pub(crate) fn refused(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::of(ErrorKind::InvalidInput)
            .saying(reason)
            .reached(Reach::Nowhere)
    }

    /// The session is verified, and the answer does not say for which number.
    pub(crate) fn unnamed_number() -> Self {
        Self::of(ErrorKind::UnexpectedAnswer)
            .saying("the service answered that the session is verified, but not for which number")
            .answered(Answer {
                status: Some(StatusCode::OK),
                ..Answer::default()
            })
    }

    /// The total deadline ran out.
    pub(crate) fn late(late: Late) -> Self {
        let mut error = Self::of(ErrorKind::Deadline).reached(late.reach());
        error.0.source = Some(Source::Late(late));
        error
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(crate) fn saying(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    pub(crate) fn reached(mut self, reach: Reach) -> Self {
        self.0.reach = reach;
        self
    }

    pub(crate) fn answered(mut self, answer: Answer) -> Self {
        self.0.answer = answer;
        self
    }

    pub(crate) fn caused_by(mut self, source: TransportError) -> Self {
        self.0.source = Some(Source::Transport(source));
        self
    }

    /// Marks it as the error of a request with that effect.
    pub(crate) fn with_effect(mut self, effect: Effect) -> Self {
        self.0.effect = effect;
        self
    }
}
