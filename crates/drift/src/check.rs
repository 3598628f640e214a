//! Compares the vendor's sources with the contract.

mod changes;
mod inventory;
mod next;
mod prose;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::lock::{AcceptedSource, Entry, Lock, Run};
use compat::report::{
    Accepted, Compared, LockFinding, LockFindingKind, NotCompared, Refused, Report, SourceSummary,
    Unread,
};
use contract::facts::Inventory;
use contract::{Document, Source};
use reading::Reading;

/// A source of the vendor that a run reads.
#[derive(Clone, Debug)]
pub struct Input {
    /// The text of the source, and its name in reports.
    pub source: Source,
    /// The URL of the source, or of what it is a copy of. Without one, the lock has no entry for
    /// it.
    pub url: Option<String>,
    /// Whether a browser rendered the page.
    pub rendered: bool,
}

impl Input {
    /// Creates an input from a file. `url` overrides the canonical URL that the file names itself.
    #[must_use]
    pub fn copy(source: Source, url: Option<String>) -> Self {
        Self {
            url: url.or_else(|| pages::canonical_url(&source)),
            source,
            rendered: false,
        }
    }

    /// Creates an input that the lock has no entry for.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            source,
            url: None,
            rendered: false,
        }
    }
}

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Options<'l> {
    /// What the sources stated when they were accepted; without a lock, no prose is compared.
    pub lock: Option<&'l Lock>,
    /// The date of the run.
    pub today: NaiveDate,
    /// Whether the run will accept what the sources state now; then no text counts as reworded.
    pub accept: bool,
    /// The command line as a person would type it, for reports.
    pub command: String,
}

impl Options<'_> {
    /// Creates the settings of a run without a lock.
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

/// The result of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The differences.
    pub report: Report,
    /// What each source states now, for [`Lock::accept`].
    pub entries: Vec<Entry>,
}

/// Compares each source with the contract.
///
/// A source that cannot be read is listed in [`Report::refused`], and is not compared.
#[must_use]
pub fn check(contract: &Document, inputs: &[Input], options: &Options<'_>) -> Outcome {
    let facts = contract.facts();
    let inventory = Inventory::of(&facts);
    let mut report = Report::new(
        options.command.clone(),
        Compared::Sources,
        contract.source().clone(),
        inventory.len(),
    );
    let mut entries = Vec::new();
    let mut changes = Vec::new();
    let mut compared: BTreeSet<usize> = BTreeSet::new();
    let mut in_question: BTreeSet<usize> = BTreeSet::new();
    let mut run = Run {
        today: options.today,
        sources: Vec::new(),
    };
    for input in inputs {
        let with_texts = options.lock.is_some();
        let read = reading::read(contract, &facts, &inventory, &input.source, with_texts);
        let reading = match read {
            Ok(reading) => reading,
            Err(refusal) => {
                report.refused.push(refused(input, &refusal));
                continue;
            }
        };
        compared.extend(&reading.compared);
        // A page is about one operation: adding another to the contract does not mean that it shows
        // less.
        let about = match &reading.operation {
            Some(operation) => inventory.about(&facts, operation),
            None => inventory.all(),
        };
        let of = about.union(&reading.compared).count();
        in_question.extend(about);
        let entry = options
            .lock
            .zip(input.url.as_deref())
            .and_then(|(lock, url)| lock.entry(url));
        // Reports name a source by its URL as the lock spells it.
        let url = entry.map(|entry| &entry.source).or(input.url.as_ref());
        let known = entry.and_then(|entry| entry.accepted.as_ref());
        let shows_less_than = known.filter(|known| {
            let is_compared = reading.is_explained && !options.accept;
            is_compared && known.showed_more(reading.compared.len(), of)
        });
        match (shows_less_than, options.lock, url) {
            (Some(known), Some(lock), Some(url)) => {
                let finding = shows_less(lock, url, known, &reading, of);
                report.lock_findings.push(finding);
            }
            _ => run.sources.extend(url.cloned()),
        }
        for change in changes::of_source(&reading, &facts, &input.source, known, options) {
            changes.push((url.cloned(), change));
        }
        report_gaps(&mut report, &reading, input, known, options);
        report
            .sources
            .push(summary(&reading, &inventory, input, url, known));
        if let Some(url) = url {
            let accepted = accepted(&reading, of, options.today);
            record(&mut entries, url, input.rendered, accepted);
        }
    }
    report.compared_facts = compared.len();
    report.facts_in_question = in_question.len();
    match options.lock {
        None => report.changes = changes.into_iter().map(|(_, change)| change).collect(),
        Some(lock) => {
            let judged = lock.apply_exceptions(changes, &run);
            report.changes = judged.changes;
            report.held = judged.held;
            report.lock_findings.extend(judged.findings);
        }
    }
    report.changes = changes::deduplicated(std::mem::take(&mut report.changes));
    report.next = next::steps(&report, options);
    Outcome { report, entries }
}

/// Records what a source states now. Of several copies of a source, the one with most facts wins.
fn record(entries: &mut Vec<Entry>, url: &str, browser: bool, accepted: AcceptedSource) {
    let entry = Entry {
        source: url.to_owned(),
        browser,
        accepted: Some(accepted),
    };
    let shown = |entry: &Entry| entry.accepted.as_ref().map_or(0, |it| it.compared);
    match entries.iter_mut().find(|known| known.source == url) {
        Some(known) if shown(known) > shown(&entry) => {}
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
}

/// Creates the finding that a source shows fewer facts than when it was accepted.
fn shows_less(
    lock: &Lock,
    url: &str,
    known: &AcceptedSource,
    reading: &Reading,
    of: usize,
) -> LockFinding {
    let repair = if reading.is_served {
        "the scripts of the page have not run: use `--browser`, or set `browser: true` for the source \
         in the lock"
    } else {
        "check what the page no longer shows; if that is intended, `--accept` records it"
    };
    LockFinding {
        kind: LockFindingKind::ShowsLess,
        site: contract::Site {
            text: lock.source().clone(),
            span: lock.place(url),
            exact: true,
        },
        message: format!(
            "{url} shows {} of {of} facts that the contract states about it; it showed {} of {} when it was \
             accepted on {}. The others may have changed: {repair}",
            reading.compared.len(),
            known.compared,
            known.of,
            known.on,
        ),
    }
}

fn refused(input: &Input, refusal: &contract::Diagnostic) -> Refused {
    Refused {
        source: input.source.name().to_owned(),
        site: Some(refusal.site()),
        message: refusal.message().to_owned(),
        help: refusal.help().map(str::to_owned),
    }
}

/// Returns what the lock records about a source.
fn accepted(reading: &Reading, of: usize, today: NaiveDate) -> AcceptedSource {
    AcceptedSource {
        form: reading.form.clone(),
        on: today,
        compared: reading.compared.len(),
        of,
        facts: reading.digest.clone(),
        prose: crate::lock::prose_places(&reading.prose)
            .into_iter()
            .map(|(place, (print, _))| (place, print))
            .collect(),
    }
}

fn summary(
    reading: &Reading,
    inventory: &Inventory,
    input: &Input,
    url: Option<&String>,
    known: Option<&AcceptedSource>,
) -> SourceSummary {
    let name = input.source.name();
    let mut summary = SourceSummary {
        name: name.to_owned(),
        copy_of: url.filter(|url| *url != name).cloned(),
        form: reading.form.clone(),
        operation: reading.operation.clone(),
        compared: BTreeMap::new(),
        not_in_contract: reading.not_in_contract.clone(),
        accepted: known.map(|known| Accepted {
            on: known.on,
            // The digests of different forms are not comparable.
            facts_differ: known.form == reading.form && known.facts != reading.digest,
            facts: known.compared,
            contract_facts: known.of,
        }),
    };
    for &fact in &reading.compared {
        let group = summary.group(inventory.place(fact));
        *summary.compared.entry(group).or_default() += 1;
    }
    summary
}

/// Adds to the report what a reading does not cover.
fn report_gaps(
    report: &mut Report,
    reading: &Reading,
    input: &Input,
    known: Option<&AcceptedSource>,
    options: &Options<'_>,
) {
    let name = input.source.name();
    let mut not_compared = |what: &str, why: &str, is_inherent: bool| {
        report.not_compared.push(NotCompared {
            source: name.to_owned(),
            what: what.to_owned(),
            why: why.to_owned(),
            is_inherent,
        });
    };
    for (what, why) in &reading.not_compared {
        not_compared(what, why, true);
    }
    for span in &reading.kept_examples {
        not_compared(
            &format!(
                "the example at line {}",
                input.source.location(span.start).line
            ),
            "the theme generates it from the contract's schema, but the schema on the page differs: \
             the page seems to be edited by hand",
            false,
        );
    }
    if options.lock.is_none() {
        not_compared("prose", "this run has no lock", false);
    } else if input.url.is_none() {
        let known = options.lock.into_iter().flat_map(Lock::entries);
        let known: Vec<&str> = known.map(|entry| entry.source.as_str()).collect();
        let urls = if known.is_empty() {
            String::new()
        } else {
            format!("; the lock has {}", known.join(", "))
        };
        not_compared(
            "prose",
            &format!("the URL of this copy is unknown: give it with `--as URL`{urls}"),
            false,
        );
    } else if known.is_none() && !options.accept {
        not_compared(
            "prose",
            "the source was never accepted: `--accept` records its texts",
            false,
        );
    }
    for (span, expected) in &reading.unread {
        let text = input.source.text().get(span.clone());
        let correction = text.and_then(|text| pages::correction(text.trim()));
        report.unread.push(Unread {
            site: contract::Site {
                text: input.source.clone(),
                span: span.clone(),
                exact: true,
            },
            expected: expected.clone(),
            is_after_page: expected == pages::END_OF_PAGE,
            correction: correction.map(str::to_owned),
        });
    }
}
