//! Changes: the differences between two sets of facts.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use contract::Site;
use contract::facts::Address;

/// One difference between two sets of facts, however many places show it.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind of change: the id of [oasdiff](https://github.com/oasdiff/oasdiff) where it has the same
    /// check.
    pub id: String,
    /// The ids of the same edit in other places: a component may be part of a request and of a
    /// response. The change has the worst of their verdicts.
    pub also: Vec<String>,
    /// Added, removed, changed, or renamed.
    pub action: Action,
    /// What kind of thing changed.
    pub class: Class,
    /// The effect on a client that is already deployed.
    pub wire: Wire,
    /// The effect of regenerating on a crate that uses the generated types.
    pub rust: Rust,
    /// Why the verdicts hold, in a sentence each.
    pub reason: String,
    /// The first place that shows the change.
    pub address: Address,
    /// Every place that shows it, the first one included.
    pub places: Vec<Address>,
    /// The keyword whose value changed; `None` where a whole part was added, removed, or renamed.
    pub keyword: Option<String>,
    /// The value in the contract, or in the base.
    pub before: Option<Value>,
    /// The value in the source, or in the revision.
    pub after: Option<Value>,
    /// The change in one sentence.
    pub message: String,
    /// The contents of an added or removed part, or the other findings of the edit, a line each.
    pub details: Vec<String>,
    /// A JSON value, or a request, that is legal on one side only: it proves the verdict.
    pub witness: Option<Value>,
    /// What a person has to decide before the contract can be edited; `None` if a command may apply the
    /// change. [`compare`](crate::compare) leaves it empty.
    pub decision: Option<String>,
    /// The place in the contract, or in the base.
    pub contract: Option<Site>,
    /// The place in the source, or in the revision.
    pub source: Option<Site>,
}

/// What was done to a fact or a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Only the source, or the revision, has it.
    Added,
    /// Only the contract, or the base, has it.
    Removed,
    /// Both have it, with different values.
    Changed,
    /// Both have it under different names.
    Renamed,
}

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// The values on the wire or a generated type.
    Contract,
    /// Written differently, with the same values.
    Equivalent,
    /// An example.
    Example,
    /// A text for people.
    Prose,
}

/// The effect of a change on a client that is already deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// The client works as before.
    Safe,
    /// The change may break a client.
    Risky,
    /// The change breaks a client.
    Breaking,
}

/// The effect of regenerating on a crate that uses the generated types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rust {
    /// Nothing that the crate's code can observe, or only what it already had to handle.
    Patch,
    /// The API gains items.
    Minor,
    /// Code that compiled may stop compiling, or change its meaning.
    Major,
}

macro_rules! display_as_serialized {
    ($($type:ty { $($variant:ident => $text:literal),+ $(,)? })+) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self { $(Self::$variant => $text),+ })
            }
        }
    )+};
}

display_as_serialized! {
    Action { Added => "added", Removed => "removed", Changed => "changed", Renamed => "renamed" }
    Class { Contract => "contract", Equivalent => "equivalent", Example => "example", Prose => "prose" }
    Wire { Safe => "safe", Risky => "risky", Breaking => "breaking" }
    Rust { Patch => "patch", Minor => "minor", Major => "major" }
}
