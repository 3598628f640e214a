//! Enums that the vendor may add to.

use std::fmt;

/// A value that this version does not know, as the vendor wrote it.
///
/// `Debug` shows how long it is and no more: what a server puts there is not known.
///
/// It cannot be made by hand or matched by its text: code that did either would change its meaning
/// on the day the value becomes a variant of its own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unrecognized(String);

impl Unrecognized {
    pub(crate) fn new(value: String) -> Self {
        Self(value)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} characters", self.0.chars().count())
    }
}
