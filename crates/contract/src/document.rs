//! An OpenAPI document, 3.0 or 3.1, as a typed view over its tree.
//!
//! The view loses nothing: every part keeps the [`Node`] it was read from, so that a keyword no
//! accessor knows is still there, with its place.

mod check;
mod facts;
mod files;
mod operation;
mod reached;
mod reference;
mod references;
mod root;
mod schema;

pub use files::{Files, Folder};
pub use operation::{Example, Header, MediaType, Operation, Parameter, RequestBody, Response};
pub use reference::{Resolved, pointer_keys};
pub use root::{Dialect, Document};
pub use schema::Schema;
