//! Laws of clocks: UTC, whole microseconds, never earlier than before.

use time::UtcOffset;

use crate::ports::Clock;

/// How often a clock is read, so that it has occasion to break a law.
const OFTEN: usize = 10_000;

/// A clock says the time in UTC.
pub fn a_clock_says_utc(clock: &dyn Clock) {
    assert_eq!(clock.now().offset(), UtcOffset::UTC, "the time must be said in UTC");
}

/// A clock says whole microseconds: what every store can keep.
pub fn a_clock_says_whole_microseconds(clock: &dyn Clock) {
    for _ in 0..OFTEN {
        let now = clock.now();
        assert_eq!(now.nanosecond() % 1_000, 0, "{now} must be whole microseconds");
    }
}

/// A clock never says an earlier time than before.
pub fn a_clock_never_goes_back(clock: &dyn Clock) {
    let mut before = clock.now();
    for _ in 0..OFTEN {
        let now = clock.now();
        assert!(before <= now, "{now} must not come after {before}");
        before = now;
    }
}
