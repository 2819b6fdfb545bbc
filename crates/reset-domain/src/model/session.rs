//! A signed-in stay.

use time::{Duration, OffsetDateTime};

use super::{ApplicationId, Epoch, Revision, UserId};
use crate::Policy;
use crate::defect::{Defect, is_planted};

super::token::token! {
    /// What a browser shows to stay signed in: 256 random bits as 52 characters, in a cookie.
    SessionToken,
    /// What is stored of a session token.
    SessionDigest,
    bytes = 32, length = 52, purpose = "readmit.session"
}

impl SessionToken {
    /// The synchronizer token of this session's forms (OWASP, Cross-Site Request Forgery Prevention).
    pub fn form_token(&self) -> FormToken {
        FormToken(super::token::base32(&super::token::sha256("readmit.form", self.reveal())))
    }
}

/// What a signed-in form carries to show that it is the portal's own.
#[derive(Clone, PartialEq, Eq)]
pub struct FormToken(String);

impl FormToken {
    /// The text of the hidden field.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a form brought the right one, in time that does not tell how much of it was right.
    pub fn matches(&self, text: &str) -> bool {
        use subtle::ConstantTimeEq;
        self.0.as_bytes().ct_eq(text.as_bytes()).into()
    }
}

impl std::fmt::Debug for FormToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormToken([REDACTED])")
    }
}

/// What a session stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The chosen password.
    Chosen,
    /// A temporary password: the reminder shows on every page.
    Temporary {
        /// Until when the temporary password is good.
        expires_at: OffsetDateTime,
    },
}

/// A password confirmed for one application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// For which.
    pub application: ApplicationId,
    /// When.
    pub at: OffsetDateTime,
}

/// A signed-in stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What it is found by.
    pub digest: SessionDigest,
    /// Whose it is.
    pub user: UserId,
    /// The epoch of the credentials it was opened with; it ends with it.
    pub epoch: Epoch,
    /// What it stands on.
    pub standing: Standing,
    /// When it was opened.
    pub opened_at: OffsetDateTime,
    /// When it was last used, to the minute.
    pub seen_at: OffsetDateTime,
    /// When it ends, however busy.
    pub ends_at: OffsetDateTime,
    /// Applications the password was confirmed for and that have not been opened since.
    pub confirmations: Vec<Confirmation>,
    /// Guards changes.
    pub revision: Revision,
}

impl Session {
    /// How stale `seen_at` may grow before it is written again: a page view is not a write.
    const SEEN_TO: Duration = Duration::MINUTE;
    /// How long a confirmation that is good for one opening waits for it.
    const ONE_OPENING_WAITS: Duration = Duration::MINUTE;

    /// A stay that begins now; one on a temporary password ends with it.
    pub fn open(
        digest: SessionDigest,
        user: UserId,
        epoch: Epoch,
        standing: Standing,
        policy: &Policy,
        now: OffsetDateTime,
    ) -> Self {
        let longest = now + policy.session_absolute;
        let ends_at = match standing {
            Standing::Chosen => longest,
            Standing::Temporary { expires_at } => longest.min(expires_at),
        };
        Self {
            digest,
            user,
            epoch,
            standing,
            opened_at: now,
            seen_at: now,
            ends_at,
            confirmations: Vec::new(),
            revision: Revision::FIRST,
        }
    }

    /// Whether it has not ended.
    pub fn is_live(&self, epoch: Epoch, policy: &Policy, now: OffsetDateTime) -> bool {
        let stands = self.epoch == epoch
            || is_planted(Defect::SessionOutlivesItsEpoch)
            || is_planted(Defect::ChoosingEndsNoSession);
        let lasts = now < self.ends_at && now < self.seen_at + policy.session_idle;
        stands && (lasts || is_planted(Defect::SessionsNeverEnd))
    }

    /// Whether its use is worth writing down.
    pub fn is_stale(&self, now: OffsetDateTime) -> bool {
        self.seen_at + Self::SEEN_TO <= now
    }

    /// The same stay, used now.
    #[must_use]
    pub fn seen(mut self, now: OffsetDateTime) -> Self {
        self.seen_at = now;
        self
    }

    /// The same stay with the password confirmed for an application.
    #[must_use]
    pub fn confirm(mut self, application: ApplicationId, now: OffsetDateTime) -> Self {
        self.confirmations.retain(|c| c.application != application);
        self.confirmations.push(Confirmation { application, at: now });
        self
    }

    /// Whether the password was confirmed for an application, and recently enough.
    pub fn is_confirmed(&self, application: &ApplicationId, policy: &Policy, now: OffsetDateTime) -> bool {
        let good_for = match policy.confirm_life <= Duration::ZERO {
            true => Self::ONE_OPENING_WAITS,
            false => policy.confirm_life,
        };
        self.confirmations.iter().any(|c| &c.application == application && now < c.at + good_for)
    }

    /// The same stay after an application was opened: where every opening asks, the confirmation is spent.
    #[must_use]
    pub fn opened(mut self, application: &ApplicationId, policy: &Policy) -> Self {
        if policy.confirm_life <= Duration::ZERO {
            self.confirmations.retain(|c| &c.application != application);
        }
        self
    }
}
