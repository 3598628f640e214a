//! Everything that changes, and what a call changes in it.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::answer::Answer;
use crate::assumptions::Reply;
use crate::backend::{Backend, Settings};
use crate::clock::{Clock, Moment};
use crate::fault::{Fault, Faults};
use crate::outbox::Outbox;
use crate::record::Log;
use crate::request::{Action, Refusal, Request};
use crate::session::Session;
use crate::store::{Key, Store};

/// Everything that changes. One lock for all of it: a call takes effect at one moment, and the
/// record has the calls in the order of those moments.
pub(crate) struct ServiceState {
    pub(crate) clock: Clock,
    pub(crate) sessions: Store,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    pub(crate) outbox: Outbox,
    /// The addresses for which silent verification works.
    pub(crate) covered: BTreeSet<IpAddr>,
    /// What codes are drawn from, and nothing else: they depend on no other call.
    pub(crate) codes: fastrand::Rng,
    pub(crate) rng: fastrand::Rng,
}

impl ServiceState {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            clock: Clock::new(settings.start, settings.frozen),
            sessions: Store::new(settings.max_sessions),
            faults: Faults::default(),
            log: Log::new(settings.max_records),
            outbox: Outbox::new(settings.max_messages),
            covered: settings.covered.iter().copied().collect(),
            codes: fastrand::Rng::with_seed(settings.seed),
            rng: fastrand::Rng::with_seed(settings.seed),
        }
    }

    /// Lets a session expire if its time is up, and gives it.
    pub(crate) fn settle(&mut self, key: &Key, now: Moment) -> Option<&Session> {
        let session = self.sessions.get_mut(key)?;
        if let Some(change) = session.settle(now) {
            self.log.transition(session.recorded(change));
        }
        Some(session)
    }

    pub(crate) fn settle_all(&mut self) {
        let now = self.clock.now();
        for (_, session) in self.sessions.iter_mut() {
            if let Some(change) = session.settle(now) {
                self.log.transition(session.recorded(change));
            }
        }
    }

    pub(crate) fn error(&mut self, status: u16, code: i64, message: &str, now: Moment) -> Answer {
        Answer::error(status, code, message, now, self.rng.u128(..))
    }

    /// Answers in place of the operation.
    pub(crate) fn fail(&mut self, fault: Fault, now: Moment) -> Answer {
        let (status, header) = match fault {
            Fault::Throttled(wait) => (429, Some(("retry-after", wait.as_secs().to_string()))),
            Fault::Status(426) => (426, Some(("upgrade", "TLS/1.3".to_owned()))),
            Fault::Status(status) => (status, None),
            _ => (500, None),
        };
        let code = match status {
            401 => 1200,
            404 => 1404,
            426 => 1014,
            400..500 => 1000,
            _ => 2000,
        };
        let answer = self.error(status, code, "a fault that was asked for", now);
        match header {
            Some((name, value)) => answer.with_header(name, value),
            None => answer,
        }
    }

    /// Carries a request out, or refuses it.
    pub(crate) fn carry_out(
        &mut self,
        backend: &Backend,
        request: &Request<'_>,
        now: Moment,
    ) -> Answer {
        match &request.action {
            Ok(Action::Validate) => self.validate(backend, request, now),
            Ok(Action::Start(start)) => self.start(backend, &request.sub_account, start, now),
            Ok(Action::Coverage(question)) => self.coverage(question),
            Err(refusal) => self.refuse(backend, request, refusal, now),
        }
    }

    fn refuse(
        &mut self,
        backend: &Backend,
        request: &Request<'_>,
        refusal: &Refusal,
        now: Moment,
    ) -> Answer {
        if matches!(refusal, Refusal::Code(_))
            && backend.assumptions.illegal_code_costs
            && let Some(session) = self.find(backend, request, now)
            && !session.is_final()
        {
            let change = session.count(now);
            let transition = session.recorded(change);
            self.log.transition(transition);
        }
        let (reply, message) = refusal.reply(backend);
        let answer = self.reply(reply, &message, now);
        match refusal {
            Refusal::NotAuthenticated { key_was_sent } if answer.status == 401 => {
                let challenge = if *key_was_sent {
                    r#"Bearer realm="verify", error="invalid_token""#
                } else {
                    r#"Bearer realm="verify""#
                };
                answer.with_header("www-authenticate", challenge)
            }
            _ => answer,
        }
    }

    /// Reads a session, and tries the code if there is one.
    fn validate(&mut self, backend: &Backend, request: &Request<'_>, now: Moment) -> Answer {
        let assume = &backend.assumptions;
        let Some(session) = self.find(backend, request, now) else {
            return self.reply(assume.unknown_session, "no such session", now);
        };
        let (mut reply, mut transition) = (Reply::Session, None);
        if let Some(code) = &request.code {
            let change;
            (reply, change) = session.check(code, now, assume);
            transition = change.map(|change| session.recorded(change));
        }
        let answer = match reply {
            Reply::Session => Ok(Answer::session(&session.to_api(&request.sub_account))),
            error @ Reply::Error { .. } => Err(error),
        };
        if let Some(transition) = transition {
            self.log.transition(transition);
        }
        answer.unwrap_or_else(|error| self.reply(error, "the code was not accepted", now))
    }

    /// The session that is asked for, if it is there for whoever asks. It expires or is forgotten
    /// first if its time is up.
    fn find(
        &mut self,
        backend: &Backend,
        request: &Request<'_>,
        now: Moment,
    ) -> Option<&mut Session> {
        let key = request.key.as_ref()?;
        let keep = backend.assumptions.keep_finished;
        let session = self.settle(key, now)?;
        if session.is_final() && keep.is_some_and(|keep| now.since(session.finished_at) >= keep) {
            self.sessions.remove(key);
            return None;
        }
        let session = self.sessions.get_mut(key)?;
        let owner = session.sub_account();
        let is_found = owner.is_none_or(|owner| owner == request.sub_account);
        is_found.then_some(session)
    }

    /// An error that an assumption names.
    pub(crate) fn reply(&mut self, reply: Reply, message: &str, now: Moment) -> Answer {
        match reply {
            Reply::Error { status, code } => self.error(status, code, message, now),
            Reply::Session => self.error(500, 2000, message, now),
        }
    }
}
