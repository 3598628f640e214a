//! Moments as the vendor writes them.

use std::fmt;
use std::time::{Duration, SystemTime};

use chrono::DateTime;
use serde::{Deserialize, Serialize};

const TO_THE_SECOND: &str = "%Y-%m-%dT%H:%M:%SZ";
/// The end of the year 9999, in seconds since 1970.
const LAST_SECOND: u64 = 253_402_300_799;

/// A moment, kept as it was written (`format: date-time`).
///
/// The vendor writes RFC 3339 with two, three, or seven fraction digits and with `Z` or an offset.
/// A text that is none of that is carried all the same, so that an odd timestamp never hides the
/// rest of an answer. `Debug` shows the moment to the second, and of a text that is none how long it
/// is: what a server puts there is not known.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use verify_api::Timestamp;
///
/// let timestamp = Timestamp::from("1970-01-01T00:01:00.5000000+00:00");
/// let expected = SystemTime::UNIX_EPOCH + Duration::from_millis(60_500);
/// assert_eq!(timestamp.system_time(), Some(expected));
/// assert_eq!(Timestamp::from("soon").system_time(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment, to the nanosecond; `None` if the text is no RFC 3339 timestamp, or one that the
    /// system's clock cannot hold.
    #[must_use]
    pub fn system_time(&self) -> Option<SystemTime> {
        let moment = DateTime::parse_from_rfc3339(&self.0).ok()?;
        let nanoseconds = Duration::from_nanos(moment.timestamp_subsec_nanos().into());
        let seconds = Duration::from_secs(moment.timestamp().unsigned_abs());
        let epoch = SystemTime::UNIX_EPOCH;
        let whole = match moment.timestamp() {
            0.. => epoch.checked_add(seconds)?,
            _ => epoch.checked_sub(seconds)?,
        };
        whole.checked_add(nanoseconds)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<SystemTime> for Timestamp {
    /// Writes a moment to the second, in UTC; one before 1970 or after 9999 as the nearest of those.
    fn from(moment: SystemTime) -> Self {
        let since = moment.duration_since(SystemTime::UNIX_EPOCH);
        let seconds = since.map_or(0, |since| since.as_secs().min(LAST_SECOND).cast_signed());
        let text = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
        Self(text.format(TO_THE_SECOND).to_string())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::parse_from_rfc3339(&self.0) {
            Ok(moment) => write!(f, "{}", moment.to_utc().format(TO_THE_SECOND)),
            Err(_) => write!(f, "{} characters", self.0.chars().count()),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_the_vendor_shows_is_the_moment_it_says() {
        let second = 1_766_066_700;
        let table = [
            ("2025-12-18T14:05:00Z", 0),
            ("2025-12-18T14:05:00.09Z", 90_000_000),
            ("2025-12-18T14:05:00.000Z", 0),
            ("2025-12-18T14:05:00.1254323+00:00", 125_432_300),
            ("2025-12-18T22:05:00.1254323+08:00", 125_432_300),
            ("2025-12-18T14:05:00.123456789012Z", 123_456_789),
        ];
        for (text, nanoseconds) in table {
            let expected = SystemTime::UNIX_EPOCH + Duration::new(second, nanoseconds);
            assert_eq!(
                Timestamp::from(text).system_time(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_timestamp_is_carried_and_is_no_moment() {
        for text in ["", "2025-12-18T14:05:00", "20 s", "2025-13-01T00:00:00Z"] {
            let timestamp = Timestamp::from(text);
            assert_eq!(timestamp.as_str(), text);
            assert_eq!(timestamp.to_string(), text);
            assert_eq!(timestamp.system_time(), None, "{text}");
        }
    }

    #[test]
    fn debug_shows_a_moment_and_nothing_else() {
        let table = [
            ("2025-12-18T14:05:00.7392810465Z", "2025-12-18T14:05:00Z"),
            ("2025-12-18T22:05:00+08:00", "2025-12-18T14:05:00Z"),
            ("call 65987654321", "16 characters"),
        ];
        for (text, expected) in table {
            assert_eq!(format!("{:?}", Timestamp::from(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_moment_is_written_and_read_again() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let table = [
            (at(60), "1970-01-01T00:01:00Z", at(60)),
            (at(1_766_066_700), "2025-12-18T14:05:00Z", at(1_766_066_700)),
            (at(LAST_SECOND + 1), "9999-12-31T23:59:59Z", at(LAST_SECOND)),
        ];
        for (moment, text, read) in table {
            let timestamp = Timestamp::from(moment);
            assert_eq!(timestamp.as_str(), text);
            assert_eq!(timestamp.system_time(), Some(read));
        }
    }

    #[test]
    fn moments_before_1970_count_backwards() {
        let expected = SystemTime::UNIX_EPOCH - Duration::from_millis(500);
        let found = Timestamp::from("1969-12-31T23:59:59.5Z").system_time();
        assert_eq!(found, Some(expected));
    }
}
