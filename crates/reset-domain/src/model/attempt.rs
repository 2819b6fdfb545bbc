//! Counted tries.

use time::OffsetDateTime;

use super::{Caller, UserId, Username};

/// What a try is counted by: a digest, so that the table does not tell what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptKey([u8; 32]);

impl AttemptKey {
    /// Refused sign-ins of a name from one network.
    pub fn sign_in_from(name: &str, caller: Caller) -> Self {
        Self(super::token::sha256("readmit.attempt.network", &format!("{}\0{name}", caller.network)))
    }

    /// Refused sign-ins of a name from wherever nobody knows the device.
    pub fn sign_in(name: &str) -> Self {
        Self(super::token::sha256("readmit.attempt.name", name))
    }

    /// Request letters to a user.
    pub fn letters_to(user: UserId) -> Self {
        Self(super::token::sha256("readmit.attempt.letter", &user.to_string()))
    }

    /// From storage.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// As stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What a typed name is counted as: its canonical form, or else what was typed, cut to a bounded length.
    pub(crate) fn name_of(typed: &str, username: Option<&Username>) -> String {
        match username {
            Some(username) => username.as_str().to_owned(),
            None => typed.chars().take(Username::MAX_BYTES).collect(),
        }
    }
}

/// One counted try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// What it counts towards.
    pub key: AttemptKey,
    /// When it was, or for a letter that waits: when its turn comes.
    pub at: OffsetDateTime,
}
