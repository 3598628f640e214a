//! The properties of a session that a test, a scenario, or the control endpoint makes.

use std::time::Duration;

use serde::Deserialize;
use verify_api::types::{SessionId, VerificationCode};

use crate::assumptions::Assumptions;
use crate::clock::Moment;
use crate::input::SessionInput;
use crate::session::{ATTEMPTS, Rare, Session, State, Texts};

/// A session that cannot be made; the message states what was expected, and never the code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the session `{session}` cannot be made: {reason}")]
pub struct InvalidSession {
    session: String,
    reason: String,
}

impl InvalidSession {
    pub(crate) fn new(session: &str, reason: impl Into<String>) -> Self {
        Self {
            session: session.to_owned(),
            reason: reason.into(),
        }
    }
}

/// The properties of a session to make; all but the id have defaults.
#[derive(Clone, Deserialize)]
#[serde(try_from = "SessionInput")]
pub(crate) struct SessionSpec {
    pub(crate) id: String,
    pub(crate) sub_account: Option<String>,
    pub(crate) code: String,
    pub(crate) destination: String,
    pub(crate) sma_url: Option<String>,
    pub(crate) state: State,
    pub(crate) attempt: Option<u8>,
    pub(crate) expires_in: Option<Duration>,
    pub(crate) resend_in: Option<Duration>,
}

impl SessionSpec {
    pub(crate) fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            sub_account: None,
            code: "123456".to_owned(),
            destination: "6598765432".to_owned(),
            sma_url: None,
            state: State::Waiting,
            attempt: None,
            expires_in: None,
            resend_in: None,
        }
    }

    /// Checks what the contract and the state machine ask for.
    pub(crate) fn check(&self) -> Result<(), InvalidSession> {
        let invalid = |reason: String| Err(InvalidSession::new(&self.id, reason));
        if let Err(error) = SessionId::new(self.id.as_str()) {
            return invalid(format!("its id is not one: {error}"));
        }
        if let Err(error) = VerificationCode::new(self.code.as_str()) {
            return invalid(format!("its code is not one: {error}"));
        }
        match (self.state, self.attempt) {
            (State::Failed, Some(attempt)) if attempt != ATTEMPTS => invalid(format!(
                "FAILED comes with {ATTEMPTS} attempts, found {attempt}"
            )),
            (State::Failed, _) | (_, None) => Ok(()),
            (state, Some(attempt)) if attempt >= ATTEMPTS => invalid(format!(
                "{state} comes with 0 to {} attempts, found {attempt}; the next one is FAILED",
                ATTEMPTS - 1
            )),
            _ => Ok(()),
        }
    }

    /// Makes the session, if the contract and the state machine allow it.
    pub(crate) fn session(
        &self,
        now: Moment,
        assume: &Assumptions,
    ) -> Result<Session, InvalidSession> {
        self.check()?;
        let attempt = match self.state {
            State::Failed => ATTEMPTS,
            _ => self.attempt.unwrap_or(0),
        };
        let expires_in = match self.state {
            State::Expired => Duration::ZERO,
            _ => self.expires_in.unwrap_or(assume.lifetime),
        };
        let sub_account = self.sub_account.as_deref().unwrap_or_default();
        Ok(Session {
            texts: Texts::new(&self.id, &self.code, &self.destination, sub_account),
            rare: Rare::new(self.sma_url.as_deref().map(Into::into), None),
            state: self.state,
            attempt,
            expires_at: now.plus(expires_in),
            retry_after: now.plus(self.resend_in.unwrap_or(assume.resend_after)),
            finished_at: now,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn attempts_are_those_that_the_state_can_have() {
        use State::{Expired, Failed, Verified, Waiting};
        // The attempts that a session has, or what is wrong with them.
        let table = [
            (Waiting, None, Ok(0)),
            (Waiting, Some(4), Ok(4)),
            (Waiting, Some(5), Err("comes with 0 to 4 attempts, found 5")),
            (
                Verified,
                Some(5),
                Err("comes with 0 to 4 attempts, found 5"),
            ),
            (Expired, None, Ok(0)),
            (Expired, Some(6), Err("comes with 0 to 4 attempts, found 6")),
            (Failed, None, Ok(5)),
            (Failed, Some(5), Ok(5)),
            (Failed, Some(4), Err("comes with 5 attempts, found 4")),
        ];
        let now = Moment::from(SystemTime::UNIX_EPOCH);
        let assume = Assumptions::default();
        for (state, attempt, expected) in table {
            let mut spec = SessionSpec::new("a1");
            (spec.state, spec.attempt) = (state, attempt);
            match (spec.session(now, &assume), expected) {
                (Ok(session), Ok(attempts)) => {
                    assert_eq!(session.attempt, attempts, "{state} {attempt:?}");
                    let left = session.expires_at.since(now);
                    let expected = match state {
                        Expired => Duration::ZERO,
                        _ => assume.lifetime,
                    };
                    assert_eq!(left, expected, "{state}");
                }
                (Err(error), Err(reason)) => {
                    assert!(error.to_string().contains(reason), "{error}");
                }
                (found, _) => panic!("{state} {attempt:?}: {:?}", found.map(|it| it.attempt)),
            }
        }
    }
}
