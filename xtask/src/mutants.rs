//! `cargo xtask mutants`: changes the code in small ways, and sees whether a test notices.
//!
//! [cargo-mutants](https://mutants.rs) does the work; this command says what is mutated, which tests
//! judge it, and draws a sample that is the same on every machine.

use std::collections::HashMap;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::{Verdict, project};

/// The crates that others depend on, and all packages whose tests judge them.
const PUBLISHED: [&str; 3] = ["verify-api", "verify-ext", "verify-sim"];
const JUDGES: &str = "verify-api,verify-ext,verify-sim,contract-tests";
/// The crates that read, compare, and generate.
const INTERNAL: [&str; 6] = ["contract", "compat", "pages", "drift", "generator", "xtask"];
/// Written by `cargo xtask regen`; the proof judges it against the contract.
const GENERATED: &str = "**/generated.rs";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Which code is mutated.
    #[arg(long, value_enum, default_value_t = Of::Published)]
    of: Of,
    /// Tries this many mutants, drawn from all by the digest of their names, and every deleted field
    /// of a struct expression, which cargo-mutants 27.1 does not filter; else all.
    #[arg(long, value_name = "N", conflicts_with = "shard")]
    sample: Option<usize>,
    /// Tries every n-th mutant only, as `k/n`.
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,
    /// Lists the mutants and tries none.
    #[arg(long)]
    list: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Of {
    /// The crates that others depend on, without generated code.
    Published,
    /// The crates that read, compare, and generate.
    Internal,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let mut command = mutants(arguments.of);
    if let Some(count) = arguments.sample {
        for name in sample(names(arguments.of)?, count) {
            command.arg("--re").arg(format!("^{}$", escaped(&name)));
        }
    }
    if let Some(shard) = &arguments.shard {
        command.args(["--shard", shard]);
    }
    if arguments.list {
        command.arg("--list");
    } else {
        let target = project::root().join("target");
        command.arg("--output").arg(target);
        // A mutant that never ends is as good as caught; the clock only has to be generous.
        command.args(["--timeout-multiplier", "5", "--no-shuffle"]);
        if arguments.of == Of::Published {
            command.args(["--test-package", JUDGES]);
        }
        // Examples in documentation compile one by one, and judge little that the tests do not.
        command.args(["--", "--tests"]);
    }
    let status = command.status().context(NO_MUTANTS)?;
    match status.code() {
        Some(0) => Ok(Verdict::Fine),
        // Some were missed, or did not end in time; the list is printed, and kept.
        Some(2 | 3) => {
            anstream::println!(
                "A mutant that no test notices is a missing assertion, or a change that nobody can \
                 see. They are listed in target/mutants.out/missed.txt"
            );
            Ok(Verdict::Found)
        }
        _ => bail!("cargo-mutants ended with {status}; its output above says why"),
    }
}

const NO_MUTANTS: &str = "cargo-mutants cannot be started: cargo install --locked cargo-mutants";

fn mutants(of: Of) -> Command {
    let mut command = project::cargo(&["mutants", "--exclude", GENERATED]);
    let packages: &[&str] = match of {
        Of::Published => &PUBLISHED,
        Of::Internal => &INTERNAL,
    };
    for package in packages {
        command.args(["--package", package]);
    }
    command
}

fn names(of: Of) -> Result<Vec<String>> {
    let output = mutants(of).arg("--list").output().context(NO_MUTANTS)?;
    ensure!(
        output.status.success(),
        "cargo-mutants cannot list: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).context("cargo-mutants prints UTF-8")?;
    let filtered = text.lines().filter(|it| !it.contains(": delete field "));
    Ok(filtered.map(str::to_owned).collect())
}

/// Draws by the digest of each name without its line and column, so that an edit elsewhere in a file
/// does not draw others; names that are equal then are told apart by their order.
fn sample(names: Vec<String>, count: usize) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut drawn: Vec<_> = names
        .into_iter()
        .map(|name| {
            let place = without_position(&name);
            let nth = seen.entry(place.clone()).or_default();
            *nth += 1;
            (Sha256::digest(format!("{place} {nth}")), name)
        })
        .collect();
    drawn.sort();
    drawn
        .into_iter()
        .take(count)
        .map(|(_, name)| name)
        .collect()
}

/// `src/file.rs:12:5: replace …` as `src/file.rs: replace …`.
fn without_position(name: &str) -> String {
    let Some((place, what)) = name.split_once(": ") else {
        return name.to_owned();
    };
    let file = place.split(':').next().unwrap_or(place);
    format!("{file}: {what}")
}

/// The name as a regular expression that matches nothing else.
fn escaped(name: &str) -> String {
    let mut expression = String::with_capacity(name.len() * 2);
    for character in name.chars() {
        // Not all punctuation: `\<` and `\>` are the ends of a word.
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            expression.push('\\');
        }
        expression.push(character);
    }
    expression
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_does_not_depend_on_lines() {
        let names = |line: usize| -> Vec<String> {
            let name = |at: usize| format!("src/a.rs:{}:5: replace f{at} -> u8 with 0", line + at);
            (0..100).map(name).collect()
        };
        let drawn = |line| -> Vec<String> {
            let drawn = sample(names(line), 10);
            drawn.iter().map(|it| without_position(it)).collect()
        };
        assert_eq!(drawn(1), drawn(1_000));
        assert_eq!(drawn(1).len(), 10);
    }
}
