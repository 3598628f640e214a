//! What an answer holds beside the members that could be read.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// The members of an answer that are not documented, or whose value is not of the documented kind.
///
/// They are kept as they came, so that nothing the vendor says is lost and writing the value back
/// gives the same JSON. `Debug` shows their names only: what they hold is not known.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct OtherMembers(Map<String, Value>);

impl OtherMembers {
    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether every member was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in an object, to be read member by member.
    pub(crate) fn all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self)
    }

    /// Reads a member; one that cannot be read, or is `null`, stays here.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.0.get(name)?;
        if value.is_null() {
            return None;
        }
        let read = T::deserialize(value).ok()?;
        self.0.remove(name);
        Some(read)
    }
}

impl fmt::Debug for OtherMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
