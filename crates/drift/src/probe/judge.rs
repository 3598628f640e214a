//! Compares one response with the contract.
//!
//! Each difference is written into a copy of the contract's facts, as if a source stated it, and the two
//! sets of facts are compared: a response gets the same change ids and verdicts as a document.

mod body;
mod headers;
mod shown;

use compat::change::{Action, Change, Class, Rust, Wire};
use compat::report::NotCompared;
use compat::rules::ANSWER_NOT_REFUSED;
use contract::facts::{Address, Facts, Step, SubjectId};
use contract::{Document, Response, Site, Span};

use super::{Answer, Context, Evidence, Found, Probe};
use shown::Shown;

/// Reports the differences of a response, and returns the response of the contract that it was compared
/// with.
pub(super) fn judge(
    contract: &Document,
    facts: &Facts,
    probe: &Probe,
    answer: &Answer,
    evidence: &Evidence,
    context: &Context<'_>,
    found: &mut Found,
) -> Option<Address> {
    if answer.status >= 500 {
        found.not_compared.push(NotCompared {
            source: probe.source_name(),
            what: probe.asks.into(),
            why: format!("status {} is a server error", answer.status),
            is_inherent: false,
        });
    }
    let Some(operation) = &probe.operation else {
        if (200..300).contains(&answer.status) {
            taken(probe, evidence, found, Address::default(), None);
        }
        return None;
    };
    let mut judge = Judge {
        facts,
        probe,
        evidence,
        context,
        found,
    };
    let at = Address(vec![operation.clone()]);
    let operations = contract.operations().unwrap_or_default();
    let responses = operations
        .iter()
        .find(|it| Some(it.key()) == at.operation())
        .map_or(&[][..], |it| it.responses.as_slice());
    let Some(response) = documented(responses, answer.status) else {
        if probe.prose_status == Some(answer.status) {
            judge.found.not_compared.push(NotCompared {
                source: probe.source_name(),
                what: format!("status {}", answer.status),
                why: "the vendor describes it in prose, and the contract does not declare it"
                    .into(),
                is_inherent: false,
            });
            return None;
        }
        let step = Step::Response(answer.status.to_string());
        judge.shows(&at, Shown::Added(step, None), evidence.status());
        return None;
    };
    let at = at.then(Step::Response(response.status.to_owned()));
    if probe.is_wrong && (200..300).contains(&answer.status) {
        taken(
            probe,
            evidence,
            judge.found,
            at.clone(),
            Some(response.span.clone()),
        );
        if let Some(change) = judge.found.changes.last_mut() {
            change.contract = change.contract.take().map(|site| Site {
                text: contract.source().clone(),
                ..site
            });
        }
        return Some(at);
    }
    judge.headers(&at, response, answer);
    judge.body(&at, response, answer);
    Some(at)
}

/// Reports a request that the service accepted and the contract says it refuses.
fn taken(probe: &Probe, evidence: &Evidence, found: &mut Found, at: Address, span: Option<Span>) {
    let change = Change {
        id: ANSWER_NOT_REFUSED.into(),
        also: Vec::new(),
        action: Action::Changed,
        class: Class::Contract,
        wire: Wire::Breaking,
        rust: Rust::Patch,
        reason: "A client relies on the refusal.".into(),
        places: vec![at.clone()],
        address: at,
        keyword: None,
        before: None,
        after: None,
        message: format!("{} is not refused", probe.asks),
        details: vec![format!("the response to `{}`", probe.name)],
        witness: None,
        decision: None,
        contract: span.map(|span| evidence.site(span)),
        source: Some(evidence.site(evidence.status())),
    };
    found.change(
        format!("{ANSWER_NOT_REFUSED} {}", probe.name),
        change,
        probe,
    );
}

fn documented<'r, 'd>(responses: &'r [Response<'d>], status: u16) -> Option<&'r Response<'d>> {
    let exact = status.to_string();
    let range = format!("{}XX", status / 100);
    [exact.as_str(), range.as_str(), "default"]
        .iter()
        .find_map(|status| responses.iter().find(|it| it.status == *status))
}

struct Judge<'j, 'k> {
    facts: &'j Facts,
    probe: &'j Probe,
    evidence: &'j Evidence,
    context: &'j Context<'k>,
    found: &'j mut Found,
}

impl Judge<'_, '_> {
    /// The subject of the contract at an address.
    fn subject(&self, at: &Address) -> Option<SubjectId> {
        at.0.iter().try_fold(self.facts.root(), |id, step| {
            let parts = &self.facts.subject(id).parts;
            Some(parts.iter().find(|part| part.step == *step)?.subject)
        })
    }
}
