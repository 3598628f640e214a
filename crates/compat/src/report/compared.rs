//! The two sides that a report compares, and the words for them.

use crate::change::{Change, Class, Wire};
use contract::Site;

/// The two sides of a report: it decides their names, and which of them is annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compared {
    /// The contract and sources: the contract is annotated, because a person can edit it.
    Sources,
    /// The contract and responses of the service: the contract is annotated, because a response is
    /// not in a file.
    Answers,
    /// A base and its revision: the revision is annotated.
    Revisions,
}

/// The words of a report for one kind of comparison.
pub(super) struct Words {
    /// The name of the tool that made the report.
    pub(super) tool: &'static str,
    /// The two sides.
    pub(super) sides: [&'static str; 2],
    /// The two sides as column heads.
    pub(super) columns: [&'static str; 2],
    /// The column heads of a table of sources: name and form.
    pub(super) heads: [&'static str; 2],
    /// Singular and plural of refused sides, after a number.
    pub(super) refused: [&'static str; 2],
    /// The predicate of a refused side, after its name.
    pub(super) could_not: &'static str,
    /// The same, before the reason.
    pub(super) cannot: &'static str,
    /// The name of the test case that fails if a side was refused.
    pub(super) readable: &'static str,
    /// The outcome without differences.
    pub(super) nothing: &'static str,
    /// Singular and plural of changes of class contract, after a number.
    pub(super) contract_changes: [&'static str; 2],
    /// Singular and plural of unread ranges, after a number.
    pub(super) unread: [&'static str; 2],
    /// The title of an unread range.
    pub(super) unread_title: &'static str,
    /// The title of a list of unread ranges.
    pub(super) unread_head: &'static str,
    /// What to do about an unread range.
    pub(super) unread_help: &'static str,
    /// The words in front of the expected text of an unread line.
    pub(super) unread_because: &'static str,
    /// The text before the place on the side that is not annotated.
    pub(super) seen_in: &'static str,
}

static SOURCES: Words = Words {
    tool: "drift",
    sides: ["the contract", "the source"],
    columns: ["contract", "source"],
    heads: ["source", "form"],
    refused: ["source could not be read", "sources could not be read"],
    could_not: "could not be read",
    cannot: "cannot be read",
    readable: "the source can be read",
    nothing: "no drift",
    contract_changes: [
        "difference from the contract",
        "differences from the contract",
    ],
    unread: ["unread line", "unread lines"],
    unread_title: "this line is unread, and may hide a change",
    unread_head: "Unread lines, which may hide a change",
    unread_help: "compare the line with the contract by hand; `cargo xtask explain unread` says how",
    unread_because: "An unread line may hide a change. Expected",
    seen_in: "read in",
};

static ANSWERS: Words = Words {
    tool: "probe",
    sides: ["the contract", "the service"],
    columns: ["contract", "answer"],
    heads: ["answer", "request and status"],
    refused: ["answer could not be judged", "answers could not be judged"],
    could_not: "could not be judged",
    cannot: "cannot be judged",
    readable: "the answer can be judged",
    nothing: "no difference",
    contract_changes: [
        "difference from the contract",
        "differences from the contract",
    ],
    unread: [
        "part of an answer that the contract does not describe",
        "parts of answers that the contract does not describe",
    ],
    unread_title: "the contract does not describe this part of the answer",
    unread_head: "Parts of answers that the contract does not describe",
    unread_help: "add this part to the contract, or ask the vendor why the service sends it",
    unread_because: "The contract does not describe it. Expected",
    seen_in: "seen in",
};

static REVISIONS: Words = Words {
    tool: "compat",
    sides: ["the base", "the revision"],
    columns: ["base", "revision"],
    refused: ["document could not be read", "documents could not be read"],
    readable: "the document can be read",
    nothing: "no changes",
    seen_in: "the base:",
    ..SOURCES
};

impl Compared {
    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::Sources => &SOURCES,
            Self::Answers => &ANSWERS,
            Self::Revisions => &REVISIONS,
        }
    }

    /// The annotated place of a change, and its place on the other side.
    pub(super) fn sites(self, change: &Change) -> [Option<&Site>; 2] {
        let (contract, source) = (change.contract.as_ref(), change.source.as_ref());
        match self {
            Self::Sources | Self::Answers => [contract, source],
            Self::Revisions => [source, contract],
        }
    }

    /// Whether a change that does not fail the run is a warning and not a note.
    pub(super) fn is_warning(self, change: &Change) -> bool {
        change.wire > Wire::Safe || (self != Self::Revisions && change.class == Class::Contract)
    }
}
