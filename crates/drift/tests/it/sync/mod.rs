//! Syncing a contract with a source.

mod adding;
#[path = "../../../../pages/tests/it/drawn/draw/mod.rs"]
#[allow(dead_code, reason = "what only the tests of pages use")]
mod draw;
mod nesting;
mod pages;
mod variant;

use std::collections::BTreeMap;

use crate::in_parallel::in_parallel;
use compat::change::Change;
use contract::{Document, Source};
use drift::sync::{Synced, Vendor, sync};
use drift::{Input, Options, check};
use edits::rewrites::in_words_of_3_1;
use edits::{Edit, edits};
use serde_json::Value;

fn file(path: &str) -> Document {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    Document::read(Source::read(path.as_ref()).expect("the file is there")).expect("it reads")
}

fn read(name: &str, text: &str) -> Document {
    Document::read(Source::new(name, text)).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn vendor(name: &str, text: &str) -> Vendor {
    let today = "2026-03-01".parse().expect("it is a day");
    Vendor::read(&Source::new(name, text), today).unwrap_or_else(|error| panic!("{error}"))
}

fn synced(contract: &Document, vendor: &Vendor) -> Synced {
    synced_as(contract, vendor, &BTreeMap::new())
}

fn synced_as(contract: &Document, vendor: &Vendor, names: &BTreeMap<String, String>) -> Synced {
    let compare = |contract: &Document| vendor.compare(contract);
    sync(contract, names, compare).unwrap_or_else(|error| panic!("{error}"))
}

/// What a person wrote for people: comments, and descriptions, with the number of each.
fn own_words(document: &Document) -> BTreeMap<String, usize> {
    fn collect(value: &Value, words: &mut BTreeMap<String, usize>) {
        for (key, value) in value.as_object().into_iter().flatten() {
            if let ("description" | "summary", Some(text)) = (key.as_str(), value.as_str()) {
                *words.entry(text.to_owned()).or_default() += 1;
            }
            collect(value, words);
        }
        for value in value.as_array().into_iter().flatten() {
            collect(value, words);
        }
    }
    let mut words = BTreeMap::new();
    collect(&document.root().to_json(), &mut words);
    for line in document.source().text().lines().map(str::trim) {
        if line.starts_with('#') {
            *words.entry(line.to_owned()).or_default() += 1;
        }
    }
    words
}

/// What came of moving a contract to what a vendor says: nothing, or what is wrong with it.
fn problem(contract: &Document, vendor: &Vendor, may_be_left: bool) -> Option<String> {
    if let Err(refused) = vendor.compare(contract) {
        return (!may_be_left).then(|| format!("refused: {refused}"));
    }
    let result = synced(contract, vendor);
    if !result.left.is_empty() {
        let left: Vec<String> = result
            .left
            .iter()
            .map(|left| format!("{} ({})", left.change.message, left.reason))
            .collect();
        return (!may_be_left).then(|| format!("left: {}", left.join("; ")));
    }
    let moved = read("contract.yaml", &result.text);
    // What is neither moved nor left is not there.
    let again = synced(&moved, vendor);
    if again.text != result.text || !again.applied.is_empty() || !again.left.is_empty() {
        return Some("a second run finds something".into());
    }
    let after = own_words(&moved);
    let is_lost = own_words(contract)
        .into_iter()
        .any(|(words, count)| count > after.get(&words).copied().unwrap_or(0));
    let removes = result
        .applied
        .iter()
        .any(|change| change.after.is_none() || change.keyword.as_deref() == Some("type"));
    (is_lost && !removes).then(|| "words of ours are lost".into())
}

/// Whether an edit is of a kind that is left to a person.
fn may_be_left(edit: &Edit) -> bool {
    const LEFT: [&str; 16] = [
        "additionalProperties changed",
        "choice added",
        "choice removed",
        "header renamed",
        "last enum value removed",
        "media type renamed",
        "parameter moved to or from the path",
        "parameter renamed",
        "part of `allOf` removed",
        "path parameter removed",
        "path parameter renamed",
        "path parameter renamed alone",
        "property renamed",
        "property renamed alone",
        "security removed",
        "status renamed",
    ];
    LEFT.contains(&edit.kind.as_str()) || edit.kind.starts_with("composed schema ")
}

/// One of so many edits; `ALL_EDITS` asks for all.
fn some<T>(all: Vec<T>, from: usize, one_in: usize) -> Vec<T> {
    match std::env::var_os("ALL_EDITS") {
        Some(_) => all,
        None => all.into_iter().skip(from).step_by(one_in).collect(),
    }
}

fn every_single_edit_is_moved(path: &str, at_least: usize, one_in: usize) {
    let contract = file(path);
    let value = contract.root().to_json();
    let all = edits(&value);
    assert!(all.len() >= at_least, "only {} edits", all.len());
    let problems = in_parallel(&some(all, 0, one_in), |edit| {
        let text = format!("{:#}", edit.apply(&value));
        let vendor = vendor("vendor.json", &text);
        let found = problem(&contract, &vendor, may_be_left(edit));
        let found = found.or_else(|| undecided(&contract, &vendor, text))?;
        Some(format!("{edit}\n      {found}"))
    });
    report(problems);
}

/// A change that `sync` applies, and that a person has to decide according to the report.
fn undecided(contract: &Document, vendor: &Vendor, text: String) -> Option<String> {
    let today = "2026-03-01".parse().expect("it is a day");
    let input = Input::new(Source::new("vendor.json", text));
    let mut changes = check(contract, &[input], &Options::new(today))
        .report
        .changes;
    changes.retain(|change| change.decision.is_some());
    if changes.is_empty() {
        return None;
    }
    let applied = synced(contract, vendor).applied;
    let is_applied = |change: &&Change| {
        let mut applied = applied.iter();
        applied.any(|it| it.id == change.id && it.address == change.address)
    };
    let change = changes.iter().find(is_applied)?;
    Some(format!("left to a person, and applied: {}", change.message))
}

fn report(found: Vec<Option<String>>) {
    let number = found.len();
    let problems: Vec<String> = found.into_iter().flatten().collect();
    assert!(
        problems.is_empty(),
        "{} of {number}:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn every_single_edit_of_the_contract_is_moved() {
    every_single_edit_is_moved("../../openapi/verify.yaml", 400, 1);
}

#[test]
fn every_single_edit_of_another_document_is_moved() {
    // It is there for what the contract does not have; `ALL_EDITS` asks for all of it.
    every_single_edit_is_moved("../pages/tests/pages/lending.openapi.yaml", 800, 3);
}

/// What an edit of a document of 3.0 is in a contract of 3.1, and the other way round.
fn every_single_edit_is_translated(is_contract_newer: bool) {
    let plain = file("../pages/tests/pages/lending.openapi.yaml");
    let value = plain.root().to_json();
    let newer = |value: &Value| format!("{:#}", in_words_of_3_1(value));
    let contract = if is_contract_newer {
        read("contract.json", &newer(&value))
    } else {
        plain
    };
    let problems = in_parallel(&some(edits(&value), 1, 5), |edit| {
        let edited = edit.apply(&value);
        let text = if is_contract_newer {
            format!("{edited:#}")
        } else {
            newer(&edited)
        };
        let vendor = vendor("vendor.json", &text);
        // In 3.1, `nullable` beside no type states nothing.
        let may_be_left = may_be_left(edit) || edit.kind == "type removed";
        let found = problem(&contract, &vendor, may_be_left)?;
        Some(format!("{edit}\n      {found}"))
    });
    report(problems);
}

#[test]
fn every_single_edit_of_an_older_document_is_moved() {
    every_single_edit_is_translated(true);
}

#[test]
fn every_single_edit_of_a_newer_document_is_moved() {
    every_single_edit_is_translated(false);
}

#[test]
fn a_misspelt_type_or_format_is_left_to_a_person() {
    let contract = file("../pages/tests/pages/lending.openapi.yaml");
    let text = contract.source().text();
    for (word, misspelt) in [
        (
            "type: boolean, default: true",
            "type: boolaen, default: true",
        ),
        ("format: date-time", "format: date-tiem"),
        ("format: double", "format: duoble"),
    ] {
        assert_eq!(text.matches(word).count(), 1, "{word}");
        let result = synced(
            &contract,
            &vendor("vendor.yaml", &text.replace(word, misspelt)),
        );
        assert_eq!(result.text, text, "{misspelt}");
        let [left] = &*result.left else {
            panic!("{misspelt}: {:?}", result.left);
        };
        assert!(
            left.reason.contains("may be a misspelling of"),
            "{}",
            left.reason
        );
    }
}

#[test]
fn marks_of_our_own_stay() {
    let contract = file("../../openapi/verify.yaml");
    let text = contract.source().text();
    assert!(text.contains("x-sensitive: true"));
    let plain = text.replace("x-sensitive: true", "# nothing");
    let result = synced(&contract, &vendor("vendor.yaml", &plain));
    assert_eq!(result.text, text);
}
