//! Parses HTML into a tree with the position of each node.
//!
//! The tokenizer is html5gum. The tree builder is strict: pages of the theme close their elements
//! in order, so a missing or unexpected end tag is recorded as a [`Break`] instead of being
//! repaired.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as TokenSpan, Tokenizer};

use crate::page::Refusal;
use contract::{Diagnostic, Source, Span};

/// The depth of elements, at most: above any real page, and within the stack of recursive readers.
const MAX_DEPTH: usize = 400;

/// [Void elements](https://html.spec.whatwg.org/multipage/syntax.html#void-elements): they have no
/// content and no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// The attributes that are read; all others are dropped.
const ATTRIBUTES: [&str; 12] = [
    "alt",
    "checked",
    "class",
    "content",
    "href",
    "http-equiv",
    "id",
    "name",
    "rel",
    "role",
    "src",
    "type",
];

/// The index of a node in a [`Tree`].
pub(super) type Id = usize;

/// The document, whose children are the outermost nodes.
pub(super) const ROOT: Id = 0;

/// The nodes of a file.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Missing and unexpected end tags.
    pub(super) breaks: Vec<Break>,
    /// Whether the file has the end tag `</html>`.
    pub(super) ended: bool,
}

/// A missing or unexpected end tag.
pub(super) struct Break {
    /// The element without an end tag; `None` for an end tag without an element.
    pub(super) element: Option<Id>,
    /// The tag at fault.
    pub(super) span: Span,
}

struct Node {
    content: Content,
    /// From the start of the start tag to the end of the end tag.
    span: Span,
    parent: Id,
    first_child: Option<Id>,
    last_child: Option<Id>,
    next: Option<Id>,
}

enum Content {
    Element {
        name: String,
        attributes: Vec<(&'static str, String)>,
    },
    Text(String),
}

impl Tree {
    /// Parses a file.
    pub(super) fn parse(source: &Source) -> Result<Self, Refusal> {
        let mut builder = Builder::new(source.text().len());
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, span: TokenSpan<usize>| {
                builder.event(&event, span.start..span.end);
                None::<Infallible>
            });
        emitter.naively_switch_states(true);
        // Reading from memory does not fail, and the callback emits no tokens.
        let Ok(()) = Tokenizer::new_with_emitter(source.text(), emitter).finish();
        builder.finish(source)
    }

    /// Returns the tag name in lower case; `None` for text.
    pub(super) fn name(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Element { name, .. } => Some(name),
            Content::Text(_) => None,
        }
    }

    /// Returns whether the node is an element of that name.
    pub(super) fn is(&self, id: Id, name: &str) -> bool {
        self.name(id) == Some(name)
    }

    /// Returns the content of a text node; `None` for an element.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Element { .. } => None,
            Content::Text(text) => Some(text),
        }
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Element { attributes, .. } => attributes
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.as_str()),
            Content::Text(_) => None,
        }
    }

    /// Returns whether an element has a class.
    pub(super) fn has_class(&self, id: Id, class: &str) -> bool {
        self.classes(id).any(|it| it == class)
    }

    fn classes(&self, id: Id) -> impl Iterator<Item = &str> {
        self.attribute(id, "class")
            .unwrap_or_default()
            .split_ascii_whitespace()
    }

    /// Returns the position of a node.
    pub(super) fn span(&self, id: Id) -> Span {
        self.nodes[id].span.clone()
    }

    /// Returns the parent of a node; the root is its own parent.
    pub(super) fn parent(&self, id: Id) -> Id {
        self.nodes[id].parent
    }

    /// Returns the children of a node, in order.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.nodes[id].first_child, |&child| self.nodes[child].next)
    }

    /// Returns a node and everything in it, in order.
    ///
    /// Nodes are numbered in document order, so this is one range.
    pub(super) fn descendants(&self, id: Id) -> std::ops::Range<Id> {
        let mut last = id;
        while let Some(child) = self.nodes[last].last_child {
            last = child;
        }
        id..last + 1
    }

    /// Returns whether `inner` is `outer` or inside it.
    pub(super) fn contains(&self, outer: Id, inner: Id) -> bool {
        self.descendants(outer).contains(&inner)
    }

    /// Returns all text in a node.
    pub(super) fn whole_text(&self, id: Id) -> String {
        let texts = self.descendants(id).filter_map(|node| self.text(node));
        texts.collect()
    }

    /// Returns the position of the text in a node, or of the node if it has none.
    pub(super) fn text_span(&self, id: Id) -> Span {
        let is_shown = |&node: &Id| self.text(node).is_some_and(|text| !is_blank(text));
        let mut texts = self.descendants(id).filter(is_shown);
        let Some(first) = texts.next() else {
            return self.span(id);
        };
        let last = texts.next_back().unwrap_or(first);
        self.nodes[first].span.start..self.nodes[last].span.end
    }
}

/// Returns whether a text is invisible: white space, or the zero-width space in the theme's links
/// to headings.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|char| char.is_ascii_whitespace() || char == '\u{200b}')
}

struct Builder {
    tree: Tree,
    open: Vec<Id>,
    tag: Option<Tag>,
    end: usize,
    too_deep: Option<Span>,
}

/// A start tag whose attributes are being read.
struct Tag {
    name: String,
    start: usize,
    attributes: Vec<(&'static str, String)>,
    /// Whether the next value belongs to the last attribute.
    takes_value: bool,
}

impl Builder {
    fn new(end: usize) -> Self {
        let root = Node {
            content: Content::Element {
                name: String::new(),
                attributes: Vec::new(),
            },
            span: 0..end,
            parent: ROOT,
            first_child: None,
            last_child: None,
            next: None,
        };
        Self {
            tree: Tree {
                nodes: vec![root],
                breaks: Vec::new(),
                ended: false,
            },
            open: vec![ROOT],
            tag: None,
            end,
            too_deep: None,
        }
    }

    fn event(&mut self, event: &CallbackEvent<'_>, span: Span) {
        if self.too_deep.is_some() {
            return;
        }
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(Tag {
                    name: String::from_utf8_lossy(name).into_owned(),
                    start: span.start,
                    attributes: Vec::new(),
                    takes_value: false,
                });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(tag) = &mut self.tag {
                    let known = ATTRIBUTES
                        .into_iter()
                        .find(|known| known.as_bytes() == *name)
                        .filter(|known| tag.attributes.iter().all(|(key, _)| key != known));
                    tag.takes_value = known.is_some();
                    tag.attributes
                        .extend(known.map(|known| (known, String::new())));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(tag) = &mut self.tag
                    && tag.takes_value
                    && let Some((_, text)) = tag.attributes.last_mut()
                {
                    text.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.tag.take() {
                    self.start_tag(tag, span.end, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => self.end_tag(&String::from_utf8_lossy(name), span),
            CallbackEvent::String { value } => {
                let text = String::from_utf8_lossy(value).into_owned();
                self.add(Content::Text(text), span);
            }
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn start_tag(&mut self, tag: Tag, end: usize, self_closing: bool) {
        let mut open = self.open.iter();
        let closed = VOID.contains(&tag.name.as_str())
            || (self_closing && (tag.name == "svg" || open.any(|&id| self.tree.is(id, "svg"))));
        let span = tag.start..end;
        let id = self.add(
            Content::Element {
                name: tag.name,
                attributes: tag.attributes,
            },
            span.clone(),
        );
        if closed {
            return;
        }
        self.open.push(id);
        if self.open.len() > MAX_DEPTH {
            self.too_deep = Some(span);
        }
    }

    fn end_tag(&mut self, name: &str, span: Span) {
        self.tree.ended |= name == "html";
        let Some(at) = self.open.iter().rposition(|&id| self.tree.is(id, name)) else {
            self.tree.breaks.push(Break {
                element: None,
                span,
            });
            return;
        };
        while self.open.len() > at + 1 {
            self.leave_open(span.start);
        }
        if let Some(id) = self.open.pop() {
            self.tree.nodes[id].span.end = span.end;
        }
    }

    /// Closes the innermost element, which lacks an end tag.
    fn leave_open(&mut self, end: usize) {
        if let Some(id) = self.open.pop() {
            let node = &mut self.tree.nodes[id];
            self.tree.breaks.push(Break {
                element: Some(id),
                span: node.span.clone(),
            });
            node.span.end = end;
        }
    }

    fn add(&mut self, content: Content, span: Span) -> Id {
        let id = self.tree.nodes.len();
        // The root is never closed.
        let parent = self.open.last().copied().unwrap_or(ROOT);
        match self.tree.nodes[parent].last_child.replace(id) {
            Some(previous) => self.tree.nodes[previous].next = Some(id),
            None => self.tree.nodes[parent].first_child = Some(id),
        }
        self.tree.nodes.push(Node {
            content,
            span,
            parent,
            first_child: None,
            last_child: None,
            next: None,
        });
        id
    }

    fn finish(mut self, source: &Source) -> Result<Tree, Refusal> {
        if let Some(span) = self.too_deep {
            return Err(Refusal::TooDeep(
                Diagnostic::new(
                    source,
                    span,
                    format!("the page nests deeper than {MAX_DEPTH} elements"),
                )
                .with_help("save the page again; no page of this theme nests like this"),
            ));
        }
        let end = self.end;
        while self.open.len() > 1 {
            self.leave_open(end);
        }
        Ok(self.tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Tree {
        Tree::parse(&Source::new("page.html", text)).expect("not too deep")
    }

    #[test]
    fn text_is_decoded_and_keeps_its_position() {
        for (text, decoded) in [
            ("<p>a &lt;b&gt; c</p>", "a <b> c"),
            ("<p>&gt;= 2 characters</p>", ">= 2 characters"),
            ("<p>ends &amp;</p>", "ends &"),
            ("<p>né\r\nze &amp; é</p>", "né\nze & é"),
            ("<p>a &nosuch; b</p>", "a &nosuch; b"),
            ("<p>a < b</p>", "a < b"),
        ] {
            let tree = parse(text);
            let id = 2;
            assert_eq!(tree.text(id), Some(decoded));
            assert_eq!(&text[tree.span(id)], &text[3..text.len() - 4], "{text}");
            assert_eq!(tree.span(1), 0..text.len());
        }
    }

    #[test]
    fn missing_and_unexpected_end_tags_are_recorded() {
        let tree = parse("<html><div><span>a</div></b></html>");
        let breaks: Vec<_> = tree
            .breaks
            .iter()
            .map(|it| it.element.and_then(|id| tree.name(id)))
            .collect();
        assert_eq!(breaks, [Some("span"), None]);
        assert!(tree.ended);
        assert!(!parse("<html><p>").ended);
    }

    #[test]
    fn descendants_are_one_range() {
        let tree = parse("<div><p>a<b>c</b></p><br>d</div><i>e</i>");
        assert_eq!(tree.descendants(1), 1..8);
        assert!(tree.contains(1, 7) && !tree.contains(1, 8));
    }

    #[test]
    fn only_svg_elements_may_be_self_closing() {
        let tree = parse("<svg><path/><g><path/></g></svg><div/>a</div>");
        assert!(tree.breaks.is_empty());
    }

    #[test]
    fn depth_is_bounded() {
        let source = Source::new("page.html", "<b>".repeat(1_000_000));
        assert!(matches!(Tree::parse(&source), Err(Refusal::TooDeep(_))));
    }
}
