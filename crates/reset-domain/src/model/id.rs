//! Names of things: UUIDs of version 7 (RFC 9562), minted from the ports' clock and entropy.

use std::fmt;

use time::OffsetDateTime;
use uuid::Uuid;

use super::Unfit;
use crate::ports::{Entropy, EntropyError};

macro_rules! id {
    ($($(#[$doc:meta])+ $name:ident),+ $(,)?) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Mints a new one, ordered by time and unguessable in its last 62 bits.
            pub fn mint(now: OffsetDateTime, entropy: &dyn Entropy) -> Result<Self, EntropyError> {
                mint_uuid(now, entropy).map(Self)
            }

            /// An id that nothing has, for look-ups that must happen all the same.
            pub const NIL: Self = Self(Uuid::nil());

            /// Reads the hyphenated form that `Display` writes.
            pub fn parse(text: &str) -> Result<Self, Unfit> {
                Uuid::try_parse(text).map(Self).map_err(|_| Unfit::new(stringify!($name), "is not a UUID"))
            }

            /// The id as stored.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The id as it is stored.
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )+};
}

id! {
    /// Names a user for as long as they exist, whatever their username becomes.
    UserId,
    /// Names a reset request.
    ResetRequestId,
    /// Names a message of the outbox.
    MessageId,
    /// Names what a visitor submitted, until it has been considered.
    IntakeId,
    /// Names an audit event.
    AuditEventId,
}

/// A UUID of version 7: the milliseconds, the microseconds within them (RFC 9562, section 6.2, method 3)
/// and 62 bits of entropy, so that ids order as the events did.
pub(crate) fn mint_uuid(now: OffsetDateTime, entropy: &dyn Entropy) -> Result<Uuid, EntropyError> {
    let mut random = [0; 10];
    entropy.try_fill(&mut random)?;
    let micros = now.unix_timestamp_nanos() / 1_000;
    let millis = u64::try_from(micros / 1_000).unwrap_or_default();
    // A thousand microseconds spread over the twelve bits after the milliseconds.
    let within = u16::try_from(micros.rem_euclid(1_000) * 4_096 / 1_000).unwrap_or_default();
    let [high, low] = within.to_be_bytes();
    random[0] = high;
    random[1] = low;
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
