//! Phone numbers, as a person writes them and as they are compared.

use std::fmt;

/// The most digits that E.164 gives an international number, and the fewest that are in use.
const LENGTH: std::ops::RangeInclusive<usize> = 7..=15;

/// An international number: its digits, country code first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Number(u64);

/// Why a destination is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidNumber {
    #[error("`destination`: expected digits, blanks, brackets, dashes, and a leading plus sign")]
    Characters,
    #[error("`destination`: expected 7 to 15 digits with the country code")]
    Length,
    #[error("`destination`: a number in national form needs `country`")]
    National,
    #[error("`country`: expected two letters of ISO 3166-1 that have a calling code")]
    Country,
}

impl Number {
    /// Reads a destination, in international form or in national form beside its country.
    ///
    /// A number without plus sign and country is taken as international if some country has numbers
    /// of its code and length.
    pub(crate) fn read(destination: &str, country: Option<&str>) -> Result<Self, InvalidNumber> {
        let country = match country {
            Some(code) => Some(country_of(code).ok_or(InvalidNumber::Country)?),
            None => None,
        };
        let text = destination.trim();
        let (rest, has_plus) = match text.strip_prefix('+') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let is_separator =
            |c: char| matches!(c, '(' | ')' | '-' | '\u{2010}'..='\u{2015}') || c.is_whitespace();
        let digits: String = rest.chars().filter(|c| !is_separator(*c)).collect();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidNumber::Characters);
        }
        match country {
            _ if has_plus => Self::of_digits(&digits),
            None if is_international(&digits) => Self::of_digits(&digits),
            None => Err(InvalidNumber::National),
            // With its country code already in front, only the plus sign is missing.
            Some(country) if belongs_to(country, &digits) => Self::of_digits(&digits),
            Some(country) => {
                let national = digits.strip_prefix('0').unwrap_or(&digits);
                Self::of_digits(&format!("{}{national}", country.prefix))
            }
        }
    }

    fn of_digits(digits: &str) -> Result<Self, InvalidNumber> {
        if !LENGTH.contains(&digits.len()) || digits.starts_with('0') {
            return Err(InvalidNumber::Length);
        }
        digits.parse().map(Self).map_err(|_| InvalidNumber::Length)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

fn country_of(code: &str) -> Option<&'static phonelib::Country> {
    phonelib::country_by_code(code).filter(|_| code.len() == 2)
}

fn is_international(digits: &str) -> bool {
    phonelib::countries()
        .iter()
        .any(|country| belongs_to(country, digits))
}

/// Whether digits are the country's code and as many more as its numbers have.
fn belongs_to(country: &phonelib::Country, digits: &str) -> bool {
    digits
        .strip_prefix(&*country.prefix.to_string())
        .is_some_and(|rest| {
            let length = u8::try_from(rest.len());
            length.is_ok_and(|length| country.phone_lengths.contains(&length))
        })
}

/// The digits of a number, by which two are compared.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        use InvalidNumber::{Characters, Country, Length, National};
        let table = [
            ("+1 (987) 654-3210", None, Ok("+19876543210")),
            ("+65(876)54321", Some("SG"), Ok("+6587654321")),
            ("8765 4321", Some("SG"), Ok("+6587654321")),
            ("8765 4321", Some("sg"), Ok("+6587654321")),
            ("6598765432", None, Ok("+6598765432")),
            ("6598765432", Some("SG"), Ok("+6598765432")),
            ("0812 3456 7890", Some("ID"), Ok("+6281234567890")),
            ("987-654-3210", Some("US"), Ok("+19876543210")),
            ("1 987 654 3210", Some("US"), Ok("+19876543210")),
            ("8765 4321", None, Err(National)),
            ("0812 3456 7890", None, Err(National)),
            ("+65 CALL ME", None, Err(Characters)),
            ("++6598765432", None, Err(Characters)),
            ("", None, Err(Characters)),
            ("+", None, Err(Characters)),
            ("+123456", None, Err(Length)),
            ("+1234567890123456", None, Err(Length)),
            ("+0123456789", None, Err(Length)),
            ("8765 4321", Some("XX"), Err(Country)),
            ("8765 4321", Some("S"), Err(Country)),
        ];
        for (destination, country, expected) in table {
            let read = Number::read(destination, country).map(|number| number.to_string());
            let expected = expected.map(str::to_owned);
            assert_eq!(read, expected, "{destination} {country:?}");
        }
    }
}
