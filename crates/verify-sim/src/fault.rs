//! Faults by name, and when they strike.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

use crate::input::{FaultRuleInput, some_duration};
use crate::request::Call;
use crate::store::Key;

/// Something that a service or a network does to a call.
///
/// A fault *before* the state change leaves the session as it was. One *after* it loses or spoils
/// the answer to a call that was carried out: the attempt is counted, the session may be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fault {
    /// After the state change: the answer is held back so long.
    Delay(#[serde(deserialize_with = "some_duration")] Duration),
    /// Before the state change: an error with this status, from 400 to 599, and a documented body.
    Status(u16),
    /// Before the state change: 429 with `Retry-After`, in whole seconds, and the same body as
    /// `Status(429)`. The vendor documents no 429 for this API.
    Throttled(#[serde(deserialize_with = "some_duration")] Duration),
    /// Before the state change: the connection is reset.
    ResetBefore,
    /// After the state change: the connection is reset in place of the answer.
    ResetAfter,
    /// After the state change: the answer ends in the middle of its body.
    TruncatedBody,
    /// After the state change: the right body, said to be `text/plain`.
    WrongContentType,
    /// Before the state change: an error page with this status, from 400 to 599.
    HtmlError(u16),
    /// After the state change: the status is one that the contract does not know.
    UnknownStatus,
    /// After the state change: members that the contract does not know.
    ExtraFields,
    /// After the state change: every member that is not `status` or `destination` is `null`.
    Nulls,
}

impl Fault {
    /// The fault's name in scenarios, over the control endpoint, and in the record.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Delay(_) => "delay",
            Self::Status(_) => "status",
            Self::Throttled(_) => "throttled",
            Self::ResetBefore => "reset-before",
            Self::ResetAfter => "reset-after",
            Self::TruncatedBody => "truncated-body",
            Self::WrongContentType => "wrong-content-type",
            Self::HtmlError(_) => "html-error",
            Self::UnknownStatus => "unknown-status",
            Self::ExtraFields => "extra-fields",
            Self::Nulls => "nulls",
        }
    }

    /// Whether the call is never carried out.
    pub(crate) fn comes_before(self) -> bool {
        matches!(
            self,
            Self::Status(_) | Self::Throttled(_) | Self::ResetBefore | Self::HtmlError(_)
        )
    }

    /// What is wrong with its value.
    pub(crate) fn problem(self) -> Option<&'static str> {
        match self {
            Self::Status(status) | Self::HtmlError(status) if !(400..600).contains(&status) => {
                Some("expected a status from 400 to 599")
            }
            _ => None,
        }
    }

    /// Strikes the next call, once.
    #[must_use]
    pub fn once(self) -> FaultRule {
        self.nth(1)
    }

    /// Strikes the `n`th call from now on, once; calls are counted from 1.
    #[must_use]
    pub fn nth(self, n: u64) -> FaultRule {
        FaultRule::new(self, When::Nth(n))
    }

    /// Strikes every `n`th call from now on.
    #[must_use]
    pub fn every(self, n: u64) -> FaultRule {
        FaultRule::new(self, When::Every(n))
    }

    /// Strikes every call from now on.
    #[must_use]
    pub fn always(self) -> FaultRule {
        self.every(1)
    }

    /// Strikes a share of the calls from now on, from 0.0 to 1.0, by the simulator's seed.
    #[must_use]
    pub fn at_rate(self, share: f64) -> FaultRule {
        FaultRule::new(self, When::Rate(share))
    }
}

/// A fault, and the calls that it strikes; made by [`Fault::once`] and its like.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "FaultRuleInput")]
pub struct FaultRule {
    pub(crate) fault: Fault,
    pub(crate) when: When,
    pub(crate) session: Option<String>,
    pub(crate) calls: Calls,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum When {
    Nth(u64),
    Every(u64),
    Rate(f64),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Calls {
    #[default]
    All,
    Checks,
    Reads,
    Starts,
    Coverage,
}

impl Calls {
    fn contains(self, call: Call) -> bool {
        match self {
            Self::All => true,
            Self::Checks => call == Call::Check,
            Self::Reads => call == Call::Read,
            Self::Starts => call == Call::Start,
            Self::Coverage => call == Call::Coverage,
        }
    }
}

impl FaultRule {
    fn new(fault: Fault, when: When) -> Self {
        Self {
            fault,
            when,
            session: None,
            calls: Calls::All,
        }
    }

    /// Counts and strikes the calls for one session only.
    #[must_use]
    pub fn on(mut self, session_id: impl Into<String>) -> Self {
        self.session = Some(session_id.into());
        self
    }

    /// Counts and strikes calls with a code only.
    #[must_use]
    pub fn for_checks(mut self) -> Self {
        self.calls = Calls::Checks;
        self
    }

    /// Counts and strikes calls without a code only.
    #[must_use]
    pub fn for_reads(mut self) -> Self {
        self.calls = Calls::Reads;
        self
    }

    /// Counts and strikes calls that start a verification only.
    ///
    /// Such a call names no session, so that [`on`](FaultRule::on) leaves none to strike.
    #[must_use]
    pub fn for_starts(mut self) -> Self {
        self.calls = Calls::Starts;
        self
    }

    /// Counts and strikes calls that ask for the coverage of silent verification only.
    #[must_use]
    pub fn for_coverage(mut self) -> Self {
        self.calls = Calls::Coverage;
        self
    }

    /// What is wrong with it.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        match self.when {
            When::Nth(0) | When::Every(0) => Some("calls are counted from 1"),
            When::Rate(share) if !(0.0..=1.0).contains(&share) => {
                Some("expected a rate from 0.0 to 1.0")
            }
            _ => self.fault.problem(),
        }
    }
}

impl fmt::Display for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.fault.name())?;
        match self.fault {
            Fault::Delay(time) | Fault::Throttled(time) => {
                write!(f, " {}", humantime::format_duration(time))?;
            }
            Fault::Status(status) | Fault::HtmlError(status) => write!(f, " {status}")?,
            _ => {}
        }
        match self.when {
            When::Nth(1) => write!(f, ", once")?,
            When::Nth(n) => write!(f, ", call {n}")?,
            When::Every(n) => write!(f, ", every {n}")?,
            When::Rate(share) => write!(f, ", rate {share}")?,
        }
        match self.calls {
            Calls::All => {}
            Calls::Checks => f.write_str(", checks")?,
            Calls::Reads => f.write_str(", reads")?,
            Calls::Starts => f.write_str(", starts")?,
            Calls::Coverage => f.write_str(", coverage")?,
        }
        match &self.session {
            Some(session) => write!(f, ", session {session}"),
            None => Ok(()),
        }
    }
}

impl From<Fault> for FaultRule {
    /// Strikes the next call, once.
    fn from(fault: Fault) -> Self {
        fault.once()
    }
}

/// The rules in force, each with the calls that it counted.
#[derive(Default)]
pub(crate) struct Faults(Vec<Active>);

struct Active {
    rule: FaultRule,
    session: Option<Key>,
    calls: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, rule: FaultRule, ids_ignore_dashes: bool) {
        let session = rule.session.as_deref();
        self.0.push(Active {
            session: session.map(|id| Key::new(id, ids_ignore_dashes)),
            rule,
            calls: 0,
        });
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn rules(&self) -> impl Iterator<Item = &FaultRule> {
        self.0.iter().map(|active| &active.rule)
    }

    /// What strikes a call: all delays, and the first other fault. Every rule counts the call.
    pub(crate) fn strike(
        &mut self,
        session: Option<&Key>,
        call: Call,
        rng: &mut fastrand::Rng,
    ) -> (Duration, Option<Fault>) {
        let (mut delay, mut other) = (Duration::ZERO, None);
        self.0.retain_mut(|active| {
            let counted = (active.session.is_none() || active.session.as_ref() == session)
                && active.rule.calls.contains(call);
            if !counted {
                return true;
            }
            active.calls += 1;
            let strikes = match active.rule.when {
                When::Nth(n) => active.calls == n,
                When::Every(n) => active.calls.is_multiple_of(n),
                When::Rate(share) => rng.f64() < share,
            };
            if strikes {
                match active.rule.fault {
                    Fault::Delay(by) => delay = delay.saturating_add(by),
                    fault => {
                        other.get_or_insert(fault);
                    }
                }
            }
            !matches!(active.rule.when, When::Nth(n) if active.calls >= n)
        });
        (delay, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_displayed_with_what_it_does_and_when() {
        let seconds = Duration::from_secs;
        let table: [(FaultRule, &str); 7] = [
            (Fault::ResetAfter.once(), "reset-after, once"),
            (
                Fault::ResetBefore.nth(2).for_checks(),
                "reset-before, call 2, checks",
            ),
            (
                Fault::Delay(seconds(2)).every(3).for_reads(),
                "delay 2s, every 3, reads",
            ),
            (
                Fault::Throttled(seconds(3)).at_rate(0.5),
                "throttled 3s, rate 0.5",
            ),
            (
                Fault::Status(503).once().for_starts(),
                "status 503, once, starts",
            ),
            (
                Fault::HtmlError(502).once().for_coverage(),
                "html-error 502, once, coverage",
            ),
            (Fault::Nulls.once().on("a1"), "nulls, once, session a1"),
        ];
        for (rule, expected) in table {
            assert_eq!(rule.to_string(), expected);
        }
    }

    fn struck(rule: FaultRule, calls: usize) -> Vec<usize> {
        let mut faults = Faults::default();
        let mut rng = fastrand::Rng::with_seed(7);
        faults.add(rule, true);
        (1..=calls)
            .filter(|_| faults.strike(None, Call::Check, &mut rng).1.is_some())
            .collect()
    }

    #[test]
    fn faults_strike_the_calls_they_were_told_to() {
        assert_eq!(struck(Fault::ResetAfter.once(), 4), [1]);
        assert_eq!(struck(Fault::ResetAfter.nth(3), 9), [3]);
        assert_eq!(struck(Fault::ResetAfter.every(2), 6), [2, 4, 6]);
        assert_eq!(struck(Fault::ResetAfter.always().for_reads(), 6), [0; 0]);
        assert_eq!(struck(Fault::ResetAfter.always().on("a"), 6), [0; 0]);
    }

    #[test]
    fn a_rate_gives_the_same_calls_for_the_same_seed() {
        let calls = struck(Fault::ResetAfter.at_rate(0.3), 1_000);
        assert_eq!(calls, struck(Fault::ResetAfter.at_rate(0.3), 1_000));
        assert!((250..350).contains(&calls.len()), "{}", calls.len());
    }

    #[test]
    fn delays_add_up_and_the_first_other_fault_counts() {
        let mut faults = Faults::default();
        let second = Duration::from_secs(1);
        for fault in [
            Fault::Delay(second),
            Fault::Nulls,
            Fault::Delay(second),
            Fault::ResetAfter,
        ] {
            faults.add(fault.once(), true);
        }
        let struck = faults.strike(None, Call::Read, &mut fastrand::Rng::with_seed(7));
        assert_eq!(struck, (2 * second, Some(Fault::Nulls)));
        assert_eq!(faults.rules().count(), 0);
    }
}
