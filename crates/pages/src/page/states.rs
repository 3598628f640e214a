//! What the lines of a page state: which facts, and whose descriptions its prose is.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::align::Shown;
use super::draw::{Line, Role, Says};
use super::place::{Place, Places};
use super::{Form, Page};
use contract::Span;
use contract::facts::{Address, Step, Subject, SubjectId};

/// What a line states of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Stated {
    /// Something that stands in a place of the document and is no fact of its own.
    At(Span),
    /// A part of a subject, by its number there.
    Part(SubjectId, usize),
    /// Something within a part of a subject.
    Within(SubjectId, usize),
    /// A fact of a part of a subject.
    OfPart(SubjectId, usize, usize),
    /// A fact of a subject.
    Of(SubjectId, usize),
}

impl<'d> Places<'d> {
    /// Where the document states what a drawing shows.
    pub(super) fn stated(&self, drawn: &[Line]) -> HashSet<Span> {
        let mut spans = HashSet::new();
        self.each(drawn.iter(), |_, stated| {
            spans.insert(match stated {
                Stated::Within(holder, at) => {
                    // An option or a body is seen by what it holds, where its label is not.
                    let part = &self.facts.subject(holder).parts[at];
                    if !matches!(part.step, Step::Choice(..) | Step::MediaType(_)) {
                        return;
                    }
                    part.span.clone()
                }
                Stated::At(span) => span,
                Stated::Part(holder, at) => self.facts.subject(holder).parts[at].span.clone(),
                Stated::OfPart(holder, at, fact) => {
                    let part = &self.facts.subject(holder).parts[at];
                    part.facts[fact].span.clone()
                }
                Stated::Of(subject, fact) => self.facts.subject(subject).facts[fact].span.clone(),
            });
        });
        spans
    }

    /// Which lines of a page state each fact that its drawing shows, by their numbers: the first one,
    /// or all lines of an example.
    pub(super) fn lines(&self, drawn: &[Line], places: &[usize]) -> HashMap<Stated, Range<usize>> {
        let mut lines: HashMap<Stated, Range<usize>> = HashMap::new();
        let mut named = HashSet::new();
        let shown = || places.iter().map(|&at| &drawn[at]);
        let says: Vec<Says> = shown().map(|line| line.says).collect();
        self.each(shown(), |number, stated| {
            // An item stands where its name does, which its section shows before it.
            let is_name = matches!(says[number], Says::Head | Says::Name)
                && matches!(stated, Stated::Part(..))
                && named.insert(stated.clone());
            let is_example = matches!(says[number], Says::Given | Says::Automatic);
            let known = lines.entry(stated).or_insert(number..number + 1);
            if is_name {
                *known = number..number + 1;
            } else if is_example && known.end == number {
                known.end += 1;
            }
        });
        lines
    }

    fn each<'l>(&self, lines: impl Iterator<Item = &'l Line>, mut note: impl FnMut(usize, Stated)) {
        let mut last: Option<(&str, Option<Place<'d>>)> = None;
        for (number, line) in lines.enumerate() {
            for at in line.at.split('\n').filter(|at| !at.is_empty()) {
                if last.as_ref().is_none_or(|(known, _)| *known != at) {
                    last = Some((at, self.find(at)));
                }
                if let Some((_, Some(place))) = &last {
                    self.note(place, line, &mut |stated| note(number, stated));
                }
            }
        }
    }

    /// The texts in the places for prose: of what, the text, and where it stands.
    pub(super) fn prose(
        &self,
        page: &Page,
        drawn: &[Line],
        places: &[usize],
    ) -> Vec<(Address, String, Span)> {
        let mut texts: Vec<(Address, String, Span)> = Vec::new();
        let whole = self.root();
        if let Some(title) = &page.title {
            let address = whole.address.then(Step::Other("summary".to_owned()));
            texts.push((address, title.text.clone(), title.span.clone()));
        }
        let mut last: Option<(usize, Option<Address>)> = None;
        for (line, &at) in page.lines.iter().zip(places) {
            if !matches!(drawn[at].role, Role::Prose(_)) {
                continue;
            }
            let is_next = last.as_ref().is_none_or(|(known, _)| *known != at);
            if is_next {
                let pointer = drawn[at].at.split('\n').next().unwrap_or_default();
                last = Some((at, self.find(pointer).map(|place| place.address)));
            }
            let Some((_, Some(address))) = &last else {
                continue;
            };
            let known = texts.iter_mut().find(|(known, ..)| known == address);
            if let Some((_, text, span)) = known {
                text.push_str(if is_paragraph(line, page.form) || is_next {
                    "\n\n"
                } else {
                    " "
                });
                text.push_str(&line.text);
                span.end = line.span.end.max(span.start);
            } else {
                texts.push((address.clone(), line.text.clone(), line.span.clone()));
            }
        }
        texts
    }

    /// Notes what a line states.
    fn note(&self, place: &Place<'d>, line: &Line, note: &mut impl FnMut(Stated)) {
        if !place.span.is_empty() {
            note(Stated::At(place.span.clone()));
        }
        for &(holder, at) in &place.within {
            note(Stated::Within(holder, at));
        }
        if let Some((holder, at)) = place.part {
            note(Stated::Part(holder, at));
            let facts = &self.facts.subject(holder).parts[at].facts;
            for (number, fact) in facts.iter().enumerate() {
                let is_example = place.example.as_ref() == Some(&fact.keyword);
                if shows(line, &fact.keyword) || is_example && line.says == Says::Given {
                    note(Stated::OfPart(holder, at, number));
                }
            }
        }
        let Some(subject) = place.subject else {
            return;
        };
        if line.says == Says::Automatic {
            self.note_examples(subject, &mut Vec::new(), note);
            return;
        }
        let mut parts = self.facts.subject(subject).parts.iter();
        let items = parts.position(|part| part.step == Step::Items);
        // The type, the bounds, and the default of an array's elements stand on the array's lines.
        let items = items.filter(|_| {
            matches!(
                line.says,
                Says::Head | Says::Type | Says::Values | Says::Default
            )
        });
        if let Some(items) = items {
            note(Stated::Part(subject, items));
            self.note_facts(self.facts.subject(subject).parts[items].subject, line, note);
        }
        self.note_facts(subject, line, note);
    }

    fn note_facts(&self, subject: SubjectId, line: &Line, note: &mut impl FnMut(Stated)) {
        for (number, fact) in self.facts.subject(subject).facts.iter().enumerate() {
            if shows(line, &fact.keyword) {
                note(Stated::Of(subject, number));
            }
        }
    }

    /// Notes the examples that the theme's own example is made of.
    fn note_examples(
        &self,
        subject: SubjectId,
        inside: &mut Vec<SubjectId>,
        note: &mut impl FnMut(Stated),
    ) {
        let Subject { facts, parts, .. } = self.facts.subject(subject);
        if let Some(example) = facts.iter().position(|it| it.keyword == "example") {
            note(Stated::Of(subject, example));
            return;
        }
        for part in parts {
            let is_inner = matches!(part.step, Step::Property(_) | Step::Items);
            if is_inner && !inside.contains(&part.subject) {
                inside.push(part.subject);
                self.note_examples(part.subject, inside, note);
                inside.pop();
            }
        }
    }
}

/// Whether a line shows what a keyword says.
fn shows(line: &Line, keyword: &str) -> bool {
    let is_mark = matches!(keyword, "required" | "deprecated" | "nullable");
    match line.says {
        Says::Head => {
            matches!(keyword, "type" | "format") && !is_name_alone(line)
                || is_mark && line.text.ends_with(keyword)
        }
        Says::Type => {
            matches!(keyword, "type" | "format")
                || keyword == "nullable" && line.text.contains("null")
        }
        Says::Mark => is_mark && line.text == keyword,
        Says::Values => matches!(
            keyword,
            "enum"
                | "pattern"
                | "minLength"
                | "maxLength"
                | "minimum"
                | "maximum"
                | "exclusiveMinimum"
                | "exclusiveMaximum"
                | "minItems"
                | "maxItems"
        ),
        Says::Constant => keyword == "const",
        Says::Default => keyword == "default",
        Says::Example => keyword == "example",
        Says::Nothing => match line.role {
            Role::Heading => keyword == "required" && line.text.ends_with("required"),
            _ => keyword == "deprecated" && line.text == "deprecated",
        },
        Says::Name | Says::Given | Says::Automatic => false,
    }
}

/// Whether a line shows the name of a header or a property and no type.
fn is_name_alone(line: &Line) -> bool {
    let at = line.at.split('\n').next().unwrap_or_default();
    let key = at.rsplit('/').next().unwrap_or_default();
    line.text == key.replace("~1", "/").replace("~0", "~")
}

/// Whether a line begins a paragraph, a list entry, or a table row.
fn is_paragraph(line: &Shown, form: Form) -> bool {
    let is_html = matches!(form, Form::Saved | Form::Static);
    is_html || line.is_apart || line.text.starts_with('•')
}
