//! Values that break their documented constraint.

use std::borrow::Cow;

/// A value that breaks its documented constraint: where it stands and which constraint, never the
/// value itself.
///
/// ```
/// use verify_api::types::VerificationCode;
///
/// let refused = VerificationCode::new("12").unwrap_err();
/// assert_eq!(refused.place(), "VerificationCode");
/// assert_eq!(refused.reason(), "expected 3 to 10 characters, found 2");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct InvalidValue {
    place: Cow<'static, str>,
    reason: String,
}

impl InvalidValue {
    /// A refusal of a value at `place`, for types that add a rule to the documented ones. The
    /// reason says what was expected, and nothing of the value.
    #[must_use]
    pub fn new(place: &'static str, reason: impl Into<String>) -> Self {
        Self {
            place: Cow::Borrowed(place),
            reason: reason.into(),
        }
    }

    /// A value that does not know where it stands; [`within`](Self::within) says it.
    pub(crate) fn unplaced(reason: impl Into<String>) -> Self {
        Self::new("", reason)
    }

    /// The same refusal, seen from the object that holds the value as a member.
    pub(crate) fn within(self, member: &'static str) -> Self {
        let place = if self.place.is_empty() {
            Cow::Borrowed(member)
        } else {
            Cow::Owned(format!("{member} › {}", self.place))
        };
        Self { place, ..self }
    }

    /// What the value is: the name of its type, or the path of the member in a body, such as
    /// `sms › encoding`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What was expected, and as much of what was found as may be shown.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    pub(crate) fn into_reason(self) -> String {
        self.reason
    }
}

impl From<std::convert::Infallible> for InvalidValue {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

impl From<std::num::TryFromIntError> for InvalidValue {
    fn from(_: std::num::TryFromIntError) -> Self {
        Self::new("number", "expected one that the type holds")
    }
}
