//! One-time codes, drawn by type and length.

use verify_api::types::CodeType;

const DIGITS: &[u8] = b"0123456789";
const CAPITALS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// Capitals and digits that nobody takes for another one.
const EASY: &[u8] = b"ABCDEFGHJKLMNPRTUVWXY0123456789";

/// Draws a code. The vendor documents the characters of each type, and that a dash stands in the
/// middle, or one left of it where there are two middles; none fits into three characters.
pub(crate) fn draw(of: &CodeType, length: usize, rng: &mut fastrand::Rng) -> String {
    let characters = match of {
        CodeType::Alphanumeric => LETTERS,
        CodeType::AlphanumericCapitals => CAPITALS,
        CodeType::AlphanumericEasy => EASY,
        _ => DIGITS,
    };
    let has_dash = *of == CodeType::NumericWithDash && length > 3;
    (0..length)
        .map(|at| {
            if has_dash && at == (length - 1) / 2 {
                '-'
            } else {
                char::from(characters[rng.usize(..characters.len())])
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use verify_api::types::VerificationCode;

    use super::*;

    #[test]
    fn codes_have_their_length_and_the_characters_of_their_type() {
        let mut rng = fastrand::Rng::with_seed(7);
        for of in CodeType::DOCUMENTED {
            for length in 3..=10 {
                for _ in 0..200 {
                    let code = draw(&(*of).into(), length, &mut rng);
                    assert_eq!(code.len(), length, "{of} {code}");
                    let fits = |character: char| match *of {
                        "NUMERIC" => character.is_ascii_digit(),
                        "NUMERIC_WITH_DASH" => character.is_ascii_digit() || character == '-',
                        "ALPHANUMERIC" => character.is_ascii_alphanumeric(),
                        "ALPHANUMERIC_CAPITALS" => {
                            character.is_ascii_uppercase() || character.is_ascii_digit()
                        }
                        _ => {
                            (character.is_ascii_uppercase() || character.is_ascii_digit())
                                && !"IOQSZ".contains(character)
                        }
                    };
                    assert!(code.chars().all(fits), "{of} {code}");
                    let dashes: Vec<_> = code.match_indices('-').map(|(at, _)| at).collect();
                    let expected = match length {
                        _ if *of != "NUMERIC_WITH_DASH" => vec![],
                        3 => vec![],
                        4 => vec![1],
                        5 | 6 => vec![2],
                        7 | 8 => vec![3],
                        _ => vec![4],
                    };
                    assert_eq!(dashes, expected, "{of} {code}");
                    assert!(VerificationCode::new(code).is_ok());
                }
            }
        }
    }

    #[test]
    fn every_character_of_a_type_is_drawn() {
        let mut rng = fastrand::Rng::with_seed(7);
        for (of, count) in [
            (CodeType::Numeric, 10),
            (CodeType::Alphanumeric, 62),
            (CodeType::AlphanumericCapitals, 36),
            (CodeType::AlphanumericEasy, 31),
        ] {
            let drawn: std::collections::BTreeSet<char> = (0..1_000)
                .flat_map(|_| draw(&of, 10, &mut rng).chars().collect::<Vec<_>>())
                .collect();
            assert_eq!(drawn.len(), count, "{of}");
        }
    }
}
