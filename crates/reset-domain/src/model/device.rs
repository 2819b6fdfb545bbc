//! A browser that its user has signed in with before.

use time::OffsetDateTime;

use super::UserId;

super::token::token! {
    /// What a browser keeps to be known again: 256 random bits as 52 characters, in a cookie of its own.
    DeviceToken,
    /// What is stored of a device token.
    DeviceDigest,
    bytes = 32, length = 52, purpose = "readmit.device"
}

/// A browser that its user has signed in with before: it passes pauses and the ceiling on failures
/// (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    /// What it is found by.
    pub digest: DeviceDigest,
    /// Whose it is; for anybody else it is unknown.
    pub user: UserId,
    /// Until when it is known.
    pub expires_at: OffsetDateTime,
}

impl Device {
    /// Whether it is this user's and still known.
    pub fn vouches_for(&self, user: UserId, now: OffsetDateTime) -> bool {
        self.user == user && now < self.expires_at
    }
}
