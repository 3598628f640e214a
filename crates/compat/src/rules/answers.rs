//! What only an answer of the service can show: no document states that it is broken.

use super::rule::{Direction, Rule};
use crate::change::{Rust, Wire};

/// The id of an answer that takes a request which the contract wants refused.
pub const ANSWER_NOT_REFUSED: &str = "answer-not-refused";

pub(super) fn rules() -> Vec<Rule> {
    vec![Rule {
        id: ANSWER_NOT_REFUSED.to_owned(),
        case: None,
        direction: Direction::Response,
        place: "answer of the service",
        keyword: "status",
        wire: Wire::Breaking,
        rust: Rust::Patch,
        why: "A client relies on the refusal: a wrong key, or a session that does not exist, must \
              not be answered with success."
            .to_owned(),
        before: "GET with a wrong key: 401",
        after: "GET with a wrong key: 200",
        mirror: None,
        no_mirror: Some("a refusal is what the contract says"),
    }]
}
