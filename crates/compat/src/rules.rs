//! Rules: what each kind of change means, as data.
//!
//! Ids and levels follow oasdiff wherever it has the check: what it calls an error is breaking here,
//! a warning risky, an information safe. A rule that departs from that, or that means something else
//! for the client this project generates, says so in its reason.

mod answers;
pub(crate) mod findings;
mod inner;
mod moves;
mod places;
mod rule;
mod schemas;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use self::answers::ANSWER_NOT_REFUSED;
pub use self::findings::{Finding, findings};
pub use self::rule::{Direction, Rule};
pub(crate) use self::schemas::id_of;

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut rules = places::rules();
    rules.extend(schemas::rules());
    rules.extend(answers::rules());
    rules
});

static BY_ID: LazyLock<HashMap<(&'static str, Option<&'static str>), &'static Rule>> =
    LazyLock::new(|| {
        RULES
            .iter()
            .map(|rule| ((rule.id.as_str(), rule.case), rule))
            .collect()
    });

/// Every rule, by place and then by keyword.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rules with an id, one for each case; none for an id that is not known.
pub fn explain(id: &str) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.id == id)
}

/// The rule for a change.
pub(crate) fn find(id: &str, case: Option<&str>) -> Option<&'static Rule> {
    BY_ID
        .get(&(id, case))
        .or_else(|| BY_ID.get(&(id, None)))
        .copied()
}
