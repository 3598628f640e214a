//! The responses of a text, as the pieces they are made of.

use super::items::{self, Flat, Run};
use super::known::{Known, plain};
use super::lines::Line;
use super::{is_media_type, truncated};
use crate::page::refusal::Refusal;
use crate::page::{Form, Page, Text};
use contract::{Source, Span};

/// One piece of what is said about responses.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A paragraph: part of a description, or of an example's summary.
    Paragraph(Text),
    /// `Response Headers` with what they are.
    Headers(Vec<Flat>, Span),
    /// The names of media types.
    MediaTypes(Vec<Text>),
    /// The labels of schema and examples.
    Labels(Vec<Text>),
    /// `Schema` with what it consists of.
    Schema(Vec<Flat>, Span),
    /// An example.
    Code(Text),
}

/// The statuses, where the form shows them, and the pieces.
pub(super) struct Blocks {
    pub(super) statuses: Vec<Text>,
    pub(super) blocks: Vec<Block>,
}

struct Reader<'r, 's> {
    source: &'s Source,
    lines: &'r [Line<'s>],
    at: usize,
    form: Form,
    indented: bool,
    known: &'r Known,
    /// Examples of the contract that are no JSON.
    raw: Vec<String>,
    blocks: Vec<Block>,
    unread: &'r mut Vec<(Span, String)>,
    /// How many examples the labels announce that have not come yet.
    announced: usize,
}

pub(super) fn read<'s>(
    source: &'s Source,
    lines: &[Line<'s>],
    form: Form,
    indented: bool,
    known: &Known,
    expected: &Page,
    unread: &mut Vec<(Span, String)>,
) -> Result<Blocks, Refusal> {
    let mut statuses = Vec::new();
    let mut at = 0;
    if form == Form::Copied {
        at = 1;
        while let Some(line) = lines.get(at) {
            if super::responses::is_status(line.text) {
                statuses.push(line.to_text());
            } else if !line.is_blank() {
                break;
            }
            at += 1;
        }
    }
    let raw = expected
        .responses
        .iter()
        .flat_map(|response| &response.media)
        .flat_map(|media| &media.examples)
        .filter(|example| serde_json::from_str::<serde_json::Value>(&example.code.text).is_err())
        .map(|example| plain(&example.code.text))
        .collect();
    let mut reader = Reader {
        source,
        lines,
        at,
        form,
        indented,
        known,
        raw,
        blocks: Vec::new(),
        unread,
        announced: 0,
    };
    reader.run()?;
    Ok(Blocks {
        statuses,
        blocks: reader.blocks,
    })
}

impl Reader<'_, '_> {
    fn run(&mut self) -> Result<(), Refusal> {
        while self.at < self.lines.len() {
            let line = &self.lines[self.at];
            if line.is_blank() {
                self.at += 1;
            } else if self.is_prose_schema() {
                self.paragraph();
            } else if self.is_labels() {
                self.labels();
            } else if line.text == "Schema" {
                self.at += 1;
                self.section(Run::Properties)?;
            } else if line.text == "Response Headers" {
                self.at += 1;
                self.section(Run::Headers)?;
            } else if self.form == Form::Copied && self.is_media_types() {
                self.media_types();
            } else if let Some((code, next)) = self.code(self.at)? {
                self.announced = self.announced.saturating_sub(1);
                self.blocks.push(Block::Code(code));
                self.at = next;
            } else {
                self.paragraph();
            }
        }
        Ok(())
    }

    /// `Schema` in a description, before the heading that says the same.
    fn is_prose_schema(&self) -> bool {
        let next = self.lines[self.at + 1..]
            .iter()
            .find(|line| !line.is_blank());
        self.lines[self.at].text == "Schema"
            && self.known.is_prose("Schema")
            && matches!(self.blocks.last(), Some(Block::Paragraph(_)))
            && self.lines.get(self.at + 1).is_some_and(Line::is_blank)
            && next.is_some_and(|next| next.text == "Schema" || is_media_type(next.text))
    }

    /// Media types stand in a row, and behind them the labels of the first.
    fn is_media_types(&self) -> bool {
        let mut at = self.at;
        while self
            .lines
            .get(at)
            .is_some_and(|line| is_media_type(line.text))
        {
            at += 1;
        }
        at > self.at && self.lines.get(at).is_some_and(|line| line.text == "Schema")
    }

    fn media_types(&mut self) {
        let mut names = Vec::new();
        while let Some(line) = self.lines.get(self.at)
            && is_media_type(line.text)
        {
            names.push(line.to_text());
            self.at += 1;
        }
        self.blocks.push(Block::MediaTypes(names));
    }

    /// In a copied page the first `Schema` is a label, the second the heading of the box.
    fn is_labels(&self) -> bool {
        self.form == Form::Copied
            && self.lines[self.at].text == "Schema"
            && !matches!(self.blocks.last(), Some(Block::Labels(_)))
            && self.lines[self.at + 1..]
                .iter()
                .take_while(|line| !line.is_blank())
                .any(|line| line.text == "Schema")
    }

    fn labels(&mut self) {
        self.at += 1;
        let mut labels = Vec::new();
        while let Some(line) = self.lines.get(self.at)
            && line.text != "Schema"
        {
            if !line.is_blank() {
                labels.push(line.to_text());
            }
            self.at += 1;
        }
        self.announced = labels.len();
        self.blocks.push(Block::Labels(labels));
    }

    fn section(&mut self, run: Run) -> Result<(), Refusal> {
        let span = self.lines[self.at - 1].span.clone();
        let start = self.at;
        let mut end = start;
        while end < self.lines.len() && !self.ends_section(start, end, run)? {
            end += 1;
        }
        let read = items::read(&self.lines[start..end], self.form, run, self.known);
        self.unread.extend(read.unread);
        for text in read.before {
            self.unread
                .push((text.span, "a name and a type".to_owned()));
        }
        self.blocks.push(if run == Run::Headers {
            Block::Headers(read.flats, span)
        } else {
            Block::Schema(read.flats, span)
        });
        self.at = end;
        Ok(())
    }

    fn ends_section(&self, start: usize, at: usize, run: Run) -> Result<bool, Refusal> {
        let line = &self.lines[at];
        if line.is_blank() {
            return Ok(false);
        }
        if self.form == Form::Copied {
            if run == Run::Headers {
                return Ok(self.opens_body(at));
            }
            if self.announced > 0 {
                return Ok(self.code(at)?.is_some());
            }
            return Ok(line.text == "Schema"
                || self.opens_body(at)
                || self.describes_next(start, at)
                || self.follows_constraint(start, at));
        }
        if self.indented {
            return Ok(line.indent == 0);
        }
        Ok(matches!(line.text, "Schema" | "Response Headers")
            || self.code(at)?.is_some()
            || self.describes_next(start, at))
    }

    /// Whether a paragraph stands where no description can: behind what the theme wrote.
    fn follows_constraint(&self, start: usize, at: usize) -> bool {
        let constraint = |line: &Line<'_>| {
            [
                "Possible values:",
                "Constant value:",
                "Default value:",
                "Example:",
            ]
            .iter()
            .any(|label| line.text.starts_with(label))
        };
        let next = self.lines.get(at + 1);
        let is_head = next.is_some_and(|next| crate::page::label::is_type(next.text))
            || crate::page::label::is_type(self.lines[at].text);
        let mark = matches!(self.lines[at].text, "Array [" | "]" | "oneOf" | "anyOf");
        let above = self.lines[start..at].iter().rfind(|line| !line.is_blank());
        !constraint(&self.lines[at]) && !is_head && !mark && above.is_some_and(constraint)
    }

    fn opens_body(&self, at: usize) -> bool {
        let line = &self.lines[at];
        line.text == "Schema"
            || (is_media_type(line.text)
                && self.lines[at + 1..]
                    .iter()
                    .find(|line| !is_media_type(line.text))
                    .is_some_and(|line| line.text == "Schema"))
    }

    /// Whether a paragraph is the description of the next response: its body follows.
    fn describes_next(&self, start: usize, at: usize) -> bool {
        let next = self.lines[at + 1..]
            .iter()
            .position(|line| !line.is_blank());
        let Some(next) = next.map(|next| at + 1 + next) else {
            return false;
        };
        at > start
            && self.lines[at - 1].is_blank()
            && (self.lines[next].text == "Response Headers" || self.opens_body(next))
    }

    /// An example that begins at a line, with the line behind it.
    fn code(&self, at: usize) -> Result<Option<(Text, usize)>, Refusal> {
        let line = &self.lines[at];
        let text = line.text;
        // Code in a description is no example.
        if self.known.is_prose(text) && text.len() > 2 {
            return Ok(None);
        }
        let after_schema = matches!(self.blocks.last(), Some(Block::Schema(..) | Block::Code(_)));
        let json = text.starts_with(['{', '['])
            || (text.starts_with('"') && (self.announced > 0 || after_schema));
        if json {
            let from = &self.source.text()[line.span.start..];
            let mut values =
                serde_json::Deserializer::from_str(from).into_iter::<serde::de::IgnoredAny>();
            return match values.next() {
                Some(Ok(_)) => {
                    let end = line.span.start + values.byte_offset();
                    let next = self.lines[at..]
                        .iter()
                        .position(|line| line.span.start >= end)
                        .map_or(self.lines.len(), |next| at + next);
                    let code = Text {
                        text: self.source.text()[line.span.start..end].to_owned(),
                        span: line.span.start..end,
                    };
                    // A text in brackets is prose if words follow the closing one.
                    Ok((self.lines[next - 1].span.end <= end).then_some((code, next)))
                }
                Some(Err(error)) if text.starts_with('{') || text == "[" => {
                    let message = format!("this example is no JSON: {error}");
                    Err(truncated(self.source, line.span.clone(), &message))
                }
                _ => Ok(None),
            };
        }
        if text.starts_with('<') && (self.announced > 0 || after_schema) {
            let length = self.lines[at..]
                .iter()
                .position(|line| line.is_blank() || line.text == "Schema")
                .unwrap_or(self.lines.len() - at);
            let end = self.lines[at + length - 1].span.end;
            let code = Text {
                text: self.source.text()[line.span.start..end].to_owned(),
                span: line.span.start..end,
            };
            return Ok(Some((code, at + length)));
        }
        // What follows an example without a blank line is another one.
        let follows_code = matches!(self.blocks.last(), Some(Block::Code(_)))
            && at == self.at
            && at > 0
            && !self.lines[at - 1].is_blank()
            && self.form == Form::Imported;
        let due = matches!(self.blocks.last(), Some(Block::Code(_)))
            && self.announced > 0
            && at == self.at;
        let summary = self.lines[at + 1..]
            .iter()
            .find(|line| !line.is_blank())
            .is_some_and(|next| next.text.starts_with(['{', '[']));
        if (follows_code || due) && !summary {
            return Ok(Some((line.to_text(), at + 1)));
        }
        let names_a_type = self
            .lines
            .get(at + 1)
            .is_some_and(|next| crate::page::label::is_type(next.text));
        let literal = self.announced > 0 && is_literal(text) && !names_a_type;
        if self.raw.contains(&plain(text)) || literal {
            return Ok(Some((line.to_text(), at + 1)));
        }
        Ok(self.raw_block(at))
    }

    /// An example that is no JSON, over several lines.
    fn raw_block(&self, at: usize) -> Option<(Text, usize)> {
        let mut joined = String::new();
        let start = self.lines[at].span.start;
        for (next, line) in self.lines.iter().enumerate().skip(at) {
            joined.push_str(&plain(line.text));
            if self.raw.contains(&joined) {
                return Some((
                    Text {
                        text: self.source.text()[start..line.span.end].to_owned(),
                        span: start..line.span.end,
                    },
                    next + 1,
                ));
            }
            if !self.raw.iter().any(|raw| raw.starts_with(&joined)) {
                return None;
            }
        }
        None
    }

    fn paragraph(&mut self) {
        let mut text = self.lines[self.at].to_text();
        self.at += 1;
        while let Some(line) = self.lines.get(self.at)
            && !line.is_blank()
            && !line.text.starts_with('•')
            && !matches!(line.text, "Schema" | "Response Headers")
            && !(line.text.starts_with(['{', '[']) && line.indent == 0)
            && self.form != Form::Copied
        {
            text.text.push(' ');
            text.text.push_str(line.text);
            text.span.end = line.span.end;
            self.at += 1;
        }
        self.blocks.push(Block::Paragraph(text));
    }
}

/// Whether a line is a JSON literal that is no text.
fn is_literal(text: &str) -> bool {
    matches!(text, "null" | "true" | "false") || text.parse::<f64>().is_ok()
}
