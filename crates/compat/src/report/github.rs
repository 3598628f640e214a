//! The report as workflow commands of GitHub Actions.

use std::fmt::Write as _;

use super::advice;
use super::compared::Compared;
use super::contents::{LockFindingKind, Report};
use super::fail_on::FailOn;
use super::plain;
use super::region::Region;
use super::tally::Tally;
use crate::change::Change;

/// The kind of an annotation; GitHub shows ten of each kind for each step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Error,
    Warning,
    Notice,
}

impl Kind {
    fn of(change: &Change, fail_on: &FailOn, compared: Compared) -> Self {
        if fail_on.covers(change) {
            Self::Error
        } else if compared.is_warning(change) {
            Self::Warning
        } else {
            Self::Notice
        }
    }

    fn command(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

struct Annotation {
    kind: Kind,
    title: String,
    message: String,
    region: Option<Region>,
}

pub(super) fn render(report: &Report, fail_on: &FailOn) -> String {
    let unsettled = if fail_on.covers_unsettled() {
        Kind::Error
    } else {
        Kind::Warning
    };
    let words = report.compared.words();
    let mut annotations = Vec::new();
    for refused in &report.refused {
        let help = refused.help.iter().map(|help| format!("\n{help}"));
        annotations.push(Annotation {
            kind: Kind::Error,
            title: format!("{} {}", refused.source, words.could_not),
            message: std::iter::once(refused.message.clone())
                .chain(help)
                .collect(),
            region: refused.site.as_ref().map(Region::of),
        });
    }
    for change in &report.changes {
        annotations.push(Annotation {
            kind: Kind::of(change, fail_on, report.compared),
            title: format!("{}: wire {}, rust {}", change.id, change.wire, change.rust),
            message: message(change, report),
            region: report.compared.sites(change)[0].map(Region::of),
        });
    }
    for unread in &report.unread {
        annotations.push(Annotation {
            kind: unsettled,
            title: words.unread_title.into(),
            message: format!(
                "{} {}.\n{}",
                words.unread_because,
                unread.expected,
                unread.help(report.compared)
            ),
            region: Some(Region::of(&unread.site)),
        });
    }
    for finding in &report.lock_findings {
        annotations.push(Annotation {
            kind: unsettled,
            title: match finding.kind {
                LockFindingKind::Exception => "an exception in the lock does not apply".into(),
                LockFindingKind::ShowsLess => {
                    "a source shows less than when it was accepted".into()
                }
            },
            message: format!("{}\n{}", finding.message, finding.kind.help()),
            region: Some(Region::of(&finding.site)),
        });
    }
    let tally = Tally::of(report, fail_on);
    let next = report.next.iter().map(|step| format!("\nnext: {step}"));
    let outcome = Annotation {
        kind: Kind::Notice,
        title: words.tool.into(),
        message: format!(
            "{}: {}: {}{}",
            report.command,
            tally.verdict(),
            tally.sentence(),
            next.collect::<String>()
        ),
        region: None,
    };
    annotations.insert(0, outcome);
    // Failing findings come first, and the outcome is the first notice: GitHub does not show more than ten.
    annotations.sort_by_key(|annotation| annotation.kind);
    annotations.iter().map(write).collect()
}

fn message(change: &Change, report: &Report) -> String {
    let compared = report.compared;
    let mut text = format!("{}\n{}", change.address, change.message);
    if !change.reason.is_empty() {
        let _ = write!(text, "\n{}", change.reason);
    }
    if let Some(decision) = &change.decision {
        let _ = write!(text, "\n{decision}");
    }
    let [shown, other] = compared.sites(change);
    if let Some(site) = other {
        let seen_in = compared.words().seen_in;
        let _ = write!(text, "\n{seen_in} {}", site.location());
    }
    if let Some(site) = shown.filter(|site| !site.exact) {
        let _ = write!(
            text,
            "\n{} is the nearest place that still exists",
            site.location()
        );
    }
    for advice in advice::of(change, report) {
        let _ = write!(text, "\n{advice}");
    }
    text
}

fn write(annotation: &Annotation) -> String {
    let mut properties = Vec::new();
    // GitHub shows annotations on files of the checkout only.
    let region = annotation
        .region
        .as_ref()
        .filter(|region| !region.file.contains("://"));
    if let Some(region) = region {
        properties.push(format!("file={}", property(&region.file)));
        properties.push(format!("line={}", region.line));
        properties.push(format!("col={}", region.column));
        properties.push(format!("endLine={}", region.end_line));
        // GitHub's end column is inclusive.
        let last = region.end_column.saturating_sub(1).max(region.column);
        properties.push(format!("endColumn={last}"));
    }
    properties.push(format!("title={}", property(&annotation.title)));
    format!(
        "::{} {}::{}\n",
        annotation.kind.command(),
        properties.join(","),
        data(&annotation.message)
    )
}

/// Escapes a message: percent signs and line ends are percent-encoded.
fn data(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|part| plain::line(part).replace('%', "%25"))
        .collect();
    lines.join("%0A")
}

/// Escapes a property, which a colon or a comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
