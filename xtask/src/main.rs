//! The project's commands: `cargo xtask` lists them.
//!
//! Every command ends with one of these exit statuses: 0, nothing to report; 1, something is not
//! as it should be, and the last line says what to run; 2, the command was used wrongly, a file
//! could not be read or written, or the contract cannot be taken.

mod ci;
mod project;
mod prove;
mod regen;

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
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Regen(arguments) => regen::run(&arguments),
        Command::Prove(arguments) => prove::run(&arguments),
        Command::Ci => ci::run(),
    };
    match result {
        Ok(verdict) => ExitCode::from(verdict as u8),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::from(Verdict::Refused as u8)
        }
    }
}
