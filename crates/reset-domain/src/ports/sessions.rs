//! Signed-in stays.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::{Session, SessionDigest, UserId};

/// Keeps sessions.
#[async_trait]
pub trait SessionRepository: Send {
    /// The session of this digest, ended or not.
    async fn lookup(&mut self, digest: &SessionDigest) -> Result<Option<Session>, StorageError>;

    /// One more; `Conflict` where the digest is taken.
    async fn add(&mut self, session: &Session) -> Result<(), StorageError>;

    /// The changed one in place of the stored one, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read.
    async fn replace(&mut self, session: &Session) -> Result<(), StorageError>;

    /// Ends one; one that is not there is ended already.
    async fn remove(&mut self, digest: &SessionDigest) -> Result<(), StorageError>;

    /// Ends all sessions of a user; tells how many.
    async fn remove_all(&mut self, user: UserId) -> Result<u64, StorageError>;

    /// Forgets at most `limit` sessions that ended at or before this time (`ends_at`); tells how many.
    async fn sweep(&mut self, ended_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
