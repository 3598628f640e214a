//! The project's commands: `cargo xtask` lists them.
//!
//! Every command ends with one of these exit statuses: 0, nothing to report; 1, the
//! command found a problem, and the last line says what to run; 2, the arguments are wrong, a file could
//! not be read or written, or the contract is invalid; 3, a source could not be read at all.

mod ci;
mod drift_commands;
mod features;
mod mutants;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Subcommand};
use xtask::{CommandLine, prove, regen};

/// The commands of this package; the help lists those of `xtask-drift` between them.
#[derive(Subcommand)]
enum Command {
    /// Generates the client from openapi/verify.yaml, then runs the proof.
    Regen(regen::Arguments),
    /// Runs the proof: tests the client against the contract, and shows the coverage.
    Prove(prove::Arguments),
    /// Tests the published crates with each feature alone and with all.
    #[command(display_order = LAST)]
    Features(features::Arguments),
    /// Runs mutation tests with cargo-mutants.
    #[command(display_order = LAST)]
    Mutants(mutants::Arguments),
    /// Runs every gate of a pull request, in order, with a summary.
    ///
    /// The gates: format, generated code, clippy, documentation, tests, features (each alone), the committed
    /// pages against their documents (check-session, lending), proof, and packaging. A gate that fails does not
    /// stop the others; the last lines name the command that repairs each. `.ci/run` first installs what the
    /// gates need (rustfmt, clippy, OpenSSL's headers, Chromium), then runs this command.
    #[command(display_order = LAST)]
    Ci,
}

const LAST: usize = 100;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    if drift_commands::are_meant_by(&arguments) {
        return drift_commands::run(&arguments);
    }
    let matches = CommandLine::<Command>::command()
        .subcommands(drift_commands::list())
        .get_matches();
    let CommandLine { command } =
        CommandLine::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    xtask::run(|| match command {
        Command::Regen(arguments) => regen::run(&arguments),
        Command::Prove(arguments) => prove::run(&arguments),
        Command::Features(arguments) => features::run(&arguments),
        Command::Mutants(arguments) => mutants::run(&arguments),
        Command::Ci => ci::run(),
    })
}
