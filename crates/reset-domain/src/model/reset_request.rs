//! From the link that is owed to the temporary password that was sent.

use time::OffsetDateTime;

use super::{AccountId, EmailAddress, Epoch, ResetRequestId, Revision, TokenDigest, User, UserId};
use crate::defect::{Defect, is_planted};

/// One link that was minted; a letter that was tried twice has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MintedLink {
    /// What it is found by.
    pub digest: TokenDigest,
    /// The epoch it was minted in; it dies with it.
    pub epoch: Epoch,
    /// From when on it is dead.
    pub expires_at: OffsetDateTime,
}

/// Why a request came to nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedReason {
    /// Another link of the user was followed first.
    AnotherFollowed,
    /// The user chose a password.
    PasswordChosen,
    /// An operator revoked it.
    Revoked,
    /// The user or the account was suspended.
    Suspended,
    /// The user's address changed.
    AddressChanged,
}

/// How far a request has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResetRequestState {
    /// The user was found; a letter with a link is owed.
    Owed {
        /// Since when.
        since: OffsetDateTime,
    },
    /// A link was minted, once per try of its letter; any of them may be followed.
    LinkSent {
        /// What was minted.
        links: Vec<MintedLink>,
    },
    /// A link was followed; a temporary password is owed. The links stay, so that following again shows the same page.
    Followed {
        /// What was minted.
        links: Vec<MintedLink>,
        /// When one of them was followed.
        at: OffsetDateTime,
    },
    /// The temporary password was handed to the mail server.
    Fulfilled {
        /// What was minted.
        links: Vec<MintedLink>,
        /// When the temporary password was handed over.
        at: OffsetDateTime,
    },
    /// It came to nothing more.
    Closed {
        /// Why.
        reason: ClosedReason,
        /// When.
        at: OffsetDateTime,
    },
}

/// What a link is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStanding {
    /// It may be followed.
    Live,
    /// It, or another of the same request, was followed within its life.
    Followed,
    /// Expired, closed, replaced.
    Dead,
}

/// One user's way back in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetRequest {
    /// Names it.
    pub id: ResetRequestId,
    /// Who is locked out.
    pub user: UserId,
    /// Where they belong.
    pub account: AccountId,
    /// Where its letters go; it dies when the user's address is another.
    pub address: EmailAddress,
    /// When it came to be.
    pub created_at: OffsetDateTime,
    /// How far it has come.
    pub state: ResetRequestState,
    /// Guards changes.
    pub revision: Revision,
}

impl ResetRequest {
    /// A letter with a link is owed to this user.
    pub fn owed_to(id: ResetRequestId, user: &User, now: OffsetDateTime) -> Self {
        Self {
            id,
            user: user.id,
            account: user.account.clone(),
            address: user.email.clone(),
            created_at: now,
            state: ResetRequestState::Owed { since: now },
            revision: Revision::FIRST,
        }
    }

    /// The links minted so far.
    pub fn links(&self) -> &[MintedLink] {
        match &self.state {
            ResetRequestState::Owed { .. } | ResetRequestState::Closed { .. } => &[],
            ResetRequestState::LinkSent { links }
            | ResetRequestState::Followed { links, .. }
            | ResetRequestState::Fulfilled { links, .. } => links,
        }
    }

    /// Whether something may still come of it.
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, ResetRequestState::Closed { .. } | ResetRequestState::Fulfilled { .. })
    }

    /// Whether a letter with a link may still be sent for it.
    pub const fn wants_link(&self) -> bool {
        matches!(self.state, ResetRequestState::Owed { .. } | ResetRequestState::LinkSent { .. })
    }

    /// What one of its links is worth, given the epoch of the user's credentials.
    pub fn standing(&self, digest: &TokenDigest, epoch: Epoch, now: OffsetDateTime) -> LinkStanding {
        let Some(link) = self.links().iter().find(|link| &link.digest == digest) else {
            return LinkStanding::Dead;
        };
        if link.expires_at <= now && !is_planted(Defect::LinkOutlivesItsLife) {
            return LinkStanding::Dead;
        }
        match &self.state {
            ResetRequestState::Followed { .. } | ResetRequestState::Fulfilled { .. }
                if is_planted(Defect::LinkFollowedAgain) =>
            {
                LinkStanding::Live
            }
            ResetRequestState::Followed { .. } | ResetRequestState::Fulfilled { .. } => {
                LinkStanding::Followed
            }
            ResetRequestState::LinkSent { .. } if link.epoch == epoch => LinkStanding::Live,
            ResetRequestState::LinkSent { .. }
            | ResetRequestState::Owed { .. }
            | ResetRequestState::Closed { .. } => LinkStanding::Dead,
        }
    }

    /// With one more link; a request past wanting links stays as it is.
    #[must_use]
    pub fn mint(mut self, link: MintedLink) -> Self {
        self.state = match self.state {
            ResetRequestState::Owed { .. } => ResetRequestState::LinkSent { links: vec![link] },
            ResetRequestState::LinkSent { mut links } => {
                links.push(link);
                ResetRequestState::LinkSent { links }
            }
            other => other,
        };
        self
    }

    /// Without the link of a letter that was certainly refused; a followed request keeps all.
    #[must_use]
    pub fn take_back(mut self, digest: &TokenDigest, now: OffsetDateTime) -> Self {
        self.state = match self.state {
            ResetRequestState::LinkSent { mut links } => {
                links.retain(|link| &link.digest != digest);
                match links.is_empty() {
                    true => ResetRequestState::Owed { since: now },
                    false => ResetRequestState::LinkSent { links },
                }
            }
            other => other,
        };
        self
    }

    /// A link was followed: a temporary password is owed. Only a request whose link was sent changes.
    #[must_use]
    pub fn follow(mut self, now: OffsetDateTime) -> Self {
        self.state = match self.state {
            ResetRequestState::LinkSent { links } => ResetRequestState::Followed { links, at: now },
            ResetRequestState::Fulfilled { links, .. } if is_planted(Defect::LinkFollowedAgain) => {
                ResetRequestState::Followed { links, at: now }
            }
            other => other,
        };
        self
    }

    /// The temporary password was handed to the mail server. Only a followed request changes.
    #[must_use]
    pub fn fulfill(mut self, now: OffsetDateTime) -> Self {
        self.state = match self.state {
            ResetRequestState::Followed { links, .. } => ResetRequestState::Fulfilled { links, at: now },
            other => other,
        };
        self
    }

    /// Nothing more comes of it; one that is over already keeps its end.
    #[must_use]
    pub fn close(mut self, reason: ClosedReason, now: OffsetDateTime) -> Self {
        if self.is_open() {
            self.state = ResetRequestState::Closed { reason, at: now };
        }
        self
    }
}
