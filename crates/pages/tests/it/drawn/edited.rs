//! Every edit of a document is found on its pages: that one, in its place, in every form that shows it.
//!
//! `ALL_EDITS=1` looks at all edits of the kinds that some form does not explain, too.

use std::fmt::Write as _;
use std::ops::Range;

use compat::change::{Action, Change, Class};
use compat::compare;
use contract::facts::Facts;
use contract::{Document, Source};
use edits::{Edit, Expected, edits};

use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::{prose_off, read};
use crate::drawn::on_page::{is_only_noticed, on_page};
use crate::drawn::{document, in_parallel};

/// The changes as an edit states them.
fn found(changes: &[Change]) -> Vec<Expected> {
    let found = changes.iter().map(|change| Expected {
        action: match change.action {
            Action::Added => edits::Action::Added,
            Action::Removed => edits::Action::Removed,
            Action::Changed => edits::Action::Changed,
            Action::Renamed => edits::Action::Renamed,
        },
        class: match change.class {
            Class::Equivalent => edits::Class::Equivalent,
            Class::Example => edits::Class::Example,
            _ => edits::Class::Contract,
        },
        keyword: change.keyword.as_deref().map(|it| match it {
            // A page calls an example by its tab.
            "examples/Example" | "examples/Example (auto)" => "example".to_owned(),
            other => numberless(other),
        }),
        places: {
            let places = change.places.iter();
            places.map(|it| numberless(&it.to_string())).collect()
        },
    });
    sorted(found.collect())
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

/// What is to be found of an edit on a page.
#[derive(Debug)]
enum Wanted {
    /// These changes, and no others.
    Exactly(Vec<Expected>),
    /// Some of these.
    SomeOf(Vec<Expected>),
    /// A change, or a line that is unread.
    Anything,
}

impl Wanted {
    fn is_met_by(&self, found: &[Expected]) -> bool {
        let is_among = |one: &Expected, all: &[Expected]| {
            all.iter().any(|it| {
                let is_same =
                    (it.action, it.class, &it.keyword) == (one.action, one.class, &one.keyword);
                is_same && one.places.iter().all(|place| it.places.contains(place))
            })
        };
        match self {
            Self::Exactly(wanted) => wanted == found,
            Self::SomeOf(wanted) => {
                !found.is_empty() && found.iter().all(|it| is_among(it, wanted))
            }
            Self::Anything => !found.is_empty(),
        }
    }
}

/// What is wrong with what was found; empty if nothing is.
fn complaint(edit: &Edit, form: Form, wanted: &Wanted, changes: &[Change]) -> String {
    if wanted.is_met_by(&found(changes)) {
        return String::new();
    }
    let mut text = format!("{edit} in {form}:\n");
    let _ = writeln!(text, "  expected {wanted:?}");
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
        // The tab with the name stands apart from the example.
        Some(keyword) if keyword.starts_with("examples/") && change.action == Action::Renamed => {
            return true;
        }
        // The options stand below the label that shows the keyword.
        Some("oneOf" | "anyOf") => return true,
        // An example that went leaves that of the schema, which may stand at another body too.
        Some("example") if serde_json::from_str(text).ok() == change.after => return true,
        _ => {}
    }
    site.span.start < lines.end && lines.start < site.span.end.max(site.span.start + 1)
}

/// A document, and what its pages are held against.
struct Original {
    value: serde_json::Value,
    document: Document,
    facts: Facts,
}

/// What is wrong with what is found on a page of an edited document; `None` where the page is the same.
fn check_page(
    original: &Original,
    before: &Before<'_>,
    edit: &Edit,
    edited: &serde_json::Value,
) -> Option<String> {
    let &Before {
        method, path, form, ..
    } = before;
    let new_path = match &edit.moved {
        Some((from, to)) if from == path => to,
        _ => path,
    };
    let after = draw(edited, method, new_path, form);
    if before.page == after {
        return None;
    }
    let is_only_noticed = is_only_noticed(edit, form);
    let source = Source::new(format!("page.{form}"), after);
    let reading = match pages::read(&original.document, &source) {
        Ok(reading) if is_only_noticed && !reading.unread.is_empty() => return Some(String::new()),
        Ok(reading) => reading,
        Err(_) if is_only_noticed => return Some(String::new()),
        Err(refusal) => return Some(format!("{edit} in {form}: {refusal}\n")),
    };
    let operation = format!("{} {path}", method.to_uppercase());
    let is_shown = |it: &String| it.starts_with(&operation) || it.starts_with("document");
    let wanted = match on_page(edit, &original.value, form) {
        _ if is_only_noticed => Wanted::Anything,
        Some(mut wanted) => {
            for one in &mut wanted {
                one.places.retain(is_shown);
            }
            Wanted::Exactly(sorted(wanted))
        }
        None => {
            let changes = compare(&original.facts, &read(edited).facts(), &prose_off());
            Wanted::SomeOf(found(&changes))
        }
    };
    let lines = differing(&before.page, source.text());
    // A text may not show where something belongs: then what it is has to be among the readings.
    let readings = std::iter::once(&reading.stated).chain(&reading.alternatives);
    let complaints = readings.map(|stated| {
        let changes = compare(&reading.expected, stated, &prose_off());
        let mut text = complaint(edit, form, &wanted, &changes);
        let strays = changes.iter().filter(|it| !is_only_noticed && !is_at(it, &lines));
        for change in strays {
            let site = change.source.as_ref().map(|site| (&site.span, site.exact));
            let _ = writeln!(
                text,
                "{edit} in {form}: {} {:?} is said to stand at {site:?}, and the page differs at {lines:?}",
                change.message, change.keyword,
            );
        }
        text
    });
    let mut text = complaints.min_by_key(String::len).unwrap_or_default();
    for (span, why) in &reading.unread {
        let line = &source.text()[span.clone()];
        let _ = writeln!(text, "{edit} in {form}: {line:?} is unread: {why}");
    }
    Some(text)
}

/// Checks every edit of a document on the pages of some operations.
fn check(name: &str, operations: &[(&str, &str)], at_least: [usize; 4]) {
    let value = document(name);
    let document = read(&value);
    let original = Original {
        facts: document.facts(),
        document,
        value,
    };
    let mut pages = Vec::new();
    for &(method, path) in operations {
        pages.extend(Form::ALL.map(|form| Before {
            method,
            path,
            form,
            page: draw(&original.value, method, path, form),
        }));
    }
    // The search for an explanation is long where there is none: of those edits some are looked at.
    let is_explained = |edit: &Edit| {
        let mut forms = Form::ALL.into_iter();
        forms.all(|form| !is_only_noticed(edit, form))
    };
    let is_looked_at = |(number, edit): &(usize, Edit)| {
        is_explained(edit) || number % 12 == 0 || std::env::var_os("ALL_EDITS").is_some()
    };
    let only = std::env::var("ONLY").unwrap_or_default();
    let edits = edits(&original.value)
        .into_iter()
        .filter(|it| it.to_string().contains(&only))
        .enumerate();
    let edits: Vec<Edit> = edits.filter(is_looked_at).map(|(_, edit)| edit).collect();
    let results = in_parallel(&edits, |edit| {
        let edited = edit.apply(&original.value);
        let pages = pages.iter();
        let check = |before| check_page(&original, before, edit, &edited);
        pages.map(check).collect::<Vec<_>>()
    });
    let mut seen = [0; 4];
    for result in &results {
        for (number, complaint) in result.iter().enumerate() {
            seen[number % seen.len()] += usize::from(complaint.is_some());
        }
    }
    let complaints: String = results.into_iter().flatten().flatten().collect();
    assert!(complaints.is_empty(), "{complaints}");
    let is_enough = seen
        .iter()
        .zip(at_least)
        .all(|(seen, least)| *seen >= least);
    assert!(
        is_enough,
        "{name}: pages of each form show {seen:?} edits, at least {at_least:?} did"
    );
}

#[test]
fn every_edit_of_the_contract_is_found() {
    check(
        "../../openapi/verify.yaml",
        &[(
            "get",
            "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}",
        )],
        [236, 250, 250, 19],
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
        [644, 660, 660, 29],
    );
}
