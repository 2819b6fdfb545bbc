//! The time.

use time::OffsetDateTime;

/// Tells the time. Laws: UTC, whole microseconds, never earlier than it said before.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait Clock: Send + Sync {
    /// The time now, in UTC, to the microsecond.
    fn now(&self) -> OffsetDateTime;
}
