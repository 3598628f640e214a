//! Compares two sets of facts.
//!
//! The comparison walks both graphs in step. It compares a pair of subjects once for each kind of
//! place, however many paths lead there, so that the work is linear in the number of facts and a
//! difference that is stated once is reported once.

mod bounds;
mod changes;
mod comparison;
mod emptied;
mod examples;
mod finding;
mod fingerprint;
mod fold;
mod lifecycle;
mod matching;
mod meet;
mod objects;
mod operation;
mod options;
mod outline;
mod part_ids;
mod parts;
mod place;
mod placed;
mod places;
mod proof;
mod ranges;
mod remaining;
mod run;
mod security;
mod subject;
mod types;
mod unite;
mod values;
mod walk;
mod whole;
mod words;

pub use self::fingerprint::Fingerprints;
pub use self::options::Options;
use crate::change::Change;
use contract::facts::Facts;

/// Lists what the revision states differently from the base, in the order of the base.
#[must_use]
pub fn compare(base: &Facts, revision: &Facts, options: &Options) -> Vec<Change> {
    changes::changes(run::run(base, revision, options))
}
