//! `cargo xtask drift`: compares the vendor's sources with the contract.

pub(crate) mod browser;
pub(crate) mod fetch;
pub(crate) mod sources;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, NaiveDate};
use compat::report::{FailOn, Format, Refused, Report};
use contract::{Diagnostic, Document, Source};
use drift::lock::Lock;
use drift::{Input, Options, Outcome, check};

use browser::Browser;
use xtask::{Verdict, project};

const LOCK: &str = "openapi/verify.lock.yaml";

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
    /// Renders the URLs in a local Chromium, for pages whose content is rendered by scripts. In the
    /// lock, `browser: true` does the same for one source.
    #[arg(long)]
    browser: bool,
    /// Records the current state of the sources in the lock.
    #[arg(long)]
    accept: bool,
    /// The contract [default: openapi/verify.yaml].
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// The lock, or `none` to compare no prose [default: `*.lock.yaml` beside the contract].
    #[arg(long, value_name = "FILE|none")]
    lock: Option<PathBuf>,
    /// The format of the report on standard output.
    #[arg(long, value_enum, default_value = "human")]
    format: Shape,
    /// Also writes the report to a file, in another format: `sarif=drift.sarif`.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    output: Vec<(Format, PathBuf)>,
    /// The levels of findings that make the exit status 1: wire:breaking, wire:risky, rust:major,
    /// rust:minor, contract, example, prose, or never. A level includes everything worse of its kind.
    #[arg(long, value_name = "LEVEL[,LEVEL…]", default_value = "contract")]
    fail_on: FailOn,
    /// A request header for the URLs' host, `Name: value`. It is never printed.
    // Not parsed by clap, whose error messages repeat the value.
    #[arg(long = "header", value_name = "HEADER")]
    headers: Vec<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Shape {
    /// Compiler-style diagnostics for a terminal.
    Human,
    /// JSON for programs; its schema is docs/report.schema.json.
    Json,
    /// Annotations for GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// `JUnit` XML, with a test case for each group of facts.
    Junit,
    /// Markdown for a comment or an issue.
    Markdown,
}

impl From<Shape> for Format {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Human => Self::Human,
            Shape::Json => Self::Json,
            Shape::Github => Self::Github,
            Shape::Sarif => Self::Sarif,
            Shape::Junit => Self::Junit,
            Shape::Markdown => Self::Markdown,
        }
    }
}

pub(crate) fn output(text: &str) -> Result<(Format, PathBuf), String> {
    use clap::ValueEnum as _;
    let (format, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("expected a format and a file, as in `sarif=drift.sarif`")?;
    Ok((Shape::from_str(format, false)?.into(), file.into()))
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let headers = fetch::Headers::read(&arguments.headers)?;
    let contract = contract_file(arguments.contract.as_deref());
    let lock_file = lock_file(
        arguments.lock.as_deref(),
        arguments.contract.as_deref(),
        &contract,
    );
    let document = match read(&contract) {
        Ok(source) => Document::read(source),
        Err(refused) => bail!("the contract {}: {}", contract.name, refused.message),
    };
    let document = match document {
        Ok(document) => document,
        Err(problem) => return Ok(refuse(&problem)),
    };
    let lock = match lock_file.as_ref().map(|file| {
        // An explicit lock has to exist, unless `--accept` is about to write it.
        read_lock(file, arguments.lock.is_none() || arguments.accept)
    }) {
        None => None,
        Some(lock) => match lock? {
            Ok(lock) => Some(lock),
            Err(problem) => return Ok(refuse(&problem)),
        },
    };
    if arguments.accept && lock.is_none() {
        bail!("`--accept` writes the lock: remove `--lock none`");
    }
    let named = sources::named(
        &arguments.sources,
        &arguments.copies_of,
        arguments.browser,
        lock.as_ref(),
        lock_file.as_ref(),
    )?;
    let wants_browser = named.iter().any(sources::Named::wants_browser);
    if wants_browser && !arguments.headers.is_empty() {
        bail!("`--browser` cannot send `--header`: save the page from a browser that is logged in");
    }
    let browser = wants_browser.then(Browser::find).transpose()?;
    let mut inputs: Vec<Input> = Vec::new();
    let mut refused: Vec<Refused> = Vec::new();
    for source in &named {
        match sources::take(source, &headers, browser.as_ref())? {
            Ok(input) => inputs.push(input),
            Err(reason) => refused.push(reason),
        }
    }
    if let (true, Some(input)) = (arguments.accept, inputs.iter().find(|it| it.url.is_none())) {
        bail!(
            "nothing says of which source {} is a copy, and the lock names sources by their URL: \
             add `--as URL`",
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
        let mut next = "follow the `help` line of each source that could not be read".to_owned();
        let is_url = |it: &Refused| it.source.contains("://");
        if let (true, Some(file)) = (outcome.report.refused.iter().any(is_url), &lock_file) {
            next = format!(
                "{next}; one that has moved gets its new URL in `{}`, and until then nothing \
                 notices what changes in it",
                file.name
            );
        }
        outcome.report.next.insert(0, next);
    }
    write(&outcome.report, arguments)?;
    if let (true, Some(lock), Some(file)) = (arguments.accept, &lock, &lock_file) {
        project::write_atomically(&file.path, &lock.accept(&outcome.entries))?;
        tell_accepted(&outcome, lock, file);
    }
    Ok(if !outcome.report.refused.is_empty() {
        Verdict::Unreadable
    } else if outcome.report.fails(&arguments.fail_on) {
        Verdict::Found
    } else {
        Verdict::Fine
    })
}

/// Prints what was recorded, and for which sources fewer facts can be compared than before.
fn tell_accepted(outcome: &Outcome, lock: &Lock, file: &File) {
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
            file.name,
            now.compared,
            now.of
        );
    }
}

fn refuse(problem: &Diagnostic) -> Verdict {
    project::print(problem);
    Verdict::Refused
}

fn write(report: &Report, arguments: &Arguments) -> Result<()> {
    let text = |format, color| report.render(format, &arguments.fail_on, color);
    for (format, file) in &arguments.output {
        project::write_atomically(&std::path::absolute(file)?, &text(*format, false))?;
    }
    // `anstream` removes the color if there is no terminal.
    let mut out = anstream::stdout().lock();
    out.write_all(text(arguments.format.into(), true).as_bytes())
        .and_then(|()| out.flush())
        .context("the report cannot be written to standard output")
}

/// A file, and its name in messages.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}

/// The contract: the given one, or the project's.
pub(crate) fn contract_file(asked: Option<&Path>) -> File {
    match asked {
        Some(path) => given(path),
        None => File {
            path: project::root().join(project::CONTRACT),
            name: project::CONTRACT.into(),
        },
    }
}

fn given(path: &Path) -> File {
    File {
        name: path.display().to_string(),
        path: path.to_owned(),
    }
}

/// The lock: the given one, or the one beside the contract; `None` for `--lock none`.
pub(crate) fn lock_file(
    asked: Option<&Path>,
    asked_contract: Option<&Path>,
    contract: &File,
) -> Option<File> {
    match asked {
        Some(path) if path.as_os_str() == "none" => None,
        Some(path) => Some(given(path)),
        None if asked_contract.is_none() => Some(File {
            path: project::root().join(LOCK),
            name: LOCK.into(),
        }),
        None => Some(given(&contract.path.with_extension("lock.yaml"))),
    }
}

pub(crate) fn read(file: &File) -> Result<Source, Refused> {
    sources::read(&file.path, &file.name)
}

/// Reads the lock; an absent lock is empty if it may be absent.
pub(crate) fn read_lock(file: &File, may_be_absent: bool) -> Result<Result<Lock, Diagnostic>> {
    if may_be_absent && !file.path.exists() {
        return Ok(Ok(Lock::empty(&file.name)));
    }
    match read(file) {
        Ok(source) => Ok(Lock::read(source)),
        Err(refused) => bail!("the lock {}: {}", file.name, refused.message),
    }
}

/// The command as a person can type it again, without headers, whose values may be secret.
fn command(arguments: &Arguments) -> String {
    let mut command = String::from("cargo xtask drift");
    let mut add = |text: &str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
        command.push(' ');
        if !text.is_empty() && text.chars().all(is_plain) {
            command.push_str(text);
        } else {
            command.push('\'');
            command.push_str(&text.replace('\'', "'\\''"));
            command.push('\'');
        }
    };
    for source in &arguments.sources {
        add(source);
    }
    for url in &arguments.copies_of {
        add("--as");
        add(url);
    }
    if arguments.browser {
        add("--browser");
    }
    let paths = [
        ("--contract", &arguments.contract),
        ("--lock", &arguments.lock),
    ];
    for (name, path) in paths {
        if let Some(path) = path {
            add(name);
            add(&path.display().to_string());
        }
    }
    command
}

/// Today in UTC.
pub(crate) fn today() -> NaiveDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs().try_into().unwrap_or(i64::MAX));
    DateTime::from_timestamp(seconds, 0)
        .unwrap_or(DateTime::UNIX_EPOCH)
        .date_naive()
}
