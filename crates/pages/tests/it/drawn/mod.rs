//! Pages that are drawn from documents, and what the readers make of them.

mod arrays;
mod by_hand;
mod comma;
mod damage;
mod draw;
mod edited;
mod hold;
mod likeness;
mod misspelt;
mod moved;
mod on_page;
mod round_trip;
mod silence;
mod theme;
mod unchanged;
mod unknown;

use crate::in_parallel::in_parallel;
use contract::{Document, Source};
use serde_json::Value;

/// The operations that have pages here: the document, the method, and the path.
const PAGES: [(&str, &str, &str); 4] = [
    (
        "../../openapi/verify.yaml",
        "get",
        "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}",
    ),
    (
        "tests/pages/check-session.openapi.yaml",
        "get",
        "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}",
    ),
    (
        "tests/pages/lending.openapi.yaml",
        "post",
        "/v1/branches/{branchId}/loans",
    ),
    (
        "tests/pages/lending.openapi.yaml",
        "get",
        "/v1/branches/{branchId}/loans/{loanId}",
    ),
];

/// A file of this crate.
fn file(name: &str) -> String {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).expect("the file is committed")
}

/// A document as JSON, in its order.
fn document(name: &str) -> Value {
    let document = Document::read(Source::new(name, file(name))).expect("the document reads");
    document.root().to_json()
}
