//! Folds the findings of a schema that lost or gained all of its keywords into one.

use super::finding::Finding;
use super::walk::Walk;
use super::words::MAX_DETAILS;
use crate::change::{Class, Wire};
use crate::rules;
use contract::facts::Subject;

/// `readOnly` and `writeOnly` do not follow from the type of a value.
const APART: [&str; 2] = ["readOnly", "writeOnly"];

impl Walk<'_> {
    /// Folds the findings of a pair into one where one of the two schemas is empty.
    pub(super) fn fold_emptied(&mut self, at: usize) {
        let is_empty = |it: &Subject| it.facts.is_empty() && it.parts.is_empty();
        if !self.place_of(at).is_schema()
            || is_empty(self.base_of(at)) == is_empty(self.revision_of(at))
        {
            return;
        }
        let findings = std::mem::take(&mut self.pairs[at].findings);
        let (apart, mut findings): (Vec<Finding>, Vec<Finding>) = findings
            .into_iter()
            .partition(|it| it.keyword.as_deref().is_some_and(|it| APART.contains(&it)));
        if let Some(first) = findings.iter().position(is_of_type).or_else(|| {
            let of_contract = (0..findings.len()).filter(|&at| is_of_contract(&findings[at]));
            of_contract.rev().max_by_key(|&at| wire(&findings[at]))
        }) {
            let mut whole = findings.remove(first);
            for finding in findings.drain(..) {
                take_in(&mut whole, finding);
            }
            findings.push(whole);
        }
        findings.extend(apart);
        self.pairs[at].findings = findings;
    }
}

fn is_of_contract(finding: &Finding) -> bool {
    finding.class == Class::Contract
}

fn is_of_type(finding: &Finding) -> bool {
    is_of_contract(finding) && finding.keyword.as_deref() == Some("type")
}

fn wire(finding: &Finding) -> Wire {
    if is_of_contract(finding) {
        rules::find(finding.id, finding.case).map_or(Wire::Risky, |rule| rule.wire)
    } else {
        Wire::Safe
    }
}

/// Makes a finding a detail of another, which takes the worse of the two verdicts.
fn take_in(whole: &mut Finding, finding: Finding) {
    let place = finding
        .step
        .as_ref()
        .map_or_else(|| "it".to_owned(), |step| format!("`{step}`"));
    if whole.details.len() < MAX_DETAILS {
        whole
            .details
            .push(finding.message.replacen("{}", &place, 1));
    }
    if !is_of_contract(&finding) {
        return;
    }
    // An empty schema allows `null` too.
    let is_worse = wire(&finding) > wire(whole) && finding.keyword.as_deref() != Some("nullable");
    let mut id = finding.id;
    if is_worse {
        std::mem::swap(&mut whole.id, &mut id);
        whole.case = finding.case;
    }
    for id in std::iter::once(id).chain(finding.also) {
        if id != whole.id && !whole.also.contains(&id) {
            whole.also.push(id);
        }
    }
}
