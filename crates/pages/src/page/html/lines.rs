//! Splits the article of a page into lines and determines the kind of each from its class names.

use super::dom::{Id, Tree};
use crate::page::align::{Kind, PageLine};
use crate::page::draw::collapsed;
use contract::Span;

/// Returns the lines of an article in document order, without those of the elements in `without`.
pub(super) fn of(tree: &Tree, article: Id, without: &[Option<Id>]) -> Vec<PageLine> {
    let mut lines = Lines {
        tree,
        without,
        all: Vec::new(),
        text: String::new(),
        code_spans: Vec::new(),
        span: None,
    };
    let outermost = Place {
        kind: Kind::Text,
        depth: 0,
        is_code: false,
        is_summary: false,
    };
    lines.enter(article, outermost);
    lines.end(outermost);
    lines.all
}

/// Elements that begin and end a line.
const BLOCKS: [&str; 22] = [
    "article",
    "blockquote",
    "details",
    "div",
    "dd",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

#[derive(Clone, Copy)]
struct Place {
    kind: Kind,
    depth: usize,
    is_code: bool,
    is_summary: bool,
}

struct Lines<'t> {
    tree: &'t Tree,
    without: &'t [Option<Id>],
    all: Vec<PageLine>,
    text: String,
    /// The code spans of the current line.
    code_spans: Vec<String>,
    /// The position of the current line.
    span: Option<Span>,
}

impl Lines<'_> {
    fn enter(&mut self, id: Id, place: Place) {
        let tree = self.tree;
        for child in tree.children(id) {
            if let Some(text) = tree.text(child) {
                self.add(text, tree.span(child), place);
                continue;
            }
            let name = tree.name(child).unwrap_or_default();
            if let Some(text) = shown_without_text(tree, child, name) {
                self.add(&text, tree.span(child), place);
                continue;
            }
            if matches!(name, "button" | "script" | "style" | "svg" | "template")
                || tree.has_class(child, "hash-link")
                || self.without.contains(&Some(child))
            {
                continue;
            }
            self.element(child, name, place);
        }
    }

    fn element(&mut self, id: Id, name: &str, outside: Place) {
        let tree = self.tree;
        let has = |class: &str| tree.has_class(id, class);
        let role = tree.attribute(id, "role").unwrap_or_default();
        let mut place = outside;
        let mut is_block = BLOCKS.contains(&name) || matches!(name, "br" | "summary" | "tr");
        if role == "tab" {
            place.kind = Kind::Tab;
        } else if role == "tabpanel" {
            self.end(outside);
            place.depth += 1;
            self.all.push(PageLine {
                text: String::new(),
                kind: Kind::Panel,
                depth: place.depth,
                is_indented: false,
                span: tree.span(id),
                is_after_blank: false,
                code_spans: Vec::new(),
                is_summary: false,
            });
        } else if name == "details" && has("openapi-markdown__details") {
            place.depth += 1;
        } else if name == "summary" && tree.has_class(tree.parent(id), "openapi-markdown__details")
            || has("openapi-tabs__heading")
            || has("openapi__method-endpoint")
        {
            place.kind = Kind::Heading;
            place.is_summary = name == "summary";
        } else if has("openapi-schema__container") {
            place.kind = Kind::Head;
            is_block = true;
        } else if outside.kind == Kind::Head
            || (outside.kind == Kind::Heading
                && (has("badge") || has("openapi__method-endpoint-path")))
        {
            is_block = true;
        } else if has("badge--info") {
            place.kind = Kind::Badge;
            is_block = true;
        } else if has("openapi-code__code-samples-container") {
            place.kind = Kind::Code;
        }
        place.is_code |= name == "pre" && !has("openapi__method-endpoint");
        if is_block {
            self.end(outside);
        }
        if matches!(name, "td" | "th") {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.enter(id, place);
        if name == "code" && !place.is_code {
            let code = self.text.get(start..).unwrap_or_default();
            self.code_spans.push(collapsed(code));
        }
        if is_block {
            self.end(place);
        }
    }

    fn add(&mut self, text: &str, span: Span, place: Place) {
        let start = self.span.take().map_or(span.start, |known| known.start);
        self.span = Some(start..span.end);
        let mut pieces = text.split('\n');
        self.text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            if place.is_code {
                self.end(place);
                self.span = Some(span.clone());
            } else {
                self.text.push('\n');
            }
            self.text.push_str(piece);
        }
    }

    fn end(&mut self, place: Place) {
        let text = collapsed(&std::mem::take(&mut self.text));
        let code_spans = std::mem::take(&mut self.code_spans);
        let span = self.span.take().unwrap_or_default();
        if !text.is_empty() {
            self.all.push(PageLine {
                text,
                kind: place.kind,
                depth: place.depth,
                is_indented: false,
                span,
                is_after_blank: false,
                code_spans,
                is_summary: place.is_summary && place.kind == Kind::Head,
            });
        }
    }
}

/// Returns the text that stands for an element that is visible but has no text.
fn shown_without_text(tree: &Tree, id: Id, name: &str) -> Option<String> {
    let attribute = |name| tree.attribute(id, name).filter(|text| !text.is_empty());
    match name {
        "img" => {
            let text = attribute("alt").or_else(|| attribute("src"));
            Some(text.unwrap_or("image").to_owned())
        }
        "input" if attribute("type") == Some("checkbox") => {
            let is_checked = tree.attribute(id, "checked").is_some();
            Some(if is_checked { "[x]" } else { "[ ]" }.to_owned())
        }
        "input" | "select" | "iframe" | "video" | "audio" | "canvas" | "object" | "embed" => {
            Some(format!("<{name}>"))
        }
        _ => None,
    }
}
