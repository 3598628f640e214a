//! Where messages may be sent to.

use crate::number::PhoneNumber;

/// The longest prefix that makes sense: a country code with an area code.
const LONGEST_PREFIX: usize = 7;

/// The beginnings that a number may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Destinations(Vec<String>);

/// One of the country codes is none, or there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a country code is 1 to 7 digits, such as `65`, and at least one has to be allowed")]
pub(crate) struct InvalidCountryCode;

/// Why a number may not be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAllowed {
    /// Its country code is not among those allowed.
    Elsewhere,
    /// It is not written with a `+`, so that its country code is not known.
    National,
}

impl Destinations {
    /// Reads country codes, with a `+` or without.
    pub(crate) fn read(
        codes: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<Self, InvalidCountryCode> {
        let read = |code: &str| {
            let digits = code.strip_prefix('+').unwrap_or(code);
            let is_prefix = (1..=LONGEST_PREFIX).contains(&digits.len())
                && !digits.starts_with('0')
                && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_prefix.then(|| digits.to_owned())
        };
        let codes = codes.into_iter().map(|code| read(code.as_ref()));
        match codes.collect::<Option<Vec<String>>>() {
            Some(codes) if !codes.is_empty() => Ok(Self(codes)),
            _ => Err(InvalidCountryCode),
        }
    }

    pub(crate) fn allow(&self, number: &PhoneNumber) -> Result<(), NotAllowed> {
        if !number.is_international() {
            return Err(NotAllowed::National);
        }
        let starts = |code: &String| number.digits().starts_with(code.as_str());
        if self.0.iter().any(starts) {
            Ok(())
        } else {
            Err(NotAllowed::Elsewhere)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_allowed_by_its_first_digits_and_only_if_they_are_known() {
        let allowed = Destinations::read(["65", "+1212"]).unwrap();
        let table = [
            ("+65 9876 5432", Ok(())),
            ("+1 212 555 0100", Ok(())),
            ("+1 876 555 0100", Err(NotAllowed::Elsewhere)),
            ("+6", Err(NotAllowed::Elsewhere)),
            ("65 9876 5432", Err(NotAllowed::National)),
        ];
        for (number, expected) in table {
            let number = PhoneNumber::new(number).unwrap();
            assert_eq!(allowed.allow(&number), expected, "{}", number.expose());
        }
    }

    #[test]
    fn what_is_no_country_code_is_refused() {
        for code in ["", "+", "SG", "065", "0", "12345678", "6 5", "++65"] {
            assert!(Destinations::read([code]).is_err(), "{code:?}");
        }
        assert!(Destinations::read([] as [&str; 0]).is_err());
    }
}
