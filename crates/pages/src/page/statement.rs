//! Finds the facts and the descriptions that the lines of a page state.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::align::PageLine;
use super::draw::{Aspect, DrawnLine, Role};
use super::target::{Target, Targets};
use super::{Form, Page};
use contract::Span;
use contract::facts::{Address, Step, Subject, SubjectId};

/// What a line states about an operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Statement {
    /// A node of the document that is not itself a fact.
    Node(Span),
    /// A part: its owner, and its index there.
    Part(SubjectId, usize),
    /// Something inside a part: its owner, and its index there.
    Inside(SubjectId, usize),
    /// A fact about a part: the owner, the index of the part, and the index of the fact.
    PartFact(SubjectId, usize, usize),
    /// A fact about a subject: the subject, and the index of the fact.
    Fact(SubjectId, usize),
}

impl<'d> Targets<'d> {
    /// Returns the positions, in the document, of what a drawing shows.
    pub(super) fn stated(&self, drawn: &[DrawnLine]) -> HashSet<Span> {
        let mut spans = HashSet::new();
        self.visit(drawn.iter(), |_, stated| {
            spans.insert(match stated {
                Statement::Inside(holder, at) => {
                    // The form may hide the label of an option or a media type, but not its
                    // content.
                    let part = &self.facts.subject(holder).parts[at];
                    if !matches!(part.step, Step::Choice(..) | Step::MediaType(_)) {
                        return;
                    }
                    part.span.clone()
                }
                Statement::Node(span) => span,
                Statement::Part(holder, at) => self.facts.subject(holder).parts[at].span.clone(),
                Statement::PartFact(holder, at, fact) => {
                    let part = &self.facts.subject(holder).parts[at];
                    part.facts[fact].span.clone()
                }
                Statement::Fact(subject, fact) => {
                    self.facts.subject(subject).facts[fact].span.clone()
                }
            });
        });
        spans
    }

    /// Returns which lines of the page state each fact: the first line, or all lines of an example.
    /// `alignment` has the index of the drawn line for each line of the page.
    pub(super) fn lines(
        &self,
        drawn: &[DrawnLine],
        alignment: &[usize],
    ) -> HashMap<Statement, Range<usize>> {
        let mut lines: HashMap<Statement, Range<usize>> = HashMap::new();
        let mut named = HashSet::new();
        let shown = || alignment.iter().map(|&at| &drawn[at]);
        let aspect: Vec<Aspect> = shown().map(|line| line.aspect).collect();
        self.visit(shown(), |number, stated| {
            // Sections list all their labels first: a part is at its own name, if it has one.
            let is_name = matches!(aspect[number], Aspect::Head | Aspect::Name)
                && matches!(stated, Statement::Part(..))
                && named.insert(stated.clone());
            let is_example = matches!(
                aspect[number],
                Aspect::DocumentedExample | Aspect::GeneratedExample
            );
            let known = lines.entry(stated).or_insert(number..number + 1);
            if is_name {
                *known = number..number + 1;
            } else if is_example && known.end == number {
                known.end += 1;
            }
        });
        lines
    }

    fn visit<'l>(
        &self,
        lines: impl Iterator<Item = &'l DrawnLine>,
        mut report: impl FnMut(usize, Statement),
    ) {
        let mut last: Option<(&str, Option<Target<'d>>)> = None;
        for (number, line) in lines.enumerate() {
            for at in line.pointers.split('\n').filter(|at| !at.is_empty()) {
                if last.as_ref().is_none_or(|(known, _)| *known != at) {
                    last = Some((at, self.find(at)));
                }
                if let Some((_, Some(target))) = &last {
                    self.report(target, line, &mut |stated| report(number, stated));
                }
            }
        }
    }

    /// Returns the lines in the slots for prose as texts: the address of the part, the text, and
    /// its position.
    pub(super) fn prose(
        &self,
        page: &Page,
        drawn: &[DrawnLine],
        alignment: &[usize],
    ) -> Vec<(Address, String, Span)> {
        let mut texts: Vec<(Address, String, Span)> = Vec::new();
        let whole = self.root();
        if let Some(title) = &page.title {
            let address = whole.address.then(Step::Other("summary".to_owned()));
            texts.push((address, title.text.clone(), title.span.clone()));
        }
        let mut last: Option<(usize, Option<Address>)> = None;
        for (line, &at) in page.lines.iter().zip(alignment) {
            if !matches!(drawn[at].role, Role::Prose(_)) {
                continue;
            }
            let is_next = last.as_ref().is_none_or(|(known, _)| *known != at);
            if is_next {
                let pointer = drawn[at].pointers.split('\n').next().unwrap_or_default();
                last = Some((at, self.find(pointer).map(|target| target.address)));
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

    /// Reports what a line states about a part.
    fn report(&self, target: &Target<'d>, line: &DrawnLine, report: &mut impl FnMut(Statement)) {
        if !target.span.is_empty() {
            report(Statement::Node(target.span.clone()));
        }
        for &(holder, at) in &target.within {
            report(Statement::Inside(holder, at));
        }
        if let Some((holder, at)) = target.part {
            report(Statement::Part(holder, at));
            let facts = &self.facts.subject(holder).parts[at].facts;
            for (number, fact) in facts.iter().enumerate() {
                let is_example = target.example.as_ref() == Some(&fact.keyword);
                if shows(line, &fact.keyword)
                    || is_example && line.aspect == Aspect::DocumentedExample
                {
                    report(Statement::PartFact(holder, at, number));
                }
            }
        }
        let Some(subject) = target.subject else {
            return;
        };
        if line.aspect == Aspect::GeneratedExample {
            self.report_examples(subject, &mut Vec::new(), report);
            return;
        }
        let mut parts = self.facts.subject(subject).parts.iter();
        let items = parts.position(|part| part.step == Step::Items);
        // An array shows the type, the bounds, and the default of its items in its own lines.
        let items = items.filter(|_| {
            matches!(
                line.aspect,
                Aspect::Head | Aspect::Type | Aspect::PossibleValues | Aspect::Default
            )
        });
        if let Some(items) = items {
            report(Statement::Part(subject, items));
            self.report_facts(
                self.facts.subject(subject).parts[items].subject,
                line,
                report,
            );
        }
        self.report_facts(subject, line, report);
    }

    fn report_facts(
        &self,
        subject: SubjectId,
        line: &DrawnLine,
        report: &mut impl FnMut(Statement),
    ) {
        for (number, fact) in self.facts.subject(subject).facts.iter().enumerate() {
            if shows(line, &fact.keyword) {
                report(Statement::Fact(subject, number));
            }
        }
    }

    /// Reports the examples from which the theme generates an example of the schema.
    fn report_examples(
        &self,
        subject: SubjectId,
        inside: &mut Vec<SubjectId>,
        report: &mut impl FnMut(Statement),
    ) {
        let Subject { facts, parts, .. } = self.facts.subject(subject);
        if let Some(example) = facts.iter().position(|it| it.keyword == "example") {
            report(Statement::Fact(subject, example));
            return;
        }
        for part in parts {
            let is_inner = matches!(part.step, Step::Property(_) | Step::Items);
            if is_inner && !inside.contains(&part.subject) {
                inside.push(part.subject);
                self.report_examples(part.subject, inside, report);
                inside.pop();
            }
        }
    }
}

/// Returns whether a line shows the value of a keyword.
fn shows(line: &DrawnLine, keyword: &str) -> bool {
    let is_mark = matches!(keyword, "required" | "deprecated" | "nullable");
    match line.aspect {
        Aspect::Head => {
            matches!(keyword, "type" | "format") && !is_name_alone(line)
                || is_mark && line.text.ends_with(keyword)
        }
        Aspect::Type => {
            matches!(keyword, "type" | "format")
                || keyword == "nullable" && line.text.contains("null")
        }
        Aspect::Mark => is_mark && line.text == keyword,
        Aspect::PossibleValues => matches!(
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
        Aspect::Constant => keyword == "const",
        Aspect::Default => keyword == "default",
        Aspect::Example => keyword == "example",
        Aspect::Other => match line.role {
            Role::Heading => keyword == "required" && line.text.ends_with("required"),
            _ => keyword == "deprecated" && line.text == "deprecated",
        },
        Aspect::Name | Aspect::DocumentedExample | Aspect::GeneratedExample => false,
    }
}

/// Returns whether a line shows only the name of a header or property, without its type.
fn is_name_alone(line: &DrawnLine) -> bool {
    let at = line.pointers.split('\n').next().unwrap_or_default();
    let key = at.rsplit('/').next().unwrap_or_default();
    line.text == key.replace("~1", "/").replace("~0", "~")
}

/// Returns whether a line begins a paragraph, a list entry, or a table row.
fn is_paragraph(line: &PageLine, form: Form) -> bool {
    let is_html = matches!(form, Form::Saved | Form::Static);
    is_html || line.is_after_blank || line.text.starts_with('•')
}
