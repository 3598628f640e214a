//! What a person does about a finding.

use super::compared::Compared;
use super::contents::Report;
use crate::change::{Change, Class};
use crate::rules::findings::{Finding, REWORDED};
use crate::rules::{explain, findings};

/// What to do about a change, a sentence each, with commands in backticks.
pub(super) fn of(change: &Change, report: &Report) -> Vec<String> {
    let mut advice = Vec::new();
    let finding = finding(change, report.compared);
    let is_applicable = matches!(change.class, Class::Contract | Class::Example);
    match (finding, report.compared) {
        (Some(finding), _) => advice.push(finding.next.to_owned()),
        (None, Compared::Sources) if is_applicable => {
            let apply = change.decision.is_none().then(|| apply(change, report));
            advice.extend(apply.flatten());
            if step(report, "`exceptions`").is_some() {
                advice.push(
                    "to keep the difference, add an exception to the lock: `cargo xtask explain exceptions` \
                     shows its form"
                        .to_owned(),
                );
            }
        }
        (None, Compared::Answers) if is_applicable => advice.push(
            "edit the contract to match the service, or ask the vendor which of the two is right"
                .to_owned(),
        ),
        _ => {}
    }
    if finding.is_some() || explain(&change.id).next().is_some() {
        advice.push(format!("`cargo xtask explain {}` explains it", change.id));
    }
    advice
}

/// The finding that a change is, or is alike, if it has no rule.
fn finding(change: &Change, compared: Compared) -> Option<Finding> {
    let known = findings().into_iter().find(|it| it.id == change.id);
    let is_reworded = compared == Compared::Sources && change.class == Class::Prose;
    known.or(is_reworded.then_some(REWORDED))
}

/// How to apply a change that needs no decision.
fn apply(change: &Change, report: &Report) -> Option<String> {
    let step = step(report, "`cargo xtask sync ")?;
    match (report.sources.as_slice(), &change.source) {
        // The step names one source.
        ([_, _, ..], Some(site)) => Some(format!(
            "edit the contract to match the source, or run `cargo xtask sync {}`",
            site.text.name()
        )),
        _ => Some(step.to_owned()),
    }
}

/// The next step of the report that names something.
fn step<'r>(report: &'r Report, what: &str) -> Option<&'r str> {
    let mut steps = report.next.iter().map(String::as_str);
    steps.find(|step| step.contains(what))
}
