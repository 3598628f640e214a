//! Queues the parts that both sides of a pair have.

use super::finding::Finding;
use super::place::Kind;
use super::placed::says_true;
use super::walk::{Key, Walk, Way};
use crate::change::Action;
use crate::rules::{Direction, Id, schema};
use contract::facts::{Facts, Part, Step, Subject, SubjectId, is_annotation};

impl<'f> Walk<'f> {
    fn changed_condition(
        &mut self,
        at: usize,
        id: Id,
        keyword: &str,
        one: &'f Part,
        other: &'f Part,
    ) {
        let message = format!("the schema under `{keyword}` in {{}} was replaced");
        let mut finding = Finding::new(id, Action::Changed, message);
        finding.keyword = Some(keyword.to_owned());
        finding.base = Some(one.span.clone());
        finding.revision = Some(other.span.clone());
        self.find(at, finding);
    }

    /// Queues a part for both directions: the worse verdict counts.
    fn meet_in_both_directions(&mut self, parent: usize, one: &'f Part, other: &'f Part) {
        for direction in [Direction::Request, Direction::Response] {
            let mut place = self.place_of(parent);
            place.kind = Kind::Property;
            place.direction = direction;
            let key = Key {
                base: one.subject,
                revision: other.subject,
                place,
                masked: Vec::new(),
            };
            let spans = (one.span.clone(), other.span.clone());
            let way = Way {
                from: parent,
                base: one,
                revision: other,
            };
            self.enter(key, Some(way), spans.0, spans.1);
        }
    }

    /// Matches a single alternative with the plain schema of the other side.
    fn choices_of_one(&self, base: SubjectId, revision: SubjectId) -> (SubjectId, SubjectId) {
        /// How deep choices may be nested.
        const DEPTH: usize = 8;
        let only = |facts: &'f Facts, mut id: SubjectId| {
            for _ in 0..DEPTH {
                let subject = facts.subject(id);
                let says_nothing = subject
                    .facts
                    .iter()
                    .all(|fact| is_annotation(&fact.keyword));
                match subject.parts.as_slice() {
                    [only]
                        if says_nothing
                            && only.facts.is_empty()
                            && matches!(only.step, Step::Choice(..)) =>
                    {
                        id = only.subject;
                    }
                    _ => break,
                }
            }
            id
        };
        match (
            self.choosing[0].contains(&base),
            self.choosing[1].contains(&revision),
        ) {
            (true, false) => (only(self.base, base), revision),
            (false, true) => (base, only(self.revision, revision)),
            _ => (base, revision),
        }
    }

    /// Queues the subjects of two parts, without the facts that are stated in their places.
    pub(super) fn enter_below(&mut self, parent: usize, one: &'f Part, other: &'f Part) {
        let key = Key {
            base: one.subject,
            revision: other.subject,
            place: self.place_of(parent).then(&one.step),
            masked: Vec::new(),
        };
        let way = Way {
            from: parent,
            base: one,
            revision: other,
        };
        self.enter(key, Some(way), one.span.clone(), other.span.clone());
    }

    /// Compares the facts that each side states in this place only, and queues the subjects.
    pub(super) fn meet(&mut self, parent: usize, one: &'f Part, other: &'f Part) {
        if matches!(&one.step, Step::Other(keyword) if keyword.starts_with("indirect schema ")) {
            return self.meet_in_both_directions(parent, one, other);
        }
        let mut place = self.place_of(parent).then(&one.step);
        let is_schema = !matches!(
            place.kind,
            Kind::Operation | Kind::Server | Kind::SecurityScheme | Kind::Holder
        );
        if matches!(one.step, Step::Property(_)) {
            place.is_required = says_true(&one.facts, "required");
            let is_silent = |facts: &Facts, part: &Part| {
                let keyword = match place.direction {
                    Direction::Request => "readOnly",
                    Direction::Response => "writeOnly",
                    Direction::Neither => return false,
                };
                says_true(&part.facts, keyword)
                    || says_true(&facts.subject(part.subject).facts, keyword)
            };
            if place.kind == Kind::Property
                && is_silent(self.base, one)
                && is_silent(self.revision, other)
            {
                place.kind = Kind::UnusedProperty;
            }
        }
        if matches!(one.step, Step::Parameter(..)) {
            place.is_required =
                says_true(&one.facts, "required") && says_true(&other.facts, "required");
        }
        let condition = match &one.step {
            Step::Other(keyword) if keyword == "not" => Some(("not", &schema::NOT_CHANGED)),
            Step::Other(keyword) if keyword == "if" => Some(("if", &schema::IF_CHANGED)),
            _ => None,
        };
        if let (Some((keyword, rule)), Some(of_schema)) = (condition, place.schema())
            && !self.prints.is_same(one.subject, other.subject, false)
        {
            // A narrower inner schema may widen the schema around it, so the usual verdicts do not
            // apply here.
            return self.changed_condition(parent, rule.id(of_schema), keyword, one, other);
        }
        if place.kind == Kind::Operation {
            let level = |facts: &Subject| {
                let fact = facts
                    .facts
                    .iter()
                    .find(|it| it.keyword == "x-stability-level");
                fact.and_then(|fact| fact.value.as_str()).map(str::to_owned)
            };
            let base = level(self.base.subject(one.subject));
            place.is_unstable = matches!(base.as_deref(), Some("draft" | "alpha"));
        }
        let masked = if is_schema {
            self.compare_in_place(parent, place, one, other)
        } else {
            Vec::new()
        };
        let (base, revision) = if is_schema {
            self.choices_of_one(one.subject, other.subject)
        } else {
            (one.subject, other.subject)
        };
        let key = Key {
            base,
            revision,
            place,
            masked,
        };
        // A named component is reported at its name, not where it is used.
        let span = |facts: &Facts, part: &Part| match facts.subject(part.subject) {
            Subject {
                name: Some(_),
                span,
                ..
            } => span.clone(),
            _ => part.span.clone(),
        };
        let spans = (span(self.base, one), span(self.revision, other));
        let way = Way {
            from: parent,
            base: one,
            revision: other,
        };
        self.enter(key, Some(way), spans.0, spans.1);
    }
}
