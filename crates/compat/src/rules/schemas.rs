//! What changes of a schema mean, for every place a schema can stand in.
//!
//! A row is one move of one keyword with its verdict in each direction; a rule for each place
//! follows from it, with the ids that oasdiff gives them there.

use super::inner;
use super::moves::{MOVES, Move};
use super::rule::{Direction, Rule};
use crate::change::Rust::{self, Patch};
use crate::change::Wire::{self, Breaking, Safe};

/// A place a schema can stand in.
struct Place {
    prefix: &'static str,
    direction: Direction,
    words: &'static str,
    /// Whether the place takes no part in the exchange, so that nothing said there can break it.
    silent: Option<&'static str>,
}

const PLACES: [Place; 10] = [
    place("request-parameter", Direction::Request, "parameter", None),
    place(
        "request-parameter-property",
        Direction::Request,
        "inside a parameter",
        None,
    ),
    place("request-body", Direction::Request, "request body", None),
    place(
        "request-property",
        Direction::Request,
        "property of a request body",
        None,
    ),
    place(
        "request-read-only-property",
        Direction::Request,
        "read-only property of a request body",
        Some("A read-only property is not part of a request."),
    ),
    place(
        "response-header",
        Direction::Response,
        "header of a response",
        None,
    ),
    place("response-body", Direction::Response, "response body", None),
    place(
        "response-property",
        Direction::Response,
        "property of a response body",
        None,
    ),
    place(
        "response-write-only-property",
        Direction::Response,
        "write-only property of a response body",
        Some("A write-only property is not part of a response."),
    ),
    place(
        "unused-schema",
        Direction::Neither,
        "component that no operation reaches",
        Some("No operation uses this component."),
    ),
];

const fn place(
    prefix: &'static str,
    direction: Direction,
    words: &'static str,
    silent: Option<&'static str>,
) -> Place {
    Place {
        prefix,
        direction,
        words,
        silent,
    }
}

/// Ids that oasdiff does not form from place and move.
const OTHER_NAMES: [(&str, &str); 1] = [(
    "response-body-enum-value-removed",
    "response-mediatype-enum-value-removed",
)];

/// Verdicts that differ by place.
const OTHER_VERDICTS: [(&str, Wire, Rust, &str); 3] = [
    (
        "request-parameter-default-value-added",
        Breaking,
        Patch,
        "A call that leaves the parameter out means something else now.",
    ),
    (
        "request-parameter-default-value-changed",
        Breaking,
        Patch,
        "A call that leaves the parameter out means something else now.",
    ),
    (
        "request-parameter-default-value-removed",
        Breaking,
        Patch,
        "A call that leaves the parameter out means something else now.",
    ),
];

pub(super) fn rules() -> Vec<Rule> {
    PLACES
        .iter()
        .flat_map(|place| {
            let moves = MOVES.iter().chain(inner::MOVES);
            moves.map(|of| rule(place, of))
        })
        .collect()
}

fn rule(place: &Place, of: &Move) -> Rule {
    let id = id_of(place.prefix, of.name);
    let (wire, rust, why) = match place.direction {
        Direction::Response => of.response,
        _ => of.request,
    };
    let (wire, rust, why) = match place.silent {
        Some(why) if place.direction == Direction::Neither => (Safe, Patch, why),
        Some(why) => (Safe, rust, why),
        None => OTHER_VERDICTS
            .iter()
            .find(|(other, ..)| *other == id && of.case.is_none())
            .map_or((wire, rust, why), |&(_, wire, rust, why)| (wire, rust, why)),
    };
    Rule {
        id,
        case: of.case,
        direction: place.direction,
        place: place.words,
        keyword: of.keyword,
        wire,
        rust,
        why: why.to_owned(),
        before: of.before,
        after: of.after,
        mirror: (!of.mirror.is_empty()).then(|| id_of(place.prefix, of.mirror)),
        no_mirror: None,
    }
}

/// The id of a move in a place.
pub(crate) fn id_of(prefix: &str, name: &str) -> String {
    let id = format!("{prefix}-{name}");
    OTHER_NAMES
        .iter()
        .find(|(formed, _)| *formed == id)
        .map_or(id, |(_, name)| (*name).to_owned())
}
