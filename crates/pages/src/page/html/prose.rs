//! Text without its markup: lines, code, and descriptions.

use super::dom::Id;
use super::furniture::is_furniture;
use super::reader::Reader;
use crate::page::{Prose, Text};
use contract::Span;

/// A text that is being put together from the nodes of one block.
#[derive(Default)]
struct Line {
    text: String,
    span: Option<Span>,
    /// Whether white space stands between what is there and what comes.
    space: bool,
}

impl Line {
    /// Adds a text in which any white space is one blank.
    fn add_folded(&mut self, text: &str, raw: &str, span: Span) {
        let white = |char: char| char.is_ascii_whitespace();
        for (index, word) in text.split(white).enumerate() {
            self.space |= index > 0;
            self.add_word(word);
        }
        let start = span.start + (raw.len() - raw.trim_start_matches(white).len());
        let end = span.start + raw.trim_end_matches(white).len();
        if start < end {
            self.widen(start..end);
        }
    }

    /// Adds a text as it is.
    fn add_verbatim(&mut self, text: &str, span: Span) {
        self.add_word(text);
        self.widen(span);
    }

    fn add_word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.space = false;
        self.text.push_str(word);
    }

    fn widen(&mut self, span: Span) {
        match &mut self.span {
            Some(whole) => whole.end = span.end,
            None => self.span = Some(span),
        }
    }

    /// The line as far as it came; `None` where nothing was added.
    fn take(&mut self) -> Option<Text> {
        let Self { text, span, .. } = std::mem::take(self);
        // A block of code ends with the end of its last line.
        let text = text.strip_suffix('\n').map(str::to_owned).unwrap_or(text);
        (!text.is_empty()).then(|| Text {
            text,
            span: span.unwrap_or_default(),
        })
    }
}

impl Reader<'_> {
    /// What an element shows, on one line; nothing shown is an empty text at the element's place.
    pub(super) fn line_of(&mut self, id: Id) -> Text {
        self.line(&[id]).unwrap_or_else(|| self.nothing_at(id))
    }

    /// What some nodes show, on one line.
    pub(super) fn line(&mut self, nodes: &[Id]) -> Option<Text> {
        let mut line = Line::default();
        for &id in nodes {
            self.add_inline(id, &mut line);
        }
        line.take()
    }

    /// The text of an element as it is: white space counts, and a break is the end of a line.
    pub(super) fn verbatim(&mut self, id: Id) -> Text {
        let mut line = Line::default();
        self.add_code(id, &mut line);
        let span = line.span.take();
        Text {
            text: line.text,
            span: span.unwrap_or_else(|| self.nothing_at(id).span),
        }
    }

    /// A block of code: its lines, without the end of the last.
    pub(super) fn code_block(&mut self, id: Id) -> Text {
        let mut code = self.verbatim(id);
        if code.text.ends_with('\n') {
            code.text.pop();
        }
        code
    }

    /// The text of an element, which is not thereby read.
    pub(super) fn peek(&self, id: Id) -> String {
        let tree = self.tree;
        let mut text = String::new();
        for node in tree.descendants(id) {
            text.push_str(tree.text(node).unwrap_or_default());
        }
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        words.join(" ").trim_matches('\u{200b}').to_owned()
    }

    /// A description: each paragraph, list entry, table row, heading, and block of code is a text.
    pub(super) fn prose(&mut self, nodes: &[Id]) -> Prose {
        let mut line = Line::default();
        let mut blocks = Vec::new();
        for &id in nodes {
            self.add_block(id, &mut line, &mut blocks);
        }
        blocks.extend(line.take());
        Prose(blocks)
    }

    fn add_block(&mut self, id: Id, line: &mut Line, blocks: &mut Vec<Text>) {
        let tree = self.tree;
        if is_furniture(tree, id) {
            return;
        }
        match tree.name(id) {
            Some("pre") => {
                blocks.extend(line.take());
                let code = self.code_block(id);
                if !code.text.is_empty() {
                    blocks.push(code);
                }
            }
            Some("tr") => {
                blocks.extend(line.take());
                blocks.extend(self.row(id));
            }
            Some(name) if is_block(name) => {
                blocks.extend(line.take());
                for child in tree.children(id) {
                    self.add_block(child, line, blocks);
                }
                blocks.extend(line.take());
            }
            Some("code") | None => self.add_inline(id, line),
            Some(name) if is_empty_inline(name) => self.add_inline(id, line),
            Some(_) => {
                for child in tree.children(id) {
                    self.add_block(child, line, blocks);
                }
            }
        }
    }

    /// The cells of a table's row, with a tab between them, as a browser copies them.
    fn row(&mut self, id: Id) -> Option<Text> {
        let mut row = Text::default();
        for (index, cell) in self.tree.elements(id).enumerate() {
            let cell = self.line_of(cell);
            if index == 0 {
                row.span = cell.span;
            } else {
                row.text.push('\t');
                row.span.end = cell.span.end;
            }
            row.text.push_str(&cell.text);
        }
        (!row.text.trim().is_empty()).then_some(row)
    }

    fn add_inline(&mut self, id: Id, line: &mut Line) {
        let tree = self.tree;
        if is_furniture(tree, id) {
            return;
        }
        if let Some(text) = tree.text(id) {
            self.account(id);
            let span = tree.span(id);
            // The link of a heading to itself may have been saved without its class.
            let text = text.trim_matches('\u{200b}');
            line.add_folded(text, &self.source.text()[span.clone()], span);
            return;
        }
        match tree.name(id) {
            Some("br") => line.space = true,
            Some("code" | "pre") => self.add_code(id, line),
            Some("img") => {
                self.account(id);
                let text = tree.attribute(id, "alt").filter(|text| !text.is_empty());
                let text = text
                    .or_else(|| tree.attribute(id, "src"))
                    .unwrap_or("image");
                line.add_verbatim(text, tree.span(id));
            }
            Some("input") if tree.attribute(id, "type") == Some("checkbox") => {
                self.account(id);
                let checked = tree.attribute(id, "checked").is_some();
                line.add_verbatim(if checked { "[x]" } else { "[ ]" }, tree.span(id));
            }
            name => {
                let block = name.is_some_and(is_block);
                line.space |= block;
                for child in tree.children(id) {
                    self.add_inline(child, line);
                }
                line.space |= block;
            }
        }
    }

    fn add_code(&mut self, id: Id, line: &mut Line) {
        let tree = self.tree;
        for node in tree.descendants(id) {
            if let Some(text) = tree.text(node) {
                self.account(node);
                line.add_verbatim(text, tree.span(node));
            } else if tree.is(node, "br") {
                line.add_verbatim("\n", tree.span(node));
            }
        }
    }

    fn nothing_at(&self, id: Id) -> Text {
        Text {
            text: String::new(),
            span: self.tree.span(id),
        }
    }
}

/// Whether an element begins and ends a line.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether an inline element holds nothing that could begin a line.
fn is_empty_inline(name: &str) -> bool {
    matches!(name, "br" | "img" | "input")
}
