//! One session, and the documented state machine.

use std::fmt;

use serde::Deserialize;
use verify_api::Timestamp;
use verify_api::types;

use crate::assumptions::{Assumptions, Reply};
use crate::clock::Moment;

/// The vendor documents that the fifth wrong code ends a session.
pub(crate) const ATTEMPTS: u8 = 5;

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum State {
    /// `WAITING`: no right code has come in, and time is not up.
    Waiting,
    /// `VERIFIED`, final: a right code came in time.
    Verified,
    /// `FAILED`, final: five codes were wrong.
    Failed,
    /// `EXPIRED`, final: time ran out before a right code came in.
    Expired,
}

impl State {
    /// The state as the contract writes it, such as `WAITING`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "WAITING",
            Self::Verified => "VERIFIED",
            Self::Failed => "FAILED",
            Self::Expired => "EXPIRED",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A session as the simulator keeps it; small, since there can be a million of them.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) texts: Texts,
    pub(crate) rare: Option<Box<Rare>>,
    pub(crate) state: State,
    pub(crate) attempt: u8,
    pub(crate) expires_at: Moment,
    pub(crate) retry_after: Moment,
    /// When it became final; what it says of a session that is not counts for nothing.
    pub(crate) finished_at: Moment,
}

/// The id, the code, and the destination, one after the other: three allocations for each of a
/// million sessions would weigh more than what they hold.
#[derive(Clone)]
pub(crate) struct Texts {
    all: Box<str>,
    id_end: u32,
    code_end: u32,
}

/// What most sessions do not have.
#[derive(Clone)]
pub(crate) struct Rare {
    /// The only sub-account that finds it; `None` for whichever asks.
    pub(crate) sub_account: Option<Box<str>>,
    pub(crate) sma_url: Option<Box<str>>,
}

impl Texts {
    /// `None` for texts that nobody would send.
    pub(crate) fn new(id: &str, code: &str, destination: &str) -> Option<Self> {
        let id_end = u32::try_from(id.len()).ok()?;
        let code_end = u32::try_from(id.len() + code.len()).ok()?;
        let mut all = String::with_capacity(id.len() + code.len() + destination.len());
        all.extend([id, code, destination]);
        Some(Self {
            all: all.into(),
            id_end,
            code_end,
        })
    }
}

/// What a call changed in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) from: State,
    pub(crate) to: State,
    pub(crate) attempt: u8,
    pub(crate) at: Moment,
}

impl Session {
    /// The id as it was written when the session was made.
    pub(crate) fn id(&self) -> &str {
        &self.texts.all[..self.texts.id_end as usize]
    }

    pub(crate) fn code(&self) -> &str {
        &self.texts.all[self.texts.id_end as usize..self.texts.code_end as usize]
    }

    pub(crate) fn destination(&self) -> &str {
        &self.texts.all[self.texts.code_end as usize..]
    }

    pub(crate) fn sub_account(&self) -> Option<&str> {
        self.rare.as_ref()?.sub_account.as_deref()
    }

    fn sma_url(&self) -> Option<&str> {
        self.rare.as_ref()?.sma_url.as_deref()
    }

    pub(crate) fn is_final(&self) -> bool {
        self.state != State::Waiting
    }

    /// Lets the session expire if its time is up: at `expires_at`, not a moment later.
    pub(crate) fn settle(&mut self, now: Moment) -> Option<Change> {
        (!self.is_final() && now >= self.expires_at)
            .then(|| self.become_state(State::Expired, self.expires_at))
    }

    /// Ends the session, or sets it back to waiting, by hand.
    pub(crate) fn become_state(&mut self, to: State, at: Moment) -> Change {
        let from = std::mem::replace(&mut self.state, to);
        self.finished_at = at;
        Change {
            from,
            to,
            attempt: self.attempt,
            at,
        }
    }

    /// Tries a code. [`settle`](Session::settle) has to come first.
    pub(crate) fn check(
        &mut self,
        code: &str,
        now: Moment,
        assume: &Assumptions,
    ) -> (Reply, Option<Change>) {
        let right = if assume.codes_ignore_case {
            self.code().to_lowercase() == code.to_lowercase()
        } else {
            self.code() == code
        };
        match (self.state, right) {
            (State::Waiting, true) => {
                let change = self.become_state(State::Verified, now);
                (Reply::Session, Some(change))
            }
            (State::Waiting, false) => {
                let change = self.count(now);
                let reply = match change.to {
                    State::Failed => assume.fifth_wrong_code,
                    _ => assume.wrong_code,
                };
                (reply, Some(change))
            }
            (State::Verified, true) => (assume.right_code_again, None),
            (State::Verified, false) => (assume.code_after_verified, None),
            (State::Failed, _) => (assume.check_after_failed, None),
            (State::Expired, _) => (assume.check_after_expiry, None),
        }
    }

    /// Counts a wrong code of a session that waits.
    pub(crate) fn count(&mut self, now: Moment) -> Change {
        self.attempt = self.attempt.saturating_add(1);
        let to = if self.attempt >= ATTEMPTS {
            State::Failed
        } else {
            State::Waiting
        };
        self.become_state(to, now)
    }

    /// The session as the contract has it.
    pub(crate) fn to_api(&self, asked_by: &str) -> types::Session {
        let mut session = types::Session::default();
        // A path and no URL: nobody who follows it ends up at the real service.
        session.verify_uri = Some(format!(
            "/api/v2/subaccounts/{asked_by}/sessions/{}",
            self.id()
        ));
        session.session_id = types::SessionId::new(self.id()).ok();
        session.destination = Some(self.destination().into());
        session.status = Some(self.state.as_str().into());
        session.attempt = Some(self.attempt.into());
        session.expires_at = Some(Timestamp::from(self.expires_at.text()));
        session.retry_after = Some(Timestamp::from(self.retry_after.text()));
        session.sma = self.sma_url().map(|url| {
            let mut sma = types::Sma::default();
            sma.verification_url = Some(url.into());
            sma
        });
        session
    }
}
