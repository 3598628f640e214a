//! A session as it stood when the vendor answered.

use std::fmt;
use std::time::{Duration, SystemTime};

use verify_api::types::{self, SessionId, SessionStatus, VerificationUrl};

use crate::number::PhoneNumber;

/// The vendor documents that the fifth wrong code ends a session.
const ATTEMPTS: u8 = 5;

/// A session as it stood when the vendor answered.
///
/// It always has a status: an answer without one is an
/// [unexpected answer](crate::Error::is_unexpected_answer). Another field that the answer did not
/// have, or that could not be read, is `None`. `Debug` shows where the session stands and until
/// when, and nothing that a server could put its own words into.
///
/// | status | final | meaning |
/// |---|---|---|
/// | `WAITING` | no | no right code has come in, and time is not up |
/// | `VERIFIED` | yes | a right code came in time |
/// | `FAILED` | yes | five codes were wrong |
/// | `EXPIRED` | yes | time ran out before a right code came in |
///
/// **A status of `VERIFIED` says that somebody verified [`destination`](Session::destination).** It
/// does not say who asks now: compare the number with the one being claimed
/// ([`is_for_number`](Session::is_for_number)), and let one session open one door once.
#[derive(Clone, PartialEq)]
#[must_use = "a session that was read says for which number it is verified, if it is"]
pub struct Session {
    raw: types::Session,
    status: SessionStatus,
}

impl Session {
    /// Takes an answer that has a status; gives it back if it has none.
    #[expect(
        clippy::result_large_err,
        reason = "the answer itself is what the error is"
    )]
    pub(crate) fn read(raw: types::Session) -> Result<Self, types::Session> {
        match raw.status.clone() {
            Some(status) => Ok(Self { raw, status }),
            None => Err(raw),
        }
    }

    /// Where the session stands.
    #[must_use]
    pub fn status(&self) -> &SessionStatus {
        &self.status
    }

    /// Whether the session is over: `VERIFIED`, `FAILED`, or `EXPIRED`.
    ///
    /// A status that this version does not know counts as not final, so that nobody stops waiting
    /// for an end that is still to come.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(
            self.status(),
            SessionStatus::Verified | SessionStatus::Failed | SessionStatus::Expired
        )
    }

    /// The session's name, as this answer writes it.
    #[must_use]
    pub fn id(&self) -> Option<&SessionId> {
        self.raw.session_id.as_ref()
    }

    /// Whether this is the session of that name; dashes and case do not count.
    ///
    /// ```
    /// use verify_ext::{SessionId, SessionStatus, testing};
    ///
    /// let id = SessionId::new("18B526AD-D063-48C0-BB93-4E71F042F047")?;
    /// let session = testing::session(SessionStatus::Waiting).id(&id).build();
    /// let stored = SessionId::new("18b526add06348c0bb934e71f042f047")?;
    /// assert_eq!(session.is_named(&stored), Some(true));
    /// # Ok::<(), verify_ext::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn is_named(&self, id: &SessionId) -> Option<bool> {
        Some(same_id(self.id()?.as_str(), id.as_str()))
    }

    /// The number being verified; `None` as well if it cannot be read as a number.
    #[must_use]
    pub fn destination(&self) -> Option<PhoneNumber> {
        PhoneNumber::of_vendor(self.raw.destination.as_ref()?)
    }

    /// Whether the session verifies that number; `None` if the answer names none, or none that can
    /// be read.
    #[must_use]
    pub fn is_for_number(&self, number: &PhoneNumber) -> Option<bool> {
        Some(self.destination()? == *number)
    }

    /// How many wrong codes the session has seen; the vendor documents 0 to 255.
    #[must_use]
    pub fn attempts_used(&self) -> Option<u8> {
        u8::try_from(self.raw.attempt?).ok()
    }

    /// How many codes may still be tried, of five.
    ///
    /// A session that is over has none, however many were used.
    #[must_use]
    pub fn attempts_left(&self) -> Option<u8> {
        if self.is_final() {
            return Some(0);
        }
        Some(ATTEMPTS.saturating_sub(self.attempts_used()?))
    }

    /// When the session expires.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.raw.expires_at.as_ref()?.system_time()
    }

    /// How long until the session expires, zero if it should have; `now` is by the caller's clock.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// # use verify_ext::{SessionStatus, testing};
    /// # let expires_at = SystemTime::UNIX_EPOCH + Duration::from_secs(300);
    /// # let session = testing::session(SessionStatus::Waiting).expires_at(expires_at).build();
    /// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(60);
    /// assert_eq!(session.time_to_expiry(now), Some(Duration::from_secs(240)));
    /// ```
    #[must_use]
    pub fn time_to_expiry(&self, now: SystemTime) -> Option<Duration> {
        Some(until(self.expires_at()?, now))
    }

    /// When a code may be sent again for this session. It says nothing about checking a code.
    #[must_use]
    pub fn resend_allowed_at(&self) -> Option<SystemTime> {
        self.raw.retry_after.as_ref()?.system_time()
    }

    /// How long until a code may be sent again, zero if it may be already; `now` is by the caller's
    /// clock.
    #[must_use]
    pub fn time_to_resend(&self, now: SystemTime) -> Option<Duration> {
        Some(until(self.resend_allowed_at()?, now))
    }

    /// The URL that the person's device opens over mobile data, in sessions that verify silently.
    #[must_use]
    pub fn verification_url(&self) -> Option<&VerificationUrl> {
        self.raw.sma.as_ref()?.verification_url.as_ref()
    }

    /// The answer as it came, with members this version does not know. Unlike that of this type, its
    /// `Debug` shows texts of the server's.
    #[cfg(feature = "raw-api-may-send-a-code-twice")]
    #[must_use]
    pub fn raw(&self) -> &types::Session {
        &self.raw
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("status", &self.status)
            .field("attempts_used", &self.attempts_used())
            .field("expires_at", &self.raw.expires_at)
            .field("resend_allowed_at", &self.raw.retry_after)
            .finish_non_exhaustive()
    }
}

/// Whether an answer is about the session of that name. One that names none is taken to be.
pub(crate) fn is_about(raw: &types::Session, id: &SessionId) -> bool {
    if let Some(named) = &raw.session_id {
        return same_id(named.as_str(), id.as_str());
    }
    // A name that cannot be read as one is a name all the same.
    match raw.other_members.get("sessionId") {
        Some(serde_json::Value::String(named)) => same_id(named, id.as_str()),
        Some(serde_json::Value::Number(named)) => same_id(&named.to_string(), id.as_str()),
        _ => true,
    }
}

/// Dashes and case do not count.
fn same_id(one: &str, other: &str) -> bool {
    fn plain(id: &str) -> impl Iterator<Item = u8> {
        let dashless = id.bytes().filter(|byte| *byte != b'-');
        dashless.map(|byte| byte.to_ascii_lowercase())
    }
    one == other || plain(one).eq(plain(other))
}

fn until(moment: SystemTime, now: SystemTime) -> Duration {
    moment.duration_since(now).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(json: &str) -> Session {
        Session::read(serde_json::from_str(json).unwrap()).unwrap()
    }

    #[test]
    fn all_but_the_status_may_be_missing() {
        assert!(Session::read(types::Session::default()).is_err());
        let session = session(r#"{"status":"WAITING"}"#);
        let now = SystemTime::UNIX_EPOCH;
        assert!(!session.is_final());
        assert_eq!(session.attempts_used(), None);
        assert_eq!(session.attempts_left(), None);
        assert_eq!(session.time_to_expiry(now), None);
        assert_eq!(session.time_to_resend(now), None);
        assert!(session.verification_url().is_none());
        assert_eq!(session.destination(), None);
        let number = PhoneNumber::new("65").unwrap();
        assert_eq!(session.is_for_number(&number), None);
        assert_eq!(session.is_named(&SessionId::new("a").unwrap()), None);
    }

    #[test]
    fn attempts_left_count_down_to_the_end() {
        let table = [
            (r#"{"status":"WAITING","attempt":0}"#, Some(0), Some(5)),
            (r#"{"status":"WAITING","attempt":4}"#, Some(4), Some(1)),
            (r#"{"status":"WAITING","attempt":200}"#, Some(200), Some(0)),
            (r#"{"status":"WAITING","attempt":-1}"#, None, None),
            (r#"{"status":"WAITING","attempt":256}"#, None, None),
            (r#"{"status":"WAITING","attempt":"3"}"#, None, None),
            (r#"{"status":"FAILED"}"#, None, Some(0)),
            (r#"{"status":"VERIFIED","attempt":1}"#, Some(1), Some(0)),
            (r#"{"status":"EXPIRED","attempt":1}"#, Some(1), Some(0)),
            (r#"{"status":"PAUSED","attempt":1}"#, Some(1), Some(4)),
        ];
        for (json, used, left) in table {
            let session = session(json);
            assert_eq!(session.attempts_used(), used, "{json}");
            assert_eq!(session.attempts_left(), left, "{json}");
        }
    }

    #[test]
    fn an_answer_is_about_the_session_that_it_names() {
        let id = SessionId::new("18b526ad-0007").unwrap();
        let table = [
            (r#"{"sessionId":"18B526AD0007"}"#, true),
            (r#"{"sessionId":null}"#, true),
            ("{}", true),
            (r#"{"sessionId":"18b526ad-0008"}"#, false),
            (r#"{"sessionId":"18b526ad-00071"}"#, false),
            (r#"{"sessionId":""}"#, false),
            (r#"{"sessionId":".."}"#, false),
            (r#"{"sessionId":7}"#, false),
        ];
        for (json, expected) in table {
            let raw: types::Session = serde_json::from_str(json).unwrap();
            assert_eq!(is_about(&raw, &id), expected, "{json}");
        }
    }

    #[test]
    fn debug_shows_nothing_that_a_server_could_have_chosen() {
        let canary = "7392810465";
        let json = serde_json::json!({
            "status": canary, "destination": canary, "sessionId": canary, "verifyUri": canary,
            "expiresAt": canary, "retryAfter": canary, canary: canary, "attempt": canary,
            "sma": { "verificationUrl": canary },
        });
        let session = session(&json.to_string());
        let printed = format!("{session:?} {session:#?}");
        assert!(!printed.contains(canary), "{printed}");
    }

    #[test]
    fn moments_that_have_passed_are_zero_away() {
        let session = session(
            r#"{"status":"WAITING","expiresAt":"1970-01-01T00:01:40Z",
                "retryAfter":"1970-01-01T00:00:10+00:00"}"#,
        );
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(session.time_to_expiry(at(40)), seconds(60));
        assert_eq!(session.time_to_expiry(at(100)), seconds(0));
        assert_eq!(session.time_to_expiry(at(200)), seconds(0));
        assert_eq!(session.time_to_resend(at(4)), seconds(6));
        assert_eq!(session.time_to_resend(at(40)), seconds(0));
    }
}
