//! How a choice is named, what it can be set to, and where it stands.

use std::fmt;
use std::time::Duration;

use verify_api::types::CodeType;

use super::Reply;

/// The documented error statuses by operation; a test compares them with the contract.
pub(super) const READING: &[u16] = &[400, 401, 404, 500];
/// The vendor describes 403 in prose and does not declare it.
pub(super) const STARTING: &[u16] = &[400, 401, 403, 426, 500];
/// What every operation documents.
pub(super) const ANY_CALL: &[u16] = &[400, 401, 500];

/// One setting: how it is named, and where among the choices it stands.
pub(super) struct Setting<'a> {
    pub(super) name: &'static str,
    pub(super) question: &'static str,
    pub(super) values: &'static str,
    pub(super) slot: Slot<'a>,
}

pub(super) enum Slot<'a> {
    Reply(&'a mut Reply, &'static [u16]),
    /// There is no session to show: an error has to answer.
    Refusal(&'a mut Reply, &'static [u16]),
    /// The word for going on.
    Tolerated(&'a mut Reply, &'static str, &'static [u16]),
    CodeType(&'a mut CodeType),
    Text(&'a mut String),
    /// The words for false and for true.
    Switch(&'a mut bool, [&'static str; 2]),
    Duration(&'a mut Duration),
    /// `None` is `forever`.
    Limit(&'a mut Option<Duration>),
}

pub(super) fn reply<'a>(
    name: &'static str,
    question: &'static str,
    slot: &'a mut Reply,
) -> Setting<'a> {
    Setting {
        name,
        question,
        values: "`session`, or an error as STATUS/CODE with a documented status, such as 404/1404",
        slot: Slot::Reply(slot, READING),
    }
}

pub(super) fn refusal<'a>(
    name: &'static str,
    question: &'static str,
    slot: &'a mut Reply,
    statuses: &'static [u16],
) -> Setting<'a> {
    Setting {
        name,
        question,
        values: "an error as STATUS/CODE with a documented status, such as 400/1000",
        slot: Slot::Refusal(slot, statuses),
    }
}

pub(super) fn switch<'a>(
    name: &'static str,
    question: &'static str,
    values: &'static str,
    slot: &'a mut bool,
    words: [&'static str; 2],
) -> Setting<'a> {
    Setting {
        name,
        question,
        values,
        slot: Slot::Switch(slot, words),
    }
}

pub(super) fn duration<'a>(
    name: &'static str,
    question: &'static str,
    slot: &'a mut Duration,
) -> Setting<'a> {
    Setting {
        name,
        question,
        values: "a duration, such as 90s or 5m",
        slot: Slot::Duration(slot),
    }
}

impl Slot<'_> {
    /// `None` if the value is not one of the setting's.
    pub(super) fn set(self, value: &str) -> Option<()> {
        let parsed = || humantime::parse_duration(value).ok();
        match self {
            Self::Reply(reply, _) if value == "session" => *reply = Reply::Session,
            Self::Tolerated(reply, word, _) if value == word => *reply = Reply::Session,
            Self::Reply(reply, statuses)
            | Self::Refusal(reply, statuses)
            | Self::Tolerated(reply, _, statuses) => *reply = error(value, statuses)?,
            Self::CodeType(of) => {
                CodeType::DOCUMENTED
                    .contains(&value)
                    .then(|| *of = value.into())?;
            }
            Self::Text(text) => value.clone_into(text),
            Self::Switch(switch, words) => {
                *switch = words.iter().position(|word| *word == value)? == 1;
            }
            Self::Duration(duration) => *duration = parsed()?,
            Self::Limit(limit) if value == "forever" => *limit = None,
            Self::Limit(limit) => *limit = Some(parsed()?),
        }
        Some(())
    }
}

fn error(value: &str, statuses: &[u16]) -> Option<Reply> {
    let (status, code) = value.split_once('/')?;
    let (status, code) = (status.parse().ok()?, code.parse().ok()?);
    statuses
        .contains(&status)
        .then_some(Reply::Error { status, code })
}

impl fmt::Display for Slot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(Reply::Error { status, code }, _)
            | Self::Refusal(Reply::Error { status, code }, _)
            | Self::Tolerated(Reply::Error { status, code }, ..) => write!(f, "{status}/{code}"),
            Self::Reply(Reply::Session, _) | Self::Refusal(Reply::Session, _) => {
                f.write_str("session")
            }
            Self::Tolerated(Reply::Session, word, _) => f.write_str(word),
            Self::CodeType(of) => of.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Switch(switch, words) => f.write_str(words[usize::from(**switch)]),
            Self::Duration(duration) => humantime::format_duration(**duration).fmt(f),
            Self::Limit(None) => f.write_str("forever"),
            Self::Limit(Some(limit)) => humantime::format_duration(*limit).fmt(f),
        }
    }
}
