//! The lines of a drawing.

use std::rc::Rc;

/// The kind of a drawn line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::page) enum Role {
    /// A heading, or the summary of a collapsible section.
    Heading,
    /// The label of a tab.
    Tab,
    /// The beginning of a tab panel, without text. Only HTML has it.
    Panel,
    /// A name, a type, and marks; each is a line in HTML and copied text.
    Head,
    /// Fixed text of the theme: `Possible values: …`, `Default value: …`.
    Text,
    /// `oneOf` or `anyOf`.
    Badge,
    /// `Array [` or `]`.
    Bracket,
    /// A line of an example.
    Code,
    /// A slot for any number of lines of prose.
    Prose(Prose),
}

/// What a line shows of the part that it points to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) enum Aspect {
    /// Nothing but that the part is there.
    #[default]
    Other,
    /// The name, the type, and the marks.
    Head,
    /// The name.
    Name,
    /// The type.
    Type,
    /// One of the marks `nullable`, `required`, `deprecated`.
    Mark,
    /// `Possible values: …`.
    PossibleValues,
    /// `Constant value: …`.
    Constant,
    /// `Default value: …`.
    Default,
    /// `Example: …`.
    Example,
    /// An example of the document.
    DocumentedExample,
    /// An example that the theme generates from the schema.
    GeneratedExample,
}

/// A slot for prose. The page may have any text there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::page) struct Prose {
    /// The contract's description, in Markdown; empty if it has none.
    pub(in crate::page) markdown: String,
    /// Whether it is the slot of the operation's description, before the first heading.
    pub(in crate::page) is_first: bool,
    /// Whether it is in a list of parameters, headers, or properties.
    pub(in crate::page) in_list: bool,
    /// Whether it is the description of a response, or is followed by one without a line in
    /// between.
    pub(in crate::page) is_response: bool,
}

/// A line of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::page) struct DrawnLine {
    /// The text, with white space collapsed.
    pub(in crate::page) text: String,
    pub(in crate::page) role: Role,
    /// The number of open sections and tab panels around the line; zero if the form does not show
    /// it.
    pub(in crate::page) depth: usize,
    /// JSON Pointers, separated by line feeds, to the parts that the line shows: several if `allOf`
    /// merges schemas. They lead into the path item with references followed.
    pub(in crate::page) pointers: Rc<str>,
    /// What the line shows of them.
    pub(in crate::page) aspect: Aspect,
    /// For a head: its text without the title of the schema.
    pub(in crate::page) untitled: Option<String>,
    /// For possible values: the code spans, which separate the values.
    pub(in crate::page) code_spans: Vec<String>,
    /// Whether it is the summary of a collapsible section that begins with a head; `false` if the
    /// form does not show it.
    pub(in crate::page) is_summary: bool,
}
