//! What the lines of a page state: which facts, and whose descriptions its prose is.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::align::Shown;
use super::draw::{Line, Role, Says};
use super::{Form, Page};
use contract::facts::{Address, Facts, Step, Subject, SubjectId};
use contract::{Data, Document, Node, Operation, ParameterPlace, Span};

/// Finds the parts of an operation that the lines of its drawing are about.
pub(super) struct Places<'d> {
    document: &'d Document,
    operation: &'d Operation<'d>,
    facts: &'d Facts,
}

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

/// A part of an operation.
struct Place<'d> {
    address: Address,
    /// The schemas, or whatever else stands there: a reference, and what it leads to.
    nodes: Vec<&'d Node>,
    subject: Option<SubjectId>,
    /// The part that leads to the subject, by the subject that has it and its number there.
    part: Option<(SubjectId, usize)>,
    /// The parts that lead to that one.
    within: Vec<(SubjectId, usize)>,
    /// Where the part stands in its list, or whose member it is.
    span: Span,
    /// The keyword of an example of the part, if that is what stands there.
    example: Option<String>,
}

impl<'d> Places<'d> {
    /// `facts` are those of the document.
    pub(super) fn new(
        document: &'d Document,
        operation: &'d Operation<'d>,
        facts: &'d Facts,
    ) -> Self {
        Self {
            document,
            operation,
            facts,
        }
    }

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

    fn root(&self) -> Place<'d> {
        let step = Step::Operation {
            method: self.operation.method.clone(),
            path: self.operation.path.to_owned(),
        };
        let root = self.facts.root();
        let mut parts = self.facts.subject(root).parts.iter();
        let number = parts.position(|it| it.step == step);
        let part = number.map(|number| (root, number));
        Place {
            address: Address(vec![step]),
            nodes: vec![self.operation.node],
            subject: part.map(|(root, number)| self.facts.subject(root).parts[number].subject),
            part,
            within: Vec::new(),
            span: self.operation.span.clone(),
            example: None,
        }
    }

    /// What a pointer into the path item leads to, references followed.
    fn find(&self, pointer: &str) -> Option<Place<'d>> {
        let mut keys = pointer.split('/').skip(1).map(|key| {
            if key.contains('~') {
                key.replace("~1", "/").replace("~0", "~")
            } else {
                key.to_owned()
            }
        });
        let mut place = self.root();
        let first = keys.next()?;
        let mut list = (first == "parameters").then_some(first);
        if list.is_some() {
            let item = self.document.root().get("paths")?;
            let item = item.get(self.operation.path)?;
            place.nodes = vec![item];
        }
        while let Some(key) = list.take().or_else(|| keys.next()) {
            match key.as_str() {
                "parameters" => {
                    let (nodes, _) = self.element(&place.nodes, "parameters", &keys.next()?)?;
                    let text = |key| nodes.iter().find_map(|it| it.get(key)?.as_str());
                    let kind = match text("in")? {
                        "path" => ParameterPlace::Path,
                        "query" => ParameterPlace::Query,
                        "header" => ParameterPlace::Header,
                        _ => ParameterPlace::Cookie,
                    };
                    let step = Step::Parameter(kind, text("name")?.to_owned());
                    place = self.step(&place, step, nodes, Span::default());
                }
                "requestBody" => {
                    let (nodes, span) = self.member(&place.nodes, &key)?;
                    place = self.step(&place, Step::RequestBody, nodes, span);
                }
                "responses" | "content" | "headers" => {
                    let name = keys.next()?;
                    let (nodes, span) = self.element(&place.nodes, &key, &name)?;
                    let step = match key.as_str() {
                        "responses" if name != "default" => {
                            Step::Response(name.to_ascii_uppercase())
                        }
                        "responses" => Step::Response(name),
                        "content" => Step::MediaType(self.media_type(&place, &span, name)),
                        _ => Step::Header(name),
                    };
                    place = self.step(&place, step, nodes, span);
                }
                "schema" => {
                    (place.nodes, _) = self.member(&place.nodes, "schema")?;
                    return self.find_schema(place, keys);
                }
                // What is said of an example is said of what has it.
                "example" => {
                    place.example = Some(key);
                    return Some(place);
                }
                "examples" => {
                    place.example = Some(format!("examples/{}", keys.next()?));
                    return Some(place);
                }
                _ => return None,
            }
        }
        Some(place)
    }

    fn find_schema(
        &self,
        mut place: Place<'d>,
        mut keys: impl Iterator<Item = String>,
    ) -> Option<Place<'d>> {
        while let Some(key) = keys.next() {
            let (nodes, span, step) = match key.as_str() {
                "properties" => {
                    let name = keys.next()?;
                    let (nodes, span) = self.element(&place.nodes, "properties", &name)?;
                    (nodes, span, Step::Property(name))
                }
                "items" | "additionalProperties" => {
                    let (nodes, span) = self.member(&place.nodes, &key)?;
                    let is_items = key == "items";
                    let step = if is_items { Step::Items } else { Step::Values };
                    (nodes, span, step)
                }
                "allOf" => {
                    (place.nodes, _) = self.element(&place.nodes, &key, &keys.next()?)?;
                    continue;
                }
                "oneOf" | "anyOf" => {
                    let number = keys.next()?;
                    let (nodes, span) = self.element(&place.nodes, &key, &number)?;
                    let Some(label) = self.choice(&place, &key, &span, number.parse().ok()?) else {
                        // A choice between a schema and `null` is the schema.
                        place.nodes = nodes;
                        continue;
                    };
                    (nodes, span, label)
                }
                "discriminator" => {
                    keys.next()?;
                    let name = keys.next()?;
                    let target = place.nodes.iter().find_map(|it| {
                        let target = it.get("discriminator")?.get("mapping")?.get(&name)?;
                        let pointer = target.as_str()?;
                        self.document.resolve_pointer(target, pointer).ok()
                    })?;
                    let step = Step::Choice("discriminator".to_owned(), name);
                    (vec![target.node], Span::default(), step)
                }
                _ => return None,
            };
            place = self.step(&place, step, nodes, span);
        }
        Some(place)
    }

    /// A member of one of several nodes, references followed, and where its key stands.
    fn member(&self, nodes: &[&'d Node], key: &str) -> Option<(Vec<&'d Node>, Span)> {
        let member = nodes.iter().find_map(|it| it.member(key))?;
        Some((self.resolved(&member.value), member.key_span.clone()))
    }

    /// A member or an element of a member of one of several nodes, and where it stands.
    fn element(&self, nodes: &[&'d Node], list: &str, key: &str) -> Option<(Vec<&'d Node>, Span)> {
        nodes.iter().find_map(|it| {
            let list = it.get(list)?;
            if let Data::Sequence(elements) = &list.data {
                let element = elements.get(key.parse::<usize>().ok()?)?;
                return Some((self.resolved(element), element.span.clone()));
            }
            let member = list.member(key)?;
            Some((self.resolved(&member.value), member.key_span.clone()))
        })
    }

    fn resolved(&self, node: &'d Node) -> Vec<&'d Node> {
        match self.document.resolve(node) {
            Ok(resolved) if !std::ptr::eq(resolved.node, node) => vec![node, resolved.node],
            _ => vec![node],
        }
    }

    fn step(&self, from: &Place<'d>, step: Step, nodes: Vec<&'d Node>, span: Span) -> Place<'d> {
        let part = from.subject.and_then(|subject| {
            let mut parts = self.facts.subject(subject).parts.iter();
            Some((subject, parts.position(|part| part.step == step)?))
        });
        Place {
            address: from.address.then(step),
            nodes,
            subject: part.map(|(subject, at)| self.facts.subject(subject).parts[at].subject),
            part,
            within: from.within.iter().copied().chain(from.part).collect(),
            span,
            example: None,
        }
    }

    /// The name of a media type among the facts, where it is normal.
    fn media_type(&self, place: &Place<'_>, span: &Span, name: String) -> String {
        let Some(subject) = place.subject else {
            return name;
        };
        let known = || {
            let parts = self.facts.subject(subject).parts.iter();
            parts.filter_map(|part| match &part.step {
                Step::MediaType(known) => Some((known, &part.span)),
                _ => None,
            })
        };
        let named = known().find(|(known, _)| known.eq_ignore_ascii_case(&name));
        let found = named.or_else(|| known().find(|(_, at)| *at == span));
        found.map_or(name, |(known, _)| known.clone())
    }

    /// The step to an option of a schema.
    fn choice(&self, place: &Place<'_>, keyword: &str, span: &Span, number: usize) -> Option<Step> {
        let parts = &self.facts.subject(place.subject?).parts;
        let of_keyword = |step: &Step| match step {
            Step::Choice(known, _) => known.split(' ').next() == Some(keyword),
            _ => false,
        };
        let choices = || parts.iter().filter(|part| of_keyword(&part.step));
        let is_alone = choices().filter(|part| part.span == *span).count() == 1;
        let found = if is_alone {
            choices().find(|part| part.span == *span)
        } else {
            choices().nth(number)
        };
        Some(found?.step.clone())
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
