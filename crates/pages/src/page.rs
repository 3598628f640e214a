//! Reads one page of the vendor's documentation and compares it with the contract.
//!
//! The pages are made by [docusaurus-theme-openapi-docs]: a function from an OpenAPI operation to
//! the lines of a page. Pages are not parsed. They are compared with what the theme would show for
//! the contract, in three steps:
//!
//! 1. **Draw** ([`draw`]): turn the contract's operation into the lines that the theme shows for
//!    it. Each line carries JSON Pointers ([RFC 6901]) to the parts of the operation that it shows.
//!    A description is a slot that takes any lines of prose.
//! 2. **Align** ([`align`]): match the lines of the page with the drawn lines. If they all match,
//!    the page states what the contract states and nothing else has to be interpreted.
//! 3. **Explain** ([`explain`]): otherwise, search for edits of the operation after which its
//!    drawing matches the page. A line that no edit explains is reported as unread.
//!
//! [`reading`] runs these steps and turns the result into facts. [`text`] and [`html`] read the
//! lines of a page from its four [forms](Form).
//!
//! [docusaurus-theme-openapi-docs]: https://www.npmjs.com/package/docusaurus-theme-openapi-docs/v/4.5.1
//! [RFC 6901]: https://www.rfc-editor.org/rfc/rfc6901

mod align;
mod canonical;
mod draw;
mod endpoint;
mod explain;
mod html;
mod label;
mod layout;
mod moved;
mod not_compared;
mod positions;
mod possible;
mod reading;
mod refusal;
mod size;
mod statement;
mod target;
mod text;

pub use align::correction;
pub use canonical::canonical_url;
pub use endpoint::shown_operation;
pub use explain::END_OF_PAGE;
pub use reading::{Reading, read};
pub use refusal::Refusal;

use align::PageLine;
use contract::Span;

/// The forms in which a page is available.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The text of the main column after a tool stripped the tags: no tab labels, so no response
    /// statuses, and no nesting.
    Imported,
    /// The main column, selected in a browser and copied: a name, its type, and its marks each have
    /// a line; no nesting.
    Copied,
    /// The HTML that a browser saves after the scripts of the page ran.
    Saved,
    /// The HTML that the server sends, before any script ran.
    Static,
}

/// A page as a sequence of lines.
struct Page {
    form: Form,
    /// The heading of the operation.
    title: Option<Text>,
    /// The method in upper case.
    method: Text,
    /// The URL as the page shows it: `https://host/path/:parameter`, or the path alone.
    url: Text,
    /// The lines below the URL.
    lines: Vec<PageLine>,
    /// Placeholders that the scripts of the page have not replaced, each with what was expected
    /// there.
    unfilled: Vec<(Span, String)>,
}

/// A text and its position in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Text {
    /// The text, without markup and with entities decoded.
    text: String,
    span: Span,
}
