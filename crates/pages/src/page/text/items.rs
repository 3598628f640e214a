//! Reads a run of parameters or properties: heads with what stands below them, and the marks of
//! arrays and choices between them.

mod below;
mod head;

use below::{assign, into_text};

use super::known::Known;
use super::lines::Line;
use crate::page::expected::VALUES_NAME;
use crate::page::{Form, Item, Text};
use contract::{ParameterPlace, Span};

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
