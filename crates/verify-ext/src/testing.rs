//! Sessions and errors for the tests of your own code.
//!
//! What a mock of yours gives in place of an answer. To test against answers themselves, point a
//! [`Client`](crate::Client) at a local server with
//! [`base_url`](crate::ClientBuilder::base_url).
//!
//! ```
//! use verify_ext::{ErrorKind, SessionStatus, testing};
//!
//! let session = testing::session(SessionStatus::Waiting).attempts_used(1).build();
//! assert_eq!(session.attempts_left(), Some(4));
//!
//! let error = testing::error(ErrorKind::Deadline).may_have_counted().build();
//! assert!(error.is_timeout() && error.may_have_counted());
//! ```

use std::time::{Duration, SystemTime};

use http::StatusCode;
use verify_api::types::{self, SessionId, SessionStatus};

use crate::error::{Answer, Effect, Error, ErrorKind, Reach};
use crate::number::PhoneNumber;
use crate::session::Session;

/// Starts a session with that status; all else is unknown unless it is set.
pub fn session(status: SessionStatus) -> SessionBuilder {
    let mut raw = types::Session::default();
    raw.status = Some(status);
    SessionBuilder { raw }
}

/// A [`Session`] to be; made by [`session`].
#[derive(Clone)]
#[must_use = "a session is made by `build`"]
pub struct SessionBuilder {
    raw: types::Session,
}

impl SessionBuilder {
    /// What names the session.
    pub fn id(mut self, id: &SessionId) -> Self {
        self.raw.session_id = Some(id.clone());
        self
    }

    /// The number being verified.
    pub fn destination(mut self, number: &PhoneNumber) -> Self {
        self.raw.destination = Some(number.expose().into());
        self
    }

    /// How many wrong codes it has seen.
    pub fn attempts_used(mut self, attempts: u8) -> Self {
        self.raw.attempt = Some(attempts.into());
        self
    }

    /// When it expires, to the second.
    pub fn expires_at(mut self, moment: SystemTime) -> Self {
        self.raw.expires_at = Some(moment.into());
        self
    }

    /// When a code may be sent again, to the second.
    pub fn resend_allowed_at(mut self, moment: SystemTime) -> Self {
        self.raw.retry_after = Some(moment.into());
        self
    }

    /// The URL that a silent verification opens.
    pub fn verification_url(mut self, url: impl Into<String>) -> Self {
        let mut silent = types::Sma::default();
        silent.verification_url = Some(url.into().into());
        self.raw.sma = Some(silent);
        self
    }

    /// Makes the session.
    ///
    /// # Panics
    ///
    /// Never: it has a status from the start.
    pub fn build(self) -> Session {
        Session::read(self.raw).expect("a session that is built has a status")
    }
}

impl std::fmt::Debug for SessionBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionBuilder").finish_non_exhaustive()
    }
}

/// Starts an error of that kind, of a request that had no effect unless it is said to.
pub fn error(kind: ErrorKind) -> ErrorBuilder {
    ErrorBuilder {
        error: Error::of(kind).reached(Reach::Refused),
        answer: Answer {
            printable: true,
            ..Answer::default()
        },
    }
}

/// An [`Error`] to be; made by [`error`].
#[must_use = "an error is made by `build`"]
pub struct ErrorBuilder {
    error: Error,
    answer: Answer,
}

impl ErrorBuilder {
    /// The HTTP status of the answer.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.answer.status = Some(status);
        self
    }

    /// The vendor's number for the reason.
    pub fn code(mut self, code: i64) -> Self {
        self.answer.code = Some(code);
        self
    }

    /// The vendor's name for the error.
    pub fn error_id(mut self, id: impl Into<String>) -> Self {
        self.answer.error_id = Some(id.into());
        self
    }

    /// When to come back.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.answer.retry_after = Some(wait);
        self
    }

    /// Makes it the error of a check that may have used up an attempt.
    pub fn may_have_counted(mut self) -> Self {
        self.error = self
            .error
            .reached(Reach::Unknown)
            .with_effect(Effect::Attempt);
        self
    }

    /// Makes it the error of a start that may have sent a message.
    pub fn may_have_sent(mut self) -> Self {
        self.error = self
            .error
            .reached(Reach::Unknown)
            .with_effect(Effect::Message);
        self
    }

    /// Makes the error.
    #[must_use]
    pub fn build(self) -> Error {
        self.error.answered(self.answer)
    }
}

impl std::fmt::Debug for ErrorBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ErrorBuilder").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_that_is_built_says_what_it_was_told() {
        let id = SessionId::new("a1").unwrap();
        let number = PhoneNumber::new("+65 9876 5432").unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let session = session(SessionStatus::Failed)
            .id(&id)
            .destination(&number)
            .attempts_used(5)
            .expires_at(at(300))
            .resend_allowed_at(at(10))
            .verification_url("https://a.test/")
            .build();
        assert_eq!(session.id(), Some(&id));
        assert_eq!(session.is_for_number(&number), Some(true));
        assert_eq!(session.attempts_used(), Some(5));
        assert_eq!(session.expires_at(), Some(at(300)));
        assert_eq!(session.resend_allowed_at(), Some(at(10)));
        assert_eq!(
            session.verification_url().unwrap().expose(),
            "https://a.test/"
        );
    }

    #[test]
    fn an_error_that_is_built_says_what_it_was_told() {
        let error = error(ErrorKind::NotFound)
            .status(StatusCode::NOT_FOUND)
            .code(1404)
            .error_id("a1b2c3d4-e5f6-7890-1234-567890abcdef")
            .retry_after(Duration::from_secs(7))
            .build();
        assert!(error.is_not_found() && !error.may_have_counted());
        let printed = "the service knows no such session (status 404, code 1404, error id \
                       a1b2c3d4-e5f6-7890-1234-567890abcdef); come back in 7 s";
        assert_eq!(error.to_string(), printed);
    }
}
