//! Breaks the contract on purpose, one edit at a time; the right check has to speak.
//!
//! The client under test stays the one of the project's contract, so every edit is something that
//! the client does not honour. The edits find their place in whatever contract there is.

mod breaks;

use std::collections::BTreeSet;

use breaks::BREAKS;
use contract::coverage::{CellKind, Table, cells};
use contract_tests::{Contract, Coverage, Finding, checks};
use edits::{Edit, edits};
use serde_json::Value;

const CHECKS: [&str; 8] = [
    "bodies",
    "examples",
    "faults",
    "leaks",
    "parameters",
    "responses",
    "schemas",
    "wire",
];

fn contract_as_json() -> Value {
    Contract::of_the_project().document().root().to_json()
}

fn broken(edit: &Edit, contract: &Value) -> Contract {
    Contract::from_text(&format!("{:#}", edit.apply(contract)))
}

/// Whether an edit is of a kind, and what is done or where holds some words.
fn is_meant(edit: &Edit, kind: &str, words: &[&str]) -> bool {
    let text = format!("{edit} {}", edit.places.join(", "));
    edit.kind == kind && words.iter().all(|it| text.contains(it))
}

fn findings(check: &str, contract: &Contract) -> Vec<Finding> {
    let coverage = Coverage::default();
    match check {
        "bodies" => checks::bodies(contract, &coverage),
        "examples" => checks::examples(contract, &coverage).0,
        "schemas" => checks::schemas(contract),
        "responses" => checks::responses(contract, &coverage),
        "parameters" => checks::parameters(contract, &coverage),
        "faults" => checks::faults(contract),
        "leaks" => checks::leaks(contract),
        "wire" => checks::wire(contract).0,
        other => panic!("there is no check `{other}`"),
    }
}

#[test]
fn every_break_is_reported_by_the_right_check() {
    let contract = contract_as_json();
    let edits = edits(&contract);
    let mut silent = Vec::new();
    let mut failed = BTreeSet::new();
    for &(kind, which, check, says) in BREAKS {
        let Some(edit) = edits.iter().find(|it| is_meant(it, kind, which)) else {
            silent.push(format!(
                "{kind} {which:?}: the contract has no place for it"
            ));
            continue;
        };
        let findings = findings(check, &broken(edit, &contract));
        let heard = findings.iter().any(|finding| {
            let said = finding.to_string();
            finding.check == check && says.iter().all(|words| said.contains(words))
        });
        if heard {
            failed.insert(check);
        } else {
            let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
            silent.push(format!(
                "{edit}: expected [{check}] with {says:?}, found:\n{}",
                list.join("\n")
            ));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n\n"));
    assert_eq!(
        failed,
        BTreeSet::from(CHECKS),
        "a check was never seen to fail"
    );
}

#[test]
fn what_nothing_exercised_is_an_empty_cell() {
    let contract = Contract::of_the_project();
    let coverage = Coverage::default();
    let _ = checks::examples(&contract, &coverage);
    let exercised = coverage.into_inner();
    let empty = |contract: &Contract| -> Vec<String> {
        let cells = cells(contract.document()).expect("the contract reads");
        let examples = cells
            .into_iter()
            .filter(|cell| matches!(cell.kind, CellKind::Example | CellKind::RequestExample));
        let table = Table::new(examples.collect(), exercised.clone());
        table.empty_cells().map(|cell| cell.name.clone()).collect()
    };
    assert_eq!(empty(&contract), [""; 0]);

    let contract = contract_as_json();
    let edits = edits(&contract);
    let added = edits
        .iter()
        .find(|it| is_meant(it, "example added", &["responses", "another"]));
    let found = empty(&broken(added.expect("a response has examples"), &contract));
    assert!(
        matches!(found.as_slice(), [cell] if cell.ends_with("› another")),
        "{found:?}"
    );
}
