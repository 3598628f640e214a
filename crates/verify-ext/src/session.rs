//! A session as it stood when the vendor answered.

use std::time::{Duration, SystemTime};

use verify_api::types::{self, PhoneNumber, SessionId, SessionStatus, VerificationUrl};

use crate::number;

/// The vendor documents that the fifth wrong code ends a session.
const ATTEMPTS: u8 = 5;

/// A session as it stood when the vendor answered.
///
/// A field that the answer did not have, or that could not be read, is `None`; [`Session::raw`] has
/// the answer as it came. `Debug` masks the number and the verification URL.
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
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a session that was read says for which number it is verified, if it is"]
pub struct Session {
    raw: types::Session,
}

impl Session {
    /// Where the session stands.
    #[must_use]
    pub fn status(&self) -> Option<&SessionStatus> {
        self.raw.status.as_ref()
    }

    /// Whether the session is over: `VERIFIED`, `FAILED`, or `EXPIRED`.
    ///
    /// A status that this version does not know counts as not final, so that nobody stops waiting
    /// for an end that is still to come.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(
            self.status(),
            Some(SessionStatus::Verified | SessionStatus::Failed | SessionStatus::Expired)
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
    /// use verify_ext::{Session, SessionId};
    ///
    /// # let mut raw = verify_ext::api::types::Session::default();
    /// # raw.session_id = SessionId::new("18B526AD-D063-48C0-BB93-4E71F042F047").ok();
    /// # let session = Session::from(raw);
    /// assert_eq!(session.id().unwrap().as_str(), "18B526AD-D063-48C0-BB93-4E71F042F047");
    /// let stored = SessionId::new("18b526add06348c0bb934e71f042f047")?;
    /// assert_eq!(session.is_named(&stored), Some(true));
    /// # Ok::<(), verify_ext::api::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn is_named(&self, id: &SessionId) -> Option<bool> {
        let plain = |id: &SessionId| id.as_str().replace('-', "").to_lowercase();
        Some(plain(self.id()?) == plain(id))
    }

    /// The number being verified.
    #[must_use]
    pub fn destination(&self) -> Option<&PhoneNumber> {
        self.raw.destination.as_ref()
    }

    /// Whether the session verifies that number; digits are compared, `+` and formatting do not
    /// count.
    ///
    /// `None` if the answer names no number, or if one of the two is no phone number. Write numbers
    /// with their country code: `+65 9876 5432`, neither `9876 5432` nor `00 65 9876 5432`.
    #[must_use]
    pub fn is_for_number(&self, number: &PhoneNumber) -> Option<bool> {
        number::same(self.destination()?, number)
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
    /// # let mut raw = verify_ext::api::types::Session::default();
    /// # raw.expires_at = Some("1970-01-01T00:05:00.000Z".into());
    /// # let session = verify_ext::Session::from(raw);
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

    /// The answer as it came, with members this version does not know.
    #[must_use]
    pub fn raw(&self) -> &types::Session {
        &self.raw
    }

    /// Gives the answer as it came.
    #[must_use]
    pub fn into_raw(self) -> types::Session {
        self.raw
    }
}

impl From<types::Session> for Session {
    fn from(raw: types::Session) -> Self {
        Self { raw }
    }
}

fn until(moment: SystemTime, now: SystemTime) -> Duration {
    moment.duration_since(now).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(json: &str) -> Session {
        Session::from(serde_json::from_str::<types::Session>(json).unwrap())
    }

    #[test]
    fn an_empty_answer_is_a_session_of_which_nothing_is_known() {
        let session = session("{}");
        let now = SystemTime::now();
        assert_eq!(session.status(), None);
        assert!(!session.is_final());
        assert_eq!(session.attempts_used(), None);
        assert_eq!(session.attempts_left(), None);
        assert_eq!(session.time_to_expiry(now), None);
        assert_eq!(session.time_to_resend(now), None);
        assert!(session.verification_url().is_none());
        assert_eq!(session.is_for_number(&PhoneNumber::from("65")), None);
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
    fn moments_that_have_passed_are_zero_away() {
        let session = session(
            r#"{"expiresAt":"1970-01-01T00:01:40Z","retryAfter":"1970-01-01T00:00:10+00:00"}"#,
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
