//! Everything that changes, and what a call changes in it.

use std::borrow::Cow;

use crate::answer::Answer;
use crate::assumptions::Reply;
use crate::backend::{Backend, Settings};
use crate::clock::{Clock, Moment};
use crate::fault::{Fault, Faults};
use crate::record::Log;
use crate::session::Session;
use crate::store::{Key, Store};

/// Everything that changes. One lock for all of it: a call takes effect at one moment, and the
/// record has the calls in the order of those moments.
pub(crate) struct ServiceState {
    pub(crate) clock: Clock,
    pub(crate) sessions: Store,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    pub(crate) rng: fastrand::Rng,
}

/// A call of the operation, taken apart.
pub(crate) struct Request<'a> {
    pub(crate) sub_account: Cow<'a, str>,
    /// The session as it was sent, and as it is looked up.
    pub(crate) session: Option<Cow<'a, str>>,
    pub(crate) key: Key,
    pub(crate) code: Option<String>,
    pub(crate) refusal: Option<Refusal>,
}

/// Why a call is not carried out.
pub(crate) enum Refusal {
    NotAuthenticated { key_was_sent: bool },
    SubAccount,
    Parameter(String),
    Code(String),
}

impl ServiceState {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            clock: Clock::new(settings.start, settings.frozen),
            sessions: Store::new(settings.max_sessions),
            faults: Faults::default(),
            log: Log::new(settings.max_records),
            rng: fastrand::Rng::with_seed(settings.seed),
        }
    }

    /// Lets a session expire if its time is up, and gives it.
    pub(crate) fn settle(&mut self, key: &Key, now: Moment) -> Option<&Session> {
        let session = self.sessions.get_mut(key)?;
        if let Some(change) = session.settle(now) {
            self.log.transition(session.id(), change);
        }
        Some(session)
    }

    pub(crate) fn settle_all(&mut self) {
        let now = self.clock.now();
        for (_, session) in self.sessions.iter_mut() {
            if let Some(change) = session.settle(now) {
                self.log.transition(session.id(), change);
            }
        }
    }

    pub(crate) fn error(&mut self, status: u16, code: i64, message: &str, now: Moment) -> Answer {
        Answer::error(status, code, message, now, self.rng.u128(..))
    }

    /// Answers in place of the operation.
    pub(crate) fn fail(&mut self, fault: Fault, now: Moment) -> Answer {
        match fault {
            Fault::Throttled(wait) => self
                .error(429, 1400, "too many requests", now)
                .with_header("retry-after", wait.as_secs().to_string()),
            Fault::Status(status) => {
                let code = match status {
                    401 => 1200,
                    404 => 1404,
                    400..500 => 1000,
                    _ => 2000,
                };
                self.error(status, code, "a fault that was asked for", now)
            }
            _ => self.error(500, 2000, "a fault that was asked for", now),
        }
    }

    pub(crate) fn carry_out(
        &mut self,
        backend: &Backend,
        request: &Request<'_>,
        now: Moment,
    ) -> Answer {
        let assume = &backend.assumptions;
        let found = self.find(backend, request, now);
        match &request.refusal {
            Some(Refusal::NotAuthenticated { key_was_sent }) => {
                let answer = self.reply(assume.wrong_key, "the API key is missing or wrong", now);
                if answer.status != 401 {
                    return answer;
                }
                let challenge = if *key_was_sent {
                    r#"Bearer realm="verify", error="invalid_token""#
                } else {
                    r#"Bearer realm="verify""#
                };
                return answer.with_header("www-authenticate", challenge);
            }
            Some(Refusal::SubAccount) => {
                let message = "the subAccountId is not one of this account's";
                return self.reply(assume.unknown_sub_account, message, now);
            }
            Some(Refusal::Parameter(message)) => return self.error(400, 1000, message, now),
            Some(Refusal::Code(message)) => {
                if assume.illegal_code_costs
                    && found
                    && let Some(session) = self.sessions.get_mut(&request.key)
                    && !session.is_final()
                {
                    let change = session.count(now);
                    self.log.transition(session.id(), change);
                }
                return self.error(400, 1000, message, now);
            }
            None => {}
        }
        let session = self.sessions.get_mut(&request.key).filter(|_| found);
        let Some(session) = session else {
            return self.reply(assume.unknown_session, "no such session", now);
        };
        let mut reply = Reply::Session;
        if let Some(code) = &request.code {
            let (told, change) = session.check(code, now, assume);
            reply = told;
            if let Some(change) = change {
                self.log.transition(session.id(), change);
            }
        }
        match reply {
            Reply::Session => Answer::session(&session.to_api(&request.sub_account)),
            error @ Reply::Error { .. } => self.reply(error, "the code was not accepted", now),
        }
    }

    /// Whether the session is there for whoever asks. It expires or is forgotten first if its time
    /// is up.
    fn find(&mut self, backend: &Backend, request: &Request<'_>, now: Moment) -> bool {
        let keep = backend.assumptions.keep_finished;
        let Some(session) = self.settle(&request.key, now) else {
            return false;
        };
        if session.is_final() && keep.is_some_and(|keep| now.since(session.finished_at) >= keep) {
            self.sessions.remove(&request.key);
            return false;
        }
        let owner = session.sub_account();
        owner.is_none_or(|owner| owner == request.sub_account)
    }

    /// An error that an assumption names.
    fn reply(&mut self, reply: Reply, message: &str, now: Moment) -> Answer {
        match reply {
            Reply::Error { status, code } => self.error(status, code, message, now),
            Reply::Session => self.error(500, 2000, message, now),
        }
    }
}
