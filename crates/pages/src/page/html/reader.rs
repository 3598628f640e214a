//! What all readers of a page share: the tree, and an account of what was read.

use super::dom::{Id, Tree, is_blank};
use super::furniture::{is_furniture, is_placeholder, shows_itself};
use crate::page::{Refusal, Text};
use contract::{Diagnostic, Source, Span};

/// A page that is being read.
pub(super) struct Reader<'p> {
    pub(super) source: &'p Source,
    pub(super) tree: &'p Tree,
    /// Which nodes were read, or are listed as unread.
    accounted: Vec<bool>,
    unread: Vec<(Span, String)>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(source: &'p Source, tree: &'p Tree) -> Self {
        Self {
            source,
            tree,
            accounted: vec![false; tree.descendants(super::dom::ROOT).len()],
            unread: Vec::new(),
        }
    }

    /// Remembers that what a node shows was read.
    pub(super) fn account(&mut self, id: Id) {
        self.accounted[id] = true;
    }

    /// Lists an element, with all it holds, as unread; `expected` says what would have been read.
    pub(super) fn unread(&mut self, id: Id, expected: &str) {
        let nodes = self.tree.descendants(id);
        self.accounted[nodes].fill(true);
        self.note(self.tree.span(id), expected);
    }

    /// Lists a stretch as unread, whatever else is read from it.
    pub(super) fn note(&mut self, span: Span, expected: &str) {
        self.unread.push((span, expected.to_owned()));
    }

    /// What was not read, in the order of the page, once whatever stands in `article` and was not
    /// accounted for is added.
    pub(super) fn finish(mut self, article: Id) -> Vec<(Span, String)> {
        let nodes = self.tree.descendants(article);
        let mut id = nodes.start;
        while id < nodes.end {
            if is_furniture(self.tree, id) {
                id = self.tree.descendants(id).end;
                continue;
            }
            let shows = match self.tree.text(id) {
                Some(text) => !is_blank(text),
                None => shows_itself(self.tree, id),
            };
            if shows && !self.accounted[id] {
                self.note(
                    self.tree.span(id),
                    "nothing: this belongs to no part that is known",
                );
            }
            id += 1;
        }
        self.unread.sort_by_key(|(span, _)| (span.start, span.end));
        self.unread.dedup();
        self.unread
    }

    /// What stands directly in a node and shows something, in order.
    pub(super) fn shown(&self, id: Id) -> Vec<Id> {
        let tree = self.tree;
        tree.children(id)
            .filter(|&child| match tree.text(child) {
                Some(text) => !is_blank(text),
                None => !is_furniture(tree, child) && self.shows(child),
            })
            .collect()
    }

    /// Whether an element shows anything.
    fn shows(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.descendants(id).any(|node| match tree.text(node) {
            Some(text) => !is_blank(text),
            None => shows_itself(tree, node) || is_placeholder(tree, node),
        })
    }

    /// The tabs of a box: each with its label and what it shows when it is in front.
    ///
    /// `class` is what tells tabs of one kind from those of another. The n-th label names the n-th
    /// panel: a page on which their numbers differ no longer says which is which.
    pub(super) fn tabs(&mut self, container: Id, class: &str) -> Result<Vec<(Text, Id)>, Refusal> {
        let tree = self.tree;
        let mut labels = Vec::new();
        let mut panels = Vec::new();
        for part in tree.elements(container) {
            if tree.has_class(part, "margin-top--md") {
                panels.extend(
                    tree.elements(part)
                        .filter(|&id| tree.attribute(id, "role") == Some("tabpanel")),
                );
            } else if let Some(list) = tree
                .descendants(part)
                .find(|&id| tree.attribute(id, "role") == Some("tablist"))
            {
                if !tree.has_class(list, class) {
                    self.note(tree.span(list), &format!("tabs of the class `{class}`"));
                }
                labels.extend(
                    tree.elements(list)
                        .filter(|&id| tree.attribute(id, "role") == Some("tab")),
                );
            }
        }
        if labels.len() != panels.len() {
            return Err(Refusal::NamesAndValuesApart(
                Diagnostic::new(
                    self.source,
                    self.tree.span(labels.first().copied().unwrap_or(container)),
                    format!(
                        "expected as many panels as tabs, found {} tabs and {} panels",
                        labels.len(),
                        panels.len()
                    ),
                )
                .with_label("these tabs")
                .with_help("save the page again, whole"),
            ));
        }
        if labels.is_empty() {
            self.unread(container, "tabs, each with its panel");
        }
        Ok(labels
            .into_iter()
            .map(|label| self.line_of(label))
            .zip(panels)
            .collect())
    }

    /// What a box shows when it is open; `None`, and the box unread, where it is built otherwise.
    pub(super) fn details(&mut self, id: Id) -> Option<Details> {
        let tree = self.tree;
        let mut summary = None;
        let mut content = None;
        for part in tree.elements(id) {
            match tree.name(part) {
                Some("summary") if summary.is_none() => summary = Some(part),
                Some("div") if content.is_none() => content = Some(part),
                _ => summary = None,
            }
        }
        let inner = content.and_then(|outer| {
            let mut parts = tree.elements(outer);
            parts.next().filter(|_| parts.next().is_none())
        });
        match (summary, inner) {
            (Some(summary), Some(content))
                if tree.is(content, "div") && tree.has_class(id, "openapi-markdown__details") =>
            {
                Some(Details { summary, content })
            }
            _ => {
                self.unread(id, "a box: a line to open it, and what it holds");
                None
            }
        }
    }
}

/// A box that can be opened.
#[derive(Clone, Copy)]
pub(super) struct Details {
    /// The line that is always there.
    pub(super) summary: Id,
    /// What holds the rest.
    pub(super) content: Id,
}
