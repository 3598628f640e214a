//! Findings of reports that are no changes.

/// A finding of a report that is no change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id under which reports list it.
    pub id: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// What to do about it.
    pub next: &'static str,
}

pub(crate) static UNREAD: Finding = Finding {
    id: "unread",
    meaning: "A part of a source or of an answer that was not understood may hide a change.",
    next: "Read the place that the report names, and compare it with the contract.",
};

pub(crate) static LOCK: Finding = Finding {
    id: "lock",
    meaning: "An entry of the lock that lapsed or matches nothing does not hold any more.",
    next: "Remove the entry, or give it another day and a reason.",
};

pub(crate) static SHOWS_LESS: Finding = Finding {
    id: "shows-less",
    meaning: "A source that shows less than when it was accepted may hide a change.",
    next: "See what became of the source; accept it again with `--accept` if that is right.",
};

/// Every finding that is no change.
#[must_use]
pub fn findings() -> [Finding; 3] {
    [UNREAD, LOCK, SHOWS_LESS]
}
