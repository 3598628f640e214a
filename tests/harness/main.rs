//! Breaks the contract on purpose, one edit at a time; the right check has to speak.
//!
//! The client under test stays the one of the project's contract, so every edit is something that
//! the client does not honour. The edits find their place in whatever contract there is.

mod body_breaks;
mod breaks;
mod places;

use std::collections::BTreeSet;

use body_breaks::{BODY_BREAKS, HEADER_BREAKS};
use breaks::{BREAKS, Break};
use contract::coverage::{CellKind, Table, cells};
use contract_tests::{Contract, Coverage, Finding, checks};
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

/// The contract with one edit; `None` if there is nothing in it to edit so.
fn broken(edit: &Break) -> Option<Contract> {
    let mut document = contract_as_json();
    (edit.apply)(&mut document)?;
    Some(Contract::from_text(&format!("{document:#}")))
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
    let mut silent = Vec::new();
    let mut failed = BTreeSet::new();
    for edit in BREAKS.iter().chain(BODY_BREAKS).chain(HEADER_BREAKS) {
        let Some(contract) = broken(edit) else {
            silent.push(format!("{}: the contract has no place for it", edit.what));
            continue;
        };
        let findings = findings(edit.check, &contract);
        let heard = findings.iter().any(|finding| {
            let said = finding.to_string();
            finding.check == edit.check && edit.says.iter().all(|words| said.contains(words))
        });
        if heard {
            failed.insert(edit.check);
        } else {
            let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
            silent.push(format!(
                "{}: expected [{}] with {:?}, found:\n{}",
                edit.what,
                edit.check,
                edit.says,
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

    let mut document = contract_as_json();
    let media = places::first_media_type(&mut document).expect("a response has a body");
    media["examples"]["late"] = serde_json::json!({ "value": {} });
    let found = empty(&Contract::from_text(&format!("{document:#}")));
    assert!(
        matches!(found.as_slice(), [cell] if cell.ends_with("› late")),
        "{found:?}"
    );
}
