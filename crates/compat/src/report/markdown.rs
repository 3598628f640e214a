//! The report as Markdown for a comment or an issue: short, and safe to post.

mod inline;

use std::fmt::Write as _;

use super::compared::Compared;
use super::contents::{LockFindingKind, Report};
use super::fail_on::FailOn;
use super::region::Region;
use super::tally::Tally;
use crate::change::{Change, Class};
use inline::{cell, item, whole_cell, whole_item};

/// How many changes the table shows; the rest are counted.
const ROWS: usize = 50;

pub(super) fn render(report: &Report, fail_on: &FailOn) -> String {
    let mut text = String::new();
    let mut line = |written: String| {
        text.push_str(&written);
        text.push('\n');
    };
    let words = report.compared.words();
    let tally = Tally::of(report, fail_on);
    line(format!("### {}", title(report, fail_on, tally.failed)));
    if let Some(identity) = identity(report) {
        line(identity);
    }
    line(String::new());
    line(format!("{}.", whole_item(&tally.sentence())));
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
                cell(&refused.source),
                cell(&refused.message),
                whole_cell(help)
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
                item(&format!("{}:{}", region.file, region.line)),
                item(&unread.expected),
                whole_item(&unread.help(report.compared))
            ));
        }
    }
    if !report.lock_findings.is_empty() {
        line("\nIn the lock:\n".into());
        for finding in &report.lock_findings {
            let region = Region::of(&finding.site);
            line(format!(
                "- {}: {}; {}",
                item(&format!("{}:{}", region.file, region.line)),
                whole_item(&finding.message),
                whole_item(finding.kind.help())
            ));
        }
    }
    details(&mut line, report);
    if !report.next.is_empty() {
        line("\nNext:\n".into());
        for step in &report.next {
            line(format!("- {}", whole_item(step)));
        }
    }
    text
}

/// The outcome as a heading; `failed` is whether the run failed.
fn title(report: &Report, fail_on: &FailOn, failed: bool) -> &'static str {
    let is_refused = !report.refused.is_empty();
    let is_covered = report.changes.iter().any(|change| fail_on.covers(change));
    match report.compared {
        Compared::Revisions if is_refused => "A document could not be read",
        Compared::Revisions if is_covered => "The revision is not compatible with the base",
        Compared::Revisions if report.changes.is_empty() => "The revision equals the base",
        Compared::Revisions => "The revision is compatible with the base",
        Compared::Answers if is_refused => "An answer of the service could not be judged",
        Compared::Answers if failed => "The service does not follow the contract",
        Compared::Answers => "The service follows the contract, as far as it was probed",
        Compared::Sources if is_refused => "A vendor source could not be read",
        Compared::Sources => sources_title(report),
    }
}

/// The worst finding of a comparison with sources that could all be read, whether it fails the run or not.
fn sources_title(report: &Report) -> &'static str {
    let has = |class| report.changes.iter().any(|change| change.class == class);
    let mut lock = report.lock_findings.iter();
    if has(Class::Contract) {
        "The vendor's documentation differs from the contract"
    } else if !report.unread.is_empty() {
        "The vendor's documentation has unread lines"
    } else if lock.any(|it| it.kind != LockFindingKind::Exception) {
        "A vendor source shows less than when it was accepted"
    } else if !report.lock_findings.is_empty() {
        "An exception in the lock no longer applies"
    } else if has(Class::Example) {
        "The vendor's examples differ from the contract"
    } else if has(Class::Prose) {
        "The vendor reworded its documentation"
    } else if report.compared_facts == report.contract_facts {
        "The vendor's documentation matches the contract"
    } else {
        "The vendor's documentation matches the contract, as far as it was compared"
    }
}

/// A comment that identifies the findings, so that a program that posts the report can tell whether it found
/// something else than before. It does not depend on the day or on line numbers.
fn identity(report: &Report) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for change in &report.changes {
        let value = |value: &Option<serde_json::Value>| {
            value.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        parts.extend([
            change.id.clone(),
            change.address.to_string(),
            change.keyword.clone().unwrap_or_default(),
            value(&change.before),
            value(&change.after),
        ]);
    }
    for unread in &report.unread {
        let text = unread.site.text.text().get(unread.site.span.clone());
        parts.extend([
            unread.site.text.name().to_owned(),
            unread.expected.clone(),
            text.unwrap_or_default().trim().to_owned(),
        ]);
    }
    for finding in &report.lock_findings {
        parts.push(finding.message.clone());
    }
    for refused in &report.refused {
        parts.extend([refused.source.clone(), refused.message.clone()]);
    }
    let digest = contract::digest(parts.iter().map(String::as_str));
    (!parts.is_empty()).then(|| format!("<!-- findings: {digest} -->"))
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
            cell(&format!("{}{copy}", source.name)),
            cell(&source.form),
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
            item(&change.message),
            item(because)
        ));
    }
    for operation in new {
        line(format!("- not in the contract: {}", item(operation)));
    }
    for entry in &report.not_compared {
        line(format!(
            "- not compared in {}: {}: {}",
            item(&entry.source),
            item(&entry.what),
            item(&entry.why)
        ));
    }
    line("\n</details>".into());
}

fn row(change: &Change) -> String {
    let place = |site: &Option<contract::Site>| {
        site.as_ref().map_or_else(String::new, |site| {
            let region = Region::of(site);
            let near = if region.exact { "" } else { "near " };
            cell(&format!("{near}{}:{}", region.file, region.line))
        })
    };
    let mut what = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        what,
        "{}<br>{} ({})",
        cell(&change.address.to_string()),
        cell(&change.message),
        cell(&change.id)
    );
    if let Some(decision) = &change.decision {
        let _ = write!(what, "<br>{}", cell(decision));
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
