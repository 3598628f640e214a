//! The service itself: calls in, answers out, one at a time.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use contract::ParameterPlace;
use percent_encoding::percent_decode_str;

use crate::answer::Answer;
use crate::assumptions::Assumptions;
use crate::book::{Book, Refusal, Request};
use crate::fault::{Fault, FaultRule};
use crate::law::{Law, Route};
use crate::record::{Record, RecordedRequest, cut};
use crate::seed::{InvalidSession, Seed};
use crate::session::{Session, State};
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
    law: &'static Law,
    book: Mutex<Book>,
    /// The first answer that broke the contract.
    broken: Mutex<Option<String>>,
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
            book: Mutex::new(Book::new(&settings)),
            assumptions: settings.assumptions,
            api_key: settings.api_key,
            sub_accounts: settings.sub_accounts,
            law: Law::of_the_project(),
            broken: Mutex::new(None),
        }
    }

    /// Everything that changes, for as long as the guard lives.
    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn key(&self, id: &str) -> Key {
        Key::new(id, self.assumptions.ids_ignore_dashes)
    }

    /// Answers a call, and puts it on record.
    pub(crate) fn answer(&self, call: Call<'_>) -> Answer {
        let (answer, may_break) = self.answer_unchecked(call);
        // In a release build the simulator is a service, and checks itself no more.
        if cfg!(debug_assertions) && !may_break {
            let fault = self
                .law
                .fault_in(answer.status, answer.media_type, &answer.body);
            if let Some(fault) = fault {
                let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
                broken.get_or_insert(format!("status {}: {fault}", answer.status));
            }
        }
        answer
    }

    /// What an answer broke of the contract, if any did.
    pub(crate) fn broken(&self) -> Option<String> {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        broken.clone()
    }

    fn answer_unchecked(&self, call: Call<'_>) -> (Answer, bool) {
        let length = call.path.len() + call.query.map_or(0, str::len);
        if length > MAX_TARGET {
            let message = format!("the path and query have {length} bytes of {MAX_TARGET}");
            return (self.refuse(call, 414, 1000, &message), false);
        }
        let parameters = match self.law.route(call.method, call.path) {
            Route::Operation(parameters) => parameters,
            Route::OtherMethod => {
                let method = self.law.method();
                let message = format!("this path takes {method} only");
                let answer = self.refuse(call, 405, 1000, &message);
                return (answer.with_header("allow", method), false);
            }
            Route::Unknown => {
                return (
                    self.refuse(call, 404, 1300, "nothing is at this path"),
                    false,
                );
            }
        };
        let session = parameters
            .iter()
            .find(|(name, _)| *name == "sessionId")
            .and_then(|(_, value)| value.as_deref())
            .map(|id| cut(id, 100));
        let request = self.read(call, &parameters);
        let mut guard = self.book();
        let book = &mut *guard;
        let now = book.clock.now();
        let is_check = request.code.is_some();
        let (delay, fault) = book
            .faults
            .strike(Some(&request.session), is_check, &mut book.rng);
        let mut answer = match fault {
            Some(fault) if fault.comes_before() => book.fail(fault, now),
            _ => book.carry_out(self, &request, now),
        };
        if let Some(fault) = fault {
            answer = answer.spoilt_by(fault);
        }
        answer.delay = delay;
        let delayed = (!delay.is_zero()).then_some(Fault::Delay(delay));
        let faults = delayed.into_iter().chain(fault).map(Fault::name).collect();
        book.log.request(RecordedRequest {
            session,
            code: request.code.map(|code| cut(&code, 100)),
            // A reset before the call was carried out is no answer at all.
            status: (fault != Some(Fault::ResetBefore)).then_some(answer.status),
            body: answer.body.clone(),
            faults,
            ..RecordedRequest::new(now, call.method, call.path)
        });
        (answer, fault.is_some_and(Fault::breaks_the_contract))
    }

    /// Takes a call apart and judges it; nothing here needs the lock.
    fn read<'a>(
        &self,
        call: Call<'a>,
        path: &[(&'static str, Option<Cow<'a, str>>)],
    ) -> Request<'a> {
        let query = call.query.map_or_else(Vec::new, pairs);
        let value = |name| path.iter().find(|(known, _)| *known == name)?.1.clone();
        let sub_account = value("subAccountId").unwrap_or_default();
        let code = query.iter().find(|(name, _)| name == "code");
        let refusal = self
            .authenticate(call.authorization)
            .err()
            .or_else(|| {
                let illegal = self.law.judge(ParameterPlace::Path, path).err()?;
                let message = format!("`{}`: {}", illegal.parameter, illegal.reason);
                Some(Refusal::Parameter(message))
            })
            .or_else(|| {
                let known = self.sub_accounts.is_empty()
                    || self.sub_accounts.iter().any(|it| *it == sub_account);
                (!known).then_some(Refusal::SubAccount)
            })
            .or_else(|| {
                let illegal = self.law.judge(ParameterPlace::Query, &query).err()?;
                let message = format!("`{}`: {}", illegal.parameter, illegal.reason);
                Some(if illegal.parameter == "code" {
                    Refusal::Code(message)
                } else {
                    Refusal::Parameter(message)
                })
            });
        Request {
            session: self.key(&value("sessionId").unwrap_or_default()),
            sub_account,
            code: code.map(|(_, value)| value.clone().unwrap_or_default()),
            refusal,
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
        let mut guard = self.book();
        let book = &mut *guard;
        let now = book.clock.now();
        let answer = book.error(status, code, message, now);
        book.log.request(RecordedRequest {
            status: Some(status),
            body: answer.body.clone(),
            ..RecordedRequest::new(now, call.method, call.path)
        });
        answer
    }

    /// Starts a session, in place of one of the same id.
    pub(crate) fn seed(&self, seed: &Seed) -> Result<(), InvalidSession> {
        let mut guard = self.book();
        let book = &mut *guard;
        let now = book.clock.now();
        let session = seed.session(now, &self.assumptions)?;
        match book.sessions.insert(self.key(&seed.id), session, now) {
            Ok(expired) => {
                for (id, change) in expired {
                    book.log.transition(&id, change);
                }
                Ok(())
            }
            Err(Full) => Err(InvalidSession::new(
                &seed.id,
                format!(
                    "there is room for {} sessions, and none of them is finished; allow for more",
                    book.sessions.len()
                ),
            )),
        }
    }

    /// A session as it stands, if there is one; whether it can still be read does not count.
    pub(crate) fn session(&self, id: &str) -> Option<Session> {
        let mut book = self.book();
        let now = book.clock.now();
        book.settle(&self.key(id), now).cloned()
    }

    /// Fails a session by hand; false if there is none.
    pub(crate) fn fail(&self, id: &str) -> bool {
        let mut guard = self.book();
        let book = &mut *guard;
        let now = book.clock.now();
        let key = self.key(id);
        book.settle(&key, now);
        let Some(session) = book.sessions.get_mut(&key) else {
            return false;
        };
        let change = session.become_state(State::Failed, now);
        book.log.transition(session.id(), change);
        true
    }

    /// Puts a rule in force.
    pub(crate) fn inject(&self, rule: FaultRule) -> Result<(), &'static str> {
        if let Some(problem) = rule.problem() {
            return Err(problem);
        }
        let mut book = self.book();
        if book.faults.rules().count() >= MAX_RULES {
            return Err("there are 10,000 rules already; clear them first");
        }
        book.faults.add(rule, self.assumptions.ids_ignore_dashes);
        Ok(())
    }

    pub(crate) fn advance(&self, by: Duration) {
        let mut book = self.book();
        book.clock.advance(by);
        book.settle_all();
    }

    /// The record after an entry; what has expired is on it.
    pub(crate) fn record(&self, after: u64, limit: usize) -> Record {
        let mut book = self.book();
        book.settle_all();
        book.log.after(after, limit)
    }
}

/// The pairs of a query, decoded; `None` for a value that is not UTF-8.
fn pairs(query: &str) -> Vec<(String, Option<Cow<'_, str>>)> {
    let decode = |text: &str| -> Option<String> {
        let text = text.replace('+', " ");
        let text = percent_decode_str(&text).decode_utf8().ok()?;
        Some(text.into_owned())
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value).map(Cow::Owned)))
        })
        .collect()
}

/// What many hands hold.
pub(crate) type Shared = Arc<Backend>;
