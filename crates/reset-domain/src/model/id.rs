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
            /// Mints a new one, ordered by time and unguessable in its last 74 bits.
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

/// A UUID of version 7 from the given time and 74 bits of entropy.
pub(crate) fn mint_uuid(now: OffsetDateTime, entropy: &dyn Entropy) -> Result<Uuid, EntropyError> {
    let mut random = [0; 10];
    entropy.try_fill(&mut random)?;
    let millis = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
