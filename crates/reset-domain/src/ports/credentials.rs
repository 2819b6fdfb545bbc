//! What users can sign in with.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::{Credentials, UserId};

/// Keeps credentials, one set a user from registration on, be there nothing in it to sign in with.
#[async_trait]
pub trait CredentialRepository: Send {
    /// The credentials of this user, temporary ones in the order they were minted.
    async fn lookup(&mut self, user: UserId) -> Result<Option<Credentials>, StorageError>;

    /// Those of a new user; `Conflict` where there are some.
    async fn add(&mut self, credentials: &Credentials) -> Result<(), StorageError>;

    /// The changed ones in place of the stored ones, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read.
    async fn replace(&mut self, credentials: &Credentials) -> Result<(), StorageError>;

    /// Forgets at most `limit` temporary passwords that expired at or before this time; tells how many.
    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
