//! Selects the facts that one response can be compared with.

use contract::facts::{Address, Facts, Step, SubjectId};
use serde_json::Value;

use super::Answer;

/// The contract's facts that the response shows.
pub(super) fn of(
    facts: &Facts,
    operation: &Step,
    response: &Address,
    answer: &Answer,
    body: Option<&Value>,
) -> Facts {
    let mut view = facts.clone();
    let root = view.root();
    keep(&mut view, root, &|step| step == operation);
    let Some(operation) = only(&view, root) else {
        return view;
    };
    let status = response.0.last();
    keep(&mut view, operation, &|step| Some(step) == status);
    let Some(response) = only(&view, operation) else {
        return view;
    };
    let media = answer.media_type();
    let has_header = |name: &str| {
        let mut headers = answer.headers.iter();
        headers.any(|(it, _)| it.eq_ignore_ascii_case(name))
    };
    keep(&mut view, response, &|step| match step {
        Step::MediaType(name) => Some(name) == media.as_ref(),
        Step::Header(name) => has_header(name),
        _ => false,
    });
    let parts = &view.subject(response).parts;
    let schema = parts
        .iter()
        .find(|part| matches!(part.step, Step::MediaType(_)))
        .map(|part| part.subject);
    if let (Some(schema), Some(body)) = (schema, body) {
        show(&mut view, schema, body);
    }
    view
}

/// Removes the facts of a subject, and the parts that are not needed.
fn keep(view: &mut Facts, id: SubjectId, wanted: &dyn Fn(&Step) -> bool) {
    let subject = view.subject_mut(id);
    subject.facts.clear();
    subject.parts.retain(|part| wanted(&part.step));
}

fn only(view: &Facts, id: SubjectId) -> Option<SubjectId> {
    view.subject(id).parts.first().map(|part| part.subject)
}

/// Removes the properties that a value does not have.
fn show(view: &mut Facts, id: SubjectId, value: &Value) {
    view.subject_mut(id).parts.retain(|part| match &part.step {
        Step::Property(name) => value.get(name).is_some(),
        Step::Items => value.get(0).is_some(),
        _ => true,
    });
    let below: Vec<(SubjectId, Value)> = view
        .subject(id)
        .parts
        .iter()
        .filter_map(|part| match &part.step {
            Step::Property(name) => Some((part.subject, value.get(name)?.clone())),
            Step::Items => Some((part.subject, value.get(0)?.clone())),
            _ => None,
        })
        .collect();
    for (id, value) in below {
        show(view, id, &value);
    }
}
