//! What scenarios and the control endpoint are written in: the same words, in YAML and in JSON.
//!
//! A rule that a value breaks is reported while it is read, so that the reader knows its place.

use std::time::Duration;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use verify_api::types::{SessionId, VerificationCode};

use crate::fault::{Calls, Fault, FaultRule, When};
use crate::session::State;
use crate::spec::{InvalidSession, SessionSpec};

/// A session as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SessionInput {
    id: SessionId,
    #[serde(default, deserialize_with = "code")]
    code: Option<VerificationCode>,
    destination: Option<String>,
    sub_account: Option<String>,
    status: Option<State>,
    attempt: Option<u8>,
    #[serde(default, deserialize_with = "duration")]
    expires_in: Option<Duration>,
    #[serde(default, deserialize_with = "duration")]
    resend_in: Option<Duration>,
    sma_url: Option<String>,
}

impl TryFrom<SessionInput> for SessionSpec {
    type Error = InvalidSession;

    fn try_from(input: SessionInput) -> Result<Self, InvalidSession> {
        let mut spec = Self::new(input.id.as_str());
        if let Some(code) = input.code {
            code.expose().clone_into(&mut spec.code);
        }
        spec.destination = input.destination.unwrap_or(spec.destination);
        spec.state = input.status.unwrap_or(spec.state);
        spec.sub_account = input.sub_account;
        spec.attempt = input.attempt;
        spec.expires_in = input.expires_in;
        spec.resend_in = input.resend_in;
        spec.sma_url = input.sma_url;
        spec.check()?;
        Ok(spec)
    }
}

/// A fault rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FaultRuleInput {
    fault: Fault,
    nth: Option<u64>,
    every: Option<u64>,
    rate: Option<f64>,
    session: Option<String>,
    #[serde(default)]
    calls: Calls,
}

impl TryFrom<FaultRuleInput> for FaultRule {
    type Error = &'static str;

    fn try_from(input: FaultRuleInput) -> Result<Self, &'static str> {
        let when = match (input.nth, input.every, input.rate) {
            (None, None, None) => When::Nth(1),
            (Some(n), None, None) => When::Nth(n),
            (None, Some(n), None) => When::Every(n),
            (None, None, Some(share)) => When::Rate(share),
            _ => return Err("keep one of `nth`, `every`, and `rate`"),
        };
        let rule = Self {
            fault: input.fault,
            when,
            session: input.session,
            calls: input.calls,
        };
        match rule.problem() {
            Some(problem) => Err(problem),
            None => Ok(rule),
        }
    }
}

/// What the control endpoint does to the clock.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClockInput {
    #[serde(default, deserialize_with = "duration")]
    pub(crate) advance: Option<Duration>,
    pub(crate) frozen: Option<bool>,
}

fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<VerificationCode>, D::Error> {
    // YAML takes 0123 for a number and would lose its zero, so that only a string is a code.
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    VerificationCode::new(text)
        .map(Some)
        .map_err(D::Error::custom)
}

fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        None => Ok(None),
        Some(text) => parse_duration(&text).map(Some),
    }
}

/// A duration that has to be there.
pub(crate) fn some_duration<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    parse_duration(&String::deserialize(deserializer)?)
}

fn parse_duration<E: Error>(text: &str) -> Result<Duration, E> {
    humantime::parse_duration(text)
        .map_err(|_| E::custom("expected a duration, such as 90s, 5m, or 250ms"))
}
