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
mod schemas;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;

pub use self::answers::ANSWER_NOT_REFUSED;
pub use self::findings::{Finding, findings};
pub(crate) use self::schemas::id_of;
use crate::change::{Rust, Wire};

/// Whether a value travels to the service or from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From a client to the service: the service may take more, not less.
    Request,
    /// From the service to a client: the service may answer with less, not more.
    Response,
    /// Neither: it concerns the document or an operation as a whole.
    Neither,
}

/// What one kind of change means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The kind of change; several rules share one if the verdict depends on more.
    pub id: String,
    /// What the verdict depends on beyond the id, such as `proved narrower`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<&'static str>,
    /// Whether the value travels to the service or from it.
    pub direction: Direction,
    /// Where the thing stands: `query, path, header, or cookie parameter`.
    pub place: &'static str,
    /// The keyword that says it.
    pub keyword: &'static str,
    /// What it does to a client that is already deployed.
    pub wire: Wire,
    /// What regenerating does to a crate that uses the types.
    pub rust: Rust,
    /// Why, in one sentence for each verdict that needs one.
    pub why: String,
    /// An example of what a document says before.
    pub before: &'static str,
    /// An example of what it says after.
    pub after: &'static str,
    /// The id of the opposite change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirror: Option<String>,
    /// Why there is no opposite change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_mirror: Option<&'static str>,
}

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
