//! What is sent back.

use std::time::Duration;

use axum::body::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};
use verify_api::{Timestamp, types};

use crate::clock::Moment;
use crate::fault::Fault;
use crate::session::Session;

/// What a body takes at most, as a rule.
const USUAL_BODY: usize = 512;
const JSON: &str = "application/json";

/// An answer, and what becomes of it on its way.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) media_type: &'static str,
    /// At most one header that the status asks for.
    pub(crate) header: Option<(&'static str, String)>,
    pub(crate) body: Bytes,
    pub(crate) delay: Duration,
    pub(crate) loss: Loss,
    /// The session that was started.
    pub(crate) started: Option<Box<str>>,
}

/// What of an answer never arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    Nothing,
    /// The second half of the body.
    Half,
    /// All of it: the connection is reset.
    All,
}

impl Loss {
    /// How much of a body arrives.
    pub(crate) fn rest_of(self, body: usize) -> usize {
        match self {
            Self::Nothing => body,
            Self::Half => body / 2,
            Self::All => 0,
        }
    }
}

impl Answer {
    pub(crate) fn session(session: &types::Session) -> Self {
        Self::new(200, json(session))
    }

    pub(crate) fn started(session: &Session, by: &str) -> Self {
        let mut answer = Self::session(&session.to_api(by));
        answer.started = Some(session.id().into());
        answer
    }

    pub(crate) fn text(body: String) -> Self {
        let mut answer = Self::new(200, body.into());
        answer.media_type = "text/plain; charset=utf-8";
        answer
    }

    pub(crate) fn coverage(is_available: bool) -> Self {
        let mut coverage = types::Coverage::default();
        coverage.is_available = Some(is_available);
        Self::new(200, json(&coverage))
    }

    /// The documented error. `error_id` is what the caller's support would ask for.
    pub(crate) fn error(
        status: u16,
        code: i64,
        message: &str,
        now: Moment,
        error_id: u128,
    ) -> Self {
        let mut error = types::ApiError::default();
        error.code = Some(code);
        error.message = Some(message.into());
        error.error_id = Some(uuid(error_id));
        error.timestamp = Some(Timestamp::from(now.text()));
        Self::new(status, json(&error))
    }

    fn new(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            media_type: JSON,
            header: None,
            body: body.into(),
            delay: Duration::ZERO,
            loss: Loss::Nothing,
            started: None,
        }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.header = Some((name, value.into()));
        self
    }

    /// What becomes of an answer to a call that was carried out.
    pub(crate) fn spoilt_by(mut self, fault: Fault) -> Self {
        match fault {
            Fault::ResetAfter | Fault::ResetBefore => self.loss = Loss::All,
            Fault::TruncatedBody => self.loss = Loss::Half,
            Fault::WrongContentType => self.media_type = "text/plain",
            Fault::UnknownStatus => self.edit(|members| {
                if let Some(status) = members.get_mut("status") {
                    *status = "UNDER_REVIEW".into();
                }
            }),
            Fault::ExtraFields => self.edit(|members| {
                members.insert("channel".into(), "sms".into());
                members.insert(
                    "carrier".into(),
                    serde_json::json!({ "mcc": 525, "mnc": [1, 3] }),
                );
            }),
            Fault::Nulls => self.edit(|members| {
                for (name, value) in members.iter_mut() {
                    if !matches!(name.as_str(), "status" | "destination") {
                        *value = Value::Null;
                    }
                }
            }),
            Fault::HtmlError(status) => {
                self.status = status;
                self.media_type = "text/html";
                self.body = Bytes::from_static(
                    b"<!doctype html><title>Error</title><h1>The server is temporarily unable to service your request.</h1>",
                );
            }
            Fault::Delay(_) | Fault::Status(_) | Fault::Throttled(_) => {}
        }
        self
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Map<String, Value>)) {
        if let Ok(Value::Object(mut members)) = serde_json::from_slice(&self.body) {
            edit(&mut members);
            self.body = Value::Object(members).to_string().into();
        }
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut body = Vec::with_capacity(USUAL_BODY);
    serde_json::to_writer(&mut body, value)
        .expect("it is plain data, its keys are strings, and a vector takes every write");
    body
}

fn uuid(random: u128) -> String {
    // Version 4, variant 1.
    let bits = random & !(0xf << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{bits:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_body_is_its_first_half() {
        for (loss, expected) in [(Loss::Nothing, 9), (Loss::Half, 4), (Loss::All, 0)] {
            assert_eq!(loss.rest_of(9), expected, "{loss:?}");
        }
    }

    #[test]
    fn error_ids_are_uuids_of_version_4() {
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
