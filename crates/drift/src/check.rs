//! Compares the vendor's sources with the contract.

mod inventory;
mod next;
mod prose;
mod reading;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::lock::{AcceptedSource, Entry, Lock, Run};
use compat::change::{Change, Class};
use compat::compare;
use compat::report::{
    Accepted, Compared, LockFinding, LockFindingKind, NotCompared, Refused, Report, SourceSummary,
    Unread,
};
use contract::facts::{Facts, Inventory};
use contract::{Document, Source};
use reading::Reading;

/// Something of the vendor's that a run reads.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name and text of what was read.
    pub source: Source,
    /// The URL that it stands at, or that it is a copy of; without one the lock knows nothing of it.
    pub url: Option<String>,
    /// Whether a browser rendered it.
    pub rendered: bool,
}

impl Input {
    /// A file: what it says itself of the source it is a copy of holds where nothing else is given.
    #[must_use]
    pub fn copy(source: Source, url: Option<String>) -> Self {
        Self {
            url: url.or_else(|| pages::canonical_url(&source)),
            source,
            rendered: false,
        }
    }

    /// A text that the lock knows nothing of.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            source,
            url: None,
            rendered: false,
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
    let facts = contract.facts();
    let inventory = Inventory::of(&facts);
    let mut report = Report {
        command: options.command.clone(),
        compared: Compared::Sources,
        contract: contract.source().clone(),
        contract_facts: inventory.len(),
        facts_in_question: 0,
        compared_facts: 0,
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
    let mut compared: BTreeSet<usize> = BTreeSet::new();
    let mut in_question: BTreeSet<usize> = BTreeSet::new();
    let mut run = Run {
        today: options.today,
        sources: Vec::new(),
    };
    for input in inputs {
        let remembering = options.lock.is_some();
        let read = reading::read(contract, &facts, &inventory, &input.source, remembering);
        let reading = match read {
            Ok(reading) => reading,
            Err(refusal) => {
                report.refused.push(refused(input, &refusal));
                continue;
            }
        };
        compared.extend(&reading.compared);
        // A page is about one operation, and does not show less when the contract gets another.
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
        // The lock's spelling of the URL is the source's name.
        let url = entry.map(|entry| &entry.source).or(input.url.as_ref());
        let known = entry.and_then(|entry| entry.accepted.as_ref());
        let less = known.filter(|known| {
            let is_compared = reading.is_explained && !options.accept;
            is_compared && known.showed_more(reading.compared.len(), of)
        });
        match (less, options.lock, url) {
            (Some(known), Some(lock), Some(url)) => {
                let finding = shows_less(lock, url, known, &reading, of);
                report.lock_findings.push(finding);
            }
            _ => run.sources.extend(url.cloned()),
        }
        for change in found(&reading, &facts, &input.source, known, options) {
            changes.push((url.cloned(), change));
        }
        silences(&mut report, &reading, input, known, options);
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
    report.changes = united(std::mem::take(&mut report.changes));
    report.next = next::steps(&report, options);
    Outcome { report, entries }
}

/// Changes in which what several sources show alike is one change, at its place in the first.
fn united(changes: Vec<Change>) -> Vec<Change> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut united: Vec<Change> = Vec::new();
    for change in changes {
        // A text is itself: the words of two are not compared with each other.
        let site = change
            .source
            .as_ref()
            .filter(|_| change.class != Class::Prose);
        let Some(site) = site else {
            united.push(change);
            continue;
        };
        let (address, keyword) = (&change.address, &change.keyword);
        let values = (&change.before, &change.after);
        let what = format!("{}\0{address}\0{keyword:?}\0{values:?}", change.id);
        if let Some(&at) = places.get(&what) {
            let also = format!("{} shows it too", site.location());
            united[at].details.push(also);
        } else {
            places.insert(what, united.len());
            united.push(change);
        }
    }
    united
}

/// Takes in what a source says now; of several copies of one, what the one says that shows most.
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

/// A source that hides what it showed when it was accepted.
fn shows_less(
    lock: &Lock,
    url: &str,
    known: &AcceptedSource,
    reading: &Reading,
    of: usize,
) -> LockFinding {
    let repair = if reading.is_served {
        "its scripts have not run: use `--browser`, or say `browser: true` of it in the lock"
    } else {
        "look at what it does not show any more; if that stays so, `--accept` records it"
    };
    LockFinding {
        kind: LockFindingKind::ShowsLess,
        site: contract::Site {
            text: lock.source().clone(),
            span: lock.place(url),
            exact: true,
        },
        message: format!(
            "{url} shows {} of {of} facts that the contract states about it, and showed {} of {} when it was \
             accepted on {}: the others may have changed; {repair}",
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

/// Everything a source says otherwise: facts, then prose.
fn found(
    reading: &Reading,
    contract: &Facts,
    source: &Source,
    known: Option<&AcceptedSource>,
    options: &Options<'_>,
) -> Vec<Change> {
    let expected = reading.expected.as_ref().unwrap_or(contract);
    let mut changes = differences(expected, &reading.stated, options.today, false);
    let others = reading.alternatives.iter();
    let others: Vec<Vec<Change>> = others
        .map(|stated| differences(expected, stated, options.today, false))
        .collect();
    crate::page::name_alternatives(&mut changes, &others);
    crate::status::name_candidates(&mut changes, &reading.stated, contract);
    let mut texts = Vec::new();
    if let Some(known) = known.filter(|_| !options.accept) {
        texts = known.reworded(source, &reading.prose, |place| reading.shows_text(place));
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

/// The facts that a source states otherwise; `new_operations` says whether an operation that the
/// contract does not have is one.
pub(crate) fn differences(
    expected: &Facts,
    stated: &Facts,
    today: NaiveDate,
    new_operations: bool,
) -> Vec<Change> {
    let mut how = compat::Options::default();
    how.prose = false;
    how.new_operations = new_operations;
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
            // Each form of a page states other facts.
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

/// What a reading does not cover, into the report.
fn silences(
    report: &mut Report,
    reading: &Reading,
    input: &Input,
    known: Option<&AcceptedSource>,
    options: &Options<'_>,
) {
    let name = input.source.name();
    let mut silent = |what: &str, why: &str, is_inherent: bool| {
        report.not_compared.push(NotCompared {
            source: name.to_owned(),
            what: what.to_owned(),
            why: why.to_owned(),
            is_inherent,
        });
    };
    for (what, why) in &reading.not_compared {
        silent(what, why, true);
    }
    if options.lock.is_none() {
        silent("prose", "this run has no lock", false);
    } else if input.url.is_none() {
        let known = options.lock.into_iter().flat_map(Lock::entries);
        let known: Vec<&str> = known.map(|entry| entry.source.as_str()).collect();
        let urls = if known.is_empty() {
            String::new()
        } else {
            format!("; the lock has {}", known.join(", "))
        };
        silent(
            "prose",
            &format!("the URL of this copy is unknown: give it with `--as URL`{urls}"),
            false,
        );
    } else if known.is_none() && !options.accept {
        silent(
            "prose",
            "the source was never accepted: `--accept` records its texts",
            false,
        );
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
