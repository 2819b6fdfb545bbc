//! What a user can sign in with.

use time::{Duration, OffsetDateTime};

use super::{Epoch, PasswordHash, ResetRequestId, Revision, TemporaryTag, TypedPassword, UserId};
use crate::defect::{Defect, is_planted};

/// The password a user chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenPassword {
    /// What is stored of it.
    pub hash: PasswordHash,
    /// When it was chosen.
    pub chosen_at: OffsetDateTime,
}

/// Whether somebody has signed in with a temporary password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemporaryState {
    /// Nobody has.
    Unused,
    /// Its owner has.
    InUse {
        /// When they did first.
        since: OffsetDateTime,
    },
}

/// What is stored of one temporary password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemporaryCredential {
    /// Its first two characters, by which it is picked; no two of a user share one.
    pub tag: TemporaryTag,
    /// What is stored of it.
    pub hash: PasswordHash,
    /// The request whose letter carried it.
    pub request: ResetRequestId,
    /// When it was minted.
    pub minted_at: OffsetDateTime,
    /// From when on it is refused.
    pub expires_at: OffsetDateTime,
    /// Whether it was used.
    pub state: TemporaryState,
}

impl TemporaryCredential {
    /// How long an expired one is kept, so that who types it is told that it has expired.
    pub const KEPT: Duration = Duration::days(7);

    /// Whether it still lets its owner in.
    pub fn is_live(&self, now: OffsetDateTime) -> bool {
        now < self.expires_at || is_planted(Defect::TemporaryOutlivesItsLife)
    }

    /// Whether it was used.
    pub const fn is_used(&self) -> bool {
        matches!(self.state, TemporaryState::InUse { .. })
    }
}

/// What a user can sign in with, and the epoch that sessions and links compare:
/// raised by choosing, first use, revoking, suspending and a change of address, never by rehashing or minting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Whose they are.
    pub user: UserId,
    /// The password the user chose, if there is one.
    pub chosen: Option<ChosenPassword>,
    /// Temporary ones: at most [`Credentials::MOST_TEMPORARY`] live, and expired ones for a while.
    pub temporary: Vec<TemporaryCredential>,
    /// What sessions and links compare.
    pub epoch: Epoch,
    /// Guards changes.
    pub revision: Revision,
}

impl Credentials {
    /// How many temporary passwords may be live at once.
    pub const MOST_TEMPORARY: usize = 3;

    /// Nothing to sign in with: a reset is the way in.
    pub const fn none(user: UserId) -> Self {
        Self { user, chosen: None, temporary: Vec::new(), epoch: Epoch::FIRST, revision: Revision::FIRST }
    }

    /// The one hash to verify for what was typed, live or expired; the hasher's dummy stands in for none.
    pub fn candidate(&self, typed: &TypedPassword) -> Option<&PasswordHash> {
        match typed {
            TypedPassword::Temporary(password) => {
                let tag = password.tag();
                self.temporary.iter().find(|t| t.tag == tag).map(|t| &t.hash)
            }
            TypedPassword::Chosen(_) => self.chosen.as_ref().map(|c| &c.hash),
        }
    }

    /// What this hash stands for now; `None` once it has been ended.
    pub fn proof(&self, hash: &PasswordHash, now: OffsetDateTime) -> Option<Proof> {
        if self.chosen.as_ref().is_some_and(|c| &c.hash == hash) {
            return Some(Proof::Chosen);
        }
        let temporary = self.temporary.iter().find(|t| &t.hash == hash)?;
        Some(match (temporary.is_live(now), temporary.state) {
            (false, _) => Proof::Expired,
            (true, TemporaryState::Unused) => Proof::FirstUse { expires_at: temporary.expires_at },
            (true, TemporaryState::InUse { .. }) => Proof::Temporary { expires_at: temporary.expires_at },
        })
    }

    /// When a place for another temporary password is free: now, or when the first of three expires.
    pub fn room_at(&self, now: OffsetDateTime) -> OffsetDateTime {
        if is_planted(Defect::NoRoomIsNeeded) {
            return now;
        }
        let mut ends: Vec<_> =
            self.temporary.iter().filter(|t| t.is_live(now)).map(|t| t.expires_at).collect();
        ends.sort_unstable();
        let too_many = ends.len().saturating_sub(Self::MOST_TEMPORARY - 1);
        too_many.checked_sub(1).and_then(|last| ends.get(last).copied()).unwrap_or(now)
    }

    /// Without the oldest live temporary password that this request has minted and nobody has used.
    /// Its newer copies stay, and its letter says that the newest counts.
    #[must_use]
    pub fn without_oldest_of(mut self, request: ResetRequestId, now: OffsetDateTime) -> Self {
        let is_own = |t: &TemporaryCredential| t.request == request && !t.is_used() && t.is_live(now);
        if let Some(oldest) = self.temporary.iter().position(is_own) {
            self.temporary.remove(oldest);
        }
        self
    }

    /// Whether a tag would be ambiguous.
    pub fn has_tag(&self, tag: &TemporaryTag) -> bool {
        self.temporary.iter().any(|t| &t.tag == tag)
    }

    /// With one more temporary password. Ends nothing: a stranger may have caused it.
    #[must_use]
    pub fn mint(mut self, temporary: TemporaryCredential) -> Self {
        self.temporary.push(temporary);
        if is_planted(Defect::MintingEndsChosen) {
            self.chosen = None;
        }
        self
    }

    /// Without the temporary password of a letter that was certainly refused; a used one stays.
    #[must_use]
    pub fn take_back(mut self, hash: &PasswordHash) -> Self {
        self.temporary.retain(|t| &t.hash != hash || t.is_used());
        self
    }

    /// The first use of a temporary password: the chosen one and all other temporary ones end.
    #[must_use]
    pub fn first_use(mut self, hash: &PasswordHash, now: OffsetDateTime) -> Self {
        if !is_planted(Defect::FirstUseEndsNothing) {
            self.chosen = None;
            self.temporary.retain(|t| &t.hash == hash);
        }
        for temporary in self.temporary.iter_mut().filter(|t| &t.hash == hash) {
            temporary.state = TemporaryState::InUse { since: now };
        }
        self.epoch = self.epoch.next();
        self
    }

    /// With a password of the user's own: every temporary one ends.
    #[must_use]
    pub fn choose(mut self, hash: PasswordHash, now: OffsetDateTime) -> Self {
        self.chosen = Some(ChosenPassword { hash, chosen_at: now });
        if !is_planted(Defect::ChoosingEndsNothing) {
            self.temporary.clear();
        }
        self.epoch = self.epoch.next();
        self
    }

    /// Without any temporary password, used or not: the user was suspended.
    #[must_use]
    pub fn end_temporary(mut self) -> Self {
        if !is_planted(Defect::SuspensionEndsNothing) {
            self.temporary.clear();
        }
        self.epoch = self.epoch.next();
        self
    }

    /// Without the temporary passwords nobody has used: the address changed, or an operator revoked the reset.
    #[must_use]
    pub fn end_unused(mut self) -> Self {
        self.temporary.retain(TemporaryCredential::is_used);
        self.epoch = self.epoch.next();
        self
    }

    /// Without what expired so long ago that nobody needs to be told.
    #[must_use]
    pub fn forget_expired(mut self, now: OffsetDateTime) -> Self {
        self.temporary.retain(|t| now < t.expires_at + TemporaryCredential::KEPT);
        self
    }

    /// Whether this request's temporary password was used.
    pub fn was_used(&self, request: ResetRequestId) -> bool {
        self.temporary.iter().any(|t| t.request == request && t.is_used())
    }

    /// Whether a password was chosen after this moment.
    pub fn chosen_since(&self, at: OffsetDateTime) -> bool {
        self.chosen.as_ref().is_some_and(|c| at < c.chosen_at)
    }
}

/// What a verified hash proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The chosen password.
    Chosen,
    /// A temporary password that nobody has used before.
    FirstUse {
        /// Until when it is good.
        expires_at: OffsetDateTime,
    },
    /// The temporary password in use.
    Temporary {
        /// Until when it is good.
        expires_at: OffsetDateTime,
    },
    /// A temporary password, too late.
    Expired,
}
