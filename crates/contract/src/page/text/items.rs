//! Reads a run of parameters or properties: heads with what stands below them, and the marks of
//! arrays and choices between them.

use super::known::Known;
use super::lines::Line;
use crate::document::ParameterPlace;
use crate::page::expected::VALUES_NAME;
use crate::page::label;
use crate::page::{Example, Form, Item, Kind, PossibleValues, Prose, Text};
use crate::source::Span;

/// What a text shows of a schema, one after the other: a text does not show what is nested in what.
#[derive(Clone, Debug)]
pub(in crate::page) enum Flat {
    /// A name with a type, and what is said about it.
    Head(Box<Item>),
    /// `Array [`.
    Open(Span),
    /// The `]` of an array.
    Close(Span),
    /// `oneOf` or `anyOf`.
    Badge(Text),
    /// The label of a tab.
    Label(Text),
}

/// What stands below a head, before it is known what is prose.
enum Below {
    Paragraph(Text),
    PossibleValues(Text),
    Constant(Text),
    Default(Text),
    Example(Text),
    /// `Examples:`, behind which each has a summary of its own.
    Examples,
}

/// What kind of thing a run lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Parameters(ParameterPlace),
    Headers,
    Properties,
}

pub(super) struct Items<'r, 's> {
    lines: &'r [Line<'s>],
    at: usize,
    form: Form,
    run: Run,
    known: &'r Known,
    flats: Vec<Flat>,
    below: Vec<Below>,
    unread: Vec<(Span, String)>,
    /// Where the arrays begin that are open.
    open: Vec<Span>,
    /// Prose before the first head.
    before: Vec<Text>,
}

/// A run that was read.
pub(super) struct Read {
    pub(super) flats: Vec<Flat>,
    pub(super) before: Vec<Text>,
    pub(super) unread: Vec<(Span, String)>,
}

pub(super) fn read(lines: &[Line<'_>], form: Form, run: Run, known: &Known) -> Read {
    let mut items = Items {
        lines,
        at: 0,
        form,
        run,
        known,
        flats: Vec::new(),
        below: Vec::new(),
        unread: Vec::new(),
        open: Vec::new(),
        before: Vec::new(),
    };
    items.run();
    Read {
        flats: items.flats,
        before: items.before,
        unread: items.unread,
    }
}

fn without_bullet(text: &str) -> &str {
    text.trim_start_matches(['•', '-', '*', ' ']).trim_end()
}

fn is_badge(text: &str) -> bool {
    text.eq_ignore_ascii_case("oneOf") || text.eq_ignore_ascii_case("anyOf")
}

impl Items<'_, '_> {
    fn run(&mut self) {
        while self.at < self.lines.len() {
            let line = &self.lines[self.at];
            if line.is_blank() {
                self.at += 1;
                continue;
            }
            if self.mark(line.text, line.span.clone()) {
                self.at += 1;
                continue;
            }
            if let Some((item, next)) = self.head() {
                self.finish();
                self.flats.push(Flat::Head(Box::new(item)));
                self.at = next;
                continue;
            }
            self.paragraph();
        }
        self.finish();
        for span in std::mem::take(&mut self.open) {
            self.unread.push((span, "the `]` of this array".to_owned()));
        }
    }

    fn mark(&mut self, text: &str, span: Span) -> bool {
        if self.run != Run::Properties {
            return false;
        }
        let bullet = text.starts_with('•');
        let text = without_bullet(text);
        let plain = (self.form == Form::Copied) || bullet || !self.known.is_prose(text);
        let lists = self.flats.iter().rev().find_map(|flat| match flat {
            Flat::Head(item) => Some(item.label.text.ends_with("[]")),
            _ => None,
        });
        let boxed = bullet || lists != Some(true) || self.boxed() || !self.known.is_prose(text);
        let flat = if text == "Array [" && plain && boxed {
            self.open.push(span.clone());
            Flat::Open(span)
        } else if text == "]" && self.open.pop().is_some() {
            Flat::Close(span)
        } else if text == "]" && bullet {
            self.unread.push((span, "`Array [` above this".to_owned()));
            return true;
        } else if is_badge(text) && !self.known.is_name(text) {
            Flat::Badge(Text {
                text: if text.eq_ignore_ascii_case("oneOf") {
                    "oneOf"
                } else {
                    "anyOf"
                }
                .to_owned(),
                span,
            })
        } else {
            return false;
        };
        self.finish();
        let is_badge = matches!(flat, Flat::Badge(_));
        self.flats.push(flat);
        if is_badge && self.form == Form::Copied {
            self.labels();
        }
        true
    }

    /// Whether the last head is one that something is nested in.
    fn boxed(&self) -> bool {
        self.flats.iter().rev().find_map(|flat| match flat {
            Flat::Head(item) => Some(item.label.text.contains("object")),
            _ => None,
        }) == Some(true)
    }

    /// The tabs of a choice stand in a row before the first of its panels.
    fn labels(&mut self) {
        let mut seen: Vec<&str> = Vec::new();
        while let Some(line) = self.lines.get(self.at + 1) {
            // Two options may have one name; but what stands there again is then what is in them.
            let is_option = self.known.is_option(line.text)
                && !self.known.is_name(line.text)
                && !seen.contains(&line.text);
            let is_name = self.known.is_name(line.text) && !self.known.is_option(line.text);
            if line.is_blank() || is_name || (!is_option && self.head_at(self.at + 1).is_some()) {
                break;
            }
            seen.push(line.text);
            let is_mark = matches!(without_bullet(line.text), "Array [" | "]");
            if is_mark || is_badge(line.text) {
                break;
            }
            self.flats.push(Flat::Label(line.to_text()));
            self.at += 1;
        }
    }

    fn head(&self) -> Option<(Item, usize)> {
        // A head follows a blank line, another head, or a line that cannot run on.
        // In a copied page lists and tables run into what follows them.
        let free = self.at == 0
            || self.form == Form::Copied
            || self.lines[self.at - 1].is_blank()
            || matches!(
                self.below.last(),
                Some(Below::Default(_) | Below::Constant(_) | Below::Example(_))
            )
            || self.below.is_empty();
        if !free {
            return None;
        }
        self.head_at(self.at)
    }

    fn head_at(&self, at: usize) -> Option<(Item, usize)> {
        match self.form {
            Form::Copied => self.copied_head(at),
            _ => self.imported_head(at).map(|item| (item, at + 1)),
        }
    }

    fn kind(&self, name: &str) -> Kind {
        match self.run {
            Run::Parameters(place) => Kind::Parameter(place),
            Run::Headers => Kind::Header,
            Run::Properties if name == VALUES_NAME => Kind::Values,
            Run::Properties if name.is_empty() => Kind::Root,
            Run::Properties => Kind::Property,
        }
    }

    fn imported_head(&self, at: usize) -> Option<Item> {
        let line = &self.lines[at];
        let (head, marks) = strip_marks(line.text, self.run);
        let text = |part: &str| -> Text {
            if part.is_empty() {
                return Text {
                    text: String::new(),
                    span: line.span.end..line.span.end,
                };
            }
            let start = part.as_ptr() as usize - line.text.as_ptr() as usize;
            Text {
                text: part.to_owned(),
                span: line.span.start + start..line.span.start + start + part.len(),
            }
        };
        let (name, kind) = match self.run {
            Run::Parameters(_) => self.parameter_head(head)?,
            Run::Headers => self.header_head(line.text, at)?,
            Run::Properties => self.property_head(head)?,
        };
        let prose = self.known.is_prose(line.text) && !self.known.is_name(name);
        if prose {
            return None;
        }
        let mut item = Item::named(self.kind(name), text(name));
        item.label = text(kind);
        let mut end = line.text.len();
        for (mark, length) in marks.into_iter().rev() {
            let span = line.span.start + end - length..line.span.start + end;
            end -= length;
            match mark {
                "required" => item.required = Some(span),
                "nullable" => item.nullable = Some(span),
                _ => item.deprecated = Some(span),
            }
        }
        Some(item)
    }

    fn parameter_head<'t>(&self, head: &'t str) -> Option<(&'t str, &'t str)> {
        let (name, kind) = head.split_once(char::is_whitespace)?;
        let kind = kind.trim_start();
        let bare = kind.strip_suffix("[]").unwrap_or(kind);
        let fits = label::is_type(kind)
            || self.known.is_title(bare)
            || self.known.is_format(bare)
            || label::is_format(bare)
            || (self.known.is_name(name) && !kind.is_empty());
        fits.then_some((name, kind))
    }

    /// A header shows its name alone; what follows is its description, if it has one.
    fn header_head<'t>(&self, text: &'t str, at: usize) -> Option<(&'t str, &'t str)> {
        let (name, _) = strip_marks(text, Run::Headers);
        let one_word = !name.contains(char::is_whitespace)
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
        let known = self.known.is_name(name);
        let sentence = name.ends_with('.') && !known;
        let after_head = at > 0 && !known && self.ends_head(at);
        (one_word && !sentence && !after_head).then_some((name, ""))
    }

    /// Whether the nearest line above is a head: what stands here is then its description.
    fn ends_head(&self, at: usize) -> bool {
        self.below.is_empty()
            && matches!(self.flats.last(), Some(Flat::Head(_)))
            && self.lines[at - 1].is_blank()
    }

    fn property_head<'t>(&self, head: &'t str) -> Option<(&'t str, &'t str)> {
        if let Some(label) = head.strip_prefix(VALUES_NAME) {
            return Some((&head[..VALUES_NAME.len()], label.trim_start()));
        }
        if self.known.is_untyped(head) {
            return Some((head, ""));
        }
        if let Some((name, kind)) = label::split_glued(head, |name| self.known.is_name(name)) {
            let plausible = !name.contains(char::is_whitespace)
                || self.known.is_name(name)
                || name == VALUES_NAME;
            // `undefined` and `any` are words; nobody names a property with nothing else.
            return plausible.then_some((name, kind));
        }
        self.titled_head(head)
    }

    /// `nameTitle (string)`: the title is known, else it starts where a known name ends.
    fn titled_head<'t>(&self, head: &'t str) -> Option<(&'t str, &'t str)> {
        let bare = head.strip_suffix("[]").unwrap_or(head);
        let inner = bare.strip_suffix(')')?;
        let (front, types) = inner.rsplit_once(" (")?;
        if !label::is_type(types) {
            return None;
        }
        let ends = || front.char_indices().map(|(at, c)| at + c.len_utf8());
        let is_name = |end: &usize| self.known.is_name(front[..*end].trim_end());
        let is_title = |end: &usize| self.known.is_title(front[*end..].trim_start());
        // A name that changed in front of a known title matters, a title that changed behind a
        // known name does not: where it may be either, it is taken for the former.
        let name = ends()
            .find(|end| is_name(end) && is_title(end))
            .or_else(|| ends().find(is_title))
            .or_else(|| ends().filter(is_name).max())
            .or_else(|| {
                let mut inner = front.char_indices().skip(1);
                inner.find(|(_, c)| c.is_uppercase()).map(|(at, _)| at)
            })?;
        let (name, kind) = head.split_at(name);
        (!name.trim().contains(char::is_whitespace)).then(|| (name.trim_end(), kind.trim_start()))
    }

    /// In a copied page every part of a head stands on a line of its own.
    fn copied_head(&self, at: usize) -> Option<(Item, usize)> {
        let first = &self.lines[at];
        let mut next = at;
        let (name, nameless) = if self.starts_nameless(at) {
            (Text::default(), true)
        } else {
            next += 1;
            (first.to_text(), false)
        };
        if !nameless
            && (name.text.contains(char::is_whitespace) && !self.known.is_name(&name.text))
            && name.text != VALUES_NAME
        {
            return None;
        }
        let mut item = Item::named(self.kind(&name.text), name);
        if nameless {
            item.name.span = first.span.start..first.span.start;
        }
        let mut typed = false;
        if let Some(line) = self.lines.get(next)
            && self.is_type_line(line.text, &item.name.text)
        {
            item.label = line.to_text();
            typed = true;
            next += 1;
        }
        let mut marked = false;
        while let Some(line) = self.lines.get(next) {
            let span = Some(line.span.clone());
            match line.text.to_ascii_lowercase().as_str() {
                "required" if item.required.is_none() => item.required = span,
                "nullable" if item.nullable.is_none() => item.nullable = span,
                "deprecated" if item.deprecated.is_none() => item.deprecated = span,
                _ => break,
            }
            marked = true;
            next += 1;
        }
        let is_header = self.run == Run::Headers && self.header_head(first.text, at).is_some();
        let fits = typed
            || is_header
            || (self.known.is_untyped(&item.name.text)
                || (marked && self.known.is_name(&item.name.text)));
        if !fits {
            return None;
        }
        let quoted = (at..next).all(|line| self.known.is_prose(self.lines[line].text))
            && !self.known.is_name(&item.name.text);
        (!quoted).then_some((item, next))
    }

    fn starts_nameless(&self, at: usize) -> bool {
        if self.run != Run::Properties {
            return false;
        }
        let text = self.lines[at].text;
        let next = self.lines.get(at + 1).map_or("", |line| line.text);
        // `string` and `string`: a whole schema is named after its type.
        label::is_type(text) && !label::is_type(next) && !self.known.is_name(text)
    }

    fn is_type_line(&self, text: &str, name: &str) -> bool {
        if label::is_type(text) {
            return true;
        }
        let bare = text.strip_suffix("[]").unwrap_or(text);
        let titled = bare
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once(" ("))
            .is_some_and(|(_, types)| label::is_type(types));
        let word = self.known.is_format(bare)
            || self.known.is_title(bare)
            || (label::is_format(bare) && matches!(self.run, Run::Parameters(_)));
        (name == VALUES_NAME && !text.is_empty() && !text.starts_with("Possible values:"))
            || titled
            || (word && (self.known.is_name(name) || matches!(self.run, Run::Parameters(_))))
    }

    fn paragraph(&mut self) {
        let line = &self.lines[self.at];
        let named = [
            ("Possible values:", 0),
            ("Constant value:", 1),
            ("Default value:", 2),
            ("Examples:", 3),
            ("Example:", 3),
        ]
        .into_iter()
        .find(|(label, _)| line.text.starts_with(label));
        let Some((label, which)) = named else {
            return self.prose();
        };
        let mut text = line.to_text();
        self.at += 1;
        if which == 0 {
            self.join(&mut text);
        }
        let rest = text.text[label.len()..].trim_start();
        let start = text.span.end - rest.len().min(text.span.len());
        let value = Text {
            text: rest.to_owned(),
            span: if which == 0 {
                text.span
            } else {
                start..text.span.end
            },
        };
        let tabs = if which == 0 && self.form == Form::Copied {
            self.tabs_of(&value.text)
        } else {
            0
        };
        let which = if label == "Examples:" { 4 } else { which };
        self.below.push(match which {
            4 => Below::Examples,
            0 => Below::PossibleValues(value),
            1 => Below::Constant(value),
            2 => Below::Default(value),
            _ => Below::Example(value),
        });
        if tabs > 0 {
            self.finish();
            while self.lines[self.at].is_blank() {
                self.at += 1;
            }
            for line in &self.lines[self.at..self.at + tabs] {
                self.flats.push(Flat::Label(line.to_text()));
            }
            self.at += tabs;
        }
    }

    /// How many of the lines that follow are the tabs of a discriminator: they repeat its values.
    fn tabs_of(&self, possible: &str) -> usize {
        let Some(list) = possible
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        else {
            return 0;
        };
        let values: Vec<&str> = list.split(", ").collect();
        let lines = self.lines[self.at..]
            .iter()
            .skip_while(|line| line.is_blank())
            .map(|line| line.text);
        let repeated = !list.is_empty() && lines.take(values.len()).eq(values.iter().copied());
        if repeated { values.len() } else { 0 }
    }

    fn prose(&mut self) {
        let line = &self.lines[self.at];
        let mut text = line.to_text();
        self.at += 1;
        self.join(&mut text);
        self.below.push(Below::Paragraph(text));
    }

    /// Takes in the lines that a paragraph was wrapped to.
    fn join(&mut self, text: &mut Text) {
        while let Some(line) = self.lines.get(self.at) {
            let starts = line.is_blank()
                || line.text.starts_with('•')
                || [
                    "Possible values:",
                    "Constant value:",
                    "Default value:",
                    "Example:",
                    "Examples:",
                ]
                .iter()
                .any(|label| line.text.starts_with(label));
            if starts {
                break;
            }
            if self.form == Form::Copied && !text.text.starts_with("Possible values:") {
                break;
            }
            text.text.push(' ');
            text.text.push_str(line.text);
            text.span.end = line.span.end;
            self.at += 1;
        }
    }

    /// Decides what below the last head is a constraint, and gives it to the head.
    fn finish(&mut self) {
        let below = std::mem::take(&mut self.below);
        let run = self.run;
        let known = self.known;
        let after_mark = !matches!(self.flats.last(), Some(Flat::Head(_)));
        let Some(item) = self.flats.iter_mut().rev().find_map(|flat| match flat {
            Flat::Head(item) => Some(item),
            _ => None,
        }) else {
            self.before.extend(below.into_iter().filter_map(into_text));
            return;
        };
        if after_mark {
            // Text that follows a mark and not a head.
            for text in below.into_iter().filter_map(into_text) {
                self.unread
                    .push((text.span, "a name and a type before this text".to_owned()));
            }
            return;
        }
        assign(item, below, run, known, &mut self.unread);
    }
}

fn into_text(below: Below) -> Option<Text> {
    match below {
        Below::Examples => None,
        Below::Paragraph(text)
        | Below::PossibleValues(text)
        | Below::Constant(text)
        | Below::Default(text)
        | Below::Example(text) => Some(text),
    }
}

fn assign(
    item: &mut Item,
    below: Vec<Below>,
    run: Run,
    known: &Known,
    unread: &mut Vec<(Span, String)>,
) {
    let is_prose = |label: &str, text: &Text| known.is_prose(&format!("{label} {}", text.text));
    // Behind the last paragraph of the description stands what the theme wrote.
    let described = below
        .iter()
        .take_while(|part| !matches!(part, Below::Examples))
        .enumerate()
        .filter(|(_, part)| matches!(part, Below::Paragraph(_)))
        .last()
        .map_or(0, |(at, _)| at + 1);
    let mut in_examples = false;
    let mut summary = Vec::new();
    for (at, part) in below.into_iter().enumerate() {
        let behind = at >= described;
        match part {
            Below::Examples => in_examples = true,
            Below::Paragraph(text) if in_examples => summary.push(text),
            Below::Paragraph(text) => item.description.0.push(text),
            Below::PossibleValues(text) => {
                let first = at == 0 && matches!(run, Run::Parameters(_));
                let own = if matches!(run, Run::Parameters(_)) {
                    first
                } else {
                    behind
                };
                if !own || is_prose("Possible values:", &text) {
                    item.description.0.push(text);
                } else if item.possible_values.is_some() {
                    unread.push((text.span, "`Possible values:` only once".to_owned()));
                } else {
                    item.possible_values = Some(PossibleValues {
                        whole: text,
                        codes: Vec::new(),
                    });
                }
            }
            Below::Constant(text) => {
                set(
                    &mut item.constant,
                    text,
                    behind,
                    "Constant value:",
                    &mut item.description.0,
                    unread,
                    &is_prose,
                );
            }
            Below::Default(text) => {
                set(
                    &mut item.default,
                    text,
                    behind,
                    "Default value:",
                    &mut item.description.0,
                    unread,
                    &is_prose,
                );
            }
            Below::Example(text) => {
                if in_examples || (behind && !is_prose("Example:", &text)) {
                    item.examples.push(Example {
                        description: Prose(std::mem::take(&mut summary)),
                        ..text.into()
                    });
                } else {
                    item.description.0.push(text);
                }
            }
        }
    }
    // A summary with no example behind it.
    for text in summary {
        unread.push((text.span, "`Example:` behind this summary".to_owned()));
    }
}

fn set(
    slot: &mut Option<Text>,
    text: Text,
    behind: bool,
    label: &str,
    prose: &mut Vec<Text>,
    unread: &mut Vec<(Span, String)>,
    is_prose: &dyn Fn(&str, &Text) -> bool,
) {
    if !behind || is_prose(label, &text) {
        prose.push(text);
    } else if slot.is_some() {
        unread.push((text.span, format!("`{label}` only once")));
    } else {
        *slot = Some(text);
    }
}

/// Takes `nullable`, `required`, and `deprecated` from the end of a head.
fn strip_marks(text: &str, run: Run) -> (&str, Vec<(&'static str, usize)>) {
    let mut rest = text;
    let mut marks = Vec::new();
    for mark in ["deprecated", "required", "nullable"] {
        if mark == "nullable" && matches!(run, Run::Parameters(_)) {
            continue;
        }
        if let Some(shorter) = rest.strip_suffix(mark)
            && !shorter.trim_end().is_empty()
        {
            marks.insert(0, (mark, mark.len()));
            rest = shorter;
        }
    }
    (rest.trim_end(), marks)
}
