//! Rules of findings that only a response of the service can show, and no document states.

use super::row::{Row, rows};
use super::rule::Direction::Response;
use crate::change::Rust::Patch;
use crate::change::Wire::Breaking;

/// The id of the finding that the service accepts a request which the contract says it refuses.
pub const ANSWER_NOT_REFUSED: &str = "answer-not-refused";

pub(super) const ROWS: &[Row] = rows! {
    "answer-not-refused" Response "answer of the service" "status": "GET with a wrong key: 401" => "GET with a wrong key: 200", mirror "-a refused request is what the contract documents";
        Breaking Patch "Clients rely on the refusal: a wrong key or an unknown session must not be answered with success.";
};
