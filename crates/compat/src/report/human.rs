//! The report for a terminal, as compiler diagnostics.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::compared::Compared;
use super::contents::{NotCompared, Report, SourceSummary};
use super::fail_on::FailOn;
use super::plain;
use super::region::first_line;
use super::tally::Tally;
use crate::change::{Action, Change};
use crate::rules::findings::UNREAD;
use contract::Site;

/// How many places of one change are named.
const PLACES: usize = 4;
/// How much of a line is shown around the annotated range; a saved page has lines of a megabyte.
const AROUND: usize = 400;

/// Separates the place of a finding from the one that the renderer appends to the path. In a line that was
/// cut, the renderer counts the column from the cut. No text of a report contains a control character.
const MISCOUNTED: char = '\u{1}';

/// Explains the verdicts, once for each report with changes.
const VERDICTS: &str = "\
wire: the effect on clients that are already deployed: breaking, risky, or safe
rust: the version bump for crates that use the regenerated types: major, minor, or patch
`cargo xtask explain ID` explains a finding";

pub(super) fn render(report: &Report, fail_on: &FailOn, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .decor_style(DecorStyle::Ascii);
    let words = report.compared.words();
    let mut blocks = Vec::new();
    for refused in &report.refused {
        let title = Level::ERROR.primary_title(plain::line(&format!(
            "{} {}: {}",
            refused.source, words.cannot, refused.message
        )));
        let group = match &refused.site {
            Some(site) => title.element(snippet(site, "")),
            None => Group::with_title(title),
        };
        let help = refused.help.iter();
        let group = group.elements(help.map(|help| Level::HELP.message(plain::line(help))));
        blocks.push(rendered(&renderer, group));
    }
    for change in &report.changes {
        blocks.push(rendered(&renderer, draw(change, fail_on, report.compared)));
    }
    let unsettled = if fail_on.covers_unsettled() {
        Level::ERROR
    } else {
        Level::WARNING
    };
    for unread in &report.unread {
        let group = unsettled
            .clone()
            .primary_title(words.unread_title)
            .id(UNREAD.id)
            .element(snippet(
                &unread.site,
                &format!("expected {}", unread.expected),
            ))
            .element(Level::HELP.message(plain::line(&unread.help(report.compared))));
        blocks.push(rendered(&renderer, group));
    }
    for finding in &report.lock_findings {
        let group = unsettled
            .clone()
            .primary_title(plain::line(&finding.message))
            .id(finding.kind.finding().id)
            .element(snippet(&finding.site, ""))
            .element(Level::HELP.message(finding.kind.help()));
        blocks.push(rendered(&renderer, group));
    }
    let facts = report.contract_facts;
    let sources = report.sources.iter();
    let mut notes: Vec<String> = sources.flat_map(|it| source_notes(it, facts)).collect();
    notes.extend(
        report.held.iter().map(|(change, because)| {
            format!("excepted by the lock: {}: {because}", change.message)
        }),
    );
    notes.extend(silences(&report.not_compared));
    let mut text = String::new();
    for block in blocks {
        text.push_str(block.trim_end());
        text.push_str("\n\n");
    }
    for note in notes {
        text.push_str(&plain::line(&note));
        text.push('\n');
    }
    let tally = Tally::of(report, fail_on);
    let sentence = plain::line(&tally.sentence());
    // Writing to a string cannot fail.
    if !report.changes.is_empty() {
        let _ = writeln!(text, "{VERDICTS}");
    }
    let _ = writeln!(text, "{}: {sentence}", tally.verdict());
    for step in &report.next {
        let _ = writeln!(text, "next: {}", plain::line(step));
    }
    text
}

fn level(change: &Change, fail_on: &FailOn, compared: Compared) -> Level<'static> {
    if fail_on.covers(change) {
        Level::ERROR
    } else if compared.is_warning(change) {
        Level::WARNING
    } else {
        Level::NOTE
    }
}

fn draw(change: &Change, fail_on: &FailOn, compared: Compared) -> Group<'static> {
    // A message that names the place needs only the operation in front.
    let place = change.address.place();
    let title = match change.address.operation() {
        Some(operation) if !place.is_empty() && change.message.contains(&place) => {
            format!("{operation}: {}", change.message)
        }
        _ => format!("{}: {}", change.address, change.message),
    };
    let mut group = Group::with_title(
        level(change, fail_on, compared)
            .primary_title(plain::line(&title))
            .id(plain::line(&change.id)),
    );
    let sides = [
        (&change.contract, &change.before),
        (&change.source, &change.after),
    ];
    for ((site, value), side) in sides.into_iter().zip(compared.words().sides) {
        let Some(site) = site else { continue };
        let label = match (value, site.exact) {
            (_, false) => format!("{side} does not have it; this encloses it"),
            (Some(value), true) if change.action != Action::Renamed => {
                format!("{side} says {}", plain::value(value))
            }
            _ => side.to_owned(),
        };
        group = group.element(snippet(site, &label));
    }
    let mut notes: Vec<String> = change.details.clone();
    let (wire, rust) = (change.wire, change.rust);
    notes.push(match fail_on.level_of(change) {
        Some(level) => {
            format!("wire: {wire}, rust: {rust}; an error because of `--fail-on {level}`")
        }
        None => format!("wire: {wire}, rust: {rust}"),
    });
    if !change.reason.is_empty() {
        notes.push(change.reason.clone());
    }
    if let Some(witness) = &change.witness {
        notes.push(format!(
            "witness, legal on one side only: {}",
            plain::value(witness)
        ));
    }
    let others: Vec<String> = change
        .places
        .iter()
        .filter(|place| **place != change.address)
        .map(ToString::to_string)
        .collect();
    if !others.is_empty() {
        let more = match others.len().saturating_sub(PLACES) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let shown = others[..others.len().min(PLACES)].join(", ");
        notes.push(format!("also at {shown}{more}"));
    }
    let notes = notes
        .iter()
        .map(|note| Level::NOTE.message(plain::line(note)));
    let help = change.decision.iter();
    let help = help.map(|help| Level::HELP.message(plain::line(help)));
    group.elements(notes.chain(help))
}

/// The line of a site, marked.
///
/// Only that line is passed on, because rendering time grows with the length of the text.
fn snippet(site: &Site, label: &str) -> Snippet<'static, Annotation<'static>> {
    let text = site.text.text();
    let marked = first_line(site);
    let line_start = text[..marked.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[marked.end..]
        .find('\n')
        .map_or(text.len(), |at| marked.end + at);
    let whole = &text[line_start..marked.start];
    let before = tail(whole);
    let is_cut = before.len() < whole.len();
    let inside = head(&text[marked.clone()]);
    let after = head(text[marked.end..line_end].trim_end_matches('\r'));
    let (before, inside, after) = (
        plain::excerpt(before),
        plain::excerpt(inside),
        plain::excerpt(after),
    );
    let span = before.len()..before.len() + inside.len();
    let annotation = AnnotationKind::Primary.span(span);
    let annotation = if label.is_empty() {
        annotation
    } else {
        annotation.label(plain::line(label))
    };
    let place = site.text.location(marked.start);
    let path = plain::line(&place.file);
    let path = if is_cut {
        format!("{path}:{}:{}{MISCOUNTED}", place.line, place.column)
    } else {
        path
    };
    Snippet::source(format!("{before}{inside}{after}"))
        .line_start(place.line)
        .path(path)
        .annotation(annotation)
}

/// Renders a finding, and removes the places after [`MISCOUNTED`].
fn rendered(renderer: &Renderer, group: Group<'_>) -> String {
    let text = renderer.render(&[group]);
    let mut parts = text.split(MISCOUNTED);
    let mut correct = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        correct.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    correct
}

fn head(text: &str) -> &str {
    match text.char_indices().nth(AROUND) {
        Some((cut, _)) => &text[..cut],
        None => text,
    }
}

fn tail(text: &str) -> &str {
    match text.char_indices().nth_back(AROUND) {
        Some((cut, _)) => &text[cut..],
        None => text,
    }
}

fn source_notes(source: &SourceSummary, facts: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let copy = source.copy_of.as_ref();
    let copy = copy.map_or_else(String::new, |url| format!(", a copy of {url}"));
    let shows = source.operation.as_ref();
    let shows = shows.map_or_else(String::new, |operation| format!(", shows {operation}"));
    let accepted = match source.accepted {
        Some(accepted) if accepted.facts_differ => {
            format!(
                ", states other facts than when it was accepted on {}",
                accepted.on
            )
        }
        Some(accepted) => format!(", accepted on {}", accepted.on),
        None => String::new(),
    };
    notes.push(format!(
        "{}: {}{copy}{shows}{accepted}: {} of {facts} facts compared",
        source.name,
        source.form,
        source.facts()
    ));
    if !source.not_in_contract.is_empty() {
        notes.push(format!(
            "not in the contract: {}",
            source.not_in_contract.join(", ")
        ));
    }
    notes
}

/// Lists what was not compared; sources with the same list share one.
///
/// What the form of a source never shows is the same in each run: more than one of it is counted.
fn silences(not_compared: &[NotCompared]) -> Vec<String> {
    let mut by_source: BTreeMap<&str, [Vec<String>; 2]> = BTreeMap::new();
    for entry in not_compared {
        let lists = by_source.entry(&entry.source).or_default();
        lists[usize::from(entry.is_inherent)].push(format!("  {}: {}", entry.what, entry.why));
    }
    let mut alike: Vec<(Vec<&str>, [Vec<String>; 2])> = Vec::new();
    for (source, entries) in by_source {
        match alike.iter_mut().find(|(_, known)| *known == entries) {
            Some((sources, _)) => sources.push(source),
            None => alike.push((vec![source], entries)),
        }
    }
    let lines = |(sources, [others, inherent]): (Vec<&str>, [Vec<String>; 2])| {
        let mut lines = vec![format!("not compared with {}:", sources.join(", "))];
        lines.extend(others);
        match inherent.len() {
            0 | 1 => lines.extend(inherent),
            number => lines.push(format!(
                "  {number} kinds of facts that this form never shows: `--format markdown` lists them"
            )),
        }
        lines
    };
    alike.into_iter().flat_map(lines).collect()
}
