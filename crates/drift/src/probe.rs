//! Holds the answers of the service itself against the contract.
//!
//! [`plan`] says what to ask: documented requests that cost nothing and change nothing. Whoever
//! sends them hands each answer to [`report`], which does no input or output of its own.

mod answer;
mod judge;
mod open;
mod plan;
mod transcript;
mod view;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use compat::change::Change;
use compat::report::{Compared, NotCompared, Refused, Report, SourceSummary, Unread};
use contract::Document;
use contract::facts::{Address, Facts, Inventory, Step};

pub use answer::{Answer, Received};
pub use open::{OpenAnswer, scenario};
pub use plan::{Credential, PlanError, Probe, plan};
pub use transcript::{TranscriptError, replay, transcript};

use answer::Evidence;

/// What a report is made for.
#[derive(Clone, Debug)]
pub struct Context<'k> {
    /// The day.
    pub today: NaiveDate,
    /// The command as a person would type it, for the report.
    pub command: String,
    /// The API key: it is taken out of everything that is reported.
    pub api_key: &'k str,
}

/// What the answers show.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What differs from the contract.
    pub report: Report,
    /// What the service answers where the vendor's documents are silent.
    pub open: Vec<OpenAnswer>,
}

/// Holds each answer against the contract.
///
/// An answer that did not come, or cannot be read as what it claims to be, is named in
/// [`Report::refused`].
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
            Received::Nothing(why) => {
                found.refused.push(Refused {
                    source: probe.source_name(),
                    site: None,
                    message: answer::without(why, context.api_key),
                    help: Some(
                        "look at the connection and the base URL, then run the command again"
                            .into(),
                    ),
                });
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
        command: context.command.clone(),
        compared: Compared::Answers,
        contract: contract.source().clone(),
        contract_facts: inventory.len(),
        facts_in_question: in_question.len(),
        compared_facts: compared.len(),
        sources,
        next: next(contract, &found),
        changes: found.changes,
        held: Vec::new(),
        lock_findings: Vec::new(),
        not_compared: not_compared(&facts, found.not_compared),
        unread: found.unread,
        refused: found.refused,
    };
    Outcome { report, open }
}

/// What the answers show, as it is found.
#[derive(Default)]
struct Found {
    changes: Vec<Change>,
    /// What tells the changes apart, in their order.
    keys: Vec<String>,
    unread: Vec<Unread>,
    refused: Vec<Refused>,
    not_compared: Vec<NotCompared>,
}

impl Found {
    /// Takes a change in; one that another answer shows too gets one more place.
    fn change(&mut self, key: String, change: Change, probe: &Probe) {
        let known = self.keys.iter().position(|it| *it == key);
        let Some(known) = known.map(|at| &mut self.changes[at]) else {
            self.keys.push(key);
            self.changes.push(change);
            return;
        };
        known
            .details
            .push(format!("the answer to `{}` shows it too", probe.name));
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

/// What no probe can find out, after what these did not.
fn not_compared(facts: &Facts, mut list: Vec<NotCompared>) -> Vec<NotCompared> {
    let root = facts.subject(facts.root());
    for part in &root.parts {
        let Step::Operation { method, path } = &part.step else {
            continue;
        };
        if plan::may_be_asked(method, path) {
            continue;
        }
        list.push(NotCompared {
            source: "the service".into(),
            what: format!("{method} {path}"),
            why: "a probe sends no request that costs money or changes something".into(),
        });
    }
    list.push(NotCompared {
        source: "the service".into(),
        what: "checking a code".into(),
        why: "a probe never sends a code: a wrong one uses up an attempt".into(),
    });
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
        steps.push("run the command again: what did not answer is not judged".into());
    }
    steps
}
