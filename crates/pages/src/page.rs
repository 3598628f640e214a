//! A page of the vendor's documentation: what the theme shows of one operation.

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
mod place;
mod positions;
mod possible;
mod reading;
mod refusal;
mod size;
mod states;
mod text;

pub use canonical::canonical_url;
pub use endpoint::shown;
pub use reading::{Reading, read};
pub use refusal::Refusal;

use align::Shown;
use contract::Span;

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

/// A page as the lines that it shows.
struct Page {
    form: Form,
    /// The heading.
    title: Option<Text>,
    /// The method in upper case.
    method: Text,
    /// The server and path as shown, `https://host/path/:parameter`, or the path alone.
    url: Text,
    /// The lines below the URL.
    lines: Vec<Shown>,
    /// Places that the page's scripts have not filled, with what was expected there.
    unfilled: Vec<(Span, String)>,
}

/// A piece of text and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Text {
    /// The text, with entities decoded and without markup.
    text: String,
    span: Span,
}
