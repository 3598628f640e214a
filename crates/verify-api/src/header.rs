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

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use http::HeaderValue;

    use super::*;

    /// Each text, and what it is read as.
    fn assert_read<T: Debug + PartialEq>(
        read: fn(&str) -> Option<T>,
        table: &[(&'static str, Option<T>)],
    ) {
        let header = Header::new("x-any", read);
        assert_eq!(header.name(), "x-any");
        assert_eq!(header.read(&HeaderMap::new()), None);
        for (text, expected) in table {
            let other = ("x-other", "0");
            let headers = [other, ("x-any", text)].map(|(name, value)| {
                (
                    http::HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            });
            assert_eq!(
                header.read(&HeaderMap::from_iter(headers)),
                *expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_header_is_of_its_documented_type_or_nothing() {
        assert_read(
            read::text,
            &[
                ("", Some(String::new())),
                ("TLS/1.2", Some("TLS/1.2".into())),
            ],
        );
        assert_read(
            read::integer,
            &[
                ("20", Some(20)),
                ("-3", Some(-3)),
                ("2.5", None),
                ("", None),
            ],
        );
        assert_read(
            read::number,
            &[("2.5", Some(2.5)), ("-3", Some(-3.0)), ("x", None)],
        );
        assert_read(
            read::boolean,
            &[("true", Some(true)), ("false", Some(false)), ("1", None)],
        );
        assert_read(read::timestamp, &[("soon", Some("soon".into()))]);
    }
}
