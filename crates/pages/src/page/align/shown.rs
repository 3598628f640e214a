//! The lines that a page shows.

use std::collections::HashSet;

use crate::page::draw::{Line, Role};
use contract::Span;

/// What the markup says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum Kind {
    /// Nothing: a text has no markup.
    Any,
    /// A heading, or the summary of a section.
    Heading,
    /// The label of a tab.
    Tab,
    /// Where the panel of a tab begins.
    Panel,
    /// A name, a type, or a mark.
    Head,
    /// The badge of a choice.
    Badge,
    /// A line of an example.
    Code,
    /// Anything else.
    Text,
}

/// A line that a page shows.
#[derive(Clone, Debug)]
pub(in crate::page) struct Shown {
    /// The text, its white space collapsed.
    pub(in crate::page) text: String,
    pub(in crate::page) kind: Kind,
    /// In how many open sections and panels of tabs it stands; zero where the form shows no depth.
    pub(in crate::page) depth: usize,
    /// Whether it is indented.
    pub(in crate::page) is_indented: bool,
    /// Where it stands.
    pub(in crate::page) span: Span,
    /// Whether a blank line stands above it.
    pub(in crate::page) is_apart: bool,
    /// Each piece that is code, where the form has markup.
    pub(in crate::page) codes: Vec<String>,
    /// Whether it is the head of a section that can be folded away, where the form shows that.
    pub(in crate::page) is_summary: bool,
}

/// The lines of a text, where those that were broken in two and are one drawn line are one again: a
/// text that was passed on by mail may have been wrapped.
pub(in crate::page) fn unwrapped(shown: &[Shown], drawn: &[Line]) -> Vec<Shown> {
    let is_whole = |line: &&Line| matches!(line.role, Role::Text | Role::Head | Role::Heading);
    let whole = drawn.iter().filter(is_whole).map(|line| line.text.as_str());
    let whole: HashSet<&str> = whole.filter(|text| text.contains(' ')).collect();
    let mut lines: Vec<Shown> = Vec::with_capacity(shown.len());
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
            let Some(next) = behind.get(taken).filter(|next| !next.is_apart) else {
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
