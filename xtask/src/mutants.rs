//! `cargo xtask mutants`: mutation tests.
//!
//! [cargo-mutants](https://mutants.rs) runs them; this command selects the code to mutate, the tests to
//! run, and a sample that is the same on every machine.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};

use xtask::{Verdict, project};

/// The crates that others depend on, each with features that its code and its tests need.
const PUBLISHED: [(&str, &str); 3] = [
    ("verify-api", "schemars"),
    (
        "verify-ext",
        "blocking,tracing,reqwest-0-13,raw-api-may-send-a-code-twice",
    ),
    ("verify-sim", "wiremock"),
];
/// The package whose tests also judge them.
const PROOF: &str = "contract-tests";
/// The crates that read, compare, and generate.
const INTERNAL: [(&str, &str); 7] = [
    ("contract", ""),
    ("compat", ""),
    ("pages", ""),
    ("drift", ""),
    ("generator", ""),
    ("xtask", ""),
    ("xtask-drift", ""),
];
/// Written by `cargo xtask regen`; the proof judges it against the contract.
const GENERATED: &str = "**/generated.rs";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The code to mutate.
    #[arg(long, value_enum, default_value_t = Of::Published)]
    of: Of,
    /// Mutates only this package.
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
    /// Tries this many mutants, sampled by the digest of their names [default: all].
    #[arg(long, value_name = "N", conflicts_with = "shard")]
    sample: Option<usize>,
    /// Tries the k-th of n shards of the mutants, as `k/n`.
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
    /// Lists the mutants without testing them.
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

/// The packages to mutate, and those whose tests judge the mutants.
struct Plan {
    packages: Vec<(&'static str, &'static str)>,
    judges: Vec<(&'static str, &'static str)>,
}

impl Plan {
    fn new(arguments: &Arguments) -> Result<Self> {
        let (all, proof) = match arguments.of {
            Of::Published => (&PUBLISHED[..], Some((PROOF, ""))),
            Of::Internal => (&INTERNAL[..], None),
        };
        let wanted = |package: &&(&str, &str)| {
            arguments
                .package
                .as_deref()
                .is_none_or(|it| it == package.0)
        };
        let packages: Vec<_> = all.iter().filter(wanted).copied().collect();
        ensure!(
            !packages.is_empty(),
            "`--package` has to be one of {}",
            all.iter().map(|it| it.0).collect::<Vec<_>>().join(", ")
        );
        let judges = all.iter().copied().chain(proof).collect();
        Ok(Self { packages, judges })
    }

    fn names(&self) -> Result<Vec<String>> {
        let mut command = mutants(&self.packages);
        let output = command.arg("--list").output().context(NO_MUTANTS)?;
        ensure!(
            output.status.success(),
            "cargo-mutants cannot list: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).context("cargo-mutants prints UTF-8")?;
        Ok(text.lines().map(str::to_owned).collect())
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let plan = Plan::new(arguments)?;
    let all = plan.names()?;
    let tried: HashSet<String> = match (arguments.sample, arguments.shard) {
        (Some(count), _) => sample(all.clone(), count).into_iter().collect(),
        (None, Some((k, n))) => all.iter().skip(k).step_by(n).cloned().collect(),
        (None, None) => all.iter().cloned().collect(),
    };
    if arguments.list {
        for name in all.iter().filter(|it| tried.contains(*it)) {
            anstream::println!("{name}");
        }
        return Ok(Verdict::Fine);
    }
    // cargo-mutants skips mutants that an earlier run caught, so all others are listed as caught: its own
    // filter by name does not exclude deleted fields (27.1).
    let others: String = all
        .iter()
        .filter(|it| !tried.contains(*it))
        .flat_map(|it| [it, "\n"])
        .collect();
    let folder = output();
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("previously_caught.txt"), others)?;

    let mut found = Found::default();
    // The tests of the package itself catch nearly all mutants, and take a fraction of the time to build.
    let mut missed = 0;
    for package in &plan.packages {
        missed += found.attempt(mutants(&[*package]))?;
    }
    // Those that they miss are tested with the tests of all packages.
    if missed > 0 {
        let mut command = mutants(&plan.packages);
        for (judge, features) in &plan.judges {
            command.args(["--test-package", judge]);
            if !plan.packages.iter().any(|it| it.0 == *judge) {
                with_features(&mut command, judge, features);
            }
        }
        missed = found.attempt(command)?;
    }
    let Found { unviable, endless } = found;
    let viable = tried.len() - unviable;
    anstream::println!(
        "{viable} of {} mutants are viable: {} caught, {endless} of them by a test that never ended; \
         {missed} missed",
        tried.len(),
        viable - missed
    );
    if missed == 0 {
        return Ok(Verdict::Fine);
    }
    anstream::println!(
        "target/mutants.out/missed.txt lists the missed mutants: each is a missing assertion, unneeded code, or \
         equivalent to the original"
    );
    Ok(Verdict::Found)
}

const NO_MUTANTS: &str = "cargo-mutants cannot be started: cargo install --locked cargo-mutants";

fn mutants(packages: &[(&str, &str)]) -> Command {
    let mut command = project::cargo(&["mutants", "--exclude", GENERATED]);
    for (package, features) in packages {
        command.args(["--package", package]);
        with_features(&mut command, package, features);
    }
    command
}

fn with_features(command: &mut Command, package: &str, features: &str) {
    for feature in features.split(',').filter(|it| !it.is_empty()) {
        command.args(["--features", &format!("{package}/{feature}")]);
    }
}

fn output() -> PathBuf {
    project::root().join("target").join("mutants.out")
}

/// The number of mutants in a list of the last run.
fn lines(list: &str) -> Result<usize> {
    let path = output().join(list);
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(text.lines().count())
}

/// The mutants of all runs that were neither caught nor missed.
#[derive(Default)]
struct Found {
    unviable: usize,
    endless: usize,
}

impl Found {
    /// Tests the mutants that no run has caught, and returns how many are missed.
    fn attempt(&mut self, mut command: Command) -> Result<usize> {
        command
            .arg("--iterate")
            .arg("--output")
            .arg(project::root().join("target"));
        // A mutant that never ends counts as caught, so a long timeout does no harm.
        command.args(["--timeout-multiplier", "5", "--no-shuffle"]);
        // Examples in documentation compile one by one, and catch little that the tests do not.
        command.args(["--", "--tests"]);
        let status = command.status().context(NO_MUTANTS)?;
        // 2 and 3: some were missed, or did not end in time.
        if !matches!(status.code(), Some(0 | 2 | 3)) {
            bail!("cargo-mutants ended with {status}; see its output above");
        }
        self.unviable += lines("unviable.txt")?;
        self.endless += lines("timeout.txt")?;
        // The next run would test these again.
        let caught = output().join("previously_caught.txt");
        let mut names = fs::read_to_string(&caught)?;
        names += &fs::read_to_string(output().join("timeout.txt"))?;
        fs::write(caught, names)?;
        lines("missed.txt")
    }
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let numbers = text.split_once('/');
    let numbers = numbers.and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    match numbers {
        Some((k, n)) if k < n => Ok((k, n)),
        _ => Err("expected `k/n`, such as `0/8`, with k smaller than n".to_owned()),
    }
}

/// Selects by the digest of each name without its line and column, so that an edit elsewhere in a file does
/// not change the selection; equal names are distinguished by their order.
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
        assert_eq!(
            without_position("src/a.rs:12:5: replace f -> u8 with 0"),
            "src/a.rs: replace f -> u8 with 0"
        );
        // Two of one name differ by their order.
        let alike = |count| vec!["src/a.rs:1:1: delete !".to_owned(); count];
        assert_eq!(sample(alike(5), 3).len(), 3);
    }
}
