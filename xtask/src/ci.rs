//! `cargo xtask ci`: every gate, in order.

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
    let records = project::proof_folder().join("tests");
    prove::clear(&records)?;
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
    let mut results: Vec<(Gate, Duration, bool)> = Vec::new();
    for mut gate in gates()? {
        anstream::println!("=== {}", gate.name);
        let start = Instant::now();
        let status = gate
            .command
            .status()
            .with_context(|| format!("the gate `{}` cannot be started", gate.name))?;
        results.push((gate, start.elapsed(), status.success()));
    }
    anstream::println!("=== summary");
    for (gate, time, passed) in &results {
        let verdict = if *passed { "pass" } else { "FAIL" };
        anstream::println!("{verdict}  {:4} s  {}", time.as_secs(), gate.name);
    }
    let failed: Vec<&Gate> = results
        .iter()
        .filter(|(_, _, passed)| !passed)
        .map(|(gate, ..)| gate)
        .collect();
    for gate in &failed {
        anstream::println!("run: {}", gate.repair);
    }
    Ok(if failed.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Found
    })
}
