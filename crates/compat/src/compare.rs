//! Compares two sets of facts.
//!
//! Both graphs are walked in step. A pair of subjects is compared once for each kind of place it
//! stands in, however many ways lead there, so that the work is linear in the facts and what is
//! said once is found once.

mod bounds;
mod emptied;
mod examples;
mod facts;
mod finding;
mod fingerprint;
mod fold;
mod operation;
mod outline;
mod part_ids;
mod parts;
mod place;
mod placed;
mod security;
mod types;
mod values;
mod walk;
mod whole;

pub(crate) use self::bounds::integer_range;
pub use self::fingerprint::Fingerprints;
use crate::change::Change;
use contract::facts::Facts;

/// What is compared, and what is known besides the two sets of facts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Whether descriptions and other texts for people are compared.
    pub prose: bool,
    /// Whether an operation that only the revision has is a change.
    pub new_operations: bool,
    /// The day of the comparison as `YYYY-MM-DD`: a sunset before it is over. Without it, no sunset
    /// is.
    pub today: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            prose: true,
            new_operations: true,
            today: None,
        }
    }
}

/// Says what the revision states otherwise than the base, in the order of the base.
#[must_use]
pub fn compare(base: &Facts, revision: &Facts, options: &Options) -> Vec<Change> {
    let walk = walk::Walk::new(base, revision, options).run();
    finding::changes(walk)
}
