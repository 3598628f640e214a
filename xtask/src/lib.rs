//! What the commands of `cargo xtask` share: where the project's files are, how the contract becomes
//! code, how the code is proven, and how several files are replaced together.
//!
//! `xtask-drift` stands on this crate, and not the other way around, so that `cargo xtask regen` compiles
//! nothing of what reads the vendor's sources.

pub mod project;
pub mod prove;
pub mod regen;
pub mod transaction;

use std::process::ExitCode;

/// The commands that `cargo xtask` hands to the package `xtask-drift`, each with what it does.
pub const DRIFT_COMMANDS: [(&str, &str); 6] = [
    (
        "drift",
        "Holds the vendor's pages and documents against the contract",
    ),
    (
        "probe",
        "Asks the service itself, and holds its answers against the contract",
    ),
    (
        "sync",
        "Moves the contract to what a source says, and all that follows from it",
    ),
    (
        "compat",
        "Holds two OpenAPI documents, or two revisions of the contract, against each other",
    ),
    ("rules", "Lists what each kind of change means for clients"),
    ("explain", "Explains one kind of change"),
];

/// What a command found: the process ends with the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to report.
    Fine = 0,
    /// Something is not as it should be.
    Found = 1,
    /// The command was used wrongly, a file could not be read or written, or the contract cannot be
    /// taken.
    Refused = 2,
    /// A source could not be read as what it claims to be.
    Unreadable = 3,
}

/// Completes what an interrupted `sync` began, then runs a command; gives the status that the process
/// ends with.
pub fn run(command: impl FnOnce() -> anyhow::Result<Verdict>) -> ExitCode {
    match transaction::finish(&project::root(), &mut || Ok(())).and_then(|()| command()) {
        Ok(verdict) => ExitCode::from(verdict as u8),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::from(Verdict::Refused as u8)
        }
    }
}
