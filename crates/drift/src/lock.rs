//! The lock: what the vendor's sources said when the contract was last reviewed, and which
//! differences are kept on purpose.
//!
//! ```yaml
//! version: 1
//! sources:
//!   - source: ../pages/read-loan.txt
//!     form: page, imported text
//!     accepted: 2026-03-01
//!     facts: 6b1f0c7a4de7f6f6f0f3f0a9f6a3c9d1
//!     prose:
//!       "GET /loans/{loanId} › query page": 0f3a5c7e9b1d2f40
//! exceptions:
//!   - id: response-property-enum-value-added
//!     place: GET /loans/{loanId} › response 200 › state
//!     after: LOST
//!     reason: The vendor says that this value is not sent yet.
//!     until: 2026-06-30
//! ```
//!
//! `sources` is written by [`Lock::accept`]; a person can add one with its name alone, and say
//! `optional: true` of one that is not everywhere. `exceptions` are written by people and stay as
//! they are.

mod accept;
mod hold;
mod read;
mod reworded;

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde_json::Value;

pub use hold::{Judged, Run};
pub use reworded::{ProseText, prose_places};

use contract::{Source, Span};

/// What a lock file says.
#[derive(Clone, Debug)]
pub struct Lock {
    source: Source,
    entries: Vec<Entry>,
    exceptions: Vec<Exception>,
    /// Where `sources` stands, its key included.
    block: Option<Span>,
}

/// A source that the lock names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The source: a URL, or a path that starts from the lock's folder.
    pub source: String,
    /// Whether a run goes on without the source where it is not there.
    pub optional: bool,
    /// What it said when it was accepted; `None` for one that never was.
    pub said: Option<Said>,
}

/// What a source said when it was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What the source turned out to be.
    pub form: String,
    /// The day it was accepted.
    pub accepted: NaiveDate,
    /// A digest of everything it states.
    pub facts: String,
    /// The fingerprint of the text at each place.
    pub prose: IndexMap<String, String>,
}

/// A difference that is kept on purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The change's id.
    pub id: String,
    /// The change's place, with its operation or without.
    pub place: String,
    /// The source it is held for; `None` for all.
    pub source: Option<String>,
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

    /// What a source said when it was accepted.
    #[must_use]
    pub fn said(&self, source: &str) -> Option<&Said> {
        let entry = self.entries.iter().find(|entry| entry.source == source)?;
        entry.said.as_ref()
    }
}
