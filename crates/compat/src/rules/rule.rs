//! What a rule is.

use serde::Serialize;

use crate::change::{Rust, Wire};

/// Whether a value travels to the service or from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From a client to the service: the service may take more, not less.
    Request,
    /// From the service to a client: the service may answer with less, not more.
    Response,
    /// Neither: it concerns the document or an operation as a whole.
    Neither,
}

/// What one kind of change means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The kind of change; several rules share one if the verdict depends on more.
    pub id: &'static str,
    /// What the verdict depends on beyond the id, such as `proved narrower`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<&'static str>,
    /// Whether the value travels to the service or from it.
    pub direction: Direction,
    /// Where the thing stands: `query, path, header, or cookie parameter`.
    pub place: &'static str,
    /// The keyword that changes.
    pub keyword: &'static str,
    /// What it does to a client that is already deployed.
    pub wire: Wire,
    /// What regenerating does to a crate that uses the types.
    pub rust: Rust,
    /// Why, in one sentence for each verdict that needs one.
    pub why: &'static str,
    /// An example of the document before.
    pub before: &'static str,
    /// An example of the document after.
    pub after: &'static str,
    /// The id of the opposite change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirror: Option<&'static str>,
    /// Why there is no opposite change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_mirror: Option<&'static str>,
}
