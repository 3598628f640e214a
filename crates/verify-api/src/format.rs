//! The formats that a text can be documented to have.

use std::net::{Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, NaiveDate};

/// A documented `format` that refuses some texts.
#[derive(Clone, Copy, Debug)]
#[allow(
    dead_code,
    reason = "the generated code uses the formats that the contract names"
)]
pub(crate) enum Format {
    Date,
    DateTime,
    Ipv4,
    Ipv6,
    Uri,
    Uuid,
}

impl Format {
    /// Whether a text has the format.
    pub(crate) fn matches(self, text: &str) -> bool {
        match self {
            Self::Date => is_date(text),
            Self::DateTime => is_date_time(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Uri => is_uri(text),
            Self::Uuid => is_uuid(text),
        }
    }

    /// What a text of the format is, for a message.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Date => "a date such as 2030-01-31",
            Self::DateTime => "an RFC 3339 timestamp such as 2030-01-31T12:00:00Z",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
            Self::Uri => "a URI with its scheme, percent-encoded",
            Self::Uuid => "a UUID with its dashes",
        }
    }
}

fn is_date(text: &str) -> bool {
    // chrono takes `2030-1-1` and `+030-01-01` as well.
    let is_placed = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10
        && text.bytes().enumerate().all(is_placed)
        && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

fn is_date_time(text: &str) -> bool {
    // chrono takes a space for the `T`.
    text.get(..10).is_some_and(is_date)
        && text[10..].starts_with(['T', 't'])
        && DateTime::parse_from_rfc3339(text).is_ok()
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether a text is a URI as RFC 3986 has it: a scheme, then characters that a URI may hold.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut letters = scheme.bytes();
    let is_scheme = letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let bytes = rest.as_bytes();
    let is_legal = |(at, byte): (usize, &u8)| match byte {
        b'%' => bytes
            .get(at + 1..at + 3)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        _ => byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(byte),
    };
    // The URL parser drops characters that do not belong there, and knows what the others alone do
    // not show: a scheme that starts with a digit, a port that is none.
    is_scheme && bytes.iter().enumerate().all(is_legal) && url::Url::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_takes_what_it_names_and_nothing_else() {
        let table: [(Format, &[&str], &[&str]); 6] = [
            (
                Format::Date,
                &["2030-01-31", "2024-02-29"],
                &[
                    "",
                    "2030-1-31",
                    "2023-02-29",
                    "2030-01-31T00:00:00Z",
                    "+030-01-31",
                ],
            ),
            (
                Format::DateTime,
                &[
                    "2030-01-31T12:00:00Z",
                    "2030-01-31t12:00:00.123456789+08:00",
                ],
                &[
                    "",
                    "2030-01-31",
                    "2030-01-31 12:00:00Z",
                    "2030-01-31T12:00:00",
                    "+030-01-31T12:00:00Z",
                ],
            ),
            (
                Format::Ipv4,
                &["127.0.0.1"],
                &["", "127.1", "1.2.3.256", "::1"],
            ),
            (
                Format::Ipv6,
                &["::1", "2001:db8::ff"],
                &["", "127.0.0.1", "[::1]"],
            ),
            (
                Format::Uri,
                &[
                    "http://example.com",
                    "https://a.test/b?c=%20#d",
                    "urn:isbn:0451450523",
                ],
                &[
                    "",
                    "example.com",
                    "/a",
                    "http://a b",
                    "http://a/%2",
                    "1a:b",
                    ":b",
                    " http://a",
                    "ht\ntp://a",
                    "http://ü.test",
                    "http://a:x",
                ],
            ),
            (
                Format::Uuid,
                &["91b106f0-c0da-4aba-a43a-7af9c5893a80"],
                &[
                    "",
                    "91b106f0c0da4abaa43a7af9c5893a80",
                    "91b106f0-c0da-4aba-a43a-7af9c5893a8g",
                ],
            ),
        ];
        for (format, legal, illegal) in table {
            for text in legal {
                assert!(format.matches(text), "{format:?} refused {text:?}");
            }
            for text in illegal {
                assert!(!format.matches(text), "{format:?} took {text:?}");
            }
        }
    }
}
