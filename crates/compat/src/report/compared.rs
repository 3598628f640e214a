//! What a report compares, and the words for it.

use crate::change::{Change, Class, Wire};
use contract::Site;

/// What a report compares: it decides how the two sides are called, and which of them is annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compared {
    /// The contract with sources: the contract is annotated, since it is what a person can change.
    Sources,
    /// The contract with answers of the service: the contract is annotated, since an answer is in
    /// no file.
    Answers,
    /// A base with a revision of it: the revision is annotated.
    Revisions,
}

/// The words of a report for one kind of comparison.
pub(super) struct Words {
    /// The name of the tool that made the report.
    pub(super) tool: &'static str,
    /// The two sides.
    pub(super) sides: [&'static str; 2],
    /// The two sides as the heads of columns.
    pub(super) columns: [&'static str; 2],
    /// What was compared, as the heads of columns: its name, and its form.
    pub(super) heads: [&'static str; 2],
    /// One and several sides that were refused, after their number.
    pub(super) refused: [&'static str; 2],
    /// One that was refused, after its name.
    pub(super) could_not: &'static str,
    /// The same, before the reason.
    pub(super) cannot: &'static str,
    /// The test case that fails when one was refused.
    pub(super) readable: &'static str,
    /// That nothing differs.
    pub(super) nothing: &'static str,
    /// One and several changes of class contract, after their number.
    pub(super) contract_changes: [&'static str; 2],
    /// One and several ranges that were not understood, after their number.
    pub(super) unread: [&'static str; 2],
    /// The title of one of them.
    pub(super) unread_title: &'static str,
    /// The title of all of them.
    pub(super) unread_head: &'static str,
    /// Before what was expected there.
    pub(super) unread_because: &'static str,
    /// Before the place of the side that is not annotated.
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
    contract_changes: ["change of the contract", "changes of the contract"],
    unread: ["line not understood", "lines not understood"],
    unread_title: "this line is not understood, and may hide a change",
    unread_head: "Lines that were not understood, and may hide a change",
    unread_because: "It may hide a change. Expected",
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

    /// The place that is annotated for a change, and its place on the other side.
    pub(super) fn sites(self, change: &Change) -> [Option<&Site>; 2] {
        let (contract, source) = (change.contract.as_ref(), change.source.as_ref());
        match self {
            Self::Sources | Self::Answers => [contract, source],
            Self::Revisions => [source, contract],
        }
    }

    /// Whether a change that is no failure is more than a note.
    pub(super) fn is_warning(self, change: &Change) -> bool {
        change.wire > Wire::Safe || (self != Self::Revisions && change.class == Class::Contract)
    }
}
