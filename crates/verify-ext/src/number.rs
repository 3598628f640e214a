//! Phone numbers, and when two of them are the same.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use verify_api::{InvalidValue, types};

use crate::visible::is_invisible;

/// No number of the international plan is longer (E.164).
const MOST_DIGITS: usize = 15;

/// A phone number, read from whatever formatting a person typed.
///
/// Write numbers with `+` and their country code: `+65 9876 5432`. Two numbers are equal when their
/// digits are; the `+` and the formatting are gone once a number is read. `Debug` masks the number,
/// and its memory is wiped when it is dropped.
///
/// ```
/// use verify_ext::PhoneNumber;
///
/// let number = PhoneNumber::new("+65 (9876) 54-32")?;
/// assert_eq!(number.expose(), "+6598765432");
/// assert_eq!(number, PhoneNumber::new("6598765432")?);
/// assert_eq!(format!("{number:?}"), "PhoneNumber(***)");
/// assert!(PhoneNumber::new("0065 9876 5432").is_err());
/// # Ok::<(), verify_ext::InvalidValue>(())
/// ```
#[derive(Clone)]
pub struct PhoneNumber(types::PhoneNumber);

impl PhoneNumber {
    /// Reads a number: at most 15 digits, after a `+` or without.
    ///
    /// Spaces, dashes, dots, brackets, and invisible characters between the digits are left out.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`] if there is anything else in it: a letter, a slash, or a digit of another
    /// script could turn one number into another. So could a `(0)` after a country code, and a
    /// leading `00`, which stands for `+` in some countries only.
    pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidValue> {
        let text = text.as_ref();
        let refuse = |reason| Err(InvalidValue::new("PhoneNumber", reason));
        let mut read = String::with_capacity(text.len());
        for character in text.chars() {
            let at_start = read.is_empty();
            let in_number = !at_start && read != "+";
            match character {
                '0'..='9' => read.push(character),
                '+' if at_start => read.push('+'),
                // U+2010 to U+2015 are the hyphens and dashes that word processors write.
                '-' | '.' | '\u{2010}'..='\u{2015}' if in_number => {}
                '(' | ')' => {}
                _ if character.is_whitespace() || is_invisible(character) => {}
                _ => {
                    return refuse(
                        "expected digits with spaces, dashes, dots, and brackets, and perhaps a `+` \
                         before them",
                    );
                }
            }
        }
        let digits = read.trim_start_matches('+');
        if digits.is_empty() || digits.len() > MOST_DIGITS {
            return refuse("expected 1 to 15 digits");
        }
        if digits.starts_with("00") || read.starts_with("+0") {
            return refuse("expected a country code after `+`, and no country code begins with 0");
        }
        if read.starts_with('+') && text.contains("(0)") {
            return refuse("expected no `(0)` after a country code: leave it out");
        }
        Ok(Self(read.into()))
    }

    /// The number itself: its digits, after a `+` if it was written with one. Keep it out of logs.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Whether it was written with a `+`, so that its first digits are a country code.
    #[must_use]
    pub fn is_international(&self) -> bool {
        self.expose().starts_with('+')
    }

    /// The digits without the `+`.
    pub(crate) fn digits(&self) -> &str {
        self.expose().trim_start_matches('+')
    }

    /// Reads a number that the vendor wrote; `None` if it cannot be compared with one.
    pub(crate) fn of_vendor(number: &types::PhoneNumber) -> Option<Self> {
        Self::new(number.expose()).ok()
    }
}

impl PartialEq for PhoneNumber {
    fn eq(&self, other: &Self) -> bool {
        self.digits() == other.digits()
    }
}

impl Eq for PhoneNumber {}

impl Hash for PhoneNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digits().hash(state);
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(***)")
    }
}

impl FromStr for PhoneNumber {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}

impl TryFrom<&str> for PhoneNumber {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}

impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = types::PhoneNumber::deserialize(deserializer)?;
        Self::new(text.expose()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher as _;

    use super::*;

    #[test]
    fn formatting_is_left_out_and_everything_else_is_refused() {
        let table = [
            ("+6598765432", Some("+6598765432")),
            (" +65 9876-5432\n", Some("+6598765432")),
            ("(65) 9876.5432", Some("6598765432")),
            ("+65\u{a0}9876\u{2011}5432", Some("+6598765432")),
            ("\u{202a}+65 98765432\u{202c}", Some("+6598765432")),
            ("+(65) 98765432", Some("+6598765432")),
            ("0123", Some("0123")),
            ("123456789012345", Some("123456789012345")),
            ("1234567890123456", None),
            ("", None),
            ("+", None),
            ("++65", None),
            ("65+98", None),
            ("-6598765432", None),
            ("+-6598765432", None),
            ("1/6598765432", None),
            ("0065 98765432", None),
            ("+0 98765432", None),
            ("+44 (0)20 7946 0000", None),
            ("65****5432", None),
            ("65\u{669}98765432", None),
            ("6598765432 ext. 1", None),
            ("6598765432\0", None),
        ];
        for (text, expected) in table {
            let number = PhoneNumber::new(text);
            let found = number.as_ref().map(PhoneNumber::expose).ok();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_the_same_when_their_digits_are() {
        let number = |text| PhoneNumber::new(text).unwrap();
        let table = [
            ("+6598765432", "65 9876-5432", true),
            ("6598765432", "6598765433", false),
            ("6598765432", "98765432", false),
            ("16598765432", "6598765432", false),
        ];
        for (one, other, same) in table {
            assert_eq!(number(one) == number(other), same, "{one} and {other}");
        }
        let numbers = std::collections::HashSet::from([number("+65 1"), number("651")]);
        assert_eq!(numbers.len(), 1);
        let state = std::hash::RandomState::new();
        let [one, other] = ["651", "652"].map(|it| state.hash_one(number(it)));
        assert_ne!(one, other);
    }

    #[test]
    fn a_number_is_stored_and_read_again() {
        let number = PhoneNumber::new("+65 9876 5432").unwrap();
        let json = serde_json::to_string(&number).unwrap();
        assert_eq!(json, r#""+6598765432""#);
        assert_eq!(serde_json::from_str::<PhoneNumber>(&json).unwrap(), number);
        let error = serde_json::from_str::<PhoneNumber>(r#""call 6598765432""#).unwrap_err();
        assert!(!error.to_string().contains("65987"), "{error}");
    }
}
