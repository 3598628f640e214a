//! Codes as people type them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};
use verify_api::{InvalidValue, types};

use crate::digits::ascii_digit;
use crate::visible::is_invisible;

/// A one-time code, read from what a person typed: 3 to 10 characters once it is read.
///
/// The vendor documents two kinds of code: ASCII letters and digits, and digits with one dash
/// between them. What is certainly the same code is rewritten:
///
/// - Digits of every script become ASCII digits, and full-width letters ASCII letters: `７８５７` is
///   `7857`.
/// - Every kind of dash becomes `-`.
/// - White space, invisible characters, full stops, and commas are left out, since no code has any:
///   many messages show `123456` as `123 456`, and a code that is copied may take the end of its
///   sentence along.
///
/// What cannot be a code then is refused, and no attempt is used up. Everything else is sent, and
/// uses up an attempt if it is wrong. That includes a mistake that makes another code: `78-57` for
/// `7857`, or `ab12` for `AB12`, because dashes and case count. The dash may stand between any two
/// digits: the vendor documents its place in prose only, and whoever types a right code must not be
/// locked out.
///
/// `Debug` masks the code, and its memory is wiped when it is dropped.
///
/// ```
/// use verify_ext::VerificationCode;
///
/// let code = VerificationCode::new(" 123 ４５６\n")?;
/// assert_eq!(code.expose(), "123456");
/// assert_eq!(format!("{code:?}"), "VerificationCode(***)");
/// // Typing mistakes: nothing can be sent, and no attempt is used up.
/// assert!(VerificationCode::new("   ").is_err());
/// assert!(VerificationCode::new("7857!").is_err());
/// # Ok::<(), verify_ext::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VerificationCode(types::VerificationCode);

impl VerificationCode {
    /// Reads a code.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`] if it has fewer than 3 or more than 10 characters, a character that no code
    /// has, or a dash where no code has one: at an end, beside a letter, or a second one. It does not
    /// repeat what was typed.
    pub fn new(typed: impl AsRef<str>) -> Result<Self, InvalidValue> {
        let typed = typed.as_ref();
        let refuse = |reason| Err(InvalidValue::new("VerificationCode", reason));
        let mut code = String::with_capacity(typed.len());
        for character in typed.chars() {
            match in_ascii(character) {
                read @ ('-' | '0'..='9' | 'A'..='Z' | 'a'..='z') => code.push(read),
                read if is_left_out(read) => {}
                _ => return refuse("expected letters from A to Z, digits, and dashes only"),
            }
        }
        if let Some((before, after)) = code.split_once('-') {
            let is_number = |part: &str| {
                !part.is_empty() && part.bytes().all(|character| character.is_ascii_digit())
            };
            if !is_number(before) || !is_number(after) {
                return refuse("expected no dash but one between digits");
            }
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

/// The ASCII form of a letter, a digit, a dash, or a punctuation mark, as keyboards and input methods
/// of other scripts write it; any other character as it is.
fn in_ascii(character: char) -> char {
    match character {
        // Each stands as far from its full-width form.
        '\u{ff01}'..='\u{ff5e}' => u32::from(character)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(character),
        // Hyphens and dashes, the minus sign, and the long vowel marks of Japanese, which share a key
        // with the minus.
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{30fc}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff70}' => '-',
        _ => ascii_digit(character).unwrap_or(character),
    }
}

/// Whether a character separates or ends what was typed, and is in no code.
fn is_left_out(character: char) -> bool {
    character.is_whitespace()
        || is_invisible(character)
        || matches!(character, '.' | ',' | '、' | '。' | '،')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_certainly_the_same_code_is_rewritten_and_what_cannot_be_one_is_refused() {
        let table = [
            ("123456", Some("123456")),
            (" 123 456\r\n", Some("123456")),
            ("123\u{a0}456", Some("123456")),
            ("\u{200e}123456\u{feff}", Some("123456")),
            ("aB3", Some("aB3")),
            // What input methods and keyboards of other scripts write.
            ("７８５７", Some("7857")),
            ("７８\u{3000}５７", Some("7857")),
            ("٧٨٥٧", Some("7857")),
            ("۷۸۵۷", Some("7857")),
            ("७८५७", Some("7857")),
            ("ＡｂＺ９", Some("AbZ9")),
            // Separators that no code has.
            ("7857.", Some("7857")),
            ("7,857", Some("7857")),
            ("７．８，５７。", Some("7857")),
            // A dash between digits may be in the code, so it stays.
            ("78-57", Some("78-57")),
            ("7-857", Some("7-857")),
            ("７８－５７", Some("78-57")),
            ("７８ー５７", Some("78-57")),
            ("78\u{2013}57", Some("78-57")),
            ("78 \u{2212} 57", Some("78-57")),
            // A dash that no code has: it may stand for a part that is not typed yet.
            ("7857-", None),
            ("-7857", None),
            ("78--57", None),
            ("7-8-5-7", None),
            ("AB-12", None),
            ("12-AB", None),
            ("---", None),
            ("   ", None),
            ("...", None),
            ("\u{200b}\u{200b}\u{200b}", None),
            ("\u{3000}\u{3000}\u{3000}", None),
            ("\0\0\0", None),
            ("123\u{7}", None),
            ("7857!", None),
            ("７８５７！", None),
            ("78/57", None),
            ("78+57", None),
            ("12é4", None),
            // Cyrillic, and digits that are no decimal digits.
            ("АВ12", None),
            ("①②③④", None),
            ("12³4", None),
            ("1 2", None),
            ("１２", None),
            ("", None),
            ("12345678901", None),
            ("１２３４５６７８９０１", None),
        ];
        for (typed, expected) in table {
            let code = VerificationCode::new(typed);
            let found = code.as_ref().map(VerificationCode::expose).ok();
            assert_eq!(found, expected, "{typed:?}");
        }
    }

    /// A code of a documented type.
    fn documented() -> impl Strategy<Value = String> {
        prop_oneof![
            "[0-9]{3,10}",
            // All lengths from 4 to 10, with the dash in the middle or one left of it.
            "[0-9]{1}-[0-9]{2}|([0-9]{2}-[0-9]{2,3})|([0-9]{3}-[0-9]{3,4})|([0-9]{4}-[0-9]{4,5})",
            "[a-zA-Z0-9]{3,10}",
        ]
    }

    proptest! {
        /// Codes of the documented capital types are among the alphanumeric ones.
        #[test]
        fn a_documented_code_is_never_changed(code in documented()) {
            let read = VerificationCode::new(&code).unwrap();
            prop_assert_eq!(read.expose(), &code);
        }

        #[test]
        fn a_documented_code_is_read_however_it_is_written(
            code in documented(),
            written in proptest::collection::vec((0..3_usize, 0..5_usize), 10),
        ) {
            let mut typed = String::new();
            for (character, (form, separator)) in code.chars().zip(written) {
                let full_width = || char::from_u32(u32::from(character) + 0xfee0);
                typed.extend(match (form, character.to_digit(10)) {
                    (1, _) => full_width(),
                    (2, Some(digit)) => char::from_u32(0x660 + digit),
                    _ => Some(character),
                });
                typed.extend([None, Some(' '), Some('.'), Some('\u{200b}'), None][separator]);
            }
            let read = VerificationCode::new(&typed).unwrap();
            prop_assert_eq!(read.expose(), &code, "{:?}", typed);
        }
    }

    #[test]
    fn a_code_in_json_is_a_string_and_a_refusal_does_not_repeat_it() {
        let read = serde_json::from_str::<VerificationCode>;
        assert_eq!(read(r#"" 123 456 ""#).unwrap().expose(), "123456");
        for json in [
            "7392810",
            "7392.5",
            "\"73928104657\"",
            "\"7392!\"",
            "\"-7392\"",
            "[7392]",
            "null",
        ] {
            let error = read(json).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("7392"), "{error}");
            let expected = [
                "expected a string",
                "expected a code as a string",
                "10 characters",
                "expected letters from A to Z",
                "expected no dash",
            ];
            assert!(
                expected.iter().any(|it| error.to_string().contains(it)),
                "{error}"
            );
        }
    }
}
