//! The time of this machine.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use reset_domain::ports::Clock;
use time::OffsetDateTime;

/// The system's clock, to the microsecond.
///
/// Where the system's is set back, time goes on from what was told last, at its usual pace, until the system has
/// caught up: standing still would keep links alive and letters waiting for as long as that takes.
#[derive(Debug, Default)]
pub struct SystemClock {
    /// Where the told time was last the system's own.
    anchor: Mutex<Option<Anchor>>,
}

/// One moment on both clocks.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    /// On the one that never goes back and tells no time of day.
    at: Instant,
    /// On the system's, since 1970.
    told: Duration,
}

impl SystemClock {
    /// A clock that has told no time yet.
    pub const fn new() -> Self {
        Self { anchor: Mutex::new(None) }
    }

    /// What is told when the system says `system` since 1970.
    fn tell(&self, at: Instant, system: Duration) -> OffsetDateTime {
        // Nothing is left half done by a panic: each change is one assignment.
        let mut anchor = self.anchor.lock().unwrap_or_else(PoisonError::into_inner);
        let going_on = anchor.map(|anchor| anchor.told + at.saturating_duration_since(anchor.at));
        let told = match going_on {
            Some(going_on) if system < going_on => going_on,
            Some(_) | None => {
                *anchor = Some(Anchor { at, told: system });
                system
            }
        };
        let micros = i128::try_from(told.as_micros()).unwrap_or(i128::MAX / 1_000);
        OffsetDateTime::from_unix_timestamp_nanos(micros * 1_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is where the system is asked for the time")]
    fn now(&self) -> OffsetDateTime {
        // A clock set before 1970 counts as 1970: nothing here can have happened earlier.
        let system = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.tell(Instant::now(), system)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a moment to count from")]
    fn time_goes_on_where_the_system_goes_back() {
        let (clock, start) = (SystemClock::new(), Instant::now());
        let hour = SECOND * 3_600;
        let before = clock.tell(start, hour * 5);
        let after = clock.tell(start + SECOND, hour * 2);
        assert_eq!(after - before, time::Duration::SECOND, "set back by three hours, a second is a second");
        let later = clock.tell(start + SECOND * 2, hour * 2 + SECOND);
        assert_eq!(later - after, time::Duration::SECOND);
        let caught_up = clock.tell(start + SECOND * 3, hour * 6);
        assert_eq!(caught_up - before, time::Duration::HOUR, "ahead again, it is the system's time");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a moment to count from")]
    fn time_never_goes_back_whoever_asks_first() {
        let (clock, start) = (SystemClock::new(), Instant::now());
        let later = clock.tell(start + SECOND, SECOND * 100);
        assert!(later <= clock.tell(start, SECOND * 99), "an older moment handed in later");
    }
}
