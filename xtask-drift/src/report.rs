//! The arguments for a report, and writing it.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use chrono::{DateTime, NaiveDate};
use clap::ValueEnum as _;
use compat::report::{FailOn, Format, Report};

use xtask::{Verdict, project};

#[derive(clap::Args)]
pub(crate) struct ReportArguments {
    /// The format of the report on standard output.
    #[arg(long, value_enum, default_value = "human")]
    format: FormatName,
    /// Also writes the report to a file, in another format: `sarif=report.sarif`.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    output: Vec<(Format, PathBuf)>,
    /// The levels of findings that make the exit status 1: wire:breaking, wire:risky, rust:major,
    /// rust:minor, contract, example, prose, or never. A level includes everything worse of its kind.
    #[arg(long, value_name = "LEVEL[,LEVEL…]", default_value = "contract")]
    fail_on: FailOn,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FormatName {
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

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Json => Self::Json,
            FormatName::Github => Self::Github,
            FormatName::Sarif => Self::Sarif,
            FormatName::Junit => Self::Junit,
            FormatName::Markdown => Self::Markdown,
        }
    }
}

fn output(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("expected a format and a file, such as `sarif=report.sarif`")?;
    Ok((FormatName::from_str(format, false)?.into(), file.into()))
}

impl ReportArguments {
    /// Writes the report to standard output and to the files.
    pub(crate) fn write(&self, report: &Report) -> Result<Verdict> {
        let text = |format, color| report.render(format, &self.fail_on, color);
        for (format, file) in &self.output {
            project::write_atomically(&std::path::absolute(file)?, &text(*format, false))?;
        }
        // `anstream` removes the color if there is no terminal.
        let mut out = anstream::stdout().lock();
        out.write_all(text(self.format.into(), true).as_bytes())
            .and_then(|()| out.flush())
            .context("the report cannot be written to standard output")?;
        Ok(if !report.refused.is_empty() {
            Verdict::Unreadable
        } else if report.fails(&self.fail_on) {
            Verdict::Found
        } else {
            Verdict::Fine
        })
    }
}

/// A command of `cargo xtask` as a person can type it in a shell.
pub(crate) fn command_line(words: &[impl AsRef<str>]) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    let mut line = String::from("cargo xtask");
    for word in words.iter().map(AsRef::as_ref) {
        line.push(' ');
        if !word.is_empty() && word.chars().all(is_plain) {
            line.push_str(word);
        } else {
            line.push('\'');
            line.push_str(&word.replace('\'', "'\\''"));
            line.push('\'');
        }
    }
    line
}

/// Today in UTC.
pub(crate) fn today() -> NaiveDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs().try_into().unwrap_or(i64::MAX));
    DateTime::from_timestamp(seconds, 0)
        .unwrap_or(DateTime::UNIX_EPOCH)
        .date_naive()
}
