//! Holds the vendor's sources against the contract.

mod inventory;
mod next;
mod prose;
mod reading;

use std::cell::LazyCell;

use chrono::NaiveDate;

use crate::lock::{Entry, Lock, Run, Said};
use compat::change::Change;
use compat::compare;
use compat::report::{Accepted, NotCompared, Refused, Report, SourceSummary, Unread};
use contract::facts::Facts;
use contract::{Document, Source};
use reading::Reading;

/// A source, and what the lock calls it.
#[derive(Clone, Debug)]
pub struct Input {
    /// The source's name and text.
    pub source: Source,
    /// What the lock calls it.
    pub key: String,
}

impl Input {
    /// A source that the lock knows by its name.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            key: source.name().to_owned(),
            source,
        }
    }
}

/// What a run goes by besides the contract and the sources.
#[derive(Clone, Debug)]
pub struct Options<'l> {
    /// What the sources said when they were accepted; `None` compares no prose.
    pub lock: Option<&'l Lock>,
    /// The day.
    pub today: NaiveDate,
    /// Whether what the sources say now is about to be accepted: then no text counts as reworded.
    pub accept: bool,
    /// The command as a person would type it, for reports.
    pub command: String,
}

impl Options<'_> {
    /// A run on a day, without a lock.
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self {
            lock: None,
            today,
            accept: false,
            command: "drift".into(),
        }
    }
}

/// What a run found, and what it could record.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What differs.
    pub report: Report,
    /// What each source that was read says now, for [`Lock::accept`].
    pub entries: Vec<Entry>,
}

/// Holds each source against the contract.
///
/// A source that cannot be read as what it claims to be is named in [`Report::refused`]; nothing is
/// said of what it states.
#[must_use]
pub fn check(contract: &Document, inputs: &[Input], options: &Options<'_>) -> Outcome {
    let mut report = Report {
        command: options.command.clone(),
        contract: contract.source().clone(),
        sources: Vec::new(),
        changes: Vec::new(),
        held: Vec::new(),
        lock_findings: Vec::new(),
        not_compared: Vec::new(),
        unread: Vec::new(),
        refused: Vec::new(),
        next: Vec::new(),
    };
    let mut entries = Vec::new();
    let mut changes = Vec::new();
    let mut run = Run {
        today: options.today,
        sources: Vec::new(),
        operations: Vec::new(),
    };
    // A page needs its own view of the contract and not this one.
    let facts = LazyCell::new(|| contract.facts());
    for input in inputs {
        let reading = match reading::read(contract, &facts, &input.source, options.lock.is_some()) {
            Ok(reading) => reading,
            Err(refusal) => {
                report.refused.push(refused(input, &refusal));
                continue;
            }
        };
        run.sources.push(input.key.clone());
        run.operations.extend(reading.operations.iter().cloned());
        let known = options.lock.and_then(|lock| lock.said(&input.key));
        for change in found(&reading, &facts, &input.source, known, options) {
            changes.push((input.key.clone(), change));
        }
        silences(&mut report, &reading, input, known, options);
        report.sources.push(summary(&reading, input, known));
        entries.push(Entry {
            source: input.key.clone(),
            optional: false,
            said: Some(said(&reading, options.today)),
        });
    }
    match options.lock {
        None => report.changes = changes.into_iter().map(|(_, change)| change).collect(),
        Some(lock) => {
            let judged = lock.hold(changes, &run);
            report.changes = judged.changes;
            report.held = judged.held;
            report.lock_findings = judged.findings;
        }
    }
    report.next = next::steps(&report, options);
    Outcome { report, entries }
}

fn refused(input: &Input, refusal: &contract::Diagnostic) -> Refused {
    Refused {
        source: input.source.name().to_owned(),
        site: Some(refusal.site()),
        message: refusal.message().to_owned(),
        help: refusal.help().map(str::to_owned),
    }
}

/// Everything a source says otherwise: facts, then prose.
fn found(
    reading: &Reading,
    contract: &LazyCell<Facts, impl FnOnce() -> Facts>,
    source: &Source,
    known: Option<&Said>,
    options: &Options<'_>,
) -> Vec<Change> {
    let expected = reading.expected.as_ref().unwrap_or_else(|| contract);
    let mut changes = differences(expected, &reading.stated, options.today);
    let mut texts = Vec::new();
    if let Some(known) = known.filter(|_| !options.accept) {
        texts = known.reworded(source, &reading.prose);
        prose::fold(&mut texts, &changes);
    }
    if options.lock.is_some() && (known.is_some() || options.accept) {
        texts.extend(prose::contradictions(reading, source, known));
    }
    for text in &mut texts {
        let (span, exact) = inventory::locate(expected, &text.address);
        text.contract = Some(contract::Site {
            text: expected.source().clone(),
            span,
            exact,
        });
    }
    changes.extend(texts);
    changes
}

/// The facts that a source states otherwise. An operation that the contract does not have is none.
pub(crate) fn differences(expected: &Facts, stated: &Facts, today: NaiveDate) -> Vec<Change> {
    let mut how = compat::Options::default();
    how.prose = false;
    how.new_operations = false;
    how.today = Some(today.to_string());
    let mut changes = compare(expected, stated, &how);
    // Marks such as `x-sensitive` are the contract's own: no source is expected to have them.
    changes.retain(|change| {
        let extension = |keyword: &String| keyword.starts_with("x-");
        !(change.after.is_none() && change.keyword.as_ref().is_some_and(extension))
    });
    changes
}

/// What the source says now.
fn said(reading: &Reading, today: NaiveDate) -> Said {
    Said {
        form: reading.form.clone(),
        accepted: today,
        facts: reading.digest.clone(),
        prose: crate::lock::prose_places(&reading.prose)
            .into_iter()
            .map(|(place, (print, _))| (place, print))
            .collect(),
    }
}

fn summary(reading: &Reading, input: &Input, known: Option<&Said>) -> SourceSummary {
    SourceSummary {
        name: input.source.name().to_owned(),
        form: reading.form.clone(),
        operation: reading.operation.clone(),
        compared: reading.compared.clone(),
        not_in_contract: reading.not_in_contract.clone(),
        accepted: known.map(|known| Accepted {
            on: known.accepted,
            facts_differ: known.facts != reading.digest,
        }),
    }
}

/// What a reading does not cover, into the report.
fn silences(
    report: &mut Report,
    reading: &Reading,
    input: &Input,
    known: Option<&Said>,
    options: &Options<'_>,
) {
    let name = input.source.name();
    let mut silent = |what: &str, why: &str| {
        report.not_compared.push(NotCompared {
            source: name.to_owned(),
            what: what.to_owned(),
            why: why.to_owned(),
        });
    };
    for (what, why) in &reading.not_compared {
        silent(what, why);
    }
    if options.lock.is_none() {
        silent("prose", "this run has no lock");
    } else if known.is_none() && !options.accept {
        silent("prose", "the source has never been accepted");
    }
    for (span, expected) in &reading.unread {
        report.unread.push(Unread {
            site: contract::Site {
                text: input.source.clone(),
                span: span.clone(),
                exact: true,
            },
            expected: expected.clone(),
        });
    }
}
