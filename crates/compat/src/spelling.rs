//! Suggests the type or format that an unknown one may misspell.

/// The types of JSON Schema, and the formats of the OpenAPI [format registry] and of common tools.
///
/// [format registry]: https://spec.openapis.org/registry/format/
const KNOWN: &[&str] = &[
    "array",
    "base64url",
    "binary",
    "boolean",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "integer",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "null",
    "number",
    "object",
    "password",
    "phone",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "string",
    "time",
    "time-local",
    "date-time-local",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unixtime",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// How similar a suggestion is at least.
const CUTOFF: f32 = 0.75;

/// The type or format that an unknown one probably misspells; `None` for a known one, and for one
/// that is similar to none.
#[must_use]
pub fn correction(word: &str) -> Option<&'static str> {
    if KNOWN.contains(&word) {
        return None;
    }
    similar::get_close_matches(word, KNOWN, 1, CUTOFF)
        .first()
        .copied()
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, correction};

    #[test]
    fn a_misspelt_word_gets_the_nearest_known_one_and_others_get_none() {
        for (word, expected) in [
            ("intger", Some("integer")),
            ("stirng", Some("string")),
            ("date-tiem", Some("date-time")),
            ("datetime", Some("date-time")),
            ("duoble", Some("double")),
            ("e-mail", Some("email")),
            ("msisdn", None),
            ("iso-4217", None),
            ("", None),
        ] {
            assert_eq!(correction(word), expected, "{word}");
        }
        for word in KNOWN {
            assert_eq!(correction(word), None, "{word}");
        }
    }
}
