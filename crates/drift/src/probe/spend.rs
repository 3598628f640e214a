//! The requests that cost money: one complete verification of a number.

mod seen;

use std::collections::VecDeque;

use contract::Document;

use super::Received;
use super::plan::{
    Cost, Hidden, PlanError, Probe, STARTING, check_operation, fill, is_plain, reading, step,
};
use seen::Seen;

pub(super) use seen::answers;

/// The length of the requested code.
const CODE_LENGTH: usize = 6;
/// A code that is too short for the contract.
const SHORT_CODE: &str = "Q7";

/// The stages, in the order of their requests; each is sent once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Start,
    Repeat,
    Read,
    ShortCode,
    Count,
    WrongCode,
    PaddedCode,
    OtherCase,
    RightCode,
    RightCodeAgain,
    WrongCodeAfter,
}

const STAGES: [Stage; 11] = [
    Stage::Start,
    Stage::Repeat,
    Stage::Read,
    Stage::ShortCode,
    Stage::Count,
    Stage::WrongCode,
    Stage::PaddedCode,
    Stage::OtherCase,
    Stage::RightCode,
    Stage::RightCodeAgain,
    Stage::WrongCodeAfter,
];

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Repeat => "repeat",
            Self::Read => "new-session",
            Self::WrongCode => "wrong-code",
            Self::ShortCode => "short-code",
            Self::Count => "attempts",
            Self::PaddedCode => "padded-code",
            Self::OtherCase => "other-case",
            Self::RightCode => "right-code",
            Self::RightCodeAgain => "right-code-again",
            Self::WrongCodeAfter => "wrong-code-after",
        }
    }

    fn asks(self) -> &'static str {
        match self {
            Self::Start => "a start",
            Self::Repeat => "the same start inside its resending interval",
            Self::Read => "the new session, without a code",
            Self::WrongCode => "a wrong code",
            Self::ShortCode => "a code that is too short",
            Self::Count => "the attempts after that",
            Self::PaddedCode => "the right code between blanks",
            Self::OtherCase => "the right code in the other case",
            Self::RightCode => "the right code",
            Self::RightCodeAgain => "the right code once the session is verified",
            Self::WrongCodeAfter => "a wrong code once the session is verified",
        }
    }

    /// The assumption of `verify-sim` that the answer decides.
    fn assumption(self) -> Option<&'static str> {
        match self {
            Self::Repeat => Some("resend-too-soon"),
            Self::WrongCode => Some("wrong-code"),
            Self::Count => Some("illegal-code"),
            Self::OtherCase => Some("code-comparison"),
            Self::RightCodeAgain => Some("right-code-again"),
            Self::WrongCodeAfter => Some("code-after-verified"),
            Self::Start | Self::Read | Self::ShortCode | Self::PaddedCode | Self::RightCode => None,
        }
    }

    fn needs_code(self) -> bool {
        !matches!(self, Self::Start | Self::Repeat | Self::Read)
    }

    fn is_after_verified(self) -> bool {
        matches!(self, Self::RightCodeAgain | Self::WrongCodeAfter)
    }
}

/// The next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this.
    Send(Box<Probe>),
    /// Ask the person for the code that they received, and hand it to [`Spending::enter`].
    AskForCode,
    /// Nothing: the verification is complete.
    Done,
}

/// A verification of one number: which request comes next depends on the answers.
///
/// It sends one start, the same start again if the first succeeded, and each check once. It ends if a
/// response is missing or the session is FAILED or EXPIRED.
#[derive(Debug)]
pub struct Spending {
    sub_account: String,
    number: Hidden,
    left: VecDeque<Stage>,
    session: Option<Hidden>,
    code: Option<Hidden>,
    is_verified: bool,
}

impl Spending {
    /// The maximum number of requests.
    pub const REQUESTS: usize = STAGES.len();
    /// The maximum number of paid messages: the start, and the repeat if the service sends it.
    pub const MESSAGES: usize = 2;
    /// The maximum number of attempts before the right code; the vendor ends a session with the fifth.
    pub const ATTEMPTS: usize = 4;

    /// Plans a verification of a number in international form with a plus sign.
    ///
    /// # Errors
    ///
    /// A contract without the operation that starts a session, a sub-account that it does not
    /// allow, or a number in another form.
    pub fn new(contract: &Document, sub_account: &str, number: &str) -> Result<Self, PlanError> {
        check_operation(contract, STARTING.0, STARTING.1, sub_account)?;
        let digits = number.strip_prefix('+').unwrap_or_default();
        let is_number = (7..=15).contains(&digits.len())
            && digits.bytes().all(|it| it.is_ascii_digit())
            && !digits.starts_with('0');
        if !is_number {
            return Err(PlanError::Number);
        }
        Ok(Self {
            sub_account: sub_account.to_owned(),
            number: number.into(),
            left: STAGES.into(),
            session: None,
            code: None,
            is_verified: false,
        })
    }

    /// The number with all but its last two digits masked.
    #[must_use]
    pub fn masked_number(&self) -> String {
        let number = self.number.expose();
        let shown = number.len().saturating_sub(2);
        let masked = number.chars().enumerate().map(|(at, c)| match c {
            c if at >= shown => c,
            '+' => '+',
            _ => '*',
        });
        masked.collect()
    }

    /// The number, to mask it in reports.
    #[must_use]
    pub fn number(&self) -> &Hidden {
        &self.number
    }

    /// Takes the code that the person received. Blanks around it do not count.
    ///
    /// # Errors
    ///
    /// The text is not a code of the requested length; the state does not change.
    pub fn enter(&mut self, code: &str) -> Result<(), PlanError> {
        let code = code.trim();
        if code.len() != CODE_LENGTH || !code.bytes().all(|it| it.is_ascii_alphanumeric()) {
            return Err(PlanError::Code);
        }
        self.code = Some(code.into());
        Ok(())
    }

    /// Ends the verification: no other request follows.
    pub fn stop(&mut self) {
        self.left.clear();
    }

    /// The next step.
    pub fn next_step(&mut self) -> Next {
        loop {
            let Some(stage) = self.left.front().copied() else {
                return Next::Done;
            };
            if stage.needs_code() && self.code.is_none() {
                return Next::AskForCode;
            }
            self.left.pop_front();
            if let Some(probe) = self.probe(stage) {
                return Next::Send(Box::new(probe));
            }
        }
    }

    /// The request of a stage; `None` if its response would not decide anything.
    fn probe(&self, stage: Stage) -> Option<Probe> {
        if stage.needs_code() && stage.is_after_verified() != self.is_verified {
            return None;
        }
        let session = self.session.as_ref().map(Hidden::expose);
        let code = self.code.as_ref().map(Hidden::expose).unwrap_or_default();
        if stage == Stage::OtherCase && swapped(code) == code {
            return None;
        }
        let code = match stage {
            Stage::Start | Stage::Repeat => {
                return Some(starting(stage, &self.sub_account, self.number.expose()));
            }
            Stage::Read | Stage::Count => None,
            Stage::WrongCode | Stage::WrongCodeAfter => Some(unlike(code)),
            Stage::ShortCode => Some(SHORT_CODE.to_owned()),
            Stage::PaddedCode => Some(format!(" {code} ")),
            Stage::OtherCase => Some(swapped(code)),
            Stage::RightCode | Stage::RightCodeAgain => Some(code.to_owned()),
        };
        Some(of_session(stage, &self.sub_account, session?, code))
    }

    /// Records the outcome of the last request.
    pub fn took(&mut self, probe: &Probe, received: &Received) {
        let Received::Answer(answer) = received else {
            // A start without a response may have sent a message, so it is not repeated.
            self.stop();
            return;
        };
        let seen = Seen::of(answer.status, &answer.body);
        if probe.cost == Cost::Message {
            if let Some(session) = seen.session.filter(|id| is_plain(id)) {
                self.session = Some(session.into());
            }
            if self.session.is_none() {
                self.stop();
            }
        }
        match seen.state.as_deref() {
            Some("VERIFIED") => self.is_verified = true,
            Some("FAILED" | "EXPIRED") => self.stop(),
            _ => {}
        }
    }
}

/// Every request as [`replay`](super::replay) needs it, without number, session, and code.
pub(super) fn replayed() -> Vec<Probe> {
    let probe = |stage: Stage| match stage {
        Stage::Start | Stage::Repeat => starting(stage, "replayed", ""),
        _ => of_session(stage, "replayed", "replayed", None),
    };
    STAGES.into_iter().map(probe).collect()
}

fn starting(stage: Stage, sub_account: &str, number: &str) -> Probe {
    let body = serde_json::json!({
        "destination": number,
        "channel": "sms",
        "codeLength": CODE_LENGTH,
        // Letters show whether the service distinguishes their case.
        "codeType": "ALPHANUMERIC_CAPITALS",
        // Long enough to type the code, and for the repeat to be too soon.
        "codeValidity": 900,
        "resendingInterval": 300,
    });
    Probe {
        method: STARTING.0,
        path: fill(STARTING.1, sub_account, ""),
        operation: Some(step(STARTING)),
        headers: &[
            ("accept", "application/json"),
            ("content-type", "application/json"),
        ],
        body: Some(body.to_string().into()),
        is_wrong: false,
        prose_status: (stage == Stage::Repeat).then_some(403),
        cost: Cost::Message,
        assumption: stage.assumption(),
        ..reading(stage.name(), stage.asks(), sub_account, "")
    }
}

fn of_session(stage: Stage, sub_account: &str, session: &str, code: Option<String>) -> Probe {
    Probe {
        is_wrong: false,
        cost: match stage {
            Stage::Read | Stage::Count => Cost::Nothing,
            _ => Cost::Attempt,
        },
        code: code.map(Hidden::from),
        assumption: stage.assumption(),
        ..reading(stage.name(), stage.asks(), sub_account, session)
    }
}

/// A code of the same length that differs in its first character, whatever its case.
fn unlike(code: &str) -> String {
    let first = if code.starts_with(['x', 'X']) {
        "Y"
    } else {
        "X"
    };
    format!("{first}{}", code.get(1..).unwrap_or_default())
}

/// The code with the case of each letter swapped.
fn swapped(code: &str) -> String {
    let swap = |c: char| match c {
        c if c.is_ascii_uppercase() => c.to_ascii_lowercase(),
        c => c.to_ascii_uppercase(),
    };
    code.chars().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::{Answer, NoAnswer};

    #[test]
    fn a_wrong_code_is_wrong_in_any_case_and_as_long() {
        for code in ["ABCDEF", "XBCDEF", "x1b2c3", "739154", "Y00000"] {
            let wrong = unlike(code);
            assert_eq!(wrong.len(), code.len());
            assert!(!wrong.eq_ignore_ascii_case(code), "{code} and {wrong}");
        }
    }

    #[test]
    fn no_stage_is_asked_twice_and_a_code_is_never_the_last_attempt() {
        let costs_attempt = |stage: &&Stage| {
            of_session(**stage, "acme", "x", None).cost == Cost::Attempt
                && !matches!(stage, Stage::Start | Stage::Repeat)
                && !stage.is_after_verified()
        };
        let attempts = STAGES.iter().filter(costs_attempt).count();
        // The right code is no attempt.
        assert_eq!(attempts - 1, Spending::ATTEMPTS);
        let names: std::collections::BTreeSet<&str> = STAGES.map(Stage::name).into();
        assert_eq!(names.len(), STAGES.len());
    }

    fn contract() -> Document {
        let text = include_str!("../../../../openapi/verify.yaml");
        Document::read(contract::Source::new("verify.yaml", text)).expect("the contract")
    }

    fn spending() -> Spending {
        Spending::new(&contract(), "acme", "+6598765432").expect("a number")
    }

    #[test]
    fn a_start_without_a_session_is_not_sent_again() {
        let answered = |status, body: &str| {
            Received::Answer(Answer {
                status,
                headers: Vec::new(),
                body: body.as_bytes().to_vec(),
            })
        };
        for received in [
            Received::Nothing(NoAnswer::Other("lost".into())),
            answered(500, r#"{"code":2000}"#),
            answered(401, ""),
            answered(200, "{}"),
            answered(200, r#"{"sessionId":"../x?code=1"}"#),
            answered(200, r#"{"sessionId":"a1","status":"FAILED"}"#),
        ] {
            let mut spending = spending();
            let Next::Send(probe) = spending.next_step() else {
                panic!("there is a start");
            };
            spending.took(&probe, &received);
            assert_eq!(spending.next_step(), Next::Done);
        }
    }

    #[test]
    fn debug_shows_no_number_and_no_code() {
        let mut spending = spending();
        spending.enter(" AB12CD\n").expect("a code");
        assert_eq!(spending.masked_number(), "+********32");
        let Next::Send(probe) = spending.next_step() else {
            panic!("there is a start");
        };
        let shown = format!("{spending:?} {probe:?}");
        assert!(
            !shown.contains("9876") && !shown.contains("AB12CD"),
            "{shown}"
        );
        for number in [
            "6598765432",
            "+0598765432",
            "+65 9876 5432",
            "+12",
            "",
            "+65a8765432",
        ] {
            let refused = Spending::new(&contract(), "acme", number).err();
            assert_eq!(refused, Some(PlanError::Number), "{number}");
        }
        for code in ["", "AB12C", "AB12CDE", "AB&2CD", "AB 2CD"] {
            assert_eq!(spending.enter(code), Err(PlanError::Code), "{code}");
        }
    }
}
