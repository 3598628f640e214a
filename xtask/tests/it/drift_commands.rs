//! The commands of the package `xtask-drift`, with a script as cargo.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

/// Prints what it was run with, one line for each argument, and exits with 3.
const CARGO: &str = r#"#!/bin/sh
printf '%s\n' "$@"
echo "folder: $PWD"
echo "input: $(cat)"
echo "key: $KEY"
echo "warning" >&2
exit 3
"#;

/// The command in a folder where no `xtask-drift` was compiled.
fn alone(project: &Path) -> PathBuf {
    let target = project.join("target");
    std::fs::create_dir_all(&target).expect("a folder can be made");
    let program = target.join("xtask");
    if !program.exists() {
        std::fs::hard_link(env!("CARGO_BIN_EXE_xtask"), &program).expect("a link can be made");
    }
    program
}

/// A folder on the disk of the command.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made")
}

/// Runs a command in another folder than the project's.
fn run(project: &Path, arguments: &[&str]) -> Output {
    let cargo = project.join("cargo");
    std::fs::write(&cargo, CARGO).expect("a file can be written");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&cargo, executable).expect("a file can be made executable");
    let elsewhere = project.join("elsewhere");
    std::fs::create_dir_all(&elsewhere).expect("a folder can be made");
    let mut command = Command::new(alone(project))
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
    // A command that does not read its input may have ended.
    let _ = input.write_all(b"a page");
    drop(input);
    command.wait_with_output().expect("the command ends")
}

#[test]
fn arguments_folder_input_output_and_status_are_passed_through() {
    let project = folder();
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
fn cargo_is_quiet_if_it_has_nothing_to_compile() {
    let project = folder();
    let project = project.path().canonicalize().expect("the folder is there");
    let is_quiet = || {
        let output = run(&project, &["drift"]);
        let said = String::from_utf8(output.stdout).expect("it is a text");
        said.lines().any(|line| line == "--quiet")
    };
    assert!(!is_quiet(), "nothing was compiled");

    let then = SystemTime::now() - Duration::from_mins(1);
    let touch = |file: &str, changed: SystemTime| {
        let path = project.join(file);
        let file = std::fs::File::create(&path).expect("a file can be written");
        file.set_modified(changed).expect("its time can be set");
        path.display().to_string().replace(' ', "\\ ")
    };
    let sources = ["a b.rs", "c.rs", "Cargo.toml", "Cargo.lock"];
    let listed = sources.map(|file| touch(file, then));
    let program = touch("target/xtask-drift", then + Duration::from_secs(1));
    let listed = format!("{program}: {} {}\n", listed[0], listed[1]);
    std::fs::write(project.join("target/xtask-drift.d"), listed).expect("it can be written");
    assert!(is_quiet(), "everything is older than the program");
    for file in sources {
        touch(file, then + Duration::from_secs(2));
        assert!(!is_quiet(), "{file} changed");
        touch(file, then);
        assert!(is_quiet(), "{file} is as it was");
    }
    std::fs::remove_file(project.join("c.rs")).expect("it is there");
    assert!(!is_quiet(), "a file was removed");
}

#[test]
fn the_list_of_commands_has_them_and_any_other_is_not_passed_on() {
    let project = folder();
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
