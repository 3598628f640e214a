//! What a page shows that says nothing about its operation: all of it, in one place.
//!
//! Apart from this list, presentation says nothing either: attributes other than the classes and
//! roles the readers ask for, the colours of code (`token string`), which tab is in front, elements
//! that show no text, and a box `Response Headers` without a header.

use super::dom::{Id, Tree};

/// Whether an element, with all it holds, is there for the look or the handling only.
pub(super) fn is_furniture(tree: &Tree, id: Id) -> bool {
    let Some(name) = tree.name(id) else {
        return false;
    };
    match name {
        // Code, style, drawings (whose text is for screen readers), and rules between paragraphs.
        "script" | "style" | "template" | "svg" | "hr" => true,
        // The link of a heading to itself.
        "a" => tree.has_class(id, "hash-link"),
        // Arrows beside a bar of tabs that is wider than the window.
        "button" => tree.has_class(id, "openapi-tabs__arrow"),
        // The lines under the address and between a type and its marks.
        "div" | "span" if has_any(tree, id, &["openapi__divider", "openapi-schema__divider"]) => {
            true
        }
        // Buttons that copy and wrap code.
        "div" => tree.has_hashed_class(id, "buttonGroup"),
        _ => false,
    }
}

/// Whether an element shows something without holding any text.
pub(super) fn shows_itself(tree: &Tree, id: Id) -> bool {
    matches!(
        tree.name(id),
        Some(
            "img"
                | "input"
                | "select"
                | "iframe"
                | "video"
                | "audio"
                | "canvas"
                | "object"
                | "embed"
        )
    )
}

/// Whether this stands where the page's scripts put the parameters, the body, or a schema.
pub(super) fn is_placeholder(tree: &Tree, id: Id) -> bool {
    tree.has_class(id, "openapi-skeleton")
}

fn has_any(tree: &Tree, id: Id, classes: &[&str]) -> bool {
    classes.iter().any(|class| tree.has_class(id, class))
}
