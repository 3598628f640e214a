//! The contract that is proven, and what the checks say of it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use contract::coverage::Cell;
use contract::{Document, Source};

/// A contract to prove the client against.
#[derive(Debug)]
pub struct Contract {
    document: Document,
    /// Whether counter-examples are worth keeping: those of a contract broken on purpose are not.
    pub(crate) keeps_regressions: bool,
}

impl Contract {
    /// Where the project keeps its contract.
    #[must_use]
    pub fn path() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/verify.yaml")
    }

    /// Reads the project's contract.
    ///
    /// # Panics
    ///
    /// If it is not there or cannot be read; the message says where and why.
    #[must_use]
    pub fn of_the_project() -> Self {
        let path = Self::path();
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
        Self {
            keeps_regressions: true,
            ..Self::read(Source::new("openapi/verify.yaml", text))
        }
    }

    /// Reads a contract from a text: a copy that was edited, and not the project's file.
    ///
    /// # Panics
    ///
    /// If it cannot be read; the message says where and why.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self::read(Source::new("an edited copy of the contract", text))
    }

    fn read(source: Source) -> Self {
        match Document::read(source) {
            Ok(document) => Self {
                document,
                keeps_regressions: false,
            },
            Err(problem) => panic!("{}", problem.render(false)),
        }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The operations.
    ///
    /// # Panics
    ///
    /// If a part of the document is not what OpenAPI wants in its place.
    #[must_use]
    pub fn operations(&self) -> Vec<contract::Operation<'_>> {
        self.document
            .operations()
            .unwrap_or_else(|problem| panic!("{}", problem.render(false)))
    }
}

/// Something a check found not to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check.
    pub check: &'static str,
    /// What it is about, in the words of the contract.
    pub about: String,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}\n    {}", self.check, self.about, self.message)
    }
}

/// What the checks have exercised so far.
#[derive(Debug, Default)]
pub struct Coverage(Mutex<Vec<(Cell, String)>>);

impl Coverage {
    /// Says that a check exercised a cell, and found it to hold.
    ///
    /// # Panics
    ///
    /// Never: a lock that a panicking check left behind still holds a list.
    pub fn exercised(&self, cell: Cell, check: &str) {
        let mut exercised = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        exercised.push((cell, check.to_owned()));
    }

    /// What was exercised, with the check that did.
    #[must_use]
    pub fn into_inner(self) -> Vec<(Cell, String)> {
        self.0
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
