//! The command, the proof, and the tests share one build of what they have in common.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Each crate of a tree with its features; the crates of macros are built for the host, apart.
fn crates(selection: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--prefix", "none", "--no-dedupe"])
        // Whatever the platform, so that a crate for another one says the same everywhere.
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .args(["--format", "{p}: {f}"])
        .args(selection)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("cargo starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let text = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    text.lines().map(|it| it.trim().to_owned()).collect()
}

#[test]
fn the_command_is_built_of_what_the_tests_are_built_of() {
    let all = crates(&["--workspace", "--edges", "normal,dev,no-proc-macro"]);
    let command = crates(&["--package", "xtask", "--edges", "normal,no-proc-macro"]);
    assert!(command.len() > 100, "{command:#?}");
    let name = |line: &str| line.split(':').next().map(str::to_owned);
    let twice: Vec<_> = command
        .difference(&all)
        .map(|line| {
            let others: Vec<_> = all.iter().filter(|it| name(it) == name(line)).collect();
            format!("{line}\n    in the tests: {others:?}\n")
        })
        .collect();
    assert!(
        twice.is_empty(),
        "These and all that depends on them are built once for `cargo xtask` and once for the tests, \
         since they differ in features. Name the missing ones in the last part of `[dependencies]` of \
         xtask/Cargo.toml:\n{}",
        twice.concat()
    );
}
