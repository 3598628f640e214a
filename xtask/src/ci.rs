//! `cargo xtask ci`: every gate, in order.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use xtask::{Verdict, project, prove};

struct Gate {
    name: &'static str,
    command: Command,
    /// The command to run when it fails.
    repair: String,
}

/// Committed pages, and the documents that they show.
const PAGES: &str = "crates/pages/tests/pages";

fn gates() -> Result<Vec<Gate>> {
    let this = std::env::current_exe().context("this command's own file is not known")?;
    let xtask = |arguments: &[&str]| {
        let mut command = Command::new(&this);
        command.args(arguments).current_dir(project::root());
        command
    };
    let mut documentation = project::cargo(&["doc", "--workspace", "--no-deps", "--all-features"]);
    documentation.env("RUSTDOCFLAGS", "-D warnings");
    // The tests run the proof, and a later gate shows what it exercised.
    let records = records();
    let mut tests = project::cargo(&["test", "--workspace"]);
    tests.env("PROOF_RECORDS", &records);
    let mut proof = xtask(&["prove", "--recorded"]);
    proof.arg(&records);
    let gate = |name, command, repair: &str| Gate {
        name,
        command,
        repair: repair.to_owned(),
    };
    Ok(vec![
        gate(
            "format",
            project::cargo(&["fmt", "--all", "--check"]),
            "cargo fmt --all",
        ),
        gate(
            "generated code",
            xtask(&["regen", "--check"]),
            "cargo xtask regen",
        ),
        gate(
            "clippy",
            project::cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--",
                "-D",
                "warnings",
            ]),
            "cargo clippy --workspace --all-targets --all-features",
        ),
        gate(
            "documentation",
            documentation,
            "RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --all-features",
        ),
        gate("tests", tests, "cargo test --workspace"),
        gate(
            "features",
            xtask(&["features", "--all"]),
            "cargo xtask features --all",
        ),
        // A gate has the same result on every machine and every day, so nothing is fetched: the committed pages
        // are compared with the document that they were made from.
        drift_gate(&xtask, "check-session.openapi.yaml", &["check-session"]),
        drift_gate(&xtask, "lending.openapi.yaml", &["open-loan", "read-loan"]),
        gate("proof", proof, "cargo xtask prove"),
        gate(
            "packaging",
            project::cargo(&[
                "package",
                "--allow-dirty",
                "--package",
                "verify-api",
                "--package",
                "verify-ext",
                "--package",
                "verify-sim",
            ]),
            "cargo package --package verify-api --package verify-ext --package verify-sim",
        ),
    ])
}

/// Compares committed pages, in each form that shows all facts, with their document and its lock.
fn drift_gate(xtask: &dyn Fn(&[&str]) -> Command, document: &'static str, pages: &[&str]) -> Gate {
    let mut arguments: Vec<String> = ["drift", "--fail-on", "prose", "--contract"]
        .map(str::to_owned)
        .into();
    arguments.push(format!("{PAGES}/{document}"));
    for page in pages {
        for form in ["imported.txt", "copied.txt", "saved.html"] {
            arguments.push(format!("{PAGES}/{page}.{form}"));
            arguments.push("--as".into());
            arguments.push(format!("https://docs.example/{page}"));
        }
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    Gate {
        name: document,
        command: xtask(&arguments),
        repair: format!(
            "cargo xtask {} --accept, if the pages or the document were changed on purpose",
            arguments.join(" ")
        ),
    }
}

pub(crate) fn run() -> Result<Verdict> {
    prove::clear(&records())?;
    run_all(gates()?, &mut anstream::stdout())
}

/// Where the tests record what the proof exercised, which a later gate shows.
fn records() -> PathBuf {
    project::proof_folder().join("tests")
}

/// Runs the gates, each also after one that failed, and writes a line for each that fails where it failed, and a
/// summary at the end.
fn run_all(gates: Vec<Gate>, out: &mut impl Write) -> Result<Verdict> {
    let mut results: Vec<(Gate, Duration, bool)> = Vec::new();
    for mut gate in gates {
        writeln!(out, "=== {}", gate.name)?;
        out.flush()?;
        let start = Instant::now();
        let status = gate
            .command
            .status()
            .with_context(|| format!("the gate `{}` cannot be started", gate.name))?;
        if !status.success() {
            writeln!(
                out,
                "FAILED  {} ({status}); run: {}",
                gate.name, gate.repair
            )?;
        }
        results.push((gate, start.elapsed(), status.success()));
    }
    writeln!(out, "=== summary")?;
    for (gate, time, passed) in &results {
        let verdict = if *passed { "pass" } else { "FAIL" };
        writeln!(out, "{verdict}  {:4} s  {}", time.as_secs(), gate.name)?;
    }
    let failed: Vec<&Gate> = results
        .iter()
        .filter(|(_, _, passed)| !passed)
        .map(|(gate, ..)| gate)
        .collect();
    for gate in &failed {
        writeln!(out, "run: {}", gate.repair)?;
    }
    Ok(if failed.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_that_fails_is_marked_where_it_fails_and_in_the_summary() {
        let gate = |name, argument| Gate {
            name,
            command: project::cargo(&[argument]),
            repair: format!("mend {name}"),
        };
        let gates = vec![
            gate("first", "no-such-command"),
            gate("second", "--version"),
        ];
        let mut out = Vec::new();
        let verdict = run_all(gates, &mut out).expect("the gates start");
        assert_eq!(verdict, Verdict::Found);
        let out = String::from_utf8(out).expect("it is text");
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], "=== first");
        assert!(lines[1].starts_with("FAILED  first (exit "), "{out}");
        assert!(lines[1].ends_with("); run: mend first"), "{out}");
        assert_eq!(lines[2..4], ["=== second", "=== summary"]);
        assert!(
            lines[4].starts_with("FAIL  ") && lines[4].ends_with(" s  first"),
            "{out}"
        );
        assert!(
            lines[5].starts_with("pass  ") && lines[5].ends_with(" s  second"),
            "{out}"
        );
        assert_eq!(lines[6..], ["run: mend first"]);
    }

    /// The help of the command lists the gates.
    #[test]
    fn the_help_names_every_gate() {
        use clap::CommandFactory as _;

        let command = xtask::CommandLine::<crate::Command>::command();
        let ci = command.find_subcommand("ci").expect("there is `ci`");
        let help = ci.get_long_about().expect("it has a long help").to_string();
        for gate in gates().expect("the gates are known") {
            let name = gate.name.split('.').next().unwrap_or_default();
            assert!(help.contains(name), "{name}: {help}");
        }
    }
}
