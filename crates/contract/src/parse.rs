//! A text as a tree, whichever language it is written in.

use crate::diagnostic::Diagnostic;
use crate::json;
use crate::source::Source;
use crate::tree::Node;

/// JSON where the text is JSON; a text that only begins like it may still be YAML.
pub(crate) fn parse(source: &Source) -> Result<Node, Diagnostic> {
    if !json::is_json(source.text()) {
        return Node::parse(source);
    }
    json::parse(source).or_else(|problem| Node::parse(source).map_err(|_| problem))
}
