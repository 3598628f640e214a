//! Findings of reports that have no rule, because they are not a change between two documents.

/// A kind of finding that has no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id under which reports list it.
    pub id: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// What causes it.
    pub cause: &'static str,
    /// What to do about it.
    pub next: &'static str,
}

pub(crate) static UNREAD: Finding = Finding {
    id: "unread",
    meaning: "A part of a source or of a response cannot be matched with the contract, so it may hide a \
              change.",
    cause: "A page is compared by drawing the contract as the page would show it. A line is unread if no \
            change of the contract draws it: the vendor wrote something that the page's theme does not \
            produce, several edits meet in one place, or the copy lost a part of the page. In a \
            response of the service, it is a part that the contract does not describe. Nothing else on \
            a page with an unread line is compared.",
    next: "Read the line that the report names. If the page says something new, edit the contract by hand \
           until `cargo xtask drift` no longer reports the line. If the copy is damaged, give the page in \
           another form: saved as HTML from a browser, or copied as text.",
};

pub(crate) static REFUSED: Finding = Finding {
    id: "refused",
    meaning: "A source cannot be read at all, so nothing in it was compared; the run ends with status 3.",
    cause: "The source is missing, cannot be fetched, or is something else than a documentation page or an \
            OpenAPI document of this service: a login page, a page of another operation, a page that is \
            cut off, or a page before its scripts ran.",
    next: "Follow the help below the finding. A page that needs its scripts is rendered by `--browser`, or \
           can be saved as HTML from a browser.",
};

pub(crate) static LOCK: Finding = Finding {
    id: "lock",
    meaning: "An entry under `exceptions` in the lock has lapsed or matches no difference.",
    cause: "The `until` date of the entry has passed, the vendor or the contract changed so that they no \
            longer differ there, or the entry's id or place is misspelt.",
    next: "Remove the entry, or give it a later `until` date and a reason. `cargo xtask explain exceptions` shows \
           the form of an entry.",
};

pub(crate) static SHOWS_LESS: Finding = Finding {
    id: "shows-less",
    meaning: "A source shows fewer of the contract's facts than when it was accepted, so it may hide a \
              change.",
    cause: "The copy is in a form that shows less, such as HTML before its scripts ran, the copy lost a \
            part of the page, or the vendor removed a part of the page.",
    next: "Give the page in a form that shows as much as before: `--browser` renders a URL. If the vendor \
           removed the part, `cargo xtask drift --accept` records what the source shows now.",
};

pub(crate) static REWORDED: Finding = Finding {
    id: "prose-reworded",
    meaning: "A description on a source differs from the one that was accepted, which the facts do not \
              show.",
    cause: "The lock keeps a fingerprint of each of the vendor's descriptions, because the contract has its \
            own. The fingerprint changed, and case, white space, and list markup do not affect it.",
    next: "Read the description, edit the contract if its meaning changed, and record it with \
           `cargo xtask drift --accept`.",
};

pub(crate) static CONTRADICTS: Finding = Finding {
    id: "prose-contradicts-fact",
    meaning: "A description states a bound or a default that differs from the one beside it, so one of the \
              two is wrong.",
    cause: "The vendor edited the description or the schema, and not both.",
    next: "Ask the vendor which of the two holds. To keep the contract as it is, record the description \
           with `cargo xtask drift --accept`.",
};

/// Every finding that has no rule.
#[must_use]
pub fn findings() -> [Finding; 6] {
    [UNREAD, REFUSED, LOCK, SHOWS_LESS, REWORDED, CONTRADICTS]
}
