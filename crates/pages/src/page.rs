//! A page of the vendor's documentation: what the theme shows of one operation.
//!
//! A page is a lossy view of a document. The contract is put into the same view, and the two views
//! are compared: what a form of the page cannot show is missing from both.

mod align;
mod canonical;
mod draw;
mod examples;
mod expected;
mod explain;
mod html;
mod label;
mod moved;
mod nest;
mod possible;
mod reading;
mod refusal;
mod sample;
mod shape;
mod size;
mod text;
mod view;

pub use canonical::canonical_url;
pub use reading::{Reading, read, shown};
pub use refusal::Refusal;

use contract::{ParameterPlace, Source, Span};
use expected::Origin;
use sample::Sample;

/// What the theme says of a deprecated operation where the document says nothing else.
const DEPRECATED: &str = "This endpoint has been deprecated and may be replaced or removed in \
                          future versions of the API.";

/// The forms in which people get a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The main column through a tag stripper: no tabs, so no status numbers, and no nesting.
    Imported,
    /// The main column, selected and copied: every part on a line of its own, and no nesting.
    Copied,
    /// The page as a browser saves it, after its scripts ran.
    Saved,
    /// The page as it is served, before its scripts ran.
    Static,
}

/// One operation as a page shows it.
#[derive(Clone, Debug)]
pub struct Page {
    /// What the page was read from; for a view of the contract, the contract.
    pub source: Source,
    /// How much the page can show.
    pub form: Form,
    /// The heading.
    pub title: Option<Text>,
    /// The method in upper case.
    pub method: Text,
    /// The server and path as shown: `https://host/path/:parameter`, or the path alone.
    pub url: Text,
    /// The mark of a deprecated operation.
    pub deprecated: Option<Span>,
    /// The description; what the mark of a deprecated operation says, if it is not the theme's own
    /// sentence, stands before it.
    pub description: Prose,
    /// The heading `Request`, which stands above parameters and a body; it is all that the form
    /// before the scripts ran shows of them.
    pub request: Option<Span>,
    /// The parameters, in the order of the page.
    pub parameters: Vec<Item>,
    /// The request's body.
    pub body: Option<Body>,
    /// The responses, in the order of the page.
    pub responses: Vec<Response>,
    /// The callbacks, in the order of the page.
    pub callbacks: Vec<Callback>,
    /// Stretches inside the article that could not be placed, with what was expected there.
    pub unread: Vec<(Span, String)>,
}

impl Page {
    /// Reads a page from HTML, saved from a browser or as it is served.
    ///
    /// # Errors
    ///
    /// A file that is no page of this theme, shows no operation, or is not whole.
    pub fn read_html(source: &Source) -> Result<Self, Refusal> {
        html::read(source)
    }
}

/// A piece of text and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text, with entities decoded and without markup.
    pub text: String,
    /// Where it stands in the source.
    pub span: Span,
}

/// A description: its paragraphs, list entries, and table rows, in order, without markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub Vec<Text>);

/// The request's body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The mark of a body that has to be there.
    pub required: Option<Span>,
    /// The description of the body.
    pub description: Prose,
    /// The media types, in the order of the page.
    pub media: Vec<Media>,
    /// Where the body begins.
    pub span: Span,
}

/// One response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status, where the form shows it.
    pub status: Option<Text>,
    /// The description.
    pub description: Prose,
    /// The headers.
    pub headers: Vec<Item>,
    /// The media types, in the order of the page; none for a response without a body.
    pub media: Vec<Media>,
    /// Where the response begins.
    pub span: Span,
}

/// One request that the service makes itself.
#[derive(Clone, Debug)]
pub struct Callback {
    /// The label of its tab: the method and the callback's name.
    pub label: Text,
    /// The method in upper case.
    pub method: Text,
    /// The address as shown.
    pub url: Text,
    /// The description.
    pub description: Prose,
    /// The request's body.
    pub body: Option<Body>,
    /// The responses, in the order of the page.
    pub responses: Vec<Response>,
}

/// One media type of a body.
#[derive(Clone, Debug)]
pub struct Media {
    /// Its name, where the form shows it.
    pub name: Option<Text>,
    /// The schema: the properties of an object, or one item of kind [`Kind::Root`] for a schema
    /// that is no object, or the choices of one that is a choice.
    pub schema: Vec<Item>,
    /// The examples, in the order of the page.
    pub examples: Vec<Example>,
    /// Where the media type begins.
    pub span: Span,
    /// The example the theme makes up; known of the contract only.
    pub(crate) sampled: Option<Sample>,
}

/// One example of a body, a parameter, or a property.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name, where it has one and the form shows it; `Example (auto)` is the theme's own.
    pub label: Option<Text>,
    /// What is said about it.
    pub description: Prose,
    /// The example as it is written.
    pub code: Text,
}

impl From<Text> for Example {
    fn from(code: Text) -> Self {
        Self {
            label: None,
            description: Prose::default(),
            code,
        }
    }
}

/// What an [`Item`] is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A parameter.
    Parameter(ParameterPlace),
    /// A header of a response.
    Header,
    /// A property of an object.
    Property,
    /// The values of a map, shown as `property name*`.
    Values,
    /// One option of a `oneOf`, an `anyOf`, or a `discriminator`: the keyword.
    Choice(String),
    /// What an `Array [` … `]` holds.
    Items,
    /// A schema that is no property: of a whole body, of a choice, or of an array's elements.
    Root,
}

/// One thing that has a name and a type: a parameter, a header, a property.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its name; of a choice, the label of its tab; empty for [`Kind::Items`].
    pub name: Text,
    /// The type as shown: `string<date-time>`, `object[]`, `uuid`; empty where none is.
    pub label: Text,
    /// The mark `required`.
    pub required: Option<Span>,
    /// The mark `nullable`.
    pub nullable: Option<Span>,
    /// The mark `deprecated`.
    pub deprecated: Option<Span>,
    /// The description.
    pub description: Prose,
    /// What `Possible values:` says, as shown; each piece of code is a text of its own where the
    /// form shows that, else the whole is one text.
    pub possible_values: Option<PossibleValues>,
    /// What `Constant value:` says.
    pub constant: Option<Text>,
    /// What `Default value:` says.
    pub default: Option<Text>,
    /// What `Example:` or `Examples:` says.
    pub examples: Vec<Example>,
    /// What is nested in it: properties, the elements of an array, choices.
    pub items: Vec<Item>,
    /// What the contract says of the item; unknown of a page that was not held against it yet.
    pub(crate) origin: Option<Box<Origin>>,
    /// Where each keyword of the item stands, where that is not seen from its texts: on an edited
    /// drawing.
    pub(crate) places: Option<Box<Origin>>,
}

impl Item {
    /// An item of which nothing is known yet.
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            name: Text::default(),
            label: Text::default(),
            required: None,
            nullable: None,
            deprecated: None,
            description: Prose::default(),
            possible_values: None,
            constant: None,
            default: None,
            examples: Vec::new(),
            items: Vec::new(),
            origin: None,
            places: None,
        }
    }

    /// An item of which only the name is known yet.
    pub(crate) fn named(kind: Kind, name: Text) -> Self {
        Self {
            name,
            ..Self::new(kind)
        }
    }

    /// Whether this is called what it is: `string string`, `integer integer<int32>`,
    /// `string Colour (string)`, `stringnull string | null`.
    ///
    /// The theme shows a body that is no object so. An object with one property that happens to be
    /// called like its type looks the same.
    pub(crate) fn is_named_after_its_type(&self) -> bool {
        const TYPES: [&str; 7] = [
            "string", "number", "integer", "boolean", "object", "array", "null",
        ];
        let (name, label) = (&self.name.text, &self.label.text);
        let mut rest = name.as_str();
        while let Some(left) = TYPES.iter().find_map(|it| rest.strip_prefix(it)) {
            rest = left;
        }
        let words = label.split(['<', '(']).next().unwrap_or_default();
        let glued = |text: &str| text.replace([' ', '|', ','], "");
        let in_brackets = label
            .rsplit_once(" (")
            .and_then(|(_, end)| end.strip_suffix(')'));
        !name.is_empty()
            && rest.is_empty()
            && self.items.is_empty()
            && (glued(words) == *name || in_brackets.is_some_and(|it| glued(it) == *name))
    }
}

/// A line `Possible values: …`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PossibleValues {
    /// The line without its label, without markup.
    pub whole: Text,
    /// What stands in code, one by one, in order; empty where the form does not show it.
    pub codes: Vec<Text>,
}
