//! The contents of a report.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::compared::Compared;
use super::fail_on::FailOn;
use crate::change::Change;
use crate::rules::findings::{self, Finding};
use contract::facts::{Address, Step};
use contract::{Site, Source};

/// The findings of a run, independent of the format they are written in.
#[derive(Clone, Debug)]
pub struct Report {
    /// The command that ran, as a person would type it: `cargo xtask drift page.txt`.
    pub command: String,
    /// Which two sides the report compares.
    pub compared: Compared,
    /// The contract, or the base.
    pub contract: Source,
    /// How many facts the contract, or the base, has.
    pub contract_facts: usize,
    /// How many of them the sources are about: those of the operation that each page shows.
    pub facts_in_question: usize,
    /// How many of them were compared with at least one source.
    pub compared_facts: usize,
    /// The sources or the answers that were compared with the contract, or the revision.
    pub sources: Vec<SourceSummary>,
    /// What differs, in the order of the contract.
    pub changes: Vec<Change>,
    /// Differences that the lock holds on purpose, each with the reason it gives.
    pub held: Vec<(Change, String)>,
    /// Entries of the lock that no longer apply.
    pub lock_findings: Vec<LockFinding>,
    /// Facts that were not compared: the form of the source does not show them, or the run has no lock.
    pub not_compared: Vec<NotCompared>,
    /// Unread ranges of the sources.
    pub unread: Vec<Unread>,
    /// Sources that could not be read at all, so that nothing in them was compared.
    pub refused: Vec<Refused>,
    /// The next steps for a person, a sentence each, with commands in backticks.
    pub next: Vec<String>,
}

impl Report {
    /// Creates a report without findings, of a comparison with a contract, or a base, that has so many
    /// facts.
    #[must_use]
    pub fn new(command: String, compared: Compared, contract: Source, facts: usize) -> Self {
        Self {
            command,
            compared,
            contract,
            contract_facts: facts,
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
        }
    }

    /// Whether anything in the report reaches one of the levels.
    ///
    /// Unread ranges and findings about the lock count as class contract, because they may hide a
    /// change. Refused sources do not count here: a run with a refused source always fails.
    #[must_use]
    pub fn fails(&self, fail_on: &FailOn) -> bool {
        let unsettled = !self.unread.is_empty() || !self.lock_findings.is_empty();
        unsettled && fail_on.covers_unsettled()
            || self.changes.iter().any(|change| fail_on.covers(change))
    }

    /// The source that shows a change: the one that contains its place, or else the first.
    pub(super) fn source_of(&self, change: &Change) -> Option<&SourceSummary> {
        let named = change.source.as_ref().map(|site| site.text.name());
        self.sources
            .iter()
            .find(|source| Some(source.name.as_str()) == named)
            .or(self.sources.first())
    }
}

/// One source of a run.
#[derive(Clone, Debug)]
pub struct SourceSummary {
    /// The file or URL as it was given.
    pub name: String,
    /// The URL of which the file is a copy.
    pub copy_of: Option<String>,
    /// The detected form, such as `page, imported text`.
    pub form: String,
    /// The operation that the source shows; `None` for a document, which has several.
    pub operation: Option<String>,
    /// How many facts were compared, by group: `query code`, `response 200`.
    pub compared: BTreeMap<String, usize>,
    /// Operations that the source shows and the contract does not have.
    pub not_in_contract: Vec<String>,
    /// What the lock records about the source; `None` without an entry.
    pub accepted: Option<Accepted>,
}

impl SourceSummary {
    /// How many of the contract's facts were compared with the source.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.compared.values().sum()
    }

    /// Whether the source has a URL, by which the lock can name it.
    #[must_use]
    pub fn has_url(&self) -> bool {
        let is_url = ["https://", "http://"].map(|scheme| self.name.starts_with(scheme));
        self.copy_of.is_some() || is_url.contains(&true)
    }

    /// The group of facts in [`SourceSummary::compared`] that an address belongs to.
    #[must_use]
    pub fn group(&self, address: &Address) -> String {
        match (&self.operation, address.operation()) {
            // A document has many operations, so the group names the operation.
            (None, Some(operation)) => format!("{operation} › {}", group(address)),
            _ => group(address),
        }
    }
}

/// The part of an operation, or of the whole document, that an address is in.
#[must_use]
pub fn group(address: &Address) -> String {
    address
        .0
        .iter()
        .find(|step| !matches!(step, Step::Operation { .. }))
        .map_or_else(|| "whole".to_owned(), ToString::to_string)
}

/// When a source was last accepted, and whether its facts have changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The day.
    pub on: NaiveDate,
    /// Whether its facts have changed since; always false for a copy in another form.
    pub facts_differ: bool,
    /// How many of the contract's facts were compared with it then.
    pub facts: usize,
    /// How many facts the contract stated then about the operation that the source shows.
    pub contract_facts: usize,
}

/// A source that could not be read at all.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The file or URL as it was given.
    pub source: String,
    /// The place that shows the problem; `None` if there is no text.
    pub site: Option<Site>,
    /// Why, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// A kind of facts that was not compared with a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCompared {
    /// The source.
    pub source: String,
    /// What was not compared: `status numbers`, `prose`.
    pub what: String,
    /// Why not, in one sentence.
    pub why: String,
    /// Whether the form of the source never shows it, so that a person can do nothing about it.
    pub is_inherent: bool,
}

/// An unread range of a source: it explains no difference and may hide one.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Where it is.
    pub site: Site,
    /// What was expected there.
    pub expected: String,
    /// Whether it follows the last line of a page.
    pub is_after_page: bool,
    /// The text that the range probably misspells.
    pub correction: Option<String>,
}

impl Unread {
    /// What to do about it.
    pub(super) fn help(&self, compared: Compared) -> String {
        let help = if self.is_after_page {
            "if this is not part of the page, such as a footer, delete it and everything below"
        } else {
            compared.words().unread_help
        };
        match &self.correction {
            Some(correction) => format!("this may be a misspelling of `{correction}`; {help}"),
            None => help.to_owned(),
        }
    }
}

/// An entry of the lock that no longer applies.
#[derive(Clone, Debug)]
pub struct LockFinding {
    /// What kind of entry it is about.
    pub kind: LockFindingKind,
    /// Where in the lock.
    pub site: Site,
    /// What is wrong and what to do.
    pub message: String,
}

/// The kinds of [`LockFinding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockFindingKind {
    /// An exception lapsed, or matches nothing.
    Exception,
    /// A source shows less than when it was accepted: it may hide a change.
    ShowsLess,
}

impl LockFindingKind {
    pub(crate) fn finding(self) -> &'static Finding {
        match self {
            Self::Exception => &findings::LOCK,
            Self::ShowsLess => &findings::SHOWS_LESS,
        }
    }

    /// The command that says more.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Exception => "`cargo xtask explain exceptions` shows the form of an exception",
            Self::ShowsLess => {
                "`cargo xtask explain shows-less` lists the causes; `cargo xtask drift --accept` records what the \
                 source shows now"
            }
        }
    }
}
