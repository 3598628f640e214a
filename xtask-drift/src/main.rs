//! Commands that compare the vendor's documentation, or the service, with the contract: `cargo xtask` lists
//! and runs them.
//!
//! The exit statuses are those of `cargo xtask`.

mod compat;
mod drift;
mod files;
mod probe;
mod report;
mod rules;
mod sources;
mod sync;

use std::process::ExitCode;

use clap::{Parser as _, Subcommand};
use xtask::CommandLine;

#[derive(Subcommand)]
enum Command {
    /// Compares the vendor's pages and documents with the contract.
    Drift(drift::Arguments),
    /// Sends requests to the service and compares its responses with the contract.
    Probe(probe::Arguments),
    /// Applies the changes of a source to the contract, the lock, and the generated code.
    Sync(sync::Arguments),
    /// Compares two OpenAPI documents, or two revisions of the contract.
    Compat(compat::Arguments),
    /// Lists every change id with its verdicts.
    Rules(rules::Arguments),
    /// Explains a change id or finding of a report.
    Explain(rules::ExplainArguments),
}

fn main() -> ExitCode {
    let CommandLine { command } = CommandLine::parse();
    xtask::run(|| match command {
        Command::Drift(arguments) => drift::run(&arguments),
        Command::Probe(arguments) => probe::run(&arguments),
        Command::Sync(arguments) => sync::run(&arguments),
        Command::Compat(arguments) => compat::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => Ok(rules::run_explain(&arguments)),
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::{Command, CommandLine};

    #[test]
    fn the_list_of_cargo_xtask_names_these_commands_and_says_the_same_of_them() {
        let command = CommandLine::<Command>::command();
        let here: Vec<_> = command
            .get_subcommands()
            .map(|it| {
                let about = it.get_about().map(ToString::to_string);
                (it.get_name().to_owned(), about.unwrap_or_default())
            })
            .collect();
        let listed = xtask::DRIFT_COMMANDS.map(|(name, about)| (name.into(), about.into()));
        assert_eq!(here, listed, "correct `DRIFT_COMMANDS` in xtask/src/lib.rs");
    }
}
