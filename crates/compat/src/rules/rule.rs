//! The rule of a change id.

use serde::Serialize;

use crate::change::{Rust, Wire};

/// The direction in which a value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From a client to the service: accepting more is compatible, accepting less is not.
    Request,
    /// From the service to a client: sending less is compatible, sending more is not.
    Response,
    /// Neither: the rule concerns the document or an operation as a whole.
    Neither,
}

/// A rule: what one kind of change means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The id of the change; several rules share an id if the verdict depends on a case.
    pub id: &'static str,
    /// The case that the verdict depends on, such as `proved narrower`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<&'static str>,
    /// The direction in which the value is sent.
    pub direction: Direction,
    /// The place that changes, such as `property of a response body`.
    pub place: &'static str,
    /// The keyword that changes.
    pub keyword: &'static str,
    /// The effect on a client that is already deployed.
    pub wire: Wire,
    /// The effect of regenerating on a crate that uses the generated types.
    pub rust: Rust,
    /// Why the verdicts hold, in one sentence for each that needs one.
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
