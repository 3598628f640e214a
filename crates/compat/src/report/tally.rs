//! How many findings there are of each kind.

use indexmap::IndexMap;
use serde::Serialize;

use super::{Compared, FailOn, Report};
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
        let (source, sources) = match self.compared {
            Compared::Sources => ("source", "sources"),
            Compared::Revisions => ("document", "documents"),
        };
        say(
            self.refused,
            &format!("{source} could not be read"),
            &format!("{sources} could not be read"),
        );
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
            .filter(|_| self.compared == Compared::Sources);
        for (class, number) in by_class {
            let one = match class.as_str() {
                "contract" => "change of the contract",
                "equivalent" => "value written otherwise",
                "example" => "changed example",
                _ => "changed text",
            };
            let many = match class.as_str() {
                "contract" => "changes of the contract",
                "equivalent" => "values written otherwise",
                "example" => "changed examples",
                _ => "changed texts",
            };
            say(*number, one, many);
        }
        say(self.unread, "line not understood", "lines not understood");
        say(
            self.lock,
            "entry of the lock to look at",
            "entries of the lock to look at",
        );
        let found = if parts.is_empty() {
            match self.compared {
                Compared::Sources => "no drift".to_owned(),
                Compared::Revisions => "no changes".to_owned(),
            }
        } else {
            parts.join(", ")
        };
        let held = match self.held {
            0 => String::new(),
            1 => ", 1 difference held on purpose".to_owned(),
            number => format!(", {number} differences held on purpose"),
        };
        format!("{found}{held}; {}", self.seen())
    }

    /// How much of the contract was looked at.
    fn seen(&self) -> String {
        let [base, _] = self.compared.sides();
        match (self.facts, self.contract_facts) {
            (0, 0) => "nothing compared".to_owned(),
            (all, facts) if all == facts => format!("all {facts} facts of {base} compared"),
            (some, facts) => format!("{some} of {base}'s {facts} facts compared"),
        }
    }

    /// The outcome in a word or two. That nothing was found is no more than was looked at.
    pub(super) fn verdict(&self) -> &'static str {
        let is_of_revisions = self.compared == Compared::Revisions;
        if self.refused > 0 {
            "unreadable"
        } else if self.failed && is_of_revisions {
            "not compatible"
        } else if is_of_revisions {
            "fine"
        } else if self.failed {
            "drift"
        } else if self.facts == self.contract_facts {
            "fine"
        } else if self.facts * 2 > self.facts_in_question {
            "fine as far as was compared"
        } else {
            "says little"
        }
    }
}
