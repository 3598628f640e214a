//! The lines of a page.

use std::collections::HashSet;

use crate::page::draw::{DrawnLine, Role};
use contract::Span;

/// The kind of a line, as far as the form shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum Kind {
    /// Unknown: text has no markup.
    Any,
    /// A heading, or the summary of a collapsible section.
    Heading,
    /// The label of a tab.
    Tab,
    /// The beginning of a tab panel.
    Panel,
    /// A name, a type, or a mark.
    Head,
    /// The badge `oneOf` or `anyOf`.
    Badge,
    /// A line of an example.
    Code,
    /// Any other line.
    Text,
}

/// A line of a page.
#[derive(Clone, Debug)]
pub(in crate::page) struct PageLine {
    /// The text, with white space collapsed.
    pub(in crate::page) text: String,
    pub(in crate::page) kind: Kind,
    /// The number of open sections and tab panels around the line; zero if the form does not show
    /// it.
    pub(in crate::page) depth: usize,
    /// Whether it is indented.
    pub(in crate::page) is_indented: bool,
    /// The position in the source.
    pub(in crate::page) span: Span,
    /// Whether a blank line precedes it.
    pub(in crate::page) is_after_blank: bool,
    /// The code spans of the line, if the form has markup.
    pub(in crate::page) code_spans: Vec<String>,
    /// Whether it is the summary of a collapsible section that begins with a head; `false` if the
    /// form does not show it.
    pub(in crate::page) is_summary: bool,
}

/// Joins lines that a hard wrap split, if together they are a drawn line. Mail programs wrap the
/// text of a page.
pub(in crate::page) fn unwrapped(shown: &[PageLine], drawn: &[DrawnLine]) -> Vec<PageLine> {
    let is_complete =
        |line: &&DrawnLine| matches!(line.role, Role::Text | Role::Head | Role::Heading);
    let whole = drawn
        .iter()
        .filter(is_complete)
        .map(|line| line.text.as_str());
    let whole: HashSet<&str> = whole.filter(|text| text.contains(' ')).collect();
    let mut lines: Vec<PageLine> = Vec::with_capacity(shown.len());
    let mut rest = shown;
    while let Some((first, behind)) = rest.split_first() {
        let is_start = |text: &str| {
            whole.iter().any(|whole| {
                let after = whole.strip_prefix(text);
                after.is_some_and(|after| after.starts_with(' '))
            })
        };
        let mut line = first.clone();
        let mut taken = 0;
        while first.kind == Kind::Any && is_start(&line.text) {
            let Some(next) = behind.get(taken).filter(|next| !next.is_after_blank) else {
                break;
            };
            line.text = format!("{} {}", line.text, next.text);
            line.span.end = next.span.end;
            taken += 1;
        }
        if taken > 0 && whole.contains(line.text.as_str()) {
            lines.push(line);
            rest = &behind[taken..];
        } else {
            lines.push(first.clone());
            rest = behind;
        }
    }
    lines
}
