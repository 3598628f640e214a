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

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::error::Answer;
    use crate::testing;

    #[test]
    fn every_kind_says_what_happened_and_whether_anything_was_sent() {
        let unsent = |kind| Error::of(kind).reached(Reach::Nowhere);
        let sent = |kind| Error::of(kind).reached(Reach::Refused);
        let table = [
            (
                sent(ErrorKind::InvalidInput),
                "the service refused the request as invalid",
            ),
            (
                sent(ErrorKind::NotAuthenticated),
                "the service did not accept the API key",
            ),
            (
                sent(ErrorKind::NotFound),
                "the service knows no such session",
            ),
            (
                sent(ErrorKind::Throttled),
                "the service asked for fewer requests",
            ),
            (
                sent(ErrorKind::TlsTooOld),
                "the service wants a newer TLS than was offered",
            ),
            (sent(ErrorKind::ServerFault), "the service failed"),
            (sent(ErrorKind::Transport), "no whole answer came"),
            (
                unsent(ErrorKind::Transport),
                "no connection was made, nothing was sent",
            ),
            (sent(ErrorKind::Deadline), "no answer came in time"),
            (
                unsent(ErrorKind::Deadline),
                "no connection was made in time, nothing was sent",
            ),
            (sent(ErrorKind::NotOver), "the session was not over in time"),
            (
                unsent(ErrorKind::DestinationNotAllowed),
                "the number is not among those allowed",
            ),
            (
                sent(ErrorKind::UnexpectedAnswer),
                "the answer is not the documented one",
            ),
            (
                unsent(ErrorKind::InvalidInput).saying("what it says"),
                "what it says",
            ),
            (
                testing::error(ErrorKind::Deadline)
                    .may_have_counted()
                    .build(),
                "no answer came in time; the attempt may have been counted, read the session \
                 before another try",
            ),
            (
                testing::error(ErrorKind::Deadline).may_have_sent().build(),
                "no answer came in time; the message may have been sent, and a repeat within the \
                 resend interval sends nothing",
            ),
        ];
        for (error, expected) in table {
            assert_eq!(error.to_string(), expected);
        }
    }

    #[test]
    fn only_what_looks_like_the_vendors_is_shown_of_an_answer() {
        let uuid = "A1b2c3d4-e5f6-7890-1234-567890abcdef";
        let shown = format!(", error id {uuid}");
        let table = [
            (true, Some(0), None, ", code 0"),
            (true, Some(9_999), None, ", code 9999"),
            (true, Some(10_000), None, ""),
            (true, Some(-1), None, ""),
            (false, Some(1404), None, ""),
            (true, None, Some(uuid), &*shown),
            (false, None, Some(uuid), ""),
            (true, None, Some(&uuid[1..]), ""),
            (true, None, Some("g1b2c3d4-e5f6-7890-1234-567890abcdef"), ""),
            (
                true,
                None,
                Some("a1b2c3d4-e5f6-7890-1234-567890abcdef0"),
                "",
            ),
        ];
        for (printable, code, error_id, expected) in table {
            let error = Error::of(ErrorKind::NotFound).answered(Answer {
                status: Some(StatusCode::NOT_FOUND),
                code,
                error_id: error_id.map(str::to_owned),
                printable,
                ..Answer::default()
            });
            let text = format!("the service knows no such session (status 404{expected})");
            assert_eq!(error.to_string(), text);
            // `Debug` shows no more than that.
            let printed = format!("{error:?}");
            let is_shown = !expected.is_empty();
            assert_eq!(
                printed.contains("code: Some"),
                is_shown && code.is_some(),
                "{printed}"
            );
            let shows_id = is_shown && error_id.is_some();
            assert_eq!(printed.contains("error_id: Some"), shows_id, "{printed}");
        }
    }
}
