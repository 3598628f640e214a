//! The commands of the package `xtask-drift`, with a script in the place of cargo.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Says what it was run with, a line for each argument, and ends with 3.
const CARGO: &str = r#"#!/bin/sh
printf '%s\n' "$@"
echo "folder: $PWD"
echo "input: $(cat)"
echo "key: $KEY"
echo "warning" >&2
exit 3
"#;

/// Runs a command in a folder of its own, which is not the project's.
fn run(project: &Path, arguments: &[&str]) -> Output {
    let cargo = project.join("cargo");
    std::fs::write(&cargo, CARGO).expect("a file can be written");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&cargo, executable).expect("a file can be made executable");
    let elsewhere = project.join("elsewhere");
    std::fs::create_dir_all(&elsewhere).expect("a folder can be made");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(elsewhere)
        .env("CARGO_MANIFEST_DIR", project.join("xtask"))
        .env("CARGO", cargo)
        .env("KEY", "s3cret")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut input = command.stdin.take().expect("it is piped");
    // A command that reads nothing may have ended.
    let _ = input.write_all(b"a page");
    drop(input);
    command.wait_with_output().expect("the command ends")
}

#[test]
fn arguments_folder_input_output_and_status_are_passed_through() {
    let project = tempfile::tempdir().expect("a folder can be made");
    let project = project.path().canonicalize().expect("the folder is there");
    for (name, _) in xtask::DRIFT_COMMANDS {
        for arguments in [
            &[name][..],
            &[name, "-", "--header", "a: b c", "--", "--help"],
            &[name, "--help"],
            &["help", name],
        ] {
            let output = run(&project, arguments);
            assert_eq!(output.status.code(), Some(3), "{output:?}");
            assert_eq!(output.stderr, b"warning\n");
            let said = String::from_utf8(output.stdout).expect("it is a text");
            let manifest = project.join("Cargo.toml").display().to_string();
            let elsewhere = format!("folder: {}/elsewhere", project.display());
            let cargo = ["run", "--package", "xtask-drift", "--manifest-path"];
            let expected: Vec<&str> = cargo
                .into_iter()
                .chain([&*manifest, "--"])
                .chain(arguments.iter().copied())
                .chain([&*elsewhere, "input: a page", "key: s3cret"])
                .collect();
            assert_eq!(said.lines().collect::<Vec<_>>(), expected);
        }
    }
}

#[test]
fn the_list_of_commands_has_them_and_any_other_is_not_passed_on() {
    let project = tempfile::tempdir().expect("a folder can be made");
    for arguments in [&["--help"][..], &["help"], &[]] {
        let output = run(project.path(), arguments);
        let said = String::from_utf8([output.stdout, output.stderr].concat());
        let said = said.expect("it is a text");
        for (name, about) in xtask::DRIFT_COMMANDS {
            let line = said
                .lines()
                .find(|it| it.split_whitespace().next() == Some(name));
            assert!(line.is_some_and(|it| it.ends_with(about)), "{said}");
        }
    }
    for arguments in [&["help", "regen"][..], &["regen", "--help"]] {
        let output = run(project.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("Usage: cargo xtask regen"), "{said}");
    }
    let output = run(project.path(), &["drfit"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("'drift'"), "{said}");
}

#[test]
fn a_cargo_that_is_not_there_is_said_to_be_missing() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("drift")
        .env("CARGO", "/nowhere/cargo")
        .output()
        .expect("the command starts");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cargo cannot be started"), "{said}");
}
