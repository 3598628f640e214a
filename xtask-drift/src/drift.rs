//! `cargo xtask drift`: compares the vendor's sources with the contract.

use std::path::Path;

use anyhow::{Result, bail};
use compat::report::Refused;
use drift::lock::Lock;
use drift::{Options, Outcome, check};

use crate::files::{ContractArguments, LockArguments};
use crate::report::{ReportArguments, command_line, today};
use crate::sources::FetchArguments;
use xtask::{Verdict, project};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The vendor's pages in any form, or OpenAPI documents: files, URLs, or `-` for standard input
    /// [default: the sources in the lock].
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// The URL that a file is a copy of, unless the file itself states it; one for each file. The lock
    /// identifies sources by URL.
    #[arg(long = "as", value_name = "URL")]
    copies_of: Vec<String>,
    /// Records the current state of the sources in the lock.
    #[arg(long)]
    accept: bool,
    #[command(flatten)]
    contract: ContractArguments,
    #[command(flatten)]
    lock: LockArguments,
    #[command(flatten)]
    fetch: FetchArguments,
    #[command(flatten)]
    report: ReportArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let (_, document) = arguments.contract.read()?;
    // `--accept` writes a lock that does not exist yet.
    let lock = arguments
        .lock
        .read(&arguments.contract, !arguments.accept)?;
    let (lock_path, lock) = lock.unzip();
    if arguments.accept && lock.is_none() {
        bail!("`--accept` writes the lock: remove `--lock none`");
    }
    let sources = arguments
        .fetch
        .read(&arguments.sources, &arguments.copies_of, lock.as_ref())?;
    let (mut inputs, mut refused) = (Vec::new(), Vec::new());
    for source in sources {
        match source {
            Ok(input) => inputs.push(input),
            Err(reason) => refused.push(reason),
        }
    }
    if let (true, Some(input)) = (arguments.accept, inputs.iter().find(|it| it.url.is_none())) {
        bail!(
            "the lock identifies sources by URL, and the URL of {} is unknown: add `--as URL`",
            input.source.name()
        );
    }
    let options = Options {
        lock: lock.as_ref(),
        accept: arguments.accept,
        command: command(arguments),
        ..Options::new(today())
    };
    let mut outcome = check(&document, &inputs, &options);
    outcome.report.refused.splice(0..0, refused);
    if !outcome.report.refused.is_empty() {
        let mut next = "do what the report says beside each source that could not be read; `cargo xtask explain refused` \
                        lists the causes"
            .to_owned();
        let is_url = |it: &Refused| it.source.contains("://");
        if let (true, Some(lock)) = (outcome.report.refused.iter().any(is_url), &lock) {
            next = format!(
                "{next}; if one has moved, give its new URL in `{}`, because changes in it are not noticed \
                 until then",
                lock.source().name()
            );
        }
        outcome.report.next.insert(0, next);
    }
    let verdict = arguments.report.write(&outcome.report)?;
    if let (true, Some(path), Some(lock)) = (arguments.accept, &lock_path, &lock) {
        accept(&outcome, lock, path)?;
    }
    Ok(verdict)
}

/// Records the current state of the sources in the lock, and prints for which of them fewer facts can be
/// compared than before.
fn accept(outcome: &Outcome, lock: &Lock, path: &Path) -> Result<()> {
    project::write_atomically(path, &lock.accept(&outcome.entries))?;
    for entry in &outcome.entries {
        let Some(now) = &entry.accepted else { continue };
        let before = lock.accepted(&entry.source);
        let less = before
            .filter(|before| before.showed_more(now.compared, now.of))
            .map_or_else(String::new, |before| {
                format!("; it was {} of {}", before.compared, before.of)
            });
        anstream::eprintln!(
            "accepted  {} in {}: {} of {} facts can be compared{less}",
            entry.source,
            lock.source().name(),
            now.compared,
            now.of
        );
    }
    Ok(())
}

/// The command as a person can type it again, without headers, whose values may be secret.
fn command(arguments: &Arguments) -> String {
    let mut words = vec!["drift".to_owned()];
    words.extend(arguments.sources.iter().cloned());
    for url in &arguments.copies_of {
        words.extend(["--as".to_owned(), url.clone()]);
    }
    if arguments.fetch.browser {
        words.push("--browser".to_owned());
    }
    let paths = [
        ("--contract", &arguments.contract.contract),
        ("--lock", &arguments.lock.lock),
    ];
    for (name, path) in paths {
        if let Some(path) = path {
            words.extend([name.to_owned(), path.display().to_string()]);
        }
    }
    command_line(&words)
}
