//! The service itself: calls in, answers out, one at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::answer::Answer;
use crate::assumptions::Assumptions;
use crate::fault::{Fault, FaultRule};
use crate::operation::{self, Code, Target};
use crate::record::{Record, RecordedRequest, cut};
use crate::session::{Session, State};
use crate::spec::{InvalidSession, SessionSpec};
use crate::state::{Refusal, Request, ServiceState};
use crate::store::{Full, Key};

/// How long a path and its query may be.
const MAX_TARGET: usize = 8 * 1024;
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
}

/// The service, shared by everything that answers in its name.
pub(crate) struct Backend {
    pub(crate) assumptions: Assumptions,
    pub(crate) api_key: String,
    sub_accounts: Vec<String>,
    state: Mutex<ServiceState>,
}

/// A request, as far as it counts.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
    pub(crate) authorization: Option<&'a [u8]>,
}

impl Backend {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            state: Mutex::new(ServiceState::new(&settings)),
            assumptions: settings.assumptions,
            api_key: settings.api_key,
            sub_accounts: settings.sub_accounts,
        }
    }

    /// Everything that changes, for as long as the guard lives.
    pub(crate) fn state(&self) -> MutexGuard<'_, ServiceState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn key(&self, id: &str) -> Key {
        Key::new(id, self.assumptions.ids_ignore_dashes)
    }

    /// Answers a call, and puts it on record.
    pub(crate) fn answer(&self, call: Call<'_>) -> Answer {
        let length = call.path.len() + call.query.map_or(0, str::len);
        if length > MAX_TARGET {
            let message = format!("the path and query have {length} bytes of {MAX_TARGET}");
            return self.refuse(call, 414, 1000, &message);
        }
        let Some(target) = Target::of(call.path) else {
            return self.refuse(call, 404, 1300, "nothing is at this path");
        };
        let method = target.method();
        if call.method != method {
            let message = format!("this path takes {method} only");
            let answer = self.refuse(call, 405, 1000, &message);
            return answer.with_header("allow", method);
        }
        let request = self.read(call, target);
        let mut guard = self.state();
        let state = &mut *guard;
        let now = state.clock.now();
        let is_check = request.code.is_some();
        let (delay, fault) = state
            .faults
            .strike(Some(&request.key), is_check, &mut state.rng);
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
        state.log.request(RecordedRequest {
            session: request.session.map(|id| cut(&id, 100)),
            code: request.code.map(|code| cut(&code, 100)),
            // A reset before the call was carried out is no answer at all.
            status: (fault != Some(Fault::ResetBefore)).then_some(answer.status),
            body: answer.body.clone(),
            faults,
            ..RecordedRequest::new(now, call.method, call.path)
        });
        answer
    }

    /// Takes a call apart and checks it against the contract; nothing here needs the lock.
    fn read<'a>(&self, call: Call<'a>, target: Target<'a>) -> Request<'a> {
        let Target::Session {
            sub_account,
            session,
        } = target;
        let code = Code::of(call.query);
        let refusal = self
            .refusal(call, sub_account.as_deref(), session.as_deref(), &code)
            .err();
        Request {
            key: self.key(session.as_deref().unwrap_or_default()),
            sub_account: sub_account.unwrap_or_default(),
            session,
            code: code.sent().map(str::to_owned),
            refusal,
        }
    }

    fn refusal(
        &self,
        call: Call<'_>,
        sub_account: Option<&str>,
        session: Option<&str>,
        code: &Code<'_>,
    ) -> Result<(), Refusal> {
        self.authenticate(call.authorization)?;
        operation::sub_account(sub_account).map_err(Refusal::Parameter)?;
        operation::session_id(session).map_err(Refusal::Parameter)?;
        let known = self.sub_accounts.is_empty()
            || self
                .sub_accounts
                .iter()
                .any(|it| Some(it.as_str()) == sub_account);
        if !known {
            return Err(Refusal::SubAccount);
        }
        match code {
            Code::Illegal { reason, .. } => Err(Refusal::Code(reason.clone())),
            Code::Absent | Code::Legal(_) => Ok(()),
        }
    }

    fn authenticate(&self, authorization: Option<&[u8]>) -> Result<(), Refusal> {
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

    /// Answers a call that is none of the operation's.
    fn refuse(&self, call: Call<'_>, status: u16, code: i64, message: &str) -> Answer {
        let mut guard = self.state();
        let state = &mut *guard;
        let now = state.clock.now();
        let answer = state.error(status, code, message, now);
        state.log.request(RecordedRequest {
            status: Some(status),
            body: answer.body.clone(),
            ..RecordedRequest::new(now, call.method, call.path)
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
                for (id, change) in expired {
                    state.log.transition(&id, change);
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
        state.log.transition(session.id(), change);
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
