//! Every single edit of an OpenAPI document, each with the changes that a comparison has to find.
//!
//! Tests apply the edits to a document they know and check what notices them: the comparison, the
//! reader of pages, `sync`, the proof. What is edited, and how, stands here once. It depends on none of
//! the project's crates, so that any of them can use it in its tests.
//!
//! [`edits`] lists edits that change what a document says; [`rewrites`] lists those that do not.

mod content;
mod edit;
mod operation;
pub mod rewrites;
mod schema;
mod shape;
mod target;

use serde_json::Value;

pub use edit::{Action, Class, Edit, Expected, escaped};
pub use target::{Role, subschemas};

use edit::Maker;

/// Every single edit of a document, in the order of the document.
#[must_use]
pub fn edits(document: &Value) -> Vec<Edit> {
    let mut all = Vec::new();
    for target in target::targets(document) {
        let mut maker = Maker::new(document, &target);
        match target.role {
            Role::Document => operation::servers(&mut maker),
            Role::Operation => operation::operation(&mut maker),
            Role::Parameter => operation::parameter(&mut maker),
            Role::RequestBody => operation::request_body(&mut maker),
            Role::Response => operation::response(&mut maker),
            Role::Header => operation::header(&mut maker),
            Role::MediaType => content::examples(&mut maker),
            Role::Schema => schema::schema(&mut maker),
        }
        all.append(&mut maker.edits);
    }
    all
}
