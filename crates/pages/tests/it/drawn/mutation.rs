//! Every edit of a document is found: that one, in its place, in every form that shows it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use compat::change::Change;
use compat::compare;
use contract::{Document, Source};

use crate::drawn::draw::{Form, draw};
use crate::drawn::edit::{Edit, Expected, edits};
use crate::drawn::hold::{prose_off, read};
use crate::drawn::{document, in_parallel};

fn found(changes: &[Change]) -> Vec<Expected> {
    let found = changes.iter().map(|change| Expected {
        action: change.action,
        keyword: change.keyword.as_deref().map(|it| match it {
            // A page calls an example by its tab.
            "examples/Example" | "examples/Example (auto)" => "example".to_owned(),
            other => numberless(other),
        }),
        class: change.class,
        places: change
            .places
            .iter()
            .map(|it| numberless(&it.to_string()))
            .collect(),
    });
    found.collect()
}

/// What has no name but its place in the order: which place is not asked for.
fn numberless(name: &str) -> String {
    match name.split_once('#') {
        Some((start, rest)) => start.to_owned() + "#" + rest.trim_start_matches(char::is_numeric),
        None => name.to_owned(),
    }
}

fn sorted(mut all: Vec<Expected>) -> Vec<Expected> {
    for one in &mut all {
        one.places.sort();
        one.places.dedup();
    }
    all.sort();
    all
}

/// What is wrong with what was found; empty if nothing is.
fn complaint(edit: &Edit, form: &str, expected: &[Expected], changes: &[Change]) -> String {
    let found = found(changes);
    if sorted(found) == sorted(expected.to_vec()) {
        return String::new();
    }
    let mut text = format!("{} at {} in {form}:\n", edit.kind, edit.at);
    for one in expected {
        let _ = writeln!(text, "  expected {one:?}");
    }
    for change in changes {
        let _ = writeln!(
            text,
            "  found {} {} {:?} {} {:?} -> {:?} {:?} {}",
            change.action,
            change.class,
            change.keyword,
            change.address,
            change.before,
            change.after,
            change.places.len(),
            change.message,
        );
    }
    text
}

/// Counts how many edits of a kind were looked at, and in how many forms each showed.
type Tally = BTreeMap<String, [usize; 5]>;

/// A page of a document before any edit.
struct Before<'o> {
    method: &'o str,
    path: &'o str,
    form: Form,
    page: String,
}

/// The lines of a page in which it differs from another, from the first of them to the last.
fn differing(before: &str, after: &str) -> Range<usize> {
    let same = |(one, other): &(u8, u8)| one == other;
    let pairs = before.bytes().zip(after.bytes());
    let start = pairs.take_while(same).count();
    let pairs = before.bytes().rev().zip(after.bytes().rev());
    let most = before.len().min(after.len()) - start;
    let end = after.len() - pairs.take_while(same).count().min(most);
    let start = after.as_bytes()[..start]
        .iter()
        .rposition(|it| *it == b'\n');
    let rest = after.as_bytes()[end..].iter().position(|it| *it == b'\n');
    start.map_or(0, |at| at + 1)..rest.map_or(after.len(), |at| end + at)
}

/// Whether a change is said to stand where the page differs; what the page does not say any more, it
/// says nowhere.
fn is_at(change: &Change, lines: &Range<usize>) -> bool {
    let Some(site) = &change.source else {
        return false;
    };
    if !site.exact {
        return site.span.start > 0;
    }
    let text = &site.text.text()[site.span.clone()];
    match change.keyword.as_deref() {
        // The page differs at the heading of the list; the parameter is the item below.
        Some("in") => return change.message.contains(&format!("`{text}`")),
        // An example that went leaves that of the schema, which may stand at another body too.
        Some("example") if serde_json::from_str(text).ok() == change.after => return true,
        _ => {}
    }
    site.span.start < lines.end && lines.start < site.span.end.max(site.span.start + 1)
}

fn check_page(original: &Document, before: &Before<'_>, edit: &Edit) -> Option<String> {
    let &Before {
        method, path, form, ..
    } = before;
    let new_path = match &edit.moved {
        Some((from, to)) if from == path => to,
        _ => path,
    };
    let after = draw(&edit.document, method, new_path, form);
    if before.page == after {
        return None;
    }
    let operation = format!("{} {path}", method.to_uppercase());
    let mut expected = edit.expected_in(form).to_vec();
    for one in &mut expected {
        one.places
            .retain(|it| it.starts_with(&operation) || it.starts_with("document"));
    }
    let source = Source::new(format!("page.{form}"), after);
    let reading = match pages::read(original, &source) {
        Ok(reading) => reading,
        Err(refusal) => {
            return Some(format!(
                "{} at {} in {form}: {refusal}\n",
                edit.kind, edit.at
            ));
        }
    };
    let lines = differing(&before.page, source.text());
    // A text may not show where something belongs: then what it is has to be among the readings.
    let readings = std::iter::once(&reading.stated).chain(&reading.alternatives);
    let complaints = readings.map(|stated| {
        let changes = compare(&reading.expected, stated, &prose_off());
        let mut text = complaint(edit, &form.to_string(), &expected, &changes);
        for change in changes.iter().filter(|it| !is_at(it, &lines)) {
            let site = change.source.as_ref().map(|site| (&site.span, site.exact));
            let _ = writeln!(
                text,
                "{} at {} in {form}: {} {:?} is said to stand at {site:?}, and the page differs at {lines:?}",
                edit.kind, edit.at, change.message, change.keyword,
            );
        }
        text
    });
    let mut text = complaints.min_by_key(String::len).unwrap_or_default();
    for (span, why) in &reading.unread {
        let line = &source.text()[span.clone()];
        let _ = writeln!(
            text,
            "{} at {} in {form}: {line:?} is unread: {why}",
            edit.kind, edit.at
        );
    }
    Some(text)
}

/// Checks every edit of a document on the pages of some operations.
fn check(name: &str, operations: &[(&str, &str)]) {
    let value = document(name);
    let original = read(&value);
    let facts_before = original.facts();
    let mut pages = Vec::new();
    for &(method, path) in operations {
        pages.extend(Form::ALL.map(|form| Before {
            method,
            path,
            form,
            page: draw(&value, method, path, form),
        }));
    }
    let edits: Vec<Edit> = edits(&value);
    let results = in_parallel(&edits, |edit| {
        let facts = read(&edit.document).facts();
        let changes = compare(&facts_before, &facts, &prose_off());
        let mut text = complaint(edit, "OpenAPI", &edit.expected, &changes);
        let mut seen = [1, 0, 0, 0, 0];
        for (at, before) in pages.iter().enumerate() {
            if let Some(complaint) = check_page(&original, before, edit) {
                seen[1 + at % Form::ALL.len()] += 1;
                text += &complaint;
            }
        }
        (edit.kind.clone(), seen, text)
    });
    let mut tally = Tally::new();
    let mut complaints = String::new();
    for (kind, seen, text) in results {
        let counts = tally.entry(kind).or_default();
        for (count, seen) in counts.iter_mut().zip(seen) {
            *count += seen;
        }
        complaints += &text;
    }
    let mut table = format!("{name}: edits, and how many pages of each form show them\n");
    let mut total = [0; 5];
    for (kind, counts) in &tally {
        let _ = writeln!(table, "  {kind:32} {counts:4?}");
        for (sum, count) in total.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let _ = writeln!(table, "  {:32} {total:4?}", "all");
    print(&table);
    assert!(complaints.is_empty(), "{complaints}");
}

#[expect(
    clippy::print_stdout,
    reason = "the counts are what a reader of the run looks for"
)]
fn print(table: &str) {
    println!("{table}");
}

#[test]
fn every_edit_of_the_contract_is_found() {
    check(
        "../../openapi/verify.yaml",
        &[(
            "get",
            "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}",
        )],
    );
}

#[test]
fn every_edit_of_another_document_is_found() {
    check(
        "tests/pages/lending.openapi.yaml",
        &[
            ("post", "/v1/branches/{branchId}/loans"),
            ("get", "/v1/branches/{branchId}/loans/{loanId}"),
        ],
    );
}
