//! When two phone numbers are the same.

use verify_api::types::PhoneNumber;

use crate::error::Error;

/// The digits of a number, without its plus sign and formatting.
///
/// `None` if there is no digit, or if something else than digits and formatting stands among them:
/// leaving out a letter or a digit of another script could turn one number into another.
pub(crate) fn digits(number: &PhoneNumber) -> Option<impl Iterator<Item = u8> + '_> {
    let text = number.expose();
    let mut has_digit = false;
    for character in text.chars() {
        if character.is_ascii_digit() {
            has_digit = true;
        } else if !is_formatting(character) {
            return None;
        }
    }
    has_digit.then(|| text.bytes().filter(u8::is_ascii_digit))
}

/// Refuses a claimed number that could be compared with nothing.
pub(crate) fn require_readable(claimed: &PhoneNumber) -> Result<(), Error> {
    digits(claimed).map(drop).ok_or_else(|| {
        Error::invalid_input(
            "nothing was sent: the claimed number has to be digits, `+`, and formatting",
        )
    })
}

/// Whether two numbers have the same digits; `None` if one of them cannot be read.
pub(crate) fn same(one: &PhoneNumber, other: &PhoneNumber) -> Option<bool> {
    Some(digits(one)?.eq(digits(other)?))
}

fn is_formatting(character: char) -> bool {
    // U+2010 to U+2015 are the hyphens and dashes that word processors put into numbers.
    matches!(
        character,
        '+' | '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}'
    ) || character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_when_their_digits_are() {
        let table = [
            ("+6598765432", "6598765432", Some(true)),
            ("+65 9876-5432", "(65) 9876.5432", Some(true)),
            ("+65\u{a0}9876\u{2011}5432", "6598765432", Some(true)),
            ("6598765432", "6598765433", Some(false)),
            ("6598765432", "98765432", Some(false)),
            ("006598765432", "6598765432", Some(false)),
            ("", "", None),
            ("+", "6598765432", None),
            ("6598765432", "65****5432", None),
            ("6598765432", "65\u{669}98765432", None),
            ("6598765432", "6598765432 ext. 1", None),
        ];
        for (one, other, expected) in table {
            let (first, second) = (PhoneNumber::from(one), PhoneNumber::from(other));
            assert_eq!(same(&first, &second), expected, "{one} and {other}");
            assert_eq!(same(&second, &first), expected, "{other} and {one}");
        }
    }
}
