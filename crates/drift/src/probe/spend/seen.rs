//! Reads the responses about the new session, and derives the assumptions that they decide.

use serde_json::Value;

use super::{STAGES, Stage};
use crate::probe::answer::error_code;
use crate::probe::open_answer::OpenAnswer;
use crate::probe::{Probe, Received};

/// The outcome that a response shows for a session.
pub(super) struct Seen {
    status: u16,
    code: Option<i64>,
    pub(super) session: Option<String>,
    pub(super) state: Option<String>,
    attempt: Option<u64>,
}

impl Seen {
    pub(super) fn of(status: u16, body: &[u8]) -> Self {
        let body: Option<Value> = serde_json::from_slice(body).ok();
        let text = |name: &str| {
            let value = body.as_ref().filter(|_| status < 300)?.get(name)?;
            value.as_str().map(str::to_owned)
        };
        Self {
            status,
            code: error_code(status, body.as_ref()),
            session: text("sessionId"),
            state: text("status"),
            attempt: body.as_ref().and_then(|it| it.get("attempt")?.as_u64()),
        }
    }

    /// The outcome as a setting of `verify-sim`, if there is one.
    fn reply(&self) -> Option<String> {
        match (self.status, &self.state, self.code) {
            (200, Some(_), _) => Some("session".into()),
            (400..500, _, Some(code)) => Some(format!("{}/{code}", self.status)),
            _ => None,
        }
    }

    /// The outcome in words.
    fn shown(&self) -> String {
        let code = self.code.map_or_else(String::new, |it| format!("/{it}"));
        let state = self.state.as_ref();
        let state = state.map_or_else(String::new, |it| format!(" {it}"));
        format!("{}{code}{state}", self.status)
    }
}

/// The assumptions that the responses decide; `is_documented` says whether an operation has a status.
pub(in crate::probe) fn answers(
    answers: &[(Probe, Received)],
    is_documented: &dyn Fn(&Probe, u16) -> bool,
) -> Vec<OpenAnswer> {
    let mut open = Vec::new();
    let mut attempts = None;
    for (probe, received) in answers {
        let stage = STAGES.into_iter().find(|it| it.name() == probe.name);
        let (Some(stage), Received::Answer(answer)) = (stage, received) else {
            continue;
        };
        let seen = Seen::of(answer.status, &answer.body);
        let is_legal = is_documented(probe, seen.status) || probe.prose_status == Some(seen.status);
        let value = match stage {
            Stage::Repeat => seen.reply().filter(|it| it != "session"),
            Stage::WrongCode | Stage::RightCodeAgain | Stage::WrongCodeAfter => seen.reply(),
            Stage::Count => match (attempts, seen.attempt) {
                (Some(before), Some(after)) if after == before => Some("free".into()),
                (Some(before), Some(after)) if after == before + 1 => Some("counted".into()),
                _ => None,
            },
            Stage::OtherCase => match seen.state.as_deref() {
                Some("VERIFIED") => Some("ignore-case".into()),
                Some("WAITING") => Some("exact".into()),
                _ => None,
            },
            _ => None,
        };
        attempts = seen.attempt.or(attempts);
        let value = value.filter(|_| is_legal);
        open.push(OpenAnswer {
            probe: probe.name,
            asks: probe.asks,
            assumption: stage.assumption().filter(|_| value.is_some()),
            answer: value.unwrap_or_else(|| seen.shown()),
        });
    }
    open
}
