//! What came of a check.

use verify_api::types::SessionStatus;

use crate::number::PhoneNumber;
use crate::session::Session;

/// What came of a check. Everything here is known; what is not known is an
/// [`Error`](crate::Error).
///
/// ```
/// use verify_ext::Outcome;
///
/// fn tell(outcome: Outcome) -> &'static str {
///     match outcome {
///         Outcome::Verified => "welcome",
///         Outcome::WrongCode { attempts_left: Some(1) } => "wrong code, one try left",
///         Outcome::WrongCode { .. } => "wrong code, try again",
///         Outcome::Locked | Outcome::Expired => "ask for a new code",
///         // A number that is not the claimed one, and whatever a later version adds.
///         _ => "start again",
///     }
/// }
/// # assert_eq!(tell(Outcome::Verified), "welcome");
/// ```
///
/// An outcome cannot be left unread under `-D warnings`:
///
/// ```compile_fail
/// #![deny(unused_must_use)]
/// # async fn unread(
/// #     client: &verify_ext::Client,
/// #     session_id: &verify_ext::SessionId,
/// #     code: &verify_ext::VerificationCode,
/// #     number: &verify_ext::PhoneNumber,
/// # ) -> Result<(), verify_ext::Error> {
/// client.check(session_id, code).claiming(number).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use = "a code that was checked is not a code that was right"]
#[non_exhaustive]
pub enum Outcome {
    /// The session is verified, for the claimed number if one was claimed.
    ///
    /// It stays so: the outcome of every later check of this session is the same, also with a wrong
    /// code. Let one session open one door once.
    Verified,
    /// The code was wrong, and another may be tried.
    WrongCode {
        /// How many codes may still be tried; `None` if the answer did not say.
        attempts_left: Option<u8>,
    },
    /// Five codes were wrong; no code opens this session any more (`FAILED`).
    Locked,
    /// Time ran out before a right code came in (`EXPIRED`).
    Expired,
    /// The session is verified, but for another number than the one claimed: do not let them in.
    VerifiedForAnotherNumber,
    /// A status that this version does not know. It is not a verification.
    Unrecognized(SessionStatus),
}

impl Outcome {
    /// Whether the session is verified, for the claimed number if one was claimed.
    ///
    /// ```
    /// use verify_ext::Outcome;
    ///
    /// assert!(Outcome::Verified.is_verified());
    /// assert!(!Outcome::VerifiedForAnotherNumber.is_verified());
    /// ```
    #[must_use]
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified)
    }

    /// What the answer to a check says; `None` if it is that the session is verified, but not for
    /// which number, and one is claimed.
    pub(crate) fn of(session: &Session, claimed: Option<&PhoneNumber>) -> Option<Self> {
        Some(match session.status() {
            SessionStatus::Verified => match claimed {
                None => Self::Verified,
                Some(number) if session.is_for_number(number)? => Self::Verified,
                Some(_) => Self::VerifiedForAnotherNumber,
            },
            SessionStatus::Waiting => Self::WrongCode {
                attempts_left: session.attempts_left(),
            },
            SessionStatus::Failed => Self::Locked,
            SessionStatus::Expired => Self::Expired,
            other => Self::Unrecognized(other.clone()),
        })
    }

    /// What a later status read says of a check whose answer was lost; `None` if it leaves that
    /// open.
    ///
    /// A final status cannot change any more. Otherwise only a count that has moved since `before`
    /// shows that the check arrived.
    pub(crate) fn of_lost(
        session: &Session,
        before: Option<&Session>,
        claimed: Option<&PhoneNumber>,
    ) -> Option<Self> {
        let counted = || {
            let waiting = *session.status() == SessionStatus::Waiting;
            let before = before.and_then(Session::attempts_used);
            waiting && before.is_some_and(|before| session.attempts_used() > Some(before))
        };
        if session.is_final() || counted() {
            Self::of(session, claimed)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(status: &str, attempt: i64) -> Session {
        let json = format!(r#"{{"status":"{status}","attempt":{attempt},"destination":"+65 1"}}"#);
        Session::read(serde_json::from_str(&json).unwrap()).unwrap()
    }

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::new(text).unwrap()
    }

    #[test]
    fn only_a_session_verified_for_the_number_is_verified() {
        assert!(Outcome::Verified.is_verified());
        let unknown = SessionStatus::from("PAUSED");
        for outcome in [
            Outcome::WrongCode {
                attempts_left: None,
            },
            Outcome::Locked,
            Outcome::Expired,
            Outcome::VerifiedForAnotherNumber,
            Outcome::Unrecognized(unknown),
        ] {
            assert!(!outcome.is_verified(), "{outcome:?}");
        }
    }

    #[test]
    fn every_documented_status_has_its_outcome() {
        for status in SessionStatus::DOCUMENTED {
            let session = session(status, 0);
            let outcome = Outcome::of(&session, Some(&number("651"))).unwrap();
            assert!(
                !matches!(outcome, Outcome::Unrecognized(_)),
                "the contract documents the status {status}: decide in `Outcome::of` what it means \
                 to a check, and in `Session::is_final` whether a wait ends with it"
            );
        }
    }

    #[test]
    fn a_lost_check_is_settled_only_by_what_cannot_change() {
        let wrong = |left| {
            Some(Outcome::WrongCode {
                attempts_left: Some(left),
            })
        };
        let table = [
            ("VERIFIED", 0, None, Some(Outcome::Verified)),
            ("FAILED", 5, None, Some(Outcome::Locked)),
            ("EXPIRED", 0, None, Some(Outcome::Expired)),
            ("WAITING", 3, None, None),
            ("WAITING", 3, Some(3), None),
            ("WAITING", 3, Some(4), None),
            ("WAITING", 3, Some(2), wrong(2)),
            ("PAUSED", 3, Some(2), None),
        ];
        for (status, attempt, before, expected) in table {
            let before = before.map(|attempt| session("WAITING", attempt));
            let found = Outcome::of_lost(
                &session(status, attempt),
                before.as_ref(),
                Some(&number("651")),
            );
            assert_eq!(found, expected, "{status} {attempt} after {before:?}");
        }
    }

    #[test]
    fn a_claimed_number_that_cannot_be_compared_settles_nothing() {
        for json in [
            r#"{"status":"VERIFIED"}"#,
            r#"{"status":"VERIFIED","destination":"65****1"}"#,
            r#"{"status":"VERIFIED","destination":-651}"#,
        ] {
            let session = Session::read(serde_json::from_str(json).unwrap()).unwrap();
            assert_eq!(Outcome::of(&session, Some(&number("651"))), None);
            assert_eq!(Outcome::of_lost(&session, None, Some(&number("651"))), None);
            assert_eq!(Outcome::of(&session, None), Some(Outcome::Verified));
        }
    }
}
