//! Reports: the findings of a comparison, for people and for programs.
//!
//! A [`Report`] renders in any [`Format`]. Parts of its text come from a vendor's page or document, so
//! every format escapes what its reader would act on: terminal escape sequences, workflow commands,
//! and markup.

mod advice;
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
