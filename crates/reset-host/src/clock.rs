//! The time of this machine.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use reset_domain::ports::Clock;
use time::OffsetDateTime;

/// The system's clock, to the microsecond, that stands still where the system's goes back.
#[derive(Debug)]
pub struct SystemClock {
    /// The latest time told, in microseconds since 1970.
    last: AtomicI64,
}

impl SystemClock {
    /// A clock that has told no time yet.
    pub const fn new() -> Self {
        Self { last: AtomicI64::new(i64::MIN) }
    }

    /// What is told when the system says `micros`.
    fn tell(&self, micros: i64) -> OffsetDateTime {
        let told = self.last.fetch_max(micros, Ordering::Relaxed).max(micros);
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(told) * 1_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is where the system is asked for the time")]
    fn now(&self) -> OffsetDateTime {
        // A clock set before 1970 counts as 1970: nothing here can have happened earlier.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.tell(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_stands_still_when_the_system_goes_back() {
        let clock = SystemClock::new();
        let later = clock.tell(2_000_000);
        assert_eq!(clock.tell(1_000_000), later);
        assert!(later < clock.tell(2_000_001));
    }
}
