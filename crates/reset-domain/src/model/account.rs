//! The account a user belongs to.

use std::fmt;

use time::OffsetDateTime;

use super::{Revision, Unfit};

/// What visitors type as Account ID, in canonical form: ASCII letters and digits, small, nothing between.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The longest canonical form, in characters.
    pub const MAX_LENGTH: usize = 64;

    /// Drops blanks and hyphens and folds case; what remains must be 1 to 64 ASCII letters and digits.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        const WHAT: &str = "account ID";
        let canonical: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_lowercase())
            .take(Self::MAX_LENGTH + 1)
            .collect();
        if canonical.is_empty() {
            return Err(Unfit::new(WHAT, "is empty"));
        }
        if Self::MAX_LENGTH < canonical.len() {
            return Err(Unfit::new(WHAT, "is longer than 64 characters"));
        }
        if !canonical.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(Unfit::new(WHAT, "may have letters a to z, digits, blanks and hyphens"));
        }
        Ok(Self(canonical))
    }

    /// An id that no account has, for look-ups that must happen all the same.
    pub(crate) const fn of_nobody() -> Self {
        Self(String::new())
    }

    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether an account's users may get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// They may.
    Active,
    /// They may not, since then.
    Suspended {
        /// When an operator suspended it.
        since: OffsetDateTime,
    },
}

/// An account: a company whose people use the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What it is found by.
    pub id: AccountId,
    /// The Account ID as the operator wrote it, for people to read: "ACME-1042".
    pub written_id: String,
    /// The company's name.
    pub name: String,
    /// Whether its users may get in.
    pub state: AccountState,
    /// When it was registered.
    pub created_at: OffsetDateTime,
    /// Guards changes.
    pub revision: Revision,
}

impl Account {
    /// Whether its users may get in.
    pub const fn is_active(&self) -> bool {
        matches!(self.state, AccountState::Active)
    }

    /// The same account, closed to its users; a second suspension keeps the first one's time.
    #[must_use]
    pub fn suspend(mut self, now: OffsetDateTime) -> Self {
        if self.is_active() {
            self.state = AccountState::Suspended { since: now };
        }
        self
    }

    /// The same account, open again.
    #[must_use]
    pub fn resume(mut self) -> Self {
        self.state = AccountState::Active;
        self
    }
}
