//! The commands of the package `xtask-drift`, as commands of `cargo xtask`.
//!
//! Cargo compiles them when one of them first runs: they take longer to compile than everything that
//! `cargo xtask regen` needs.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use xtask::{DRIFT_COMMANDS, Verdict, project};

/// The commands as `cargo xtask --help` lists them; `xtask-drift` parses their arguments.
pub(crate) fn list() -> impl Iterator<Item = clap::Command> {
    let first = 2; // After `regen` and `prove`.
    DRIFT_COMMANDS
        .into_iter()
        .zip(first..)
        .map(|((name, about), order)| clap::Command::new(name).about(about).display_order(order))
}

/// Whether the arguments run one of these commands, or ask for its help.
pub(crate) fn are_meant_by(arguments: &[OsString]) -> bool {
    let mut named = arguments.iter().skip_while(|it| *it == "help");
    named
        .next()
        .is_some_and(|named| DRIFT_COMMANDS.iter().any(|(name, _)| named == name))
}

/// Runs `xtask-drift` with the same arguments, working directory, input, and output; the process ends with
/// its exit status.
pub(crate) fn run(arguments: &[OsString]) -> ExitCode {
    let mut cargo = Command::new(project::cargo_program());
    cargo.arg("run");
    if is_compiled().unwrap_or(false) {
        cargo.arg("--quiet");
    }
    cargo
        .args(["--package", "xtask-drift", "--manifest-path"])
        .arg(project::root().join("Cargo.toml"))
        .arg("--")
        .args(arguments);
    let error = become_command(cargo);
    anstream::eprintln!("error: cargo cannot be started: {error}");
    ExitCode::from(Verdict::Refused as u8)
}

/// Whether `xtask-drift` is newer than everything that it is compiled from.
///
/// Cargo has printed `Finished` and `Running` for `cargo xtask`, and would print both again for this package.
/// It is quiet only if there is nothing to compile, because compiling takes minutes, and its progress is worth
/// seeing. Another compiler or other flags go unnoticed here: cargo then compiles quietly.
fn is_compiled() -> Option<bool> {
    let this = std::env::current_exe().ok()?;
    let program = this.with_file_name(format!("xtask-drift{}", std::env::consts::EXE_SUFFIX));
    let changed = |file: &Path| -> Option<SystemTime> { fs::metadata(file).ok()?.modified().ok() };
    let compiled = changed(&program)?;
    // Cargo lists the source files beside the program, as `make` reads them: a space in a path is `\ `.
    let listed = fs::read_to_string(program.with_extension("d")).ok()?;
    let (_, sources) = listed.split_once(": ")?;
    let sources = sources.replace("\\ ", "\0");
    let sources = sources
        .split_whitespace()
        .map(|it| PathBuf::from(it.replace('\0', " ")));
    let versions = ["Cargo.toml", "Cargo.lock"].map(|it| project::root().join(it));
    let mut files = sources.chain(versions);
    Some(files.all(|file| changed(&file).is_some_and(|changed| changed <= compiled)))
}

/// Puts the command in the place of this process, so that a signal reaches it; returns if it cannot be
/// started.
#[cfg(unix)]
fn become_command(mut command: Command) -> std::io::Error {
    use std::os::unix::process::CommandExt as _;

    command.exec()
}

/// Runs the command and ends this process with its exit status; returns if it cannot be started.
#[cfg(not(unix))]
fn become_command(mut command: Command) -> std::io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(Verdict::Refused as i32)),
        Err(error) => error,
    }
}
