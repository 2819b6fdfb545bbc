//! Letters that are owed. A message holds ids, never a secret or rendered text.

use time::{Duration, OffsetDateTime};

use super::{EmailAddress, MessageId, ResetRequestId, Revision, UserId};
use crate::defect::{Defect, is_planted};

/// Why a letter is owed, and so which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A request matched: the link.
    ResetLink {
        /// The request.
        request: ResetRequestId,
    },
    /// A link was followed: the temporary password.
    TemporaryPassword {
        /// The request.
        request: ResetRequestId,
    },
    /// A password was chosen: word of it.
    PasswordChanged,
    /// The address was changed: word of it to the old one.
    AddressChanged,
}

/// The right to settle one message, for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// Until when nobody else may claim it.
    pub until: OffsetDateTime,
}

/// How a message ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settlement {
    /// The mail server took it.
    Delivered,
    /// The mail server refused it for good, or it was late beyond use.
    GivenUp,
    /// What it would say is no longer so.
    NotNeeded,
    /// An operator dropped it.
    Dropped,
}

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// To be sent, at this time or after it.
    Due {
        /// The earliest time.
        at: OffsetDateTime,
    },
    /// Somebody is sending it.
    Claimed {
        /// Their right to.
        lease: Lease,
    },
    /// It is over.
    Settled {
        /// How.
        how: Settlement,
        /// When.
        at: OffsetDateTime,
    },
}

/// One letter that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Names it.
    pub id: MessageId,
    /// Whose letter it is.
    pub user: UserId,
    /// The address held when it came to be owed.
    pub to: EmailAddress,
    /// Why it is owed.
    pub cause: Cause,
    /// Since when.
    pub caused_at: OffsetDateTime,
    /// From when on it is no longer worth sending.
    pub give_up_at: OffsetDateTime,
    /// How often it was claimed.
    pub tries: u32,
    /// How far it has come.
    pub state: MessageState,
    /// Guards changes; a claim counts, so only the holder of the newest lease can settle.
    pub revision: Revision,
}

impl Message {
    /// A letter owed from now on, due at `at`.
    pub fn owed(
        id: MessageId,
        user: UserId,
        to: EmailAddress,
        cause: Cause,
        at: OffsetDateTime,
        give_up_after: Duration,
    ) -> Self {
        Self {
            id,
            user,
            to,
            cause,
            caused_at: at,
            give_up_at: at + give_up_after,
            tries: 0,
            state: MessageState::Due { at },
            revision: Revision::FIRST,
        }
    }

    /// The request it belongs to, if it belongs to one.
    pub const fn request(&self) -> Option<ResetRequestId> {
        match self.cause {
            Cause::ResetLink { request } | Cause::TemporaryPassword { request } => Some(request),
            Cause::PasswordChanged | Cause::AddressChanged => None,
        }
    }

    /// From when on it may be claimed: `None` once it is settled.
    pub fn claimable_at(&self) -> Option<OffsetDateTime> {
        match self.state {
            MessageState::Due { at } => Some(at),
            MessageState::Claimed { .. } if is_planted(Defect::LeaseHoldsNobodyOff) => Some(self.caused_at),
            MessageState::Claimed { lease } => Some(lease.until),
            MessageState::Settled { .. } => None,
        }
    }

    /// Claimed under a lease. Storage adapters call it for the message they hand out.
    #[must_use]
    pub fn claim(mut self, lease: Lease) -> Self {
        self.state = MessageState::Claimed { lease };
        self.tries = self.tries.saturating_add(1);
        self
    }

    /// Claimed for longer by who holds it already: the same try.
    #[must_use]
    pub const fn renew(mut self, lease: Lease) -> Self {
        self.state = MessageState::Claimed { lease };
        self
    }

    /// To be tried again at `at`.
    #[must_use]
    pub fn postpone(mut self, at: OffsetDateTime) -> Self {
        self.state = MessageState::Due { at };
        self
    }

    /// Over.
    #[must_use]
    pub fn settle(mut self, how: Settlement, now: OffsetDateTime) -> Self {
        self.state = MessageState::Settled { how, at: now };
        self
    }

    /// Due at once, as if the try had not been made: it ended before anything could go out.
    #[must_use]
    pub fn release(mut self, now: OffsetDateTime) -> Self {
        self.tries = self.tries.saturating_sub(1);
        self.postpone(now)
    }

    /// Due at once and worth sending for as long as at first, because an operator asked for it.
    /// `None` for one that is being sent, and for one that is over and was not given up.
    pub fn retry(mut self, now: OffsetDateTime, give_up_after: Duration) -> Option<Self> {
        let may_be = match self.state {
            MessageState::Due { .. } => true,
            MessageState::Claimed { lease } => lease.until <= now,
            MessageState::Settled { .. } => self.concerns_operators(),
        };
        self.give_up_at = now + give_up_after;
        may_be.then(|| self.postpone(now))
    }

    /// Whether an operator may have to do something about it: it is owed still, or it was given up.
    pub const fn concerns_operators(&self) -> bool {
        match self.state {
            MessageState::Due { .. } | MessageState::Claimed { .. } => true,
            MessageState::Settled { how, .. } => matches!(how, Settlement::GivenUp),
        }
    }

    /// When it was settled, if it was.
    pub const fn settled_at(&self) -> Option<OffsetDateTime> {
        match self.state {
            MessageState::Due { .. } | MessageState::Claimed { .. } => None,
            MessageState::Settled { at, .. } => Some(at),
        }
    }

    /// How long to wait after the try that just failed: 5 s, 10 s, 20 s … 10 minutes.
    pub fn pause(&self) -> Duration {
        let doublings = self.tries.saturating_sub(1).min(7);
        Duration::seconds(5 * (1 << doublings)).min(Duration::minutes(10))
    }
}
