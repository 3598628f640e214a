//! Compares the responses of the service with the contract.
//!
//! [`plan`] returns documented requests that cost nothing and change nothing; [`Spending`] returns those
//! of one verification, which cost money. The caller sends them and passes the responses to
//! [`report`]. This module does no input or output.

mod answer;
mod judge;
mod open;
mod open_answer;
mod plan;
mod spend;
mod transcript;
mod view;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;
use compat::change::Change;
use compat::report::{Compared, NotCompared, Refused, Report, SourceSummary, Unread};
use contract::Document;
use contract::facts::{Address, Facts, Inventory, Step};

pub use answer::{Answer, NoAnswer, Received};
pub use open::scenario;
pub use open_answer::OpenAnswer;
pub use plan::{Cost, Credential, Hidden, PlanError, Probe, Target, plan};
pub use spend::{Next, Spending};
pub use transcript::{TranscriptError, replay, transcript};

use answer::Evidence;

/// The context of a report.
#[derive(Clone, Debug)]
pub struct Context<'k> {
    /// The day of the run.
    pub today: NaiveDate,
    /// The command as a person would type it, for the report.
    pub command: String,
    /// The API key, which is removed from everything that is reported.
    pub api_key: &'k str,
}

/// The result of comparing the responses.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The differences from the contract.
    pub report: Report,
    /// The responses to questions that the vendor's documents leave open.
    pub open: Vec<OpenAnswer>,
}

/// Compares each response with the contract.
///
/// [`Report::refused`] lists requests without a response, and responses that cannot be read.
#[must_use]
pub fn report(
    contract: &Document,
    answers: &[(Probe, Received)],
    context: &Context<'_>,
) -> Outcome {
    let facts = contract.facts();
    let inventory = Inventory::of(&facts);
    let mut found = Found::default();
    let mut compared = BTreeSet::new();
    let mut in_question = BTreeSet::new();
    let mut sources = Vec::new();
    for (probe, received) in answers {
        let answer = match received {
            Received::Answer(answer) => answer,
            Received::Nothing(why @ NoAnswer::Handshake(_)) if probe.old_tls => {
                // Refusing the handshake is equivalent to status 426.
                found.not_compared.push(NotCompared {
                    source: probe.source_name(),
                    what: probe.asks.into(),
                    why: why.without(context.api_key).message(),
                    is_inherent: false,
                });
                continue;
            }
            Received::Nothing(why) => {
                found.no_answer(probe, &why.without(context.api_key));
                continue;
            }
        };
        let evidence = Evidence::of(&facts, probe, answer, context.api_key);
        let seen = judge::judge(
            contract, &facts, probe, answer, &evidence, context, &mut found,
        );
        let mut facts_seen = BTreeSet::new();
        if let Some(address) = &probe.operation {
            let operation = Address(vec![address.clone()]).operation();
            in_question.extend(inventory.about(&facts, &operation.unwrap_or_default()));
            if let Some(response) = &seen {
                let view = view::of(&facts, address, response, answer, evidence.value());
                facts_seen = inventory.stated_by(&view);
            }
        }
        sources.push(summary(probe, answer, &evidence, &facts_seen, &inventory));
        compared.extend(facts_seen);
    }
    let open = open::answers(contract, answers);
    let report = Report {
        facts_in_question: in_question.len(),
        compared_facts: compared.len(),
        sources,
        next: next(contract, &found),
        changes: found.changes,
        not_compared: not_compared(&facts, answers, found.not_compared),
        unread: found.unread,
        refused: found.refused,
        ..Report::new(
            context.command.clone(),
            Compared::Answers,
            contract.source().clone(),
            inventory.len(),
        )
    };
    Outcome { report, open }
}

/// The findings so far.
#[derive(Default)]
struct Found {
    changes: Vec<Change>,
    /// The keys that identify the changes, in their order.
    keys: Vec<String>,
    unread: Vec<Unread>,
    refused: Vec<Refused>,
    not_compared: Vec<NotCompared>,
}

impl Found {
    /// Adds a request without a response; all with one reason are one finding.
    fn no_answer(&mut self, probe: &Probe, why: &NoAnswer) {
        let message = why.message();
        let known = self.refused.iter_mut().find(|it| it.message == message);
        match known.and_then(|it| it.help.as_mut()) {
            Some(help) => {
                let _ = write!(help, "; also for `{}`", probe.name);
            }
            None => self.refused.push(Refused {
                source: probe.source_name(),
                site: None,
                message,
                help: Some(why.help().into()),
            }),
        }
    }

    /// Adds a change; one that another response shows too gets one more place.
    fn change(&mut self, key: String, change: Change, probe: &Probe) {
        let known = self.keys.iter().position(|it| *it == key);
        let Some(known) = known.map(|at| &mut self.changes[at]) else {
            self.keys.push(key);
            self.changes.push(change);
            return;
        };
        known
            .details
            .push(format!("the response to `{}` shows it too", probe.name));
        if !known.places.contains(&change.address) {
            known.places.push(change.address);
        }
    }
}

fn summary(
    probe: &Probe,
    answer: &Answer,
    evidence: &Evidence,
    facts: &BTreeSet<usize>,
    inventory: &Inventory,
) -> SourceSummary {
    let code = answer::error_code(answer.status, evidence.value());
    let code = code.map_or_else(String::new, |code| format!(", error code {code}"));
    let mut summary = SourceSummary {
        name: probe.source_name(),
        copy_of: None,
        form: format!("{}: status {}{code}", probe.asks, answer.status),
        operation: probe.operation.as_ref().map(Step::to_string),
        compared: std::collections::BTreeMap::new(),
        not_in_contract: Vec::new(),
        accepted: None,
    };
    for &fact in facts {
        let group = summary.group(inventory.place(fact));
        *summary.compared.entry(group).or_default() += 1;
    }
    summary
}

/// The parts that no probe can compare, after those that these did not compare.
fn not_compared(
    facts: &Facts,
    answers: &[(Probe, Received)],
    mut list: Vec<NotCompared>,
) -> Vec<NotCompared> {
    let was_paid = |cost| answers.iter().any(|(probe, _)| probe.cost == cost);
    let root = facts.subject(facts.root());
    for part in &root.parts {
        let Step::Operation { method, path } = &part.step else {
            continue;
        };
        let mut asked = answers.iter();
        if plan::costs_nothing(method, path)
            || asked.any(|(probe, _)| probe.operation.as_ref() == Some(&part.step))
        {
            continue;
        }
        list.push(NotCompared {
            source: "the service".into(),
            what: format!("{method} {path}"),
            why: "without `--spend`, no request that costs money or changes something is sent"
                .into(),
            is_inherent: false,
        });
    }
    if !was_paid(Cost::Attempt) {
        list.push(NotCompared {
            source: "the service".into(),
            what: "checking a code".into(),
            why: "without `--spend`, no code is sent: a wrong one uses up an attempt".into(),
            is_inherent: false,
        });
    }
    list
}

fn next(contract: &Document, found: &Found) -> Vec<String> {
    let mut steps = Vec::new();
    if !found.changes.is_empty() || !found.unread.is_empty() {
        steps.push(format!(
            "see whether the vendor's documents have moved: `cargo xtask drift`; if they still say \
             what `{}` says, tell the vendor what the service answers",
            contract.source().name()
        ));
    }
    if !found.refused.is_empty() {
        steps.push("run the command again: requests without a response were not compared".into());
    }
    steps
}
