//! The service itself: calls in, answers out, one at a time.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use axum::body::Bytes;

use crate::answer::Answer;
use crate::assumptions::Assumptions;
use crate::fault::{Fault, FaultRule};
use crate::operation::{self, Target};
use crate::record::{Record, RecordedRequest, cut};
use crate::request::{Incoming, Refusal, Request};
use crate::session::{Session, State};
use crate::spec::{InvalidSession, SessionSpec};
use crate::state::ServiceState;
use crate::store::{Full, Key};

/// How long a path and its query may be.
const MAX_TARGET: usize = 8 * 1024;
/// How long a body may be.
pub(crate) const MAX_BODY: usize = 64 * 1024;
/// How much of it is kept on record.
const MAX_RECORDED_BODY: usize = 16 * 1024;
/// How many fault rules can be in force.
const MAX_RULES: usize = 10_000;

/// What a backend is started with.
pub(crate) struct Settings {
    pub(crate) assumptions: Assumptions,
    pub(crate) api_key: String,
    /// The sub-accounts of the key; with none, every one is.
    pub(crate) sub_accounts: Vec<String>,
    pub(crate) start: SystemTime,
    pub(crate) frozen: bool,
    pub(crate) seed: u64,
    pub(crate) max_sessions: usize,
    pub(crate) max_records: usize,
    pub(crate) max_messages: usize,
    /// The addresses for which silent verification works.
    pub(crate) covered: Vec<IpAddr>,
}

/// The service, shared by everything that answers in its name.
pub(crate) struct Backend {
    pub(crate) assumptions: Assumptions,
    pub(crate) api_key: String,
    sub_accounts: Vec<String>,
    /// Set once the service listens.
    base_url: OnceLock<String>,
    state: Mutex<ServiceState>,
}

impl Backend {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            state: Mutex::new(ServiceState::new(&settings)),
            assumptions: settings.assumptions,
            api_key: settings.api_key,
            sub_accounts: settings.sub_accounts,
            base_url: OnceLock::new(),
        }
    }

    /// Everything that changes, for as long as the guard lives.
    pub(crate) fn state(&self) -> MutexGuard<'_, ServiceState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn key(&self, id: &str) -> Key {
        Key::new(id, self.assumptions.ids_ignore_dashes)
    }

    /// Where the service is, such as `http://127.0.0.1:39041`; empty until it listens.
    pub(crate) fn base_url(&self) -> &str {
        self.base_url.get().map_or("", String::as_str)
    }

    pub(crate) fn listens_at(&self, base_url: String) {
        // There is one service, and it listens once.
        let _ = self.base_url.set(base_url);
    }

    /// Answers a request, and puts it on record.
    pub(crate) fn answer(&self, sent: Incoming<'_>) -> Answer {
        let length = sent.path.len() + sent.query.map_or(0, str::len);
        if length > MAX_TARGET {
            let message = format!("the path and query have {length} bytes of {MAX_TARGET}");
            return self.refuse(sent, 414, 1000, &message);
        }
        if sent.body.len() > MAX_BODY {
            let message = format!("the body has more than {MAX_BODY} bytes");
            return self.refuse(sent, 413, 1000, &message);
        }
        if let Some(id) = sent.path.strip_prefix("/sma/") {
            return self.open_link(sent, id);
        }
        let Some(target) = Target::of(sent.path) else {
            return self.refuse(sent, 404, 1300, "nothing is at this path");
        };
        let method = target.method();
        if sent.method != method {
            return self.refuse_method(sent, method);
        }
        let request = Request::of(self, sent, target);
        let mut guard = self.state();
        let state = &mut *guard;
        let now = state.clock.now();
        let (delay, fault) =
            state
                .faults
                .strike(request.key.as_ref(), request.call, &mut state.rng);
        let mut answer = match fault {
            Some(fault) if fault.comes_before() => state.fail(fault, now),
            _ => state.carry_out(self, &request, now),
        };
        if let Some(fault) = fault {
            answer = answer.spoilt_by(fault);
        }
        answer.delay = delay;
        let delayed = (!delay.is_zero()).then_some(Fault::Delay(delay));
        let faults = delayed.into_iter().chain(fault).map(Fault::name).collect();
        let started = answer.started.as_deref();
        let session = request.session.as_deref().or(started);
        state.log.request(RecordedRequest {
            call: Some(request.call),
            sent: Bytes::copy_from_slice(&sent.body[..sent.body.len().min(MAX_RECORDED_BODY)]),
            session: session.map(|id| cut(id, 100)),
            code: request.code.map(|code| cut(&code, 100)),
            // A reset before the call was carried out is no answer at all.
            status: (fault != Some(Fault::ResetBefore)).then_some(answer.status),
            body: answer.body.clone(),
            faults,
            ..RecordedRequest::new(now, sent.method, sent.path)
        });
        answer
    }

    /// Answers the device of a person that opens the URL of a silent verification.
    fn open_link(&self, sent: Incoming<'_>, id: &str) -> Answer {
        if sent.method != "GET" {
            return self.refuse_method(sent, "GET");
        }
        let mut guard = self.state();
        let state = &mut *guard;
        let now = state.clock.now();
        let Some(found) = state.open_link(&self.key(id), now) else {
            drop(guard);
            return self.refuse(sent, 404, 1300, "no silent verification has this URL");
        };
        let answer = Answer::text(format!("{found}\n"));
        state.log.request(RecordedRequest {
            session: Some(cut(id, 100)),
            status: Some(answer.status),
            body: answer.body.clone(),
            ..RecordedRequest::new(now, sent.method, sent.path)
        });
        answer
    }

    /// Checks the sub-account that a path names.
    pub(crate) fn accept(&self, sub_account: Option<&str>) -> Result<(), Refusal> {
        operation::sub_account(sub_account).map_err(Refusal::Parameter)?;
        let mut known = self.sub_accounts.iter();
        if self.sub_accounts.is_empty() || known.any(|it| Some(it.as_str()) == sub_account) {
            Ok(())
        } else {
            Err(Refusal::SubAccount)
        }
    }

    pub(crate) fn authenticate(&self, authorization: Option<&[u8]>) -> Result<(), Refusal> {
        let scheme = b"Bearer ";
        let Some(sent) = authorization else {
            return Err(Refusal::NotAuthenticated {
                key_was_sent: false,
            });
        };
        let right = sent
            .split_at_checked(scheme.len())
            .is_some_and(|(name, key)| {
                name.eq_ignore_ascii_case(scheme) && key == self.api_key.as_bytes()
            });
        if right {
            Ok(())
        } else {
            Err(Refusal::NotAuthenticated { key_was_sent: true })
        }
    }

    fn refuse_method(&self, sent: Incoming<'_>, allowed: &'static str) -> Answer {
        let message = format!("this path takes {allowed} only");
        self.refuse(sent, 405, 1000, &message)
            .with_header("allow", allowed)
    }

    /// Answers a request that no operation takes.
    pub(crate) fn refuse(
        &self,
        sent: Incoming<'_>,
        status: u16,
        code: i64,
        message: &str,
    ) -> Answer {
        let mut guard = self.state();
        let state = &mut *guard;
        let now = state.clock.now();
        let answer = state.error(status, code, message, now);
        state.log.request(RecordedRequest {
            status: Some(status),
            body: answer.body.clone(),
            ..RecordedRequest::new(now, sent.method, sent.path)
        });
        answer
    }

    /// Starts a session, in place of one of the same id.
    pub(crate) fn seed(&self, seed: &SessionSpec) -> Result<(), InvalidSession> {
        let mut guard = self.state();
        let state = &mut *guard;
        let now = state.clock.now();
        let session = seed.session(now, &self.assumptions)?;
        match state.sessions.insert(self.key(&seed.id), session, now) {
            Ok(expired) => {
                for transition in expired {
                    state.log.transition(transition);
                }
                Ok(())
            }
            Err(Full) => Err(InvalidSession::new(
                &seed.id,
                format!(
                    "there is room for {} sessions, and none of them is finished; allow for more",
                    state.sessions.len()
                ),
            )),
        }
    }

    /// A session as it stands, if there is one; whether it can still be read does not count.
    pub(crate) fn session(&self, id: &str) -> Option<Session> {
        let mut state = self.state();
        let now = state.clock.now();
        state.settle(&self.key(id), now).cloned()
    }

    /// Fails a session by hand; false if there is none.
    pub(crate) fn fail(&self, id: &str) -> bool {
        let mut guard = self.state();
        let state = &mut *guard;
        let now = state.clock.now();
        let key = self.key(id);
        state.settle(&key, now);
        let Some(session) = state.sessions.get_mut(&key) else {
            return false;
        };
        let change = session.become_state(State::Failed, now);
        state.log.transition(session.recorded(change));
        true
    }

    /// Puts a rule in force.
    pub(crate) fn inject(&self, rule: FaultRule) -> Result<(), &'static str> {
        if let Some(problem) = rule.problem() {
            return Err(problem);
        }
        let mut state = self.state();
        if state.faults.rules().count() >= MAX_RULES {
            return Err("there are 10,000 rules already; clear them first");
        }
        state.faults.add(rule, self.assumptions.ids_ignore_dashes);
        Ok(())
    }

    pub(crate) fn advance(&self, by: Duration) {
        let mut state = self.state();
        state.clock.advance(by);
        state.settle_all();
    }

    /// The record after an entry; what has expired is on it.
    pub(crate) fn record(&self, after: u64, limit: usize) -> Record {
        let mut state = self.state();
        state.settle_all();
        state.log.after(after, limit)
    }
}

/// A backend that its servers, tests, and responders share.
pub(crate) type Shared = Arc<Backend>;
