//! Reading requests, for a server that stands in for the vendor's.
//!
//! A client never needs this. A simulator or a test double does: it judges what it was sent by the
//! same types, and so by the same constraints, as the client that sends it. Path and query
//! parameters are types that refuse an illegal text when they are made, such as
//! [`SubAccountId::new`](crate::types::SubAccountId::new). A body is an object that is read as a
//! whole by [`read_body`].
//!
//! ```
//! use verify_api::incoming::read_body;
//! use verify_api::types::{Channel, StartRequest};
//!
//! let sent = br#"{"destination":"+6598765432","channel":"sms","sms":{"encoding":"UTF8"}}"#;
//! let refused = read_body::<StartRequest>(sent).unwrap_err();
//! assert_eq!(refused.place(), "sms › encoding");
//! assert_eq!(refused.reason(), "expected one of AUTO, GSM7, UCS2");
//!
//! let request = read_body::<StartRequest>(br#"{"destination":"+6598765432","channel":"sma"}"#)?;
//! assert_eq!(request.channel, Some(Channel::Sma));
//! assert_eq!(request.code_length, None);
//! # Ok::<(), verify_api::InvalidValue>(())
//! ```

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::Timestamp;
use crate::invalid_value::InvalidValue;

/// Reads a body, as strictly as it is documented: members that have to be there are there, every
/// value is of its documented type and keeps its documented constraints. Members that are not
/// documented are passed over.
///
/// # Errors
///
/// [`InvalidValue`] names the first member that breaks a constraint by its path, such as
/// `sms › encoding`, and never repeats its value. The place of something that is no JSON object is
/// `body`.
pub fn read_body<T: Body>(body: &[u8]) -> Result<T, InvalidValue> {
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        // The error's own text may quote the body.
        let (line, column) = (error.line(), error.column());
        InvalidValue::new(
            "body",
            format!("expected JSON, which it stops to be at line {line}, column {column}"),
        )
    })?;
    T::read(&value).map_err(|refused| {
        if refused.place().is_empty() {
            refused.within("body")
        } else {
            refused
        }
    })
}

/// An object that is sent as the body of a request, or inside of one; only generated types are.
pub trait Body: Sized + sealed::Object {}

impl<T: sealed::Object> Body for T {}

pub(crate) mod sealed {
    use super::{InvalidValue, Members};

    /// An object whose members are read one by one.
    pub trait Object: Sized {
        /// Reads the members and checks them.
        fn read_members(members: Members<'_>) -> Result<Self, InvalidValue>;
    }
}

pub(crate) use sealed::Object;

/// The members of an object that came in.
#[derive(Clone, Copy)]
pub struct Members<'v>(&'v Map<String, Value>);

impl Members<'_> {
    /// Reads a member that has to be there.
    pub(crate) fn required<T: Member>(self, name: &'static str) -> Result<T, InvalidValue> {
        self.optional(name)?
            .ok_or_else(|| InvalidValue::new(name, "it has to be there"))
    }

    /// Reads a member that may be left out.
    pub(crate) fn optional<T: Member>(self, name: &'static str) -> Result<Option<T>, InvalidValue> {
        self.0
            .get(name)
            .map(|value| T::read(value).map_err(|refused| refused.within(name)))
            .transpose()
    }
}

/// A value that a member can have.
pub(crate) trait Member: Sized {
    fn read(value: &Value) -> Result<Self, InvalidValue>;
}

impl<T: Object> Member for T {
    fn read(value: &Value) -> Result<Self, InvalidValue> {
        match value {
            Value::Object(members) => Self::read_members(Members(members)),
            other => Err(of_another_type("an object", other)),
        }
    }
}

/// Reads a body for `serde`.
pub(crate) fn deserialize<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::read(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
}

macro_rules! scalar {
    ($($type:ty, $expected:literal: $pattern:pat => $read:expr;)*) => {$(
        impl Member for $type {
            fn read(value: &Value) -> Result<Self, InvalidValue> {
                let read = match value {
                    $pattern => $read,
                    _ => None,
                };
                read.ok_or_else(|| of_another_type($expected, value))
            }
        }
    )*};
}

scalar! {
    bool, "`true` or `false`": Value::Bool(truth) => Some(*truth);
    i64, "a whole number": Value::Number(number) => whole(number);
    f64, "a number": Value::Number(number) => number.as_f64();
    String, "a string": Value::String(text) => Some(text.clone());
    Timestamp, "a string": Value::String(text) => Some(Self::from(text.as_str()));
}

/// Gives a generated type that is written as a string its way in.
macro_rules! text_member {
    ($name:ident) => {
        impl crate::incoming::Member for $name {
            fn read(value: &serde_json::Value) -> Result<Self, crate::InvalidValue> {
                let text = <String as crate::incoming::Member>::read(value)?;
                Self::try_from(text).map_err(|refused| {
                    crate::InvalidValue::unplaced(crate::InvalidValue::from(refused).into_reason())
                })
            }
        }
    };
}

pub(crate) use text_member;

/// `3.0` is a whole number, too.
fn whole(number: &serde_json::Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number.as_i64().or_else(|| {
        let number = number.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it is whole, and in the range that both hold exactly"
        )]
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    })
}

fn of_another_type(expected: &str, found: &Value) -> InvalidValue {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    let found = if expected == "a whole number" && found == "a number" {
        "another number"
    } else {
        found
    };
    InvalidValue::unplaced(format!("expected {expected}, found {found}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Outer {
        name: String,
        count: Option<i64>,
        ratio: Option<f64>,
        inner: Option<Inner>,
    }

    #[derive(Debug, PartialEq)]
    struct Inner {
        flag: bool,
    }

    impl Object for Outer {
        fn read_members(members: Members<'_>) -> Result<Self, InvalidValue> {
            Ok(Self {
                name: members.required("name")?,
                count: members.optional("count")?,
                ratio: members.optional("ratio")?,
                inner: members.optional("inner")?,
            })
        }
    }

    impl Object for Inner {
        fn read_members(members: Members<'_>) -> Result<Self, InvalidValue> {
            Ok(Self {
                flag: members.required("flag")?,
            })
        }
    }

    #[test]
    fn a_refusal_names_the_member_by_its_path_and_never_its_value() {
        // (body, place, reason)
        let table = [
            ("73928", "body", "expected an object, found a number"),
            ("{\"name\":\"73928", "body", "expected JSON"),
            ("{}", "name", "it has to be there"),
            ("{\"name\":null}", "name", "expected a string, found null"),
            (
                "{\"name\":73928}",
                "name",
                "expected a string, found a number",
            ),
            (
                "{\"name\":\"a\",\"count\":73928.5}",
                "count",
                "expected a whole number, found another number",
            ),
            (
                "{\"name\":\"a\",\"ratio\":\"73928\"}",
                "ratio",
                "expected a number, found a string",
            ),
            (
                "{\"name\":\"a\",\"inner\":[73928]}",
                "inner",
                "expected an object, found a list",
            ),
            (
                "{\"name\":\"a\",\"inner\":{}}",
                "inner › flag",
                "it has to be there",
            ),
            (
                "{\"name\":\"a\",\"inner\":{\"flag\":73928}}",
                "inner › flag",
                "expected `true` or `false`, found a number",
            ),
        ];
        for (body, place, reason) in table {
            let refused = read_body::<Outer>(body.as_bytes()).unwrap_err();
            assert_eq!(refused.place(), place, "{body}");
            assert!(refused.reason().starts_with(reason), "{body}: {refused}");
            assert!(!refused.to_string().contains("73928"), "{refused}");
        }
    }

    #[test]
    fn what_is_not_documented_is_passed_over_and_a_whole_float_is_whole() {
        let read = read_body::<Outer>(br#"{"name":"a","count":3.0,"new":{"deep":[1]}}"#);
        let expected = Outer {
            name: "a".to_owned(),
            count: Some(3),
            ratio: None,
            inner: None,
        };
        assert_eq!(read, Ok(expected));
        let huge = read_body::<Outer>(br#"{"name":"a","count":1e300}"#);
        assert_eq!(huge.unwrap_err().place(), "count");
    }
}
