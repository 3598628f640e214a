//! Texts that carry their documented rule: a value that exists has kept it.

use std::fmt;

use serde::Deserializer;
use serde::de::Visitor;

use crate::format::Format;

/// The documented constraints of a text; generated from the contract.
pub(crate) struct Rules {
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) format: Option<Format>,
    /// Whether the text stands in a path, where it must not change the URL's shape.
    pub(crate) in_path: bool,
}

/// A regular expression of the contract, in JavaScript's dialect.
pub(crate) struct Pattern {
    pub(crate) source: &'static str,
    pub(crate) compiled: std::sync::LazyLock<regress::Regex>,
}

impl Pattern {
    pub(crate) const fn new(source: &'static str, compile: fn() -> regress::Regex) -> Self {
        Self {
            source,
            compiled: std::sync::LazyLock::new(compile),
        }
    }

    pub(crate) fn compile(source: &str) -> regress::Regex {
        regress::Regex::new(source)
            .expect("`cargo xtask regen` refuses a pattern it cannot compile")
    }
}

impl Rules {
    /// Checks a text, lengths before patterns so that a pattern never sees a long text.
    pub(crate) fn check(&self, text: &str) -> Result<(), String> {
        if self.min_length.is_some() || self.max_length.is_some() {
            let length = text.chars().count();
            if self.min_length.is_some_and(|min| length < min)
                || self.max_length.is_some_and(|max| length > max)
            {
                let expected = Length(self.min_length, self.max_length);
                return Err(format!("expected {expected}, found {length}"));
            }
        }
        if let Some(pattern) = &self.pattern
            && pattern.compiled.find(text).is_none()
        {
            return Err(format!("expected a text that matches `{}`", pattern.source));
        }
        if let Some(format) = self.format
            && !format.matches(text)
        {
            return Err(format!("expected {}", format.words()));
        }
        if self.in_path && !is_path_segment(text) {
            return Err(String::from(
                "expected a single path segment: not empty, not `.` or `..`, and without slashes, \
                 backslashes, and control characters",
            ));
        }
        Ok(())
    }
}

/// Whether a text, once percent-encoded, is one path segment for every URL parser and every proxy.
///
/// URL parsers fold `.` and `..` even when they are percent-encoded, take a backslash for a slash,
/// and drop tabs and line breaks; many proxies decode `%2F`.
fn is_path_segment(text: &str) -> bool {
    let separates = |byte: u8| byte == b'/' || byte == b'\\' || byte.is_ascii_control();
    !matches!(text, "" | "." | "..")
        && !text.bytes().any(separates)
        && (text.is_ascii() || !text.chars().any(char::is_control))
}

struct Length(Option<usize>, Option<usize>);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Some(min), Some(max)) => write!(f, "{min} to {max} characters"),
            (Some(min), None) => write!(f, "{min} characters or more"),
            (None, Some(max)) => write!(f, "{max} characters or fewer"),
            (None, None) => write!(f, "any length"),
        }
    }
}

/// Gives a generated text type its conversions; `$rules` is the check that all of them make.
macro_rules! checked_text {
    ($name:ident, $rules:ident) => {
        impl $name {
            /// Takes a text that keeps the documented constraints.
            ///
            /// # Errors
            ///
            /// [`InvalidValue`](crate::InvalidValue) names the constraint that it breaks.
            pub fn new(text: impl Into<String>) -> Result<Self, crate::InvalidValue> {
                let text = text.into();
                match $rules.check(&text) {
                    Ok(()) => Ok(Self(text)),
                    Err(reason) => Err(crate::InvalidValue::new(stringify!($name), reason)),
                }
            }

            /// What the generated code, by this name, puts into a path or a header. It needs no
            /// copy, and a sensitive text has no `Display` that would make one.
            #[allow(
                dead_code,
                reason = "used only where the value stands in a path or a header"
            )]
            pub(crate) fn to_string(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = crate::InvalidValue;

            fn try_from(text: &str) -> Result<Self, crate::InvalidValue> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::InvalidValue;

            fn try_from(text: String) -> Result<Self, crate::InvalidValue> {
                Self::new(text)
            }
        }

        impl TryFrom<&String> for $name {
            type Error = crate::InvalidValue;

            fn try_from(text: &String) -> Result<Self, crate::InvalidValue> {
                Self::new(text.as_str())
            }
        }

        impl From<&$name> for $name {
            fn from(text: &$name) -> Self {
                text.clone()
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::InvalidValue;

            fn from_str(text: &str) -> Result<Self, crate::InvalidValue> {
                Self::new(text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = crate::text::deserialize(deserializer, crate::text::Integers::Refused)?;
                Self::new(text).map_err(serde::de::Error::custom)
            }
        }

        crate::incoming::text_member!($name);
        crate::text::serialized_text!($name);
    };
}

/// Gives a generated text type that only answers hold its conversions: any text is taken, and a
/// whole number as its digits, since a guide of the vendor's shows a phone number written so.
macro_rules! carried_text {
    ($name:ident) => {
        impl<T: Into<String>> From<T> for $name {
            fn from(text: T) -> Self {
                Self(text.into())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::text::deserialize(deserializer, crate::text::Integers::Taken).map(Self)
            }
        }

        crate::incoming::text_member!($name);
        crate::text::serialized_text!($name);
    };
}

macro_rules! serialized_text {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

/// Lets a generated text type be seen.
macro_rules! shown_text {
    ($name:ident) => {
        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// Keeps a generated text type from being seen: masked in `Debug`, without `Display`, and wiped
/// from memory when dropped.
macro_rules! sensitive_text {
    ($name:ident) => {
        impl $name {
            /// The text itself. Keep it out of logs and messages.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                zeroize::Zeroize::zeroize(&mut self.0);
            }
        }
    };
}

pub(crate) use {carried_text, checked_text, sensitive_text, serialized_text, shown_text};

/// What a text type makes of a whole number.
#[derive(Clone, Copy)]
pub(crate) enum Integers {
    /// Its digits.
    Taken,
    /// An error: the digits of a code may have lost their leading zeros.
    Refused,
}

/// Reads a text; unlike serde's own, the errors never quote what was found.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
    integers: Integers,
) -> Result<String, D::Error> {
    deserializer.deserialize_any(TextVisitor(integers))
}

struct TextVisitor(Integers);

impl TextVisitor {
    fn integer<E: serde::de::Error>(&self, digits: impl fmt::Display) -> Result<String, E> {
        match self.0 {
            Integers::Taken => Ok(digits.to_string()),
            Integers::Refused => Err(E::custom("expected a string, found a number")),
        }
    }
}

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<String, E> {
        self.integer(number)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<String, E> {
        self.integer(number)
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<String, E> {
        Err(E::custom("expected a string, found a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_leave_its_segment_is_refused() {
        for text in [
            "",
            ".",
            "..",
            "a/b",
            "/",
            "a\\b",
            "..\\..\\x",
            "a\tb",
            "\n",
            "\u{85}",
        ] {
            assert!(!is_path_segment(text), "{text:?} was taken");
        }
        for text in [
            "...", ".a", "%2e%2e", "x?code=1", "a#b", "é", "a b", "a;b", "a&b=c",
        ] {
            assert!(is_path_segment(text), "{text:?} was refused");
        }
    }
}
