//! Codes as people type them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};
use verify_api::{InvalidValue, types};

use crate::visible::is_invisible;

/// A one-time code, read from what a person typed: 3 to 10 characters.
///
/// White space and invisible characters are left out, wherever they stand: no documented code has
/// any, and `123 456` is how many messages show `123456`. Everything else is sent as it was typed;
/// the vendor compares it. `Debug` masks the code, and its memory is wiped when it is dropped.
///
/// ```
/// use verify_ext::VerificationCode;
///
/// let code = VerificationCode::new(" 123 456\n")?;
/// assert_eq!(code.expose(), "123456");
/// assert_eq!(format!("{code:?}"), "VerificationCode(***)");
/// // A typing mistake: nothing can be sent, and no attempt is used up.
/// assert!(VerificationCode::new("   ").is_err());
/// # Ok::<(), verify_ext::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VerificationCode(types::VerificationCode);

impl VerificationCode {
    /// Reads a code.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`] if there are not 3 to 10 visible characters in it, or a control character.
    pub fn new(typed: impl AsRef<str>) -> Result<Self, InvalidValue> {
        let typed = typed.as_ref();
        let mut code = String::with_capacity(typed.len());
        for character in typed.chars() {
            if character.is_whitespace() || is_invisible(character) {
                continue;
            }
            if character.is_control() {
                return Err(InvalidValue::new(
                    "VerificationCode",
                    "expected no control characters",
                ));
            }
            code.push(character);
        }
        types::VerificationCode::new(code).map(Self)
    }

    /// The code itself. Keep it out of logs and messages.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    pub(crate) fn as_sent(&self) -> &types::VerificationCode {
        &self.0
    }
}

impl fmt::Debug for VerificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for VerificationCode {
    type Err = InvalidValue;

    fn from_str(typed: &str) -> Result<Self, InvalidValue> {
        Self::new(typed)
    }
}

impl TryFrom<&str> for VerificationCode {
    type Error = InvalidValue;

    fn try_from(typed: &str) -> Result<Self, InvalidValue> {
        Self::new(typed)
    }
}

impl TryFrom<String> for VerificationCode {
    type Error = InvalidValue;

    fn try_from(typed: String) -> Result<Self, InvalidValue> {
        Self::new(typed)
    }
}

impl<'de> Deserialize<'de> for VerificationCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Reads any text, and nothing but text: a number may have lost its leading zeros.
        struct Typed;
        impl serde::de::Visitor<'_> for Typed {
            type Value = VerificationCode;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a code as a string")
            }

            fn visit_str<E: serde::de::Error>(self, typed: &str) -> Result<Self::Value, E> {
                VerificationCode::new(typed).map_err(E::custom)
            }

            // The usual errors would quote what was found.
            fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Self::Value, E> {
                Err(E::custom("expected a string, found a number"))
            }

            fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Self::Value, E> {
                Err(E::custom("expected a string, found a number"))
            }

            fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Self::Value, E> {
                Err(E::custom("expected a string, found a number"))
            }
        }
        deserializer.deserialize_any(Typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_nothing_visible_is_no_code() {
        let table = [
            ("123456", Some("123456")),
            (" 123 456\r\n", Some("123456")),
            ("123\u{a0}456", Some("123456")),
            ("\u{200e}123456\u{feff}", Some("123456")),
            ("12-34", Some("12-34")),
            ("aB3", Some("aB3")),
            ("   ", None),
            ("\u{200b}\u{200b}\u{200b}", None),
            ("\u{3000}\u{3000}\u{3000}", None),
            ("\0\0\0", None),
            ("123\u{7}", None),
            ("1 2", None),
            ("", None),
            ("12345678901", None),
        ];
        for (typed, expected) in table {
            let code = VerificationCode::new(typed);
            let found = code.as_ref().map(VerificationCode::expose).ok();
            assert_eq!(found, expected, "{typed:?}");
        }
    }

    #[test]
    fn a_code_in_json_is_a_string_and_a_refusal_does_not_repeat_it() {
        let read = serde_json::from_str::<VerificationCode>;
        assert_eq!(read(r#"" 123 456 ""#).unwrap().expose(), "123456");
        for json in ["7392810", "7392.5", "\"73928104657\"", "[7392]", "null"] {
            let error = read(json).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("7392"), "{error}");
            let expected = [
                "expected a string",
                "expected a code as a string",
                "10 characters",
            ];
            assert!(
                expected.iter().any(|it| error.to_string().contains(it)),
                "{error}"
            );
        }
    }
}
