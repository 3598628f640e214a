//! The report as JSON, for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::contents::{Report, SourceSummary};
use super::fail_on::FailOn;
use super::plain::steers;
use super::region::Region;
use super::tally::Tally;
use crate::change::{Action, Change, Class, Rust, Wire};

/// The version of the format: it increases when a member is removed or changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Whole<'r> {
    version: u32,
    command: &'r str,
    contract: ContractFile<'r>,
    sources: Vec<SourceFile<'r>>,
    summary: Tally,
    changes: Vec<OneChange<'r>>,
    held: Vec<Held<'r>>,
    lock: Vec<Finding<'r>>,
    not_compared: Vec<NotCompared<'r>>,
    unread: Vec<Unread<'r>>,
    refused: Vec<Refused<'r>>,
}

#[derive(Serialize)]
struct ContractFile<'r> {
    file: &'r str,
    facts: usize,
}

#[derive(Serialize)]
struct SourceFile<'r> {
    name: &'r str,
    copy_of: Option<&'r str>,
    form: &'r str,
    operation: Option<&'r str>,
    facts: usize,
    compared: &'r BTreeMap<String, usize>,
    not_in_contract: &'r [String],
    accepted: Option<Accepted>,
}

#[derive(Serialize)]
struct Accepted {
    on: String,
    facts_differ: bool,
    facts: usize,
    contract_facts: usize,
}

#[derive(Serialize)]
struct OneChange<'r> {
    id: &'r str,
    also: &'r [String],
    action: Action,
    class: Class,
    wire: Wire,
    rust: Rust,
    reason: &'r str,
    operation: Option<String>,
    location: String,
    places: Vec<String>,
    keyword: Option<&'r str>,
    before: Option<&'r Value>,
    after: Option<&'r Value>,
    message: &'r str,
    details: &'r [String],
    witness: Option<&'r Value>,
    decision: Option<&'r str>,
    contract: Option<Region>,
    source: Option<Region>,
    fails: bool,
}

#[derive(Serialize)]
struct Held<'r> {
    because: &'r str,
    change: OneChange<'r>,
}

#[derive(Serialize)]
struct Finding<'r> {
    kind: &'static str,
    message: &'r str,
    #[serde(flatten)]
    region: Region,
}

#[derive(Serialize)]
struct NotCompared<'r> {
    source: &'r str,
    what: &'r str,
    why: &'r str,
}

#[derive(Serialize)]
struct Unread<'r> {
    expected: &'r str,
    help: String,
    text: &'r str,
    #[serde(flatten)]
    region: Region,
}

#[derive(Serialize)]
struct Refused<'r> {
    source: &'r str,
    message: &'r str,
    help: Option<&'r str>,
    place: Option<Region>,
}

pub(super) fn render(report: &Report, fail_on: &FailOn) -> String {
    let whole = Whole {
        version: VERSION,
        command: &report.command,
        contract: ContractFile {
            file: report.contract.name(),
            facts: report.contract_facts,
        },
        sources: report.sources.iter().map(source).collect(),
        summary: Tally::of(report, fail_on),
        changes: report
            .changes
            .iter()
            .map(|one| change(one, fail_on.covers(one)))
            .collect(),
        held: report
            .held
            .iter()
            .map(|(one, because)| Held {
                because,
                change: change(one, false),
            })
            .collect(),
        lock: report
            .lock_findings
            .iter()
            .map(|finding| Finding {
                kind: finding.kind.finding().id,
                message: &finding.message,
                region: Region::of(&finding.site),
            })
            .collect(),
        not_compared: report
            .not_compared
            .iter()
            .map(|entry| NotCompared {
                source: &entry.source,
                what: &entry.what,
                why: &entry.why,
            })
            .collect(),
        unread: report
            .unread
            .iter()
            .map(|unread| Unread {
                expected: &unread.expected,
                help: unread.help(report.compared),
                text: &unread.site.text.text()[super::region::first_line(&unread.site)],
                region: Region::of(&unread.site),
            })
            .collect(),
        refused: report
            .refused
            .iter()
            .map(|refused| Refused {
                source: &refused.source,
                message: &refused.message,
                help: refused.help.as_deref(),
                place: refused.site.as_ref().map(Region::of),
            })
            .collect(),
    };
    pretty(&whole)
}

/// JSON with a line end and without characters that control a terminal.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value)
        .expect("the members of a report have string keys and serialize without a condition");
    let mut plain = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c != '\n' && steers(c) {
            // JSON has these characters only in strings, where an escape is equivalent.
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(plain, "\\u{unit:04x}");
            }
        } else {
            plain.push(c);
        }
    }
    plain.push('\n');
    plain
}

fn source(source: &SourceSummary) -> SourceFile<'_> {
    SourceFile {
        name: &source.name,
        copy_of: source.copy_of.as_deref(),
        form: &source.form,
        operation: source.operation.as_deref(),
        facts: source.facts(),
        compared: &source.compared,
        not_in_contract: &source.not_in_contract,
        accepted: source.accepted.map(|accepted| Accepted {
            on: accepted.on.to_string(),
            facts_differ: accepted.facts_differ,
            facts: accepted.facts,
            contract_facts: accepted.contract_facts,
        }),
    }
}

fn change(change: &Change, fails: bool) -> OneChange<'_> {
    OneChange {
        id: &change.id,
        also: &change.also,
        action: change.action,
        class: change.class,
        wire: change.wire,
        rust: change.rust,
        reason: &change.reason,
        operation: change.address.operation(),
        location: change.address.place(),
        places: change.places.iter().map(ToString::to_string).collect(),
        keyword: change.keyword.as_deref(),
        before: change.before.as_ref(),
        after: change.after.as_ref(),
        message: &change.message,
        details: &change.details,
        witness: change.witness.as_ref(),
        decision: change.decision.as_deref(),
        contract: change.contract.as_ref().map(Region::of),
        source: change.source.as_ref().map(Region::of),
        fails,
    }
}
