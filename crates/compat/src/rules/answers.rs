//! Rules of what only an answer of the service can show: no document states that it is broken.

use super::row::{Row, rows};
use super::rule::Direction::Response;
use crate::change::Rust::Patch;
use crate::change::Wire::Breaking;

/// The id of a finding that the service takes a request which the contract wants refused.
pub const ANSWER_NOT_REFUSED: &str = "answer-not-refused";

pub(super) const ROWS: &[Row] = rows! {
    "answer-not-refused" Response "answer of the service" "status": "GET with a wrong key: 401" => "GET with a wrong key: 200", mirror "-a refusal is what the contract says";
        Breaking Patch "A client relies on the refusal: a wrong key, or a session that does not exist, must not be answered with success.";
};
