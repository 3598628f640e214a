//! Starting a verification: what a request asks for, and what comes of it.

use std::net::IpAddr;
use std::time::Duration;

use verify_api::incoming::read_body;
use verify_api::types::{Channel, CoverageRequest, Destination, StartRequest};

use crate::answer::Answer;
use crate::assumptions::{Assumptions, Reply};
use crate::backend::Backend;
use crate::clock::Moment;
use crate::code;
use crate::number::{InvalidNumber, Number};
use crate::outbox::Message;
use crate::request::Refusal;
use crate::session::{Rare, Session, State, Texts};
use crate::state::ServiceState;
use crate::store::{Full, Key};

/// What the vendor takes where a request leaves a member out.
const CODE_LENGTH: i64 = 4;
const CODE_VALIDITY: i64 = 300;
const RESENDING_INTERVAL: i64 = 10;

/// A request to start a verification that keeps the contract and what prose asks for.
pub(crate) struct Start {
    number: Number,
    channel: Channel,
    order: StartRequest,
}

impl Start {
    /// Reads and checks a body.
    pub(crate) fn read(body: &[u8], assume: &Assumptions) -> Result<Self, Refusal> {
        let order: StartRequest =
            read_body(body).map_err(|error| Refusal::Body(error.to_string()))?;
        let number = read_number(&order.destination, order.country.as_deref())?;
        let channel = order.channel.clone().unwrap_or(Channel::Sms);
        let template = order
            .whatsapp
            .as_ref()
            .and_then(|it| it.template_name.as_ref());
        if channel == Channel::Whatsapp
            && template.is_none()
            && let Reply::Error { .. } = assume.whatsapp_without_template
        {
            return Err(Refusal::WhatsAppTemplate);
        }
        Ok(Self {
            number,
            channel,
            order,
        })
    }

    fn length(&self) -> usize {
        usize::try_from(self.order.code_length.unwrap_or(CODE_LENGTH)).unwrap_or_default()
    }

    fn expires_at(&self, now: Moment) -> Moment {
        now.plus(seconds(self.order.code_validity.unwrap_or(CODE_VALIDITY)))
    }

    fn retry_after(&self, now: Moment) -> Moment {
        let interval = self.order.resending_interval.unwrap_or(RESENDING_INTERVAL);
        now.plus(seconds(interval))
    }

    fn callback_url(&self) -> Option<Box<str>> {
        let url = self.order.callback_url.as_ref()?;
        Some(url.expose().into())
    }

    fn client_address(&self) -> Option<IpAddr> {
        self.order.client_ip.as_ref()?.expose().trim().parse().ok()
    }

    fn draw_code(&self, assume: &Assumptions, rng: &mut fastrand::Rng) -> String {
        if self.channel == Channel::Sma {
            // A silent verification has no code, and so no right one.
            return String::new();
        }
        let of = self.order.code_type.as_ref().unwrap_or(&assume.code_type);
        code::draw(of, self.length(), rng)
    }

    /// What the person reads or hears.
    fn text(&self, code: &str, assume: &Assumptions) -> String {
        let template = match (&self.channel, &self.order.template) {
            (Channel::Sms | Channel::Call, Some(template)) => template,
            _ => &assume.default_template,
        };
        let brand = self.order.brand.as_deref().unwrap_or_default();
        // In one pass: a brand such as `{code}` is a name.
        let mut text = String::new();
        let mut rest = template.as_str();
        while let Some(at) = rest.find('{') {
            text.push_str(&rest[..at]);
            rest = &rest[at..];
            let (filled, length) = if rest.starts_with("{code}") {
                (code, "{code}".len())
            } else if rest.starts_with("{brand}") {
                (brand, "{brand}".len())
            } else {
                ("{", 1)
            };
            text.push_str(filled);
            rest = &rest[length..];
        }
        text.push_str(rest);
        text
    }

    fn message(&self, session: &Session, now: Moment, assume: &Assumptions) -> Message {
        let source = match self.channel {
            Channel::Sms => self.order.sms.as_ref().and_then(|sms| sms.source.clone()),
            Channel::Call => self
                .order
                .call
                .as_ref()
                .and_then(|call| call.source.clone()),
            _ => None,
        };
        let whatsapp = self.order.whatsapp.as_ref();
        Message {
            number: 0,
            at: now.system_time(),
            channel: self.channel.clone(),
            to: self.number.to_string(),
            session: session.id().to_owned(),
            sub_account: session.sub_account().unwrap_or_default().to_owned(),
            text: self.text(session.code(), assume),
            code: session.code().to_owned(),
            source,
            language: self.order.language.clone(),
            template_name: whatsapp
                .filter(|_| self.channel == Channel::Whatsapp)
                .and_then(|whatsapp| whatsapp.template_name.clone()),
        }
    }
}

fn seconds(seconds: i64) -> Duration {
    Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
}

fn read_number(destination: &Destination, country: Option<&str>) -> Result<Number, Refusal> {
    Number::read(destination.expose(), country).map_err(|error| match error {
        InvalidNumber::Country => Refusal::Body(error.to_string()),
        _ => Refusal::Number(error.to_string()),
    })
}

/// A question for coverage that keeps the contract.
pub(crate) struct Coverage {
    address: Option<IpAddr>,
}

impl Coverage {
    pub(crate) fn read(body: &[u8]) -> Result<Self, Refusal> {
        let question: CoverageRequest =
            read_body(body).map_err(|error| Refusal::Body(error.to_string()))?;
        if let Some(destination) = &question.destination {
            read_number(destination, question.country.as_deref())?;
        }
        Ok(Self {
            // What is no address is not covered.
            address: question.client_ip.expose().trim().parse().ok(),
        })
    }
}

/// What a request to start does, by where the number's session stands.
enum Plan {
    New,
    /// The same session with another code, from the beginning.
    Reset(Key),
    /// The same code again.
    Again(Key),
    TooSoon,
}

impl ServiceState {
    /// Starts a verification, or sends the code of the open one again.
    pub(crate) fn start(
        &mut self,
        backend: &Backend,
        sub_account: &str,
        start: &Start,
        now: Moment,
    ) -> Answer {
        let assume = &backend.assumptions;
        let key = match self.plan(backend, sub_account, start, now) {
            Plan::TooSoon => {
                let message = "the number was sent to too recently";
                return self.reply(assume.resend_too_soon, message, now);
            }
            Plan::New => {
                let Ok(key) = self.open(backend, sub_account, start, now) else {
                    let message = "no session is finished that could make room; allow for more";
                    return self.error(500, 2000, message, now);
                };
                key
            }
            Plan::Reset(key) => {
                self.reset(backend, &key, start, now);
                key
            }
            Plan::Again(key) => {
                if let Some(session) = self.sessions.get_mut(&key) {
                    // The validity is extended, and never cut.
                    session.expires_at = session.expires_at.max(start.expires_at(now));
                    session.retry_after = start.retry_after(now);
                    if !assume.resend_keeps_attempts {
                        session.attempt = 0;
                    }
                }
                key
            }
        };
        if start.channel == Channel::Sma {
            self.verify_silently(backend, &key, start, now);
        }
        let Some(session) = self.sessions.get_mut(&key) else {
            return self.error(500, 2000, "the session is gone", now);
        };
        if start.channel != Channel::Sma {
            self.outbox.push(start.message(session, now, assume));
        }
        Answer::started(session, sub_account)
    }

    fn plan(&mut self, backend: &Backend, sub_account: &str, start: &Start, now: Moment) -> Plan {
        let assume = &backend.assumptions;
        let channel = (!assume.channels_share_sessions).then_some(&start.channel);
        let number = start.number.to_string();
        let Some(key) = self.sessions.of_number(sub_account, &number, channel) else {
            return Plan::New;
        };
        let Some(session) = self.settle(&key, now) else {
            return Plan::New;
        };
        let (is_final, is_soon) = (session.is_final(), now < session.retry_after);
        let is_reset = start.order.reset_session == Some(true);
        // A silent session has no code that could be sent, and a sent code nothing silent.
        let is_silent = session.code().is_empty();
        if is_final {
            return if assume.final_sessions_start_again {
                Plan::Reset(key)
            } else {
                Plan::New
            };
        }
        if is_soon && !(is_reset && assume.reset_skips_interval) {
            Plan::TooSoon
        } else if is_reset && assume.reset_makes_session {
            Plan::New
        } else if is_reset || is_silent != (start.channel == Channel::Sma) {
            Plan::Reset(key)
        } else {
            Plan::Again(key)
        }
    }

    /// Opens a session for the number.
    fn open(
        &mut self,
        backend: &Backend,
        sub_account: &str,
        start: &Start,
        now: Moment,
    ) -> Result<Key, Full> {
        let random = self.rng.u128(..);
        let id = format!("{random:032x}");
        let key = backend.key(&id);
        let session = self.session(backend, &id, sub_account, start, now);
        let expired = self.sessions.insert(key.clone(), session, now)?;
        for transition in expired {
            self.log.transition(transition);
        }
        let channel = (!backend.assumptions.channels_share_sessions).then_some(&start.channel);
        self.sessions
            .remember(sub_account, &start.number.to_string(), channel, key.clone());
        Ok(key)
    }

    /// Begins a session anew, with another code.
    fn reset(&mut self, backend: &Backend, key: &Key, start: &Start, now: Moment) {
        let Some(old) = self.sessions.get_mut(key) else {
            return;
        };
        let (id, from) = (old.id().to_owned(), old.state);
        let sub_account = old.sub_account().unwrap_or_default().to_owned();
        let mut session = self.session(backend, &id, &sub_account, start, now);
        session.state = from;
        let change = session.become_state(State::Waiting, now);
        self.log.transition(session.recorded(change));
        if let Some(slot) = self.sessions.get_mut(key) {
            *slot = session;
        }
    }

    fn session(
        &mut self,
        backend: &Backend,
        id: &str,
        sub_account: &str,
        start: &Start,
        now: Moment,
    ) -> Session {
        let code = start.draw_code(&backend.assumptions, &mut self.codes);
        let sma_url = (start.channel == Channel::Sma)
            .then(|| format!("{}/sma/{id}", backend.base_url()).into());
        Session {
            texts: Texts::new(id, &code, &start.number.to_string(), sub_account),
            rare: Rare::new(sma_url, start.callback_url()),
            state: State::Waiting,
            attempt: 0,
            expires_at: start.expires_at(now),
            retry_after: start.retry_after(now),
            finished_at: now,
        }
    }

    /// Verifies a silent session at once if the device's address is covered.
    fn verify_silently(&mut self, backend: &Backend, key: &Key, start: &Start, now: Moment) {
        let covered = start
            .client_address()
            .is_some_and(|address| self.covered.contains(&address));
        if covered && backend.assumptions.covered_starts_verify {
            self.verify(key, now);
        }
    }

    /// Verifies a session that waits; nothing happens to another.
    fn verify(&mut self, key: &Key, now: Moment) {
        let Some(session) = self.sessions.get_mut(key) else {
            return;
        };
        if session.state == State::Waiting {
            let change = session.become_state(State::Verified, now);
            self.log.transition(session.recorded(change));
        }
    }

    /// Answers whether silent verification can work.
    pub(crate) fn coverage(&self, question: &Coverage) -> Answer {
        let covered = |address: IpAddr| self.covered.contains(&address);
        Answer::coverage(question.address.is_some_and(covered))
    }

    /// Opens the URL of a silent session, as the person's device does. Gives where the session
    /// stands then; `None` if there is no silent session of that id.
    pub(crate) fn open_link(&mut self, key: &Key, now: Moment) -> Option<State> {
        let session = self.settle(key, now)?;
        session.sma_url()?;
        self.verify(key, now);
        self.sessions.get_mut(key).map(|session| session.state)
    }
}
