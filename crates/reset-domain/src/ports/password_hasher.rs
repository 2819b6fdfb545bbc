//! The slow function between a password and what is stored of it.

use async_trait::async_trait;

use crate::model::{Password, PasswordHash};

/// A password was neither hashed nor verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HasherError {
    /// So many wait already that this one was not let in; say so to everybody alike.
    #[error("too many passwords are waiting to be hashed")]
    Overloaded,
    /// It failed: an unreadable hash, no entropy, no memory.
    #[error("hashing failed: {0}")]
    Failed(String),
}

/// What a verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Match,
    /// It is not.
    Mismatch,
}

/// Hashes and verifies passwords at a cost that guessing cannot pay.
/// Laws: a hash verifies its own password and no other; two hashes of one password differ;
/// the dummy verifies nothing and costs what any other does.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// Hashes with the parameters of today and a fresh salt.
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError>;

    /// Verifies against a stored hash.
    async fn verify(&self, password: &Password, hash: &PasswordHash) -> Result<Verdict, HasherError>;

    /// A hash of something nobody knows: verified in place of what does not exist, so that it takes as long.
    fn dummy(&self) -> PasswordHash;
}
