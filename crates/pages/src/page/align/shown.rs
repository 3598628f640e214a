//! The lines that a page shows.

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
}
