//! Shared parts of the commands of `cargo xtask`: the project's files, code generation, the proof, and
//! transactions that replace several files.
//!
//! `xtask-drift` depends on this crate and not the reverse, so that `cargo xtask regen` does not compile
//! the readers of the vendor's sources.

pub mod project;
pub mod prove;
pub mod regen;
pub mod transaction;

use std::process::ExitCode;

/// The command line of `cargo xtask`, with the commands of one package.
#[derive(clap::Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    about = env!("CARGO_PKG_DESCRIPTION"),
    long_about = None,
    arg_required_else_help = true
)]
pub struct CommandLine<C: clap::Subcommand> {
    /// The command to run.
    #[command(subcommand)]
    pub command: C,
}

/// The commands of the package `xtask-drift`, each with its help text.
pub const DRIFT_COMMANDS: [(&str, &str); 6] = [
    (
        "drift",
        "Compares the vendor's pages and documents with the contract",
    ),
    (
        "probe",
        "Sends requests to the service and compares its responses with the contract",
    ),
    (
        "sync",
        "Applies the changes of a source to the contract, the lock, and the generated code",
    ),
    (
        "compat",
        "Compares two OpenAPI documents, or two revisions of the contract",
    ),
    ("rules", "Lists every change id with its verdicts"),
    ("explain", "Explains a change id or finding of a report"),
];

/// The result of a command, with the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to report.
    Fine = 0,
    /// The command found a problem in the project or its sources.
    Found = 1,
    /// The arguments are wrong, a file could not be read or written, or the contract is invalid.
    Refused = 2,
    /// A source could not be read at all.
    Unreadable = 3,
}

/// Completes an interrupted `sync`, then runs a command; returns the exit status of the process.
pub fn run(command: impl FnOnce() -> anyhow::Result<Verdict>) -> ExitCode {
    match transaction::finish(&project::root(), &mut || Ok(())).and_then(|()| command()) {
        Ok(verdict) => ExitCode::from(verdict as u8),
        Err(error) => {
            match error.downcast_ref() {
                Some(diagnostic) => project::print(diagnostic),
                None => anstream::eprintln!("error: {error:#}"),
            }
            ExitCode::from(Verdict::Refused as u8)
        }
    }
}
