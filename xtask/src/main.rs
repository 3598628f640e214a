//! The project's commands: `cargo xtask` lists them.
//!
//! Every command ends with one of these exit statuses: 0, nothing to report; 1, something is not
//! as it should be, and the last line says what to run; 2, the command was used wrongly, a file
//! could not be read or written, or the contract cannot be taken; 3, a source could not be read as
//! what it claims to be.

mod ci;
mod compat;
mod drift;
mod features;
mod mutants;
mod probe;
mod project;
mod prove;
mod regen;
mod rules;
mod sync;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    about,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the client from openapi/verify.yaml, then proves it.
    Regen(regen::Arguments),
    /// Proves the client against the contract, and shows what was exercised.
    Prove(prove::Arguments),
    /// Holds the vendor's pages and documents against the contract.
    Drift(drift::Arguments),
    /// Asks the service itself, and holds its answers against the contract.
    Probe(probe::Arguments),
    /// Moves the contract to what a source says, and all that follows from it.
    Sync(sync::Arguments),
    /// Holds two OpenAPI documents, or two revisions of the contract, against each other.
    Compat(compat::Arguments),
    /// Lists what each kind of change means for clients.
    Rules(rules::Arguments),
    /// Explains one kind of change.
    Explain(rules::ExplainArguments),
    /// Tests the published crates with each feature alone and with all.
    Features(features::Arguments),
    /// Changes the code in small ways, and sees whether a test notices.
    Mutants(mutants::Arguments),
    /// Runs every gate of .ci/run, in order, with a summary.
    Ci,
}

/// What a command found: the process ends with the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is as it should be.
    Fine = 0,
    /// Something is not.
    Found = 1,
    /// The contract cannot be taken.
    Refused = 2,
    /// A source could not be read as what it claims to be.
    Unreadable = 3,
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let result = sync::finish_interrupted().and_then(|()| match command {
        Command::Regen(arguments) => regen::run(&arguments),
        Command::Prove(arguments) => prove::run(&arguments),
        Command::Compat(arguments) => compat::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => Ok(rules::run_explain(&arguments)),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::Probe(arguments) => probe::run(&arguments),
        Command::Sync(arguments) => sync::run(&arguments),
        Command::Features(arguments) => features::run(&arguments),
        Command::Mutants(arguments) => mutants::run(&arguments),
        Command::Ci => ci::run(),
    });
    match result {
        Ok(verdict) => ExitCode::from(verdict as u8),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::from(Verdict::Refused as u8)
        }
    }
}
