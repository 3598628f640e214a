//! The lock: what the vendor's sources stated when the contract was last reviewed, and the
//! differences that it excepts.
//!
//! ```yaml
//! version: 1
//! sources:
//!   - source: https://docs.example/read-loan
//!     browser: true
//!     form: page, saved HTML
//!     accepted: 2026-03-01
//!     compared: 61
//!     of: 80
//!     facts: 6b1f0c7a4de7f6f6f0f3f0a9f6a3c9d1
//!     prose:
//!       "GET /loans/{loanId} › query page": 0f3a5c7e9b1d2f40
//! exceptions:
//!   - id: response-property-enum-value-added
//!     place: GET /loans/{loanId} › response 200 › state
//!     source: https://docs.example/read-loan
//!     after: LOST
//!     reason: The vendor says that this value is not sent yet.
//!     until: 2026-06-30
//! ```
//!
//! A source is identified by its URL; a file is a copy of one. [`Lock::accept`] writes `sources`; a
//! person can add an entry with `source` alone, and `browser: true` to one that scripts render.
//! People write `exceptions`, and [`Lock::accept`] never changes them.

mod accept;
mod exceptions;
mod read;
mod reworded;

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde_json::Value;

pub use exceptions::{Judged, Run};
pub use reworded::{ProseText, prose_places};

use contract::{Source, Span};

/// A lock file.
#[derive(Clone, Debug)]
pub struct Lock {
    source: Source,
    entries: Vec<Entry>,
    /// The place of each entry's URL.
    places: Vec<Span>,
    exceptions: Vec<Exception>,
    /// The place of `sources`, with its key.
    block: Option<Span>,
}

/// A source in the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The source's URL.
    pub source: String,
    /// Whether a browser has to render the source before it shows what it states.
    pub browser: bool,
    /// What it stated when it was last accepted; `None` if it never was.
    pub accepted: Option<AcceptedSource>,
}

/// What a source stated when it was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedSource {
    /// The form of the source, such as `page, saved HTML`.
    pub form: String,
    /// The day it was accepted.
    pub on: NaiveDate,
    /// How many of the contract's facts it could be compared with.
    pub compared: usize,
    /// How many facts the contract stated about what it shows: all, for a document, and those about
    /// its operation, for a page.
    pub of: usize,
    /// A digest of everything it states.
    pub facts: String,
    /// The fingerprint of the text at each place.
    pub prose: IndexMap<String, String>,
}

impl AcceptedSource {
    /// Whether a source that can be compared with `compared` of the `of` facts that the contract
    /// states about it shows less than it did: a contract that states fewer facts than then leaves
    /// less to compare.
    #[must_use]
    pub fn showed_more(&self, compared: usize, of: usize) -> bool {
        let left_out = |compared: usize, of: usize| of.saturating_sub(compared);
        compared < self.compared && left_out(compared, of) > left_out(self.compared, self.of)
    }
}

/// An exception: a difference that the lock allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The change's id.
    pub id: String,
    /// The place of the change, with or without its operation.
    pub place: String,
    /// The URL of the source that shows it, as in `sources`.
    pub source: String,
    /// The value that the contract must have for the exception to apply; `None` for any.
    pub before: Option<Value>,
    /// The value that the source must have for the exception to apply; `None` for any.
    pub after: Option<Value>,
    /// Why the difference is kept.
    pub reason: String,
    /// The last day on which it applies; `None` if it never lapses.
    pub until: Option<NaiveDate>,
    /// Who is responsible for it.
    pub owner: Option<String>,
    /// Its place in the lock.
    pub span: Span,
}

impl Lock {
    /// A lock without sources and exceptions.
    #[must_use]
    pub fn empty(name: &str) -> Self {
        Self {
            source: Source::new(name, ""),
            entries: Vec::new(),
            places: Vec::new(),
            exceptions: Vec::new(),
            block: None,
        }
    }

    /// The text of the lock.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The sources, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The exceptions, in order.
    #[must_use]
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// The entry of a URL; a fragment and a trailing slash do not matter.
    #[must_use]
    pub fn entry(&self, url: &str) -> Option<&Entry> {
        let wanted = same_page(url);
        let mut entries = self.entries.iter();
        entries.find(|entry| same_page(&entry.source) == wanted)
    }

    /// The place of a source's URL in the lock.
    pub(crate) fn place(&self, source: &str) -> Span {
        let at = self.entries.iter().position(|entry| entry.source == source);
        at.and_then(|at| self.places.get(at))
            .cloned()
            .unwrap_or_default()
    }

    /// What the source with this URL stated when it was accepted.
    #[must_use]
    pub fn accepted(&self, url: &str) -> Option<&AcceptedSource> {
        self.entry(url)?.accepted.as_ref()
    }
}

/// A URL without its fragment and trailing slash.
fn same_page(url: &str) -> &str {
    let whole = url.split('#').next().unwrap_or(url);
    whole.strip_suffix('/').unwrap_or(whole)
}
