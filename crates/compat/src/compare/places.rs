//! The paths from the document to a pair.

use std::collections::HashSet;

use super::walk::Walk;
use contract::facts::{Address, Step};

/// How many paths are tried: recursive schemas have infinitely many.
const MAX_WAYS: usize = 2_000;

/// One step up from a pair, and the step up that led to the pair.
struct Up<'f> {
    pair: usize,
    below: Option<(usize, &'f Step)>,
}

/// The paths from the document to a pair, the shortest first.
pub(super) fn places(walk: &Walk<'_>, at: usize, most: usize) -> Vec<Address> {
    // The path by which the pair was first reached has no cycle.
    let mut first = Vec::new();
    let mut up = at;
    while let Some(way) = walk.pairs[up].parents.first() {
        first.push(way.step().clone());
        up = way.from;
    }
    first.reverse();
    let first = Address(first);
    let mut known = HashSet::from([first.clone()]);
    let mut found = vec![first];
    let mut ups = vec![Up {
        pair: at,
        below: None,
    }];
    let mut next = 0;
    while let Some(up) = ups.get(next)
        && found.len() < most
    {
        let pair = &walk.pairs[up.pair];
        let mut steps = Vec::new();
        let mut inside = HashSet::from([up.pair]);
        let mut below = up.below;
        while let Some((at, step)) = below {
            steps.push(step);
            inside.insert(ups[at].pair);
            below = ups[at].below;
        }
        if pair.parents.is_empty() {
            let address = Address(steps.into_iter().cloned().collect());
            if known.insert(address.clone()) {
                found.push(address);
            }
        }
        for way in &pair.parents {
            // A recursive schema is named by the place that enters it.
            if ups.len() <= MAX_WAYS && !inside.contains(&way.from) {
                ups.push(Up {
                    pair: way.from,
                    below: Some((next, way.step())),
                });
            }
        }
        next += 1;
    }
    found
}
