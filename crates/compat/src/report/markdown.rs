//! The report as Markdown for a comment or an issue: short, and safe to post.

use std::fmt::Write as _;

use super::compared::Compared;
use super::contents::{LockFindingKind, Report};
use super::fail_on::FailOn;
use super::plain;
use super::region::Region;
use super::tally::Tally;
use crate::change::Change;

/// How many changes the table shows; the rest are counted.
const ROWS: usize = 50;
/// The longest text in a cell.
const CELL: usize = 300;

pub(super) fn render(report: &Report, fail_on: &FailOn) -> String {
    let mut text = String::new();
    let mut line = |written: String| {
        text.push_str(&written);
        text.push('\n');
    };
    let words = report.compared.words();
    let tally = Tally::of(report, fail_on);
    let is_covered = report.changes.iter().any(|change| fail_on.covers(change));
    let is_whole = tally.facts == tally.contract_facts;
    let title = title(report, tally.failed, is_covered, is_whole);
    line(format!("### {title}\n"));
    line(format!("{}.", escaped(&tally.sentence())));
    seen(&mut line, report);
    if !report.refused.is_empty() {
        line(format!(
            "\n| {} | why it {} |\n| --- | --- |",
            words.heads[0], words.could_not
        ));
        for refused in &report.refused {
            let help = refused.help.as_deref().unwrap_or_default();
            line(format!(
                "| {} | {}<br>{} |",
                escaped(&refused.source),
                escaped(&refused.message),
                escaped(help)
            ));
        }
    }
    if !report.changes.is_empty() {
        let [base, revision] = words.columns;
        line(format!(
            "\n| what changed | wire | rust | class | {base} | {revision} |"
        ));
        line("| --- | --- | --- | --- | --- | --- |".into());
        for change in report.changes.iter().take(ROWS) {
            line(row(change));
        }
        if report.changes.len() > ROWS {
            line(format!(
                "\n{} more are not shown.",
                report.changes.len() - ROWS
            ));
        }
    }
    if !report.unread.is_empty() {
        line(format!("\n{}:\n", words.unread_head));
        for unread in report.unread.iter().take(ROWS) {
            let region = Region::of(&unread.site);
            line(format!(
                "- {}: expected {}; {}",
                escaped(&format!("{}:{}", region.file, region.line)),
                escaped(&unread.expected),
                escaped(&unread.help(report.compared))
            ));
        }
    }
    if !report.lock_findings.is_empty() {
        line("\nIn the lock:\n".into());
        for finding in &report.lock_findings {
            let region = Region::of(&finding.site);
            line(format!(
                "- {}: {}",
                escaped(&format!("{}:{}", region.file, region.line)),
                escaped(&finding.message)
            ));
        }
    }
    details(&mut line, report);
    if !report.next.is_empty() {
        line("\nNext:\n".into());
        for step in &report.next {
            line(format!("- {}", escaped(step)));
        }
    }
    text
}

/// The outcome as a heading: whether the run `failed`, whether a change `is_covered` by the
/// levels that fail it, and whether every fact was compared.
fn title(report: &Report, failed: bool, is_covered: bool, is_whole: bool) -> &'static str {
    let is_refused = !report.refused.is_empty();
    let mut lock = report.lock_findings.iter();
    match report.compared {
        Compared::Revisions if is_refused => "A document could not be read",
        Compared::Revisions if is_covered => "The revision is not compatible with the base",
        Compared::Revisions if report.changes.is_empty() => "The revision equals the base",
        Compared::Revisions => "The revision is compatible with the base",
        Compared::Answers if is_refused => "An answer of the service could not be judged",
        Compared::Answers if failed => "The service does not follow the contract",
        Compared::Answers => "The service follows the contract, as far as it was probed",
        Compared::Sources if is_refused => "A vendor source could not be read",
        Compared::Sources if !failed && is_whole => {
            "The vendor's documentation matches the contract"
        }
        Compared::Sources if !failed => {
            "The vendor's documentation matches the contract, as far as it was compared"
        }
        Compared::Sources if is_covered => "The vendor's documentation differs from the contract",
        Compared::Sources if !report.unread.is_empty() => {
            "The vendor's documentation has unread lines"
        }
        Compared::Sources if lock.any(|it| it.kind != LockFindingKind::Exception) => {
            "A vendor source shows less than when it was accepted"
        }
        Compared::Sources => "An exception in the lock no longer applies",
    }
}

/// How much of the contract each source was compared with.
fn seen(line: &mut impl FnMut(String), report: &Report) {
    if report.sources.is_empty() {
        return;
    }
    let [name, form] = report.compared.words().heads;
    line(format!(
        "\n| {name} | {form} | facts compared |\n| --- | --- | --- |"
    ));
    for source in &report.sources {
        let copy = source.copy_of.as_ref();
        let copy = copy.map_or_else(String::new, |url| format!(", a copy of {url}"));
        line(format!(
            "| {} | {} | {} of {} |",
            escaped(&format!("{}{copy}", source.name)),
            escaped(&source.form),
            source.facts(),
            report.contract_facts
        ));
    }
}

fn details(line: &mut impl FnMut(String), report: &Report) {
    let new: Vec<&String> = report
        .sources
        .iter()
        .flat_map(|source| &source.not_in_contract)
        .collect();
    if report.held.is_empty() && report.not_compared.is_empty() && new.is_empty() {
        return;
    }
    line("\n<details><summary>What was not compared</summary>\n".into());
    for (change, because) in &report.held {
        line(format!(
            "- excepted by the lock: {}: {}",
            escaped(&change.message),
            escaped(because)
        ));
    }
    for operation in new {
        line(format!("- not in the contract: {}", escaped(operation)));
    }
    for entry in &report.not_compared {
        line(format!(
            "- not compared in {}: {}: {}",
            escaped(&entry.source),
            escaped(&entry.what),
            escaped(&entry.why)
        ));
    }
    line("\n</details>".into());
}

fn row(change: &Change) -> String {
    let place = |site: &Option<contract::Site>| {
        site.as_ref().map_or_else(String::new, |site| {
            let region = Region::of(site);
            let near = if region.exact { "" } else { "near " };
            escaped(&format!("{near}{}:{}", region.file, region.line))
        })
    };
    let mut what = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        what,
        "{}<br>{} ({})",
        escaped(&change.address.to_string()),
        escaped(&change.message),
        escaped(&change.id)
    );
    if let Some(decision) = &change.decision {
        let _ = write!(what, "<br>{}", escaped(decision));
    }
    format!(
        "| {what} | {} | {} | {} | {} | {} |",
        change.wire,
        change.rust,
        change.class,
        place(&change.contract),
        place(&change.source)
    )
}

/// Escapes a text, so that it has no markup, table cell, mention, or reference.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (at, c) in plain::line(text).chars().enumerate() {
        if at == CELL {
            safe.push('…');
            break;
        }
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '|' => safe.push_str("&#124;"),
            '`' => safe.push_str("&#96;"),
            // A zero-width space keeps GitHub from notifying people and linking issues.
            '@' => safe.push_str("@\u{200B}"),
            '#' => safe.push_str("&#35;\u{200B}"),
            '\\' | '*' | '_' | '[' | ']' | '~' | '!' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    safe
}
