//! When to send again, and how long to wait before.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::error::Error;

/// No longer wait is believed; its digits are printed, and a server chooses them.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// How often a request is sent again, and how long the waits before are.
///
/// It governs status reads, requests for which no connection was made, and the status reads that
/// look for a lost answer. A check or a start that may have reached the service is never sent again.
///
/// Waits double, each shortened at random by up to a half, so that clients which failed together do
/// not come back together. A `Retry-After` of the service is never undercut, and the total
/// [deadline](crate::ClientBuilder::deadline) holds.
///
/// ```
/// use std::time::Duration;
/// use verify_ext::{Client, RetryPolicy};
///
/// let builder = Client::builder().retry(RetryPolicy::default().retries(1));
/// # let policy = RetryPolicy::default()
/// #     .retries(3)
/// #     .first_wait(Duration::from_millis(200))
/// #     .longest_wait(Duration::from_secs(2));
/// # assert_eq!(policy, RetryPolicy::default());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    retries: u32,
    first_wait: Duration,
    longest_wait: Duration,
}

impl RetryPolicy {
    /// Sends nothing again, and looks for no lost answer.
    #[must_use]
    pub fn none() -> Self {
        Self::default().retries(0)
    }

    /// How often a request is sent again at most; three times unless told otherwise.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The wait before a request is sent again for the first time; 0.2 s unless told otherwise.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// What the waits grow to; 2 s unless told otherwise.
    #[must_use]
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    pub(crate) fn start(self) -> Backoff {
        Backoff {
            policy: self,
            waited: 0,
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            retries: 3,
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(2),
        }
    }
}

/// The waits of one call.
#[derive(Debug)]
pub(crate) struct Backoff {
    policy: RetryPolicy,
    waited: u32,
}

impl Backoff {
    /// How many waits there were so far.
    pub(crate) fn waits(&self) -> u32 {
        self.waited
    }

    /// How long to wait before sending again; `None` when it has been tried often enough.
    pub(crate) fn next(&mut self, error: &Error) -> Option<Duration> {
        let RetryPolicy {
            retries,
            first_wait,
            longest_wait,
        } = self.policy;
        if self.waited >= retries {
            return None;
        }
        let doubled = first_wait.saturating_mul(2_u32.saturating_pow(self.waited));
        self.waited += 1;
        let wait = doubled.min(longest_wait);
        let wait = wait.saturating_sub(wait.mul_f64(fastrand::f64() / 2.0));
        Some(wait.max(error.retry_after().unwrap_or_default()))
    }
}

/// What `Retry-After` says, in either of its forms, and a day at most; `None` if it is missing or
/// nonsense.
///
/// A date that has passed is zero.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(text.parse().ok()?)
    } else {
        let date = httpdate::parse_http_date(text).ok()?;
        date.duration_since(now).unwrap_or_default()
    };
    Some(wait.min(LONGEST_RETRY_AFTER))
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
            ("7392810465", seconds(86_400)),
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
        let error = Error::of(crate::ErrorKind::Transport);
        let cases: [(RetryPolicy, &[u64]); 4] = [
            (RetryPolicy::default(), &[200, 400, 800]),
            (RetryPolicy::none(), &[]),
            (
                RetryPolicy::default()
                    .retries(4)
                    .first_wait(Duration::from_secs(1)),
                &[1000, 2000, 2000, 2000],
            ),
            (
                RetryPolicy::default()
                    .retries(1)
                    .first_wait(Duration::from_secs(9)),
                &[2000],
            ),
        ];
        for (policy, expected) in cases {
            let mut backoff = policy.start();
            for full in expected {
                let wait = backoff.next(&error).unwrap();
                let full = Duration::from_millis(*full);
                assert!(full / 2 <= wait && wait <= full, "{wait:?} of {full:?}");
            }
            assert_eq!(backoff.next(&error), None, "{policy:?}");
        }
        let endless = RetryPolicy::default()
            .retries(u32::MAX)
            .first_wait(Duration::MAX)
            .longest_wait(Duration::MAX);
        let mut backoff = endless.start();
        for _ in 0..100 {
            assert!(backoff.next(&error).is_some());
        }
    }
}
