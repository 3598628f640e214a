//! A clock that tests can stop and advance.

use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, SecondsFormat, Utc};

/// 9999-12-31T23:59:59Z, the last moment that RFC 3339 can write.
const LAST: i64 = 253_402_300_799_000_000;

/// A moment of the simulator's clock, in microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

impl Moment {
    /// This moment and a while; the end of the year 9999 is as late as it gets.
    pub(crate) fn plus(self, while_: Duration) -> Self {
        let microseconds = i64::try_from(while_.as_micros()).unwrap_or(LAST);
        Self(self.0.saturating_add(microseconds).min(LAST))
    }

    /// How long after another moment this one is; zero if it is not.
    pub(crate) fn since(self, other: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0 - other.0).unwrap_or(0))
    }

    pub(crate) fn system_time(self) -> SystemTime {
        let distance = Duration::from_micros(self.0.unsigned_abs());
        match self.0 {
            0.. => SystemTime::UNIX_EPOCH + distance,
            _ => SystemTime::UNIX_EPOCH - distance,
        }
    }

    /// The moment as RFC 3339 writes it.
    pub(crate) fn text(self) -> String {
        DateTime::<Utc>::from_timestamp_micros(self.0)
            .unwrap_or_default()
            .to_rfc3339_opts(SecondsFormat::Micros, true)
    }
}

impl From<SystemTime> for Moment {
    fn from(time: SystemTime) -> Self {
        let micros = |duration: Duration| i64::try_from(duration.as_micros()).unwrap_or(LAST);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self(micros(after).min(LAST)),
            Err(before) => Self(0_i64.saturating_sub(micros(before.duration()).min(LAST))),
        }
    }
}

/// A clock that runs with the machine's, ahead of it by what it was advanced, until it is frozen.
#[derive(Debug)]
pub(crate) struct Clock {
    /// What the clock showed at `since`.
    base: Moment,
    /// When the clock was last set going; `None` while it is frozen.
    since: Option<Instant>,
}

impl Clock {
    pub(crate) fn new(start: SystemTime, frozen: bool) -> Self {
        Self {
            base: start.into(),
            since: (!frozen).then(Instant::now),
        }
    }

    /// What the clock shows. It never goes back, even if the machine's clock does.
    pub(crate) fn now(&self) -> Moment {
        match self.since {
            Some(since) => self.base.plus(since.elapsed()),
            None => self.base,
        }
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.base = self.base.plus(by);
    }

    pub(crate) fn freeze(&mut self) {
        self.base = self.now();
        self.since = None;
    }

    pub(crate) fn resume(&mut self) {
        self.since.get_or_insert_with(Instant::now);
    }

    pub(crate) fn is_frozen(&self) -> bool {
        self.since.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_moves_by_what_it_is_advanced_and_by_nothing_else() {
        let start = humantime::parse_rfc3339("2025-12-18T14:05:00Z").unwrap();
        let mut clock = Clock::new(start, true);
        clock.advance(Duration::from_millis(1_500));
        assert_eq!(clock.now().text(), "2025-12-18T14:05:01.500000Z");
        assert_eq!(
            clock.now().system_time(),
            start + Duration::from_millis(1_500)
        );
    }

    #[test]
    fn moments_on_both_sides_of_1970_are_those_of_the_system() {
        let distance = Duration::from_millis(1_500);
        for time in [
            SystemTime::UNIX_EPOCH - distance,
            SystemTime::UNIX_EPOCH,
            SystemTime::UNIX_EPOCH + distance,
        ] {
            assert_eq!(Moment::from(time).system_time(), time);
        }
    }

    #[test]
    fn a_clock_stands_still_from_freezing_to_resuming() {
        let second = Duration::from_secs(1);
        let mut clock = Clock {
            base: SystemTime::UNIX_EPOCH.into(),
            since: Instant::now().checked_sub(second),
        };
        clock.freeze();
        assert!(clock.is_frozen());
        // It kept the second that had passed.
        assert!(clock.now().since(SystemTime::UNIX_EPOCH.into()) >= second);
        clock.resume();
        assert!(!clock.is_frozen());
    }

    #[test]
    fn no_advance_leads_out_of_the_calendar() {
        let mut clock = Clock::new(SystemTime::UNIX_EPOCH, true);
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().text(), "9999-12-31T23:59:59.000000Z");
        assert_eq!(clock.now().plus(Duration::MAX), clock.now());
    }
}
