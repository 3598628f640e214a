//! The moment by which something has to be done.

use std::time::Duration;

use tokio::time::Instant;

/// Stands for "never" where the clock cannot count that far.
const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365 * 30);

/// So long from now, or thirty years if the clock cannot count that far.
pub(crate) fn from_now(duration: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(duration).unwrap_or_else(|| now + FAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_duration_is_too_long() {
        for duration in [Duration::ZERO, FAR, Duration::MAX] {
            assert!(from_now(duration) <= Instant::now() + 2 * FAR);
        }
    }
}
