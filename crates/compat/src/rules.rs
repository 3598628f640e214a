//! Rules: what each kind of change means, as data.
//!
//! Ids and levels follow [oasdiff](https://github.com/oasdiff/oasdiff) wherever it has the check: its
//! `ERR` is breaking, `WARN` is risky, and `INFO` is safe. The reason of a rule says where the level
//! differs, and where the generated client behaves differently from other clients.
//!
//! Each table writes its ids in full. The comparison names a rule of a schema by its constant, such as
//! `ENUM_VALUE_REMOVED`, and any other rule by its id, which `id!` looks up at compile time: an id
//! without a rule does not compile.

mod answers;
mod anywhere;
mod bodies;
pub(crate) mod findings;
pub(crate) mod id;
mod operations;
mod parameters;
mod properties;
mod row;
mod rule;
pub(crate) mod schema;
mod security;
mod tables;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use self::answers::ANSWER_NOT_REFUSED;
pub use self::findings::{Finding, findings};
pub(crate) use self::id::{Id, id};
use self::row::Row;
pub use self::rule::{Direction, Rule};
use self::tables::TABLES;

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rows = TABLES.into_iter().flatten();
    rows.map(Row::rule).chain(schema::rules()).collect()
});

static BY_ID: LazyLock<HashMap<(&'static str, Option<&'static str>), &'static Rule>> =
    LazyLock::new(|| {
        RULES
            .iter()
            .map(|rule| ((rule.id, rule.case), rule))
            .collect()
    });

/// Every rule; those of schemas last, by place and then by keyword.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rules with an id, one for each case; none for an unknown id.
pub fn explain(id: &str) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.id == id)
}

/// The rule for a change: that of the case, or else that without a case.
pub(crate) fn find(id: Id, case: Option<&'static str>) -> Option<&'static Rule> {
    BY_ID
        .get(&(id.as_str(), case))
        .or_else(|| BY_ID.get(&(id.as_str(), None)))
        .copied()
}
