//! How many findings there are of each kind.

use indexmap::IndexMap;
use serde::Serialize;

use super::compared::Compared;
use super::contents::Report;
use super::fail_on::FailOn;
use crate::change::{Change, Class, Rust, Wire};

/// The numbers that every format shows.
#[derive(Debug, Serialize)]
pub(super) struct Tally {
    pub(super) changes: usize,
    pub(super) class: IndexMap<String, usize>,
    pub(super) wire: IndexMap<String, usize>,
    pub(super) rust: IndexMap<String, usize>,
    pub(super) held: usize,
    pub(super) lock: usize,
    pub(super) unread: usize,
    pub(super) refused: usize,
    pub(super) facts: usize,
    pub(super) contract_facts: usize,
    #[serde(skip)]
    facts_in_question: usize,
    #[serde(skip)]
    compared: Compared,
    pub(super) fail_on: String,
    pub(super) failed: bool,
}

impl Tally {
    pub(super) fn of(report: &Report, fail_on: &FailOn) -> Self {
        let count = |which: &dyn Fn(&Change) -> bool| {
            report.changes.iter().filter(|change| which(change)).count()
        };
        let classes = [
            Class::Contract,
            Class::Equivalent,
            Class::Example,
            Class::Prose,
        ];
        let wires = [Wire::Breaking, Wire::Risky, Wire::Safe];
        let rusts = [Rust::Major, Rust::Minor, Rust::Patch];
        let named = |name: &dyn std::fmt::Display, number| (name.to_string(), number);
        Self {
            changes: report.changes.len(),
            class: classes
                .iter()
                .map(|class| named(class, count(&|change| change.class == *class)))
                .collect(),
            wire: wires
                .iter()
                .map(|wire| named(wire, count(&|change| change.wire == *wire)))
                .collect(),
            rust: rusts
                .iter()
                .map(|rust| named(rust, count(&|change| change.rust == *rust)))
                .collect(),
            held: report.held.len(),
            lock: report.lock_findings.len(),
            unread: report.unread.len(),
            refused: report.refused.len(),
            facts: report.compared_facts,
            contract_facts: report.contract_facts,
            facts_in_question: report.facts_in_question,
            compared: report.compared,
            fail_on: fail_on.to_string(),
            failed: report.fails(fail_on) || !report.refused.is_empty(),
        }
    }

    /// The outcome in one sentence.
    pub(super) fn sentence(&self) -> String {
        let mut parts = Vec::new();
        let mut say = |number: usize, one: &str, many: &str| {
            if number > 0 {
                parts.push(format!("{number} {}", if number == 1 { one } else { many }));
            }
        };
        let words = self.compared.words();
        let [one, many] = words.refused;
        say(self.refused, one, many);
        if self.compared == Compared::Revisions {
            for (wire, number) in &self.wire {
                say(
                    *number,
                    &format!("{wire} change"),
                    &format!("{wire} changes"),
                );
            }
        }
        let by_class = self
            .class
            .iter()
            .filter(|_| self.compared != Compared::Revisions);
        for (class, number) in by_class {
            let one = match class.as_str() {
                "contract" => words.contract_changes[0],
                "equivalent" => "value written differently",
                "example" => "changed example",
                _ => "changed text",
            };
            let many = match class.as_str() {
                "contract" => words.contract_changes[1],
                "equivalent" => "values written differently",
                "example" => "changed examples",
                _ => "changed texts",
            };
            say(*number, one, many);
        }
        let [one, many] = words.unread;
        say(self.unread, one, many);
        say(
            self.lock,
            "finding about the lock",
            "findings about the lock",
        );
        let found = if parts.is_empty() {
            words.nothing.to_owned()
        } else {
            parts.join(", ")
        };
        let held = match self.held {
            0 => String::new(),
            1 => ", 1 difference excepted by the lock".to_owned(),
            number => format!(", {number} differences excepted by the lock"),
        };
        format!("{found}{held}; {}", self.seen())
    }

    /// How much of the contract was compared.
    fn seen(&self) -> String {
        let [base, _] = self.compared.words().sides;
        match (self.facts, self.contract_facts) {
            (0, 0) => "nothing compared".to_owned(),
            (all, facts) if all == facts => format!("all {facts} facts of {base} compared"),
            (some, facts) => format!("{some} of {base}'s {facts} facts compared"),
        }
    }

    /// The outcome in a few words. Without findings, it says whether all facts were compared.
    pub(super) fn verdict(&self) -> &'static str {
        let is_whole = self.facts == self.contract_facts;
        match self.compared {
            Compared::Answers if self.refused > 0 => "incomplete",
            _ if self.refused > 0 => "unreadable",
            Compared::Revisions if self.failed => "not compatible",
            Compared::Revisions => "fine",
            Compared::Answers if self.failed => "not as documented",
            Compared::Answers => "fine as far as probed",
            Compared::Sources if self.failed => "drift",
            Compared::Sources if is_whole => "fine",
            Compared::Sources if self.facts * 2 > self.facts_in_question => {
                "fine as far as compared"
            }
            Compared::Sources => "fine, but most facts were not compared",
        }
    }
}
