//! One session, and the documented state machine.

use std::fmt;

use serde::Deserialize;
use verify_api::Timestamp;
use verify_api::types;

use crate::assumptions::{Assumptions, Reply};
use crate::clock::Moment;
use crate::record::RecordedTransition;

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
    /// When it became final; without meaning for a session that is not.
    pub(crate) finished_at: Moment,
}

/// The id, the code, the destination, and the sub-account, one after the other: an allocation for
/// each, for each of a million sessions, would take more memory than the texts.
#[derive(Clone)]
pub(crate) struct Texts {
    all: Box<str>,
    /// Where the first three end.
    ends: [u32; 3],
}

/// What most sessions do not have.
#[derive(Clone)]
pub(crate) struct Rare {
    sma_url: Option<Box<str>>,
    callback_url: Option<Box<str>>,
}

impl Rare {
    pub(crate) fn new(
        sma_url: Option<Box<str>>,
        callback_url: Option<Box<str>>,
    ) -> Option<Box<Self>> {
        let has_any = sma_url.is_some() || callback_url.is_some();
        has_any.then(|| {
            Box::new(Self {
                sma_url,
                callback_url,
            })
        })
    }
}

impl Texts {
    /// A sub-account that is empty stands for every one.
    pub(crate) fn new(id: &str, code: &str, destination: &str, sub_account: &str) -> Self {
        let mut all =
            String::with_capacity(id.len() + code.len() + destination.len() + sub_account.len());
        let ends = [id, code, destination].map(|text| {
            all.push_str(text);
            u32::try_from(all.len()).expect("no text is gigabytes long: requests are bounded")
        });
        all.push_str(sub_account);
        Self {
            all: all.into(),
            ends,
        }
    }

    fn get(&self, at: usize) -> &str {
        let end = |at: usize| {
            self.ends
                .get(at)
                .map_or(self.all.len(), |end| *end as usize)
        };
        &self.all[at.checked_sub(1).map_or(0, end)..end(at)]
    }
}

/// What a call changed in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a change belongs on the record"]
pub(crate) struct Change {
    pub(crate) from: State,
    pub(crate) to: State,
    pub(crate) attempt: u8,
    pub(crate) at: Moment,
}

impl Session {
    /// The id as it was written when the session was made.
    pub(crate) fn id(&self) -> &str {
        self.texts.get(0)
    }

    /// The right code; empty if no code is right, since the verification is silent.
    pub(crate) fn code(&self) -> &str {
        self.texts.get(1)
    }

    pub(crate) fn destination(&self) -> &str {
        self.texts.get(2)
    }

    /// The only sub-account that finds it; `None` if every one does.
    pub(crate) fn sub_account(&self) -> Option<&str> {
        Some(self.texts.get(3)).filter(|id| !id.is_empty())
    }

    pub(crate) fn sma_url(&self) -> Option<&str> {
        self.rare.as_ref()?.sma_url.as_deref()
    }

    pub(crate) fn callback_url(&self) -> Option<&str> {
        self.rare.as_ref()?.callback_url.as_deref()
    }

    /// A change as the record has it.
    pub(crate) fn recorded(&self, change: Change) -> RecordedTransition {
        RecordedTransition {
            number: 0,
            at: change.at.system_time(),
            session: self.id().to_owned(),
            from: change.from,
            to: change.to,
            attempt: change.attempt,
            callback_url: self.callback_url().map(str::to_owned),
        }
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
