//! Explanations: edits of the contract that are verified by drawing the edited document.

use contract::{Data, Document, Node};

use super::edit::{Edit, set_span};
use super::{Partial, Search};
use crate::page::align;
use crate::page::draw::{self, DrawnLine};

/// An edited operation whose drawing matches the page.
pub(in crate::page) struct Explanation {
    /// The document after the edits. Its nodes have positions in the page.
    pub(in crate::page) document: Document,
    /// Statuses in the document that stand for responses whose status the page does not show.
    pub(in crate::page) unnumbered: Vec<String>,
    pub(in crate::page) drawn: Vec<DrawnLine>,
    /// For each line of the page, the index of its drawn line.
    pub(in crate::page) alignment: Vec<usize>,
    /// The pointers of the schemas whose generated example is still that of the contract.
    pub(in crate::page) kept_examples: Vec<String>,
}

impl Explanation {
    /// Returns the name of a response whose status the page does not show: `#1`, `#2`, ….
    pub(in crate::page) fn number(&self, status: &str) -> Option<String> {
        let number = self.unnumbered.iter().position(|it| it == status)?;
        Some(format!("#{}", number + 1))
    }

    /// Returns the document, with responses named by [`Self::number`] if the page does not show
    /// their status.
    pub(in crate::page) fn stated(self) -> Document {
        if self.unnumbered.is_empty() {
            return self.document;
        }
        let mut root = self.document.root().clone();
        let paths = member_mut(&mut root, "paths");
        let items = paths.and_then(|paths| match &mut paths.data {
            Data::Mapping(items) => Some(items),
            _ => None,
        });
        for item in items.into_iter().flat_map(|it| it.values_mut()) {
            let Data::Mapping(operations) = &mut item.value.data else {
                continue;
            };
            for operation in operations.values_mut() {
                let Some(responses) = member_mut(&mut operation.value, "responses") else {
                    continue;
                };
                let Data::Mapping(responses) = &mut responses.data else {
                    continue;
                };
                let all = std::mem::take(responses);
                let named = all.into_iter().map(|(status, response)| {
                    let number = self.number(&status);
                    (number.unwrap_or(status), response)
                });
                *responses = named.collect();
            }
        }
        Document::from_tree(self.document.source().clone(), root)
    }
}

fn member_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.data {
        Data::Mapping(members) => Some(&mut members.get_mut(key)?.value),
        _ => None,
    }
}

impl Search<'_> {
    /// Applies the edits to the contract and draws the document; `None` if its drawing does not
    /// match the page.
    pub(super) fn verify(&self, partial: &Partial) -> Option<Explanation> {
        let path = self.operation.path;
        let root = self.contract.root();
        let mut edited = root.clone();
        let paths = member_mut(&mut edited, "paths")?;
        let Data::Mapping(items) = &mut paths.data else {
            return None;
        };
        items.retain(|known, _| known == path);
        if let Data::Mapping(item) = &mut items.get_mut(path)?.value.data {
            let method = self.operation.method.to_ascii_lowercase();
            item.retain(|key, _| {
                *key == method || matches!(key.as_str(), "parameters" | "servers")
            });
        }
        set_span(&mut edited, self.span);
        let item = member_mut(member_mut(&mut edited, "paths")?, path)?;
        for edit in &partial.edits {
            edit.apply_to(self.contract, item, self.span)?;
        }
        let document = Document::from_tree(self.source.clone(), edited);
        let operations = document.operations().ok()?;
        let method = &self.operation.method;
        let operation = operations.iter().find(|it| it.method == *method)?;
        let drawn = draw::lines(&document, operation, self.form)?;
        let drawn = self.with_kept_examples(drawn, &partial.edits);
        let alignment = align::agreement(&drawn, self.shown, self.form)?;
        drop(operations);
        Some(Explanation {
            document,
            unnumbered: self.unnumbered(partial),
            drawn,
            alignment,
            kept_examples: partial
                .edits
                .iter()
                .filter_map(Edit::kept_example)
                .collect(),
        })
    }
}
