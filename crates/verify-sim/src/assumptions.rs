//! What the simulator does where the vendor's documents are silent: each choice has a name.

use std::fmt;
use std::time::Duration;

/// The documented error statuses; a test holds them against the contract.
const ERROR_STATUSES: [u16; 4] = [400, 401, 404, 500];

/// One choice that the simulator makes where the vendor's documents are silent.
///
/// **It is our assumption, not the vendor's word.** Change it with
/// [`SimulatorBuilder::assume`](crate::SimulatorBuilder::assume), `--assume`, or `assume` in a
/// scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assumption {
    /// The name it is set by.
    pub name: &'static str,
    /// What the documents leave open.
    pub question: &'static str,
    /// What it can be set to.
    pub values: &'static str,
    /// What it is set to.
    pub value: String,
}

/// What answers a call: the session as it stands, or an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    Session,
    Error { status: u16, code: i64 },
}

/// All choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assumptions {
    pub(crate) wrong_code: Reply,
    pub(crate) fifth_wrong_code: Reply,
    pub(crate) code_after_verified: Reply,
    pub(crate) right_code_again: Reply,
    pub(crate) check_after_failed: Reply,
    pub(crate) check_after_expiry: Reply,
    pub(crate) illegal_code_costs: bool,
    pub(crate) codes_ignore_case: bool,
    pub(crate) ids_ignore_dashes: bool,
    pub(crate) unknown_sub_account: Reply,
    pub(crate) wrong_key: Reply,
    pub(crate) unknown_session: Reply,
    pub(crate) keep_finished: Option<Duration>,
    pub(crate) lifetime: Duration,
    pub(crate) resend_after: Duration,
}

impl Default for Assumptions {
    fn default() -> Self {
        let error = |status, code| Reply::Error { status, code };
        Self {
            wrong_code: Reply::Session,
            fifth_wrong_code: Reply::Session,
            code_after_verified: Reply::Session,
            right_code_again: Reply::Session,
            check_after_failed: Reply::Session,
            check_after_expiry: Reply::Session,
            illegal_code_costs: false,
            codes_ignore_case: false,
            ids_ignore_dashes: true,
            unknown_sub_account: error(400, 1001),
            wrong_key: error(401, 1200),
            unknown_session: error(404, 1404),
            keep_finished: None,
            lifetime: Duration::from_mins(5),
            resend_after: Duration::from_secs(20),
        }
    }
}

/// One setting: how it is named, and where among the choices it stands.
struct Setting<'a> {
    name: &'static str,
    question: &'static str,
    values: &'static str,
    slot: Slot<'a>,
}

enum Slot<'a> {
    Reply(&'a mut Reply),
    /// There is no session to show: an error has to answer.
    Refusal(&'a mut Reply),
    /// The words for false and for true.
    Switch(&'a mut bool, [&'static str; 2]),
    Duration(&'a mut Duration),
    /// `None` is `forever`.
    Limit(&'a mut Option<Duration>),
}

fn reply<'a>(name: &'static str, question: &'static str, slot: &'a mut Reply) -> Setting<'a> {
    Setting {
        name,
        question,
        values: "`session`, or an error as STATUS/CODE with a documented status, such as 404/1404",
        slot: Slot::Reply(slot),
    }
}

fn refusal<'a>(name: &'static str, question: &'static str, slot: &'a mut Reply) -> Setting<'a> {
    Setting {
        name,
        question,
        values: "an error as STATUS/CODE with a documented status, such as 404/1404",
        slot: Slot::Refusal(slot),
    }
}

fn duration<'a>(name: &'static str, question: &'static str, slot: &'a mut Duration) -> Setting<'a> {
    Setting {
        name,
        question,
        values: "a duration, such as 90s or 5m",
        slot: Slot::Duration(slot),
    }
}

impl Assumptions {
    /// Every setting, in the order in which `--assumptions` lists them.
    fn settings(&mut self) -> [Setting<'_>; 15] {
        [
            reply(
                "wrong-code",
                "What answers a wrong code? It is counted in any case.",
                &mut self.wrong_code,
            ),
            reply(
                "fifth-wrong-code",
                "What answers the fifth wrong code? The session is FAILED in any case.",
                &mut self.fifth_wrong_code,
            ),
            reply(
                "code-after-verified",
                "What answers a wrong code once the session is VERIFIED? Nothing changes.",
                &mut self.code_after_verified,
            ),
            reply(
                "right-code-again",
                "What answers the right code once the session is VERIFIED, as the second of two \
                 at once? Nothing changes.",
                &mut self.right_code_again,
            ),
            reply(
                "check-after-failed",
                "What answers any code, the right one included, once the session is FAILED?",
                &mut self.check_after_failed,
            ),
            reply(
                "check-after-expiry",
                "What answers any code once the session is EXPIRED?",
                &mut self.check_after_expiry,
            ),
            Setting {
                name: "keep-finished",
                question: "How long can a finished session be read?",
                values: "`forever`, or a duration such as 5m",
                slot: Slot::Limit(&mut self.keep_finished),
            },
            Setting {
                name: "illegal-code",
                question: "Does a `code` that is empty or not 3 to 10 characters cost an attempt? \
                           It is answered with 400 in any case.",
                values: "`free` or `counted`",
                slot: Slot::Switch(&mut self.illegal_code_costs, ["free", "counted"]),
            },
            Setting {
                name: "code-comparison",
                question: "When are two codes the same?",
                values: "`exact` or `ignore-case`",
                slot: Slot::Switch(&mut self.codes_ignore_case, ["exact", "ignore-case"]),
            },
            Setting {
                name: "session-ids",
                question: "Do ids that differ in dashes and case name the same session?",
                values: "`ignore-dashes` or `exact`",
                slot: Slot::Switch(&mut self.ids_ignore_dashes, ["exact", "ignore-dashes"]),
            },
            refusal(
                "unknown-sub-account",
                "What answers a sub-account that is not among those of the key?",
                &mut self.unknown_sub_account,
            ),
            refusal(
                "wrong-key",
                "What answers a missing or wrong API key?",
                &mut self.wrong_key,
            ),
            refusal(
                "unknown-session",
                "What answers a session that does not exist, is no longer kept, or is another \
                 sub-account's?",
                &mut self.unknown_session,
            ),
            duration(
                "lifetime",
                "How long after its start does a session expire, unless it says so itself?",
                &mut self.lifetime,
            ),
            duration(
                "resend-after",
                "How long after its start may a code be sent again, unless the session says so \
                 itself?",
                &mut self.resend_after,
            ),
        ]
    }

    /// Sets a choice by its name.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Result<(), InvalidAssumption> {
        let settings = self.settings();
        let known = settings.each_ref().map(|setting| setting.name).join(", ");
        let Some(setting) = settings.into_iter().find(|setting| setting.name == name) else {
            return Err(InvalidAssumption(format!(
                "no assumption is called `{name}`; there are {known}"
            )));
        };
        if setting.slot.set(value).is_some() {
            return Ok(());
        }
        Err(InvalidAssumption(format!(
            "the assumption `{name}` cannot be `{value}`; expected {}",
            setting.values
        )))
    }

    /// Every choice with what it is set to.
    pub(crate) fn list(&self) -> Vec<Assumption> {
        let mut copy = self.clone();
        let settings = copy.settings().into_iter();
        settings
            .map(|setting| Assumption {
                name: setting.name,
                question: setting.question,
                values: setting.values,
                value: setting.slot.to_string(),
            })
            .collect()
    }
}

impl Slot<'_> {
    /// `None` if the value is not one of the setting's.
    fn set(self, value: &str) -> Option<()> {
        let parsed = || humantime::parse_duration(value).ok();
        match self {
            Self::Reply(reply) if value == "session" => *reply = Reply::Session,
            Self::Reply(reply) | Self::Refusal(reply) => *reply = error(value)?,
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

fn error(value: &str) -> Option<Reply> {
    let (status, code) = value.split_once('/')?;
    let (status, code) = (status.parse().ok()?, code.parse().ok()?);
    ERROR_STATUSES
        .contains(&status)
        .then_some(Reply::Error { status, code })
}

impl fmt::Display for Slot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(Reply::Session) | Self::Refusal(Reply::Session) => f.write_str("session"),
            Self::Reply(Reply::Error { status, code })
            | Self::Refusal(Reply::Error { status, code }) => write!(f, "{status}/{code}"),
            Self::Switch(switch, words) => f.write_str(words[usize::from(**switch)]),
            Self::Duration(duration) => humantime::format_duration(**duration).fmt(f),
            Self::Limit(None) => f.write_str("forever"),
            Self::Limit(Some(limit)) => humantime::format_duration(*limit).fmt(f),
        }
    }
}

/// An assumption that does not exist, or a value that it cannot have; the message says which there
/// are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidAssumption(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assumption_can_be_set_to_what_it_lists() {
        let mut assumptions = Assumptions::default();
        for listed in Assumptions::default().list() {
            assumptions.set(listed.name, &listed.value).unwrap();
        }
        assert_eq!(assumptions, Assumptions::default());
    }

    #[test]
    fn a_wrong_name_or_value_says_what_there_is() {
        let mut assumptions = Assumptions::default();
        let mut error = |name, value| {
            let result = assumptions.set(name, value);
            result.unwrap_err().to_string()
        };
        assert!(error("wrong-kode", "session").contains("there are wrong-code, fifth-wrong-code"));
        assert_eq!(
            error("check-after-expiry", "403/1"),
            "the assumption `check-after-expiry` cannot be `403/1`; expected `session`, or an \
             error as STATUS/CODE with a documented status, such as 404/1404"
        );
        assert!(error("wrong-key", "session").contains("expected an error"));
        assert!(error("lifetime", "5").contains("a duration"));
        assert!(error("session-ids", "loose").contains("`ignore-dashes` or `exact`"));
    }
}
