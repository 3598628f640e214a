//! When to send again, and how long to wait before.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::error::Error;

const FIRST: Duration = Duration::from_millis(200);
const LONGEST: Duration = Duration::from_secs(2);
const RETRIES: u32 = 3;

/// Waits that double, each shortened at random by up to a half so that clients which failed
/// together do not come back together.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    waited: u32,
}

impl Backoff {
    /// How many waits there were so far.
    pub(crate) fn waits(&self) -> u32 {
        self.waited
    }

    /// How long to wait before sending again; `None` when it has been tried often enough.
    ///
    /// What the server asks for in `Retry-After` is never undercut.
    pub(crate) fn next(&mut self, error: &Error) -> Option<Duration> {
        if self.waited == RETRIES {
            return None;
        }
        let wait = (FIRST * 2_u32.pow(self.waited)).min(LONGEST);
        self.waited += 1;
        let wait = wait.mul_f64(0.5 + fastrand::f64() / 2.0);
        Some(wait.max(error.retry_after().unwrap_or_default()))
    }
}

/// What `Retry-After` says, in either of its forms; `None` if it is missing or nonsense.
///
/// A date that has passed is zero.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Duration::from_secs);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        let table = [
            ("0", seconds(0)),
            (" 120 ", seconds(120)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", seconds(10)),
            ("Sunday, 06-Nov-94 08:49:47 GMT", seconds(10)),
            ("Sun Nov  6 08:49:47 1994", seconds(10)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", seconds(0)),
            ("", None),
            ("soon", None),
            ("-1", None),
            ("1.5", None),
            ("99999999999999999999999999", None),
        ];
        for (text, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(retry_after(&headers, now), expected, "{text:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn waits_double_within_their_jitter_and_come_to_an_end() {
        let error = Error::deadline();
        let mut backoff = Backoff::default();
        for full in [200, 400, 800] {
            let wait = backoff.next(&error).unwrap();
            let full = Duration::from_millis(full);
            assert!(full / 2 <= wait && wait <= full, "{wait:?} of {full:?}");
        }
        assert_eq!(backoff.next(&error), None);
    }
}
