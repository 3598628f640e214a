//! Headers of answers that the contract documents.

use http::HeaderMap;

use crate::Timestamp;

/// The name of a documented header, with the type of its value.
///
/// The generated ones are in [`headers`](crate::headers);
/// [`ResponseValue::header`](crate::ResponseValue::header) reads them.
#[derive(Debug)]
pub struct Header<T> {
    name: &'static str,
    read: fn(&str) -> Option<T>,
}

// Derived, they would ask the same of the value.
impl<T> Copy for Header<T> {}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Header<T> {
    #[allow(
        dead_code,
        reason = "generated code uses it where the contract documents headers"
    )]
    pub(crate) const fn new(name: &'static str, read: fn(&str) -> Option<T>) -> Self {
        Self { name, read }
    }

    /// The name, in lower case.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The value in a map of headers; `None` if it is not there or not of the documented type.
    pub(crate) fn read(&self, headers: &HeaderMap) -> Option<T> {
        (self.read)(headers.get(self.name)?.to_str().ok()?)
    }
}

/// How a text is read.
#[allow(
    dead_code,
    clippy::unnecessary_wraps,
    reason = "generated code uses what the contract needs, and all of them alike"
)]
pub(crate) mod read {
    use super::Timestamp;

    pub(crate) fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    pub(crate) fn integer(text: &str) -> Option<i64> {
        text.parse().ok()
    }

    pub(crate) fn number(text: &str) -> Option<f64> {
        text.parse().ok()
    }

    pub(crate) fn boolean(text: &str) -> Option<bool> {
        text.parse().ok()
    }

    pub(crate) fn timestamp(text: &str) -> Option<Timestamp> {
        Some(text.into())
    }
}
