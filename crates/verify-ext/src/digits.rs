//! Decimal digits of every script.

/// The zeros of Unicode 16: every character of the general category Nd belongs to a run
/// of ten that begins with one of these and counts up to nine.
#[rustfmt::skip]
const ZEROS: [char; 76] = [
    '\u{30}', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}',
    '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}',
    '\u{f20}', '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}',
    '\u{1a90}', '\u{1b50}', '\u{1bb0}', '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}',
    '\u{a900}', '\u{a9d0}', '\u{a9f0}', '\u{aa50}', '\u{abf0}', '\u{ff10}', '\u{104a0}',
    '\u{10d30}', '\u{10d40}', '\u{11066}', '\u{110f0}', '\u{11136}', '\u{111d0}', '\u{112f0}',
    '\u{11450}', '\u{114d0}', '\u{11650}', '\u{116c0}', '\u{116d0}', '\u{116da}', '\u{11730}',
    '\u{118e0}', '\u{11950}', '\u{11bf0}', '\u{11c50}', '\u{11d50}', '\u{11da0}', '\u{11f50}',
    '\u{16130}', '\u{16a60}', '\u{16ac0}', '\u{16b50}', '\u{16d70}', '\u{1ccf0}', '\u{1d7ce}',
    '\u{1d7d8}', '\u{1d7e2}', '\u{1d7ec}', '\u{1d7f6}', '\u{1e140}', '\u{1e2f0}', '\u{1e4f0}',
    '\u{1e5f1}', '\u{1e950}', '\u{1fbf0}',
];

/// The ASCII form of a decimal digit of any script.
pub(crate) fn ascii_digit(character: char) -> Option<char> {
    let after = ZEROS.partition_point(|zero| *zero <= character);
    let zero = ZEROS[..after].last()?;
    char::from_digit(u32::from(character) - u32::from(*zero), 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_have_their_value_and_nothing_else_has_one() {
        assert!(ZEROS.is_sorted());
        for ten in [
            "0123456789",
            "０１２３４５６７８９",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "०१२३४५६७८९",
            "𝟢𝟣𝟤𝟥𝟦𝟧𝟨𝟩𝟪𝟫",
        ] {
            let ascii: Option<String> = ten.chars().map(ascii_digit).collect();
            assert_eq!(ascii.as_deref(), Some("0123456789"), "{ten}");
        }
        let digits = (char::MIN..=char::MAX).filter(|it| ascii_digit(*it).is_some());
        let mut count = 0;
        for digit in digits {
            assert!(digit.is_numeric(), "{digit:?}");
            count += 1;
        }
        assert_eq!(count, 10 * ZEROS.len(), "two runs overlap");
        for other in ['/', ':', 'a', '²', '①', '½', 'Ⅷ', '四', '\u{10ffff}'] {
            assert_eq!(ascii_digit(other), None, "{other:?}");
        }
    }
}
