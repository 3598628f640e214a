//! What an error prints, which shows nothing that was sent.

use std::fmt;

use super::{Error, ErrorKind, Reach};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unsent = self.0.reach == Reach::Nowhere;
        f.write_str(match (&self.0.message, self.0.kind) {
            (Some(message), _) => message,
            (None, ErrorKind::InvalidInput) => "the service refused the request as invalid",
            (None, ErrorKind::NotAuthenticated) => "the service did not accept the API key",
            (None, ErrorKind::NotFound) => "the service knows no such session",
            (None, ErrorKind::Throttled) => "the service asked for fewer requests",
            (None, ErrorKind::TlsTooOld) => "the service wants a newer TLS than was offered",
            (None, ErrorKind::ServerFault) => "the service failed",
            (None, ErrorKind::Transport) if unsent => "no connection was made, nothing was sent",
            (None, ErrorKind::Transport) => "no whole answer came",
            (None, ErrorKind::Deadline) if unsent => {
                "no connection was made in time, nothing was sent"
            }
            (None, ErrorKind::Deadline) => "no answer came in time",
            (None, ErrorKind::NotOver) => "the session was not over in time",
            (None, ErrorKind::DestinationNotAllowed) => "the number is not among those allowed",
            (None, ErrorKind::UnexpectedAnswer) => "the answer is not the documented one",
        })?;
        self.answer_in_brackets(f)?;
        if let Some(wait) = self.retry_after() {
            write!(f, "; come back in {} s", wait.as_secs())?;
        }
        if self.may_have_counted() {
            f.write_str(
                "; the attempt may have been counted, read the session before another try",
            )?;
        }
        if self.may_have_sent() {
            f.write_str(
                "; the message may have been sent, and a repeat within the resend interval sends \
                 nothing",
            )?;
        }
        Ok(())
    }
}

impl Error {
    fn answer_in_brackets(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(status) = self.status() else {
            return Ok(());
        };
        write!(f, " (status {}", status.as_u16())?;
        if let Some(code) = self.printable_code() {
            write!(f, ", code {code}")?;
        }
        if let Some(id) = self.printable_error_id() {
            write!(f, ", error id {id}")?;
        }
        f.write_str(")")
    }

    /// The code, if it looks like one of the vendor's and like nothing that was sent.
    fn printable_code(&self) -> Option<i64> {
        let of_vendor = |code: &i64| (0..10_000).contains(code);
        self.code()
            .filter(|code| self.0.answer.printable && of_vendor(code))
    }

    /// The error id, if it is a UUID and nothing that was sent.
    fn printable_error_id(&self) -> Option<&str> {
        self.error_id()
            .filter(|id| self.0.answer.printable && is_uuid(id))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("status", &self.status().map(|status| status.as_u16()))
            .field("code", &self.printable_code())
            .field("error_id", &self.printable_error_id())
            .field("retry_after", &self.retry_after())
            .field("may_have_counted", &self.may_have_counted())
            .field("may_have_sent", &self.may_have_sent())
            .field("source", &std::error::Error::source(self))
            .finish()
    }
}

fn is_uuid(text: &str) -> bool {
    let digits = text.bytes().filter(|byte| *byte != b'-');
    text.bytes()
        .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        && digits.count() == 32
}
