//! The commands, the proof, and the tests share one build of each crate.
//!
//! Cargo builds a crate, and all that depends on it, once for each set of features that it is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Each crate of a tree with its features; a crate is listed twice if macros or build scripts use it with other
/// features.
fn crates(selection: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--prefix", "none", "--no-dedupe"])
        // One platform, so that the result is the same on every machine.
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .args(["--format", "{p}: {f}"])
        .args(selection)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("cargo starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let text = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    text.lines()
        .map(|it| it.trim_end_matches("(*)").trim().to_owned())
        .collect()
}

fn workspace() -> BTreeSet<String> {
    crates(&["--workspace", "--edges", "normal,dev,build"])
}

fn name(line: &str) -> &str {
    line.split(": ").next().unwrap_or(line)
}

#[test]
fn the_commands_are_built_of_what_the_tests_are_built_of() {
    let all = workspace();
    for (package, manifest) in [
        ("xtask", "xtask/Cargo.toml"),
        ("xtask-drift", "xtask-drift/Cargo.toml"),
    ] {
        let command = crates(&["--package", package, "--edges", "normal,build"]);
        assert!(command.len() > 50, "{command:#?}");
        let twice: Vec<_> = command
            .difference(&all)
            .map(|line| {
                let others: Vec<_> = all.iter().filter(|it| name(it) == name(line)).collect();
                format!("{line}\n    in the tests: {others:?}\n")
            })
            .collect();
        assert!(
            twice.is_empty(),
            "These and all that depends on them are built once for `{package}` and once for the tests, \
             since they differ in features. Name the missing ones in {manifest}, in the part of \
             `[dependencies]` that nothing uses:\n{}",
            twice.concat()
        );
    }
}

#[test]
fn macros_and_build_scripts_are_built_of_what_the_rest_is_built_of() {
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in workspace() {
        let features = sets.entry(name(&line).to_owned()).or_default();
        features.push(line);
    }
    let twice: Vec<_> = sets.into_values().filter(|it| it.len() > 1).collect();
    assert!(
        twice.is_empty(),
        "These and all that depends on them are built twice: for what is compiled, and for the macros and \
         build scripts that compile it. Name the missing features in xtask/Cargo.toml, under \
         `[build-dependencies]` if the macros lack them, and in the part of `[dependencies]` that nothing \
         uses if the rest does:\n{twice:#?}"
    );
}
