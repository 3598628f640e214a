//! What the simulator does where the vendor's documents are silent: each choice has a name.

mod setting;

use std::time::Duration;

use verify_api::types::CodeType;

use setting::{ANY_CALL, READING, STARTING, Setting, Slot, duration, refusal, reply, switch};

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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a separate question, with its own pair of words"
)]
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
    pub(crate) resend_too_soon: Reply,
    pub(crate) resend_keeps_attempts: bool,
    pub(crate) reset_makes_session: bool,
    pub(crate) reset_skips_interval: bool,
    pub(crate) final_sessions_start_again: bool,
    pub(crate) channels_share_sessions: bool,
    pub(crate) invalid_body: Reply,
    pub(crate) invalid_number: Reply,
    pub(crate) whatsapp_without_template: Reply,
    pub(crate) code_type: CodeType,
    pub(crate) default_template: String,
    pub(crate) covered_starts_verify: bool,
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
            lifetime: Duration::from_secs(5 * 60),
            resend_after: Duration::from_secs(20),
            resend_too_soon: error(403, 1400),
            resend_keeps_attempts: true,
            reset_makes_session: false,
            reset_skips_interval: false,
            final_sessions_start_again: false,
            channels_share_sessions: true,
            invalid_body: error(400, 1000),
            invalid_number: error(400, 1002),
            whatsapp_without_template: error(400, 1000),
            code_type: CodeType::Numeric,
            default_template: "Your verification code: {code}".to_owned(),
            covered_starts_verify: true,
        }
    }
}

impl Assumptions {
    /// Every setting, in the order in which `--assumptions` lists them.
    fn settings(&mut self) -> [Setting<'_>; 27] {
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
                ANY_CALL,
            ),
            refusal(
                "wrong-key",
                "What answers a missing or wrong API key?",
                &mut self.wrong_key,
                ANY_CALL,
            ),
            refusal(
                "unknown-session",
                "What answers a session that does not exist, is no longer kept, or is another \
                 sub-account's?",
                &mut self.unknown_session,
                READING,
            ),
            duration(
                "lifetime",
                "How long is a session that a test makes open, unless the test sets it?",
                &mut self.lifetime,
            ),
            duration(
                "resend-after",
                "How long after a test made a session may a code be sent again, unless the test \
                 sets it?",
                &mut self.resend_after,
            ),
            refusal(
                "resend-too-soon",
                "What answers a start for a number before its `resendingInterval` is over? Nothing \
                 is sent.",
                &mut self.resend_too_soon,
                STARTING,
            ),
            switch(
                "resend-attempts",
                "What becomes of the wrong codes of a session when its code is sent again?",
                "`kept` or `forgotten`",
                &mut self.resend_keeps_attempts,
                ["forgotten", "kept"],
            ),
            switch(
                "reset-session",
                "Which session does `resetSession` begin anew?",
                "`same-id` or `new-id`",
                &mut self.reset_makes_session,
                ["same-id", "new-id"],
            ),
            switch(
                "reset-too-soon",
                "What does `resetSession` do before the `resendingInterval` is over?",
                "`refused` or `sent`",
                &mut self.reset_skips_interval,
                ["refused", "sent"],
            ),
            switch(
                "start-after-final",
                "Which session does a start for a number open whose session is final?",
                "`new-id` or `same-id`",
                &mut self.final_sessions_start_again,
                ["new-id", "same-id"],
            ),
            switch(
                "same-session",
                "Which starts of a sub-account meet the same session: those with the same digits \
                 of the number, or with the same channel as well?",
                "`number` or `number-and-channel`",
                &mut self.channels_share_sessions,
                ["number-and-channel", "number"],
            ),
            refusal(
                "illegal-body",
                "What answers a body that the contract does not allow, or a country that does not \
                 exist?",
                &mut self.invalid_body,
                ANY_CALL,
            ),
            refusal(
                "illegal-number",
                "What answers a `destination` with letters, or in national form without `country`? \
                 Without a plus sign and a country, it is international if some country has \
                 numbers of its code and length.",
                &mut self.invalid_number,
                ANY_CALL,
            ),
            Setting {
                name: "whatsapp-without-template",
                question: "What answers a start over `whatsapp` without `templateName`?",
                values: "`sent`, or an error as STATUS/CODE with a documented status, such as \
                         400/1000",
                slot: Slot::Tolerated(&mut self.whatsapp_without_template, "sent", STARTING),
            },
            Setting {
                name: "code-type",
                question: "Which type has a code if the request does not name one?",
                values: "NUMERIC, NUMERIC_WITH_DASH, ALPHANUMERIC, ALPHANUMERIC_CAPITALS, or \
                         ALPHANUMERIC_EASY",
                slot: Slot::CodeType(&mut self.code_type),
            },
            Setting {
                name: "message-text",
                question: "What does a message read if the request has no template for it?",
                values: "a text; `{code}` and `{brand}` in it are filled in",
                slot: Slot::Text(&mut self.default_template),
            },
            switch(
                "silent-start",
                "What does a start over `sma` do whose `clientIp` is covered? The session is \
                 verified in any case when its URL is opened.",
                "`verifies` or `waits`",
                &mut self.covered_starts_verify,
                ["waits", "verifies"],
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

/// An unknown assumption, or a value that it does not take; the message lists what there is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidAssumption(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assumption_can_be_set_to_what_it_lists() {
        let mut assumptions = Assumptions::default();
        let list = Assumptions::default().list();
        assert_eq!(list.len(), assumptions.settings().len());
        for listed in list {
            assumptions.set(listed.name, &listed.value).unwrap();
        }
        assert_eq!(assumptions, Assumptions::default());
    }

    #[test]
    fn a_wrong_name_or_value_lists_what_there_is() {
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
