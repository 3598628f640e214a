//! The lock: what the vendor's sources said when the contract was last reviewed, and which
//! differences are kept on purpose.
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
//! A source is named by its URL; a file is a copy of one. `sources` is written by
//! [`Lock::accept`]; a person can add one with its name alone, and `browser: true` to one that
//! only shows after its scripts ran. `exceptions` are written by people and stay as they are.

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

/// What a lock file says.
#[derive(Clone, Debug)]
pub struct Lock {
    source: Source,
    entries: Vec<Entry>,
    /// Where each entry is named.
    places: Vec<Span>,
    exceptions: Vec<Exception>,
    /// Where `sources` stands, its key included.
    block: Option<Span>,
}

/// A source that the lock names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The source's URL.
    pub source: String,
    /// Whether a browser has to render the source before it shows what it states.
    pub browser: bool,
    /// What it said when it was accepted; `None` for one that never was.
    pub accepted: Option<AcceptedSource>,
}

/// What a source said when it was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedSource {
    /// What the source turned out to be.
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

/// A difference that is kept on purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The change's id.
    pub id: String,
    /// The change's place, with its operation or without.
    pub place: String,
    /// The source that shows it, as the lock names it.
    pub source: String,
    /// What the contract has to say for it to hold; `None` for anything.
    pub before: Option<Value>,
    /// What the source has to say for it to hold; `None` for anything.
    pub after: Option<Value>,
    /// Why the difference is kept.
    pub reason: String,
    /// The last day it holds; `None` for always.
    pub until: Option<NaiveDate>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where the lock says it.
    pub span: Span,
}

impl Lock {
    /// A lock that knows nothing yet.
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

    /// What the lock was read from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The sources it knows, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The differences it keeps, in order.
    #[must_use]
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// The source of a URL, whether or not that has a fragment or ends with a slash.
    #[must_use]
    pub fn entry(&self, url: &str) -> Option<&Entry> {
        let wanted = same_page(url);
        let mut entries = self.entries.iter();
        entries.find(|entry| same_page(&entry.source) == wanted)
    }

    /// Where the lock names a source.
    pub(crate) fn place(&self, source: &str) -> Span {
        let at = self.entries.iter().position(|entry| entry.source == source);
        at.and_then(|at| self.places.get(at))
            .cloned()
            .unwrap_or_default()
    }

    /// What a source said when it was accepted.
    #[must_use]
    pub fn accepted(&self, url: &str) -> Option<&AcceptedSource> {
        self.entry(url)?.accepted.as_ref()
    }
}

/// A URL without what does not tell one page from another.
fn same_page(url: &str) -> &str {
    let whole = url.split('#').next().unwrap_or(url);
    whole.strip_suffix('/').unwrap_or(whole)
}
