//! The time of this machine.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use reset_domain::ports::Clock;
use time::OffsetDateTime;

/// The system's time, to the microsecond, that stands still where the system's goes back.
pub(crate) struct WallClock {
    last: Mutex<OffsetDateTime>,
}

impl WallClock {
    pub(crate) const fn new() -> Self {
        Self { last: Mutex::new(OffsetDateTime::UNIX_EPOCH) }
    }
}

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is where the portal asks for the time")]
    fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::from(SystemTime::now()).truncate_to_microsecond();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = now.max(*last);
        *last
    }
}
