//! The proof of the project's own contract.
//!
//! `cargo xtask prove` runs the checks, then the snapshots, and then shows what was exercised;
//! `--accept` takes changed snapshots once no check has a finding.

mod lifecycle;
mod snapshots;

use std::path::PathBuf;

use contract_tests::{Contract, Coverage, Finding, checks};

#[test]
fn examples_come_back_typed() {
    let coverage = Coverage::default();
    let (findings, _) = checks::examples(&Contract::of_the_project(), &coverage);
    nothing_found(&findings);
    record("examples", coverage);
}

#[test]
fn examples_and_types_keep_their_schemas() {
    nothing_found(&checks::schemas(&Contract::of_the_project()));
}

#[test]
fn legal_and_grown_answers_are_read() {
    let coverage = Coverage::default();
    nothing_found(&checks::responses(&Contract::of_the_project(), &coverage));
    record("responses", coverage);
}

#[test]
fn illegal_parameters_are_refused_and_legal_ones_arrive() {
    let coverage = Coverage::default();
    nothing_found(&checks::parameters(&Contract::of_the_project(), &coverage));
    record("parameters", coverage);
}

#[test]
fn illegal_bodies_are_refused_and_legal_ones_arrive() {
    let coverage = Coverage::default();
    nothing_found(&checks::bodies(&Contract::of_the_project(), &coverage));
    record("bodies", coverage);
}

#[test]
fn any_answer_gives_a_typed_outcome() {
    nothing_found(&checks::faults(&Contract::of_the_project()));
}

#[test]
fn nothing_sensitive_is_printed_or_logged() {
    nothing_found(&checks::leaks(&Contract::of_the_project()));
}

#[test]
fn requests_carry_what_is_documented_and_nothing_else() {
    nothing_found(&checks::wire(&Contract::of_the_project()).0);
}

fn nothing_found(findings: &[Finding]) {
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "the contract and the client disagree:\n\n{}\n",
        list.join("\n\n")
    );
}

/// Leaves what was exercised for `cargo xtask prove`, which says where.
fn record(check: &str, coverage: Coverage) {
    let Some(folder) = std::env::var_os("PROOF_RECORDS") else {
        return;
    };
    let path = PathBuf::from(folder).join(format!("{check}.json"));
    let records = serde_json::to_string(&coverage.into_inner()).expect("records are plain data");
    std::fs::write(&path, records)
        .unwrap_or_else(|error| panic!("{} cannot be written: {error}", path.display()));
}
