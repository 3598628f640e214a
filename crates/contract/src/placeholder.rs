//! Descriptions that a person has yet to write.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::tree::Node;

/// What a description begins with until a person writes it.
pub const PLACEHOLDER: &str = "TODO: describe ";

/// The descriptions that nobody has written yet.
#[must_use]
pub fn placeholders(contract: &Document) -> Vec<Diagnostic> {
    fn search(node: &Node, document: &Document, found: &mut Vec<Diagnostic>) {
        for (key, member) in node.members() {
            let text = member.value.as_str().unwrap_or_default();
            if matches!(key, "description" | "summary") && text.starts_with(PLACEHOLDER) {
                let span = member.value.span.clone();
                found.push(
                    document
                        .diagnostic(span, "nobody has described this yet")
                        .with_label("written by `cargo xtask sync`")
                        .with_help(
                            "read what the vendor says of it, and put a sentence of our own here",
                        ),
                );
            }
            search(&member.value, document, found);
        }
        for element in node.elements() {
            search(element, document, found);
        }
    }
    let mut found = Vec::new();
    search(contract.root(), contract, &mut found);
    found
}
