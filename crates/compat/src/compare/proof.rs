//! Searches for a value that shows what a change breaks.

use serde_json::{Value, json};

use super::walk::Walk;
use crate::rules::Direction;
use crate::witness::{self, Side, Work};
use contract::facts::Step;

/// How many steps the search for one witness may take.
const WORK: usize = 200_000;

/// The result of the search for a witness of a pair.
pub(super) struct Searched {
    pub(super) witness: Option<Value>,
    /// Whether the search was completed.
    pub(super) was_decided: bool,
}

pub(super) fn search(walk: &Walk<'_>, at: usize, all: &mut Work) -> Searched {
    let work = all.part(WORK);
    let witness = witness(walk, at, &work);
    let was_decided = witness.is_some() || !work.is_done();
    all.take_back(&work);
    Searched {
        witness,
        was_decided,
    }
}

/// A value that is legal on one side only: for a request the base, for a response the revision.
fn witness(walk: &Walk<'_>, at: usize, work: &Work) -> Option<Value> {
    let direction = walk.pairs[at].key.place.direction;
    // From the changed pair up to the body, parameter, or header it belongs to.
    let mut pairs = vec![at];
    let mut steps: Vec<Step> = Vec::new();
    // The value around a part decides whether it is required; a body has none.
    let mut inside = at;
    let holder = loop {
        let place = walk.pairs[inside].key.place;
        if !place.is_schema() {
            return None;
        }
        let way = walk.pairs[inside].parents.first()?;
        if !walk.pairs[way.from].key.place.is_schema() {
            break way.step();
        }
        inside = way.from;
        pairs.push(inside);
        steps.push(way.step().clone());
    };
    // An alternative is judged together with its siblings.
    while matches!(steps.first(), Some(Step::Choice(..))) {
        pairs.remove(0);
        steps.remove(0);
    }
    pairs.reverse();
    steps.reverse();
    let keys = || pairs.iter().map(|&at| &walk.pairs[at].key);
    let base = Side {
        facts: walk.base,
        subjects: keys().map(|key| key.base).collect(),
    };
    let revision = Side {
        facts: walk.revision,
        subjects: keys().map(|key| key.revision).collect(),
    };
    let value = match direction {
        Direction::Response => witness::find(&revision, &base, &steps, work)?,
        Direction::Request => witness::find(&base, &revision, &steps, work)?,
        Direction::Neither => return None,
    };
    Some(match holder {
        Step::Parameter(place, name) => json!({ place.to_string(): { name: value } }),
        Step::Header(name) => json!({ "header": { name: value } }),
        _ => value,
    })
}
