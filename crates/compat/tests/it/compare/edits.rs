//! Every single edit of a real document is found: that change, in every place, and no other.

use std::fmt::Write as _;

use compat::change::{Action, Change, Class};
use compat::{Options, compare};
use contract::{Document, Source};
use edits::{Edit, edits};

/// What an edit has to be found as: the action, the keyword, the class, and the places.
type Finding = (String, Option<String>, Class, Vec<String>);

fn found(changes: &[Change]) -> Vec<Finding> {
    let mut found: Vec<Finding> = changes
        .iter()
        .map(|change| {
            let places = change.places.iter().map(ToString::to_string);
            let action = change.action.to_string();
            (action, change.keyword.clone(), change.class, sorted(places))
        })
        .collect();
    found.sort();
    found
}

fn sorted(places: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut places: Vec<String> = places.into_iter().collect();
    places.sort();
    places.dedup();
    places
}

fn expected(edit: &Edit) -> Option<Vec<Finding>> {
    let finding = |it: &edits::Expected| {
        let class = match it.class {
            edits::Class::Contract => Class::Contract,
            edits::Class::Equivalent => Class::Equivalent,
            edits::Class::Example => Class::Example,
        };
        let places = sorted(it.places.clone());
        (it.action.to_string(), it.keyword.clone(), class, places)
    };
    let mut expected: Vec<Finding> = edit.changes.as_ref()?.iter().map(finding).collect();
    expected.sort();
    Some(expected)
}

/// Describes how the found changes differ from the expected ones.
fn complaint(edit: &Edit, changes: &[Change]) -> Option<String> {
    let is_right = if let Some(expected) = expected(edit) {
        expected == found(changes)
    } else {
        // Something is found, and nothing elsewhere.
        let is_here = |place: &str| edit.places.iter().any(|it| place.starts_with(it.as_str()));
        let mut places = changes.iter().flat_map(|it| &it.places);
        !changes.is_empty() && places.all(|it| is_here(&it.to_string()))
    };
    if is_right {
        return None;
    }
    let mut text = format!("{edit}\n  expected {:?}\n", expected(edit));
    for (change, found) in changes.iter().zip(found(changes)) {
        let _ = writeln!(text, "  found {}: {found:?}", change.id);
    }
    Some(text)
}

/// Returns the actions and keywords, without names and places: those may differ on the way back.
fn outline(changes: &[Change]) -> Vec<(Action, Class, Option<&str>)> {
    let outline = changes.iter().map(|it| {
        let keyword = it.keyword.as_deref();
        let keyword = keyword.filter(|_| it.action != Action::Renamed);
        (it.action, it.class, keyword)
    });
    let mut outline: Vec<_> = outline.collect();
    outline.sort();
    outline
}

/// What the way back of some changes is to be found as.
fn undone(changes: &[Change]) -> Vec<(Action, Class, Option<&str>)> {
    let mut undone = outline(changes);
    for (action, ..) in &mut undone {
        *action = match *action {
            Action::Added => Action::Removed,
            Action::Removed => Action::Added,
            other => other,
        };
    }
    undone.sort();
    undone
}

#[test]
fn every_edit_is_found_and_so_is_its_undoing() {
    for (name, at_least) in [
        ("../../openapi/verify.yaml", 1_700),
        ("../pages/tests/pages/lending.openapi.yaml", 1_200),
    ] {
        let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
        let before = Document::read(Source::read(path.as_ref()).expect("it is committed"))
            .expect("it reads");
        let facts = before.facts();
        let value = before.root().to_json();
        let mut options = Options::default();
        options.prose = false;
        let mut complaints = Vec::new();
        let edits = edits(&value);
        for edit in &edits {
            let text = edit.apply(&value).to_string();
            let after = Document::read(Source::new("edited.json", text)).expect("it reads");
            let edited = after.facts();
            let changes = compare(&facts, &edited, &options);
            complaints.extend(complaint(edit, &changes));
            let back = compare(&edited, &facts, &options);
            if edit.changes.is_some() && outline(&back) != undone(&changes) {
                let (expected, found) = (undone(&changes), outline(&back));
                complaints.push(format!(
                    "the way back of {edit}\n  expected {expected:?}\n  found    {found:?}\n"
                ));
            }
        }
        assert!(
            complaints.is_empty(),
            "{} of {}:\n{}",
            complaints.len(),
            edits.len(),
            complaints.join("\n")
        );
        assert!(edits.len() >= at_least, "only {} edits", edits.len());
    }
}
