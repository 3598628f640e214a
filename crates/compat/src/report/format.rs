//! The formats of a report.

use super::contents::Report;
use super::fail_on::FailOn;
use super::{github, human, json, junit, markdown, sarif};

/// How a [`Report`] is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For a terminal, as compiler diagnostics.
    Human,
    /// One JSON object; `docs/report.schema.json` describes it.
    Json,
    /// Workflow commands of GitHub Actions, which annotate the lines of a pull request.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// `JUnit` XML with a case for each group of facts.
    Junit,
    /// Markdown for a comment or an issue.
    Markdown,
}

impl Report {
    /// Writes the report; `color` adds escape sequences to the human form and does nothing to the
    /// others.
    #[must_use]
    pub fn render(&self, format: Format, fail_on: &FailOn, color: bool) -> String {
        match format {
            Format::Human => human::render(self, fail_on, color),
            Format::Json => json::render(self, fail_on),
            Format::Github => github::render(self, fail_on),
            Format::Sarif => sarif::render(self, fail_on),
            Format::Junit => junit::render(self, fail_on),
            Format::Markdown => markdown::render(self, fail_on),
        }
    }
}
