//! Reports: what a comparison found, for people and for machines.
//!
//! A [`Report`] is written in any [`Format`]. A vendor's page or document supplies parts of its text,
//! so every format neutralizes what its reader would act on: escape sequences on a
//! terminal, workflow commands, markup.

mod compared;
mod contents;
mod fail_on;
mod format;
mod github;
mod human;
mod json;
mod junit;
mod markdown;
mod plain;
mod region;
mod sarif;
mod tally;

pub use compared::Compared;
pub use contents::{
    Accepted, LockFinding, LockFindingKind, NotCompared, Refused, Report, SourceSummary, Unread,
    group,
};
pub use fail_on::{FailOn, FailOnError, Level};
pub use format::Format;
