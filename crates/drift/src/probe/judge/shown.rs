//! Turns what a response shows into a difference from the contract.

use compat::report::Unread;
use contract::Span;
use contract::facts::{Address, Fact, Facts, Part, Step, Subject, SubjectId};
use serde_json::Value;

use super::Judge;
use crate::differences::differences;

/// A difference that a response shows.
pub(super) enum Shown {
    /// A part that is missing.
    Added(Step, Option<&'static str>),
    /// A part that is never sent.
    Absent(Step),
    /// A value for a keyword; `None` if the keyword does not hold.
    Keyword(String, Option<Value>),
}

impl Judge<'_, '_> {
    /// Compares the contract with a copy that states what the response shows.
    pub(super) fn shows(&mut self, at: &Address, shown: Shown, place: Span) {
        let (seen, what) = match &shown {
            Shown::Added(step, _) | Shown::Absent(step) => {
                (at.then(step.clone()), step.to_string())
            }
            Shown::Keyword(keyword, _) => (at.clone(), format!("`{keyword}`")),
        };
        let stated = self.subject(&match (&shown, at.0.split_last()) {
            // The list of parts states whether a part is required.
            (Shown::Keyword(..), Some((_, above))) => Address(above.to_vec()),
            _ => at.clone(),
        });
        let mut revised = self.facts.stated_by(self.evidence.source(), &place);
        let changes = match stated {
            Some(parent) => {
                say(&mut revised, parent, at, shown, &place);
                differences(self.facts, &revised, self.context.today, false)
            }
            None => Vec::new(),
        };
        let Some(mut change) = changes.into_iter().next() else {
            // A difference without a change id is still a difference, and is reported as unread.
            self.found.unread.push(Unread {
                site: self.evidence.site(place),
                expected: format!("the contract's {what} of {seen}"),
                is_after_page: false,
                correction: None,
            });
            return;
        };
        let stated = change.contract.as_ref().map(|site| site.span.clone());
        let key = format!(
            "{} {stated:?} {what} {:?} {:?}",
            change.id, change.before, change.after
        );
        // The first address of a shared schema may belong to another response.
        let [first, here] = [&change.address, &seen].map(|it| format!("`{}`", it.place()));
        change.message = change.message.replace(&first, &here);
        change.source = Some(self.evidence.site(place));
        change.address = seen.clone();
        change.places = vec![seen];
        change
            .details
            .push(format!("the response to `{}` shows it", self.probe.name));
        self.found.change(key, change, self.probe);
    }
}

/// Writes the difference into facts; `parent` is the subject that lists the part, or gets it.
fn say(facts: &mut Facts, parent: SubjectId, at: &Address, shown: Shown, place: &Span) {
    match shown {
        Shown::Added(step, kind) => {
            let kind = kind.map(|kind| Fact::new("type", kind, place.clone()));
            let mut schema = Subject {
                span: place.clone(),
                ..Subject::default()
            };
            schema.facts.extend(kind);
            let subject = facts.add(schema);
            facts.subject_mut(parent).parts.push(Part {
                step,
                subject,
                facts: Vec::new(),
                span: place.clone(),
            });
        }
        Shown::Absent(step) => facts
            .subject_mut(parent)
            .parts
            .retain(|part| part.step != step),
        Shown::Keyword(keyword, value) => {
            let step = at.0.last();
            let part = facts
                .subject_mut(parent)
                .parts
                .iter_mut()
                .find(|part| Some(&part.step) == step);
            let Some(part) = part else { return };
            let subject = part.subject;
            part.facts.retain(|fact| fact.keyword != keyword);
            let said = &mut facts.subject_mut(subject).facts;
            let known = said.iter().position(|fact| fact.keyword == keyword);
            let fact = value.map(|value| Fact::new(keyword, value, place.clone()));
            match (known, fact) {
                (Some(known), Some(fact)) => said[known] = fact,
                (Some(known), None) => {
                    said.remove(known);
                }
                (None, fact) => said.extend(fact),
            }
        }
    }
}
