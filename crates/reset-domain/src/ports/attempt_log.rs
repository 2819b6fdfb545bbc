//! Counted tries.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::{Attempt, AttemptKey};

/// Keeps counted tries.
#[async_trait]
pub trait AttemptRepository: Send {
    /// Counts more of them; two at the same time count two.
    async fn add(&mut self, attempts: &[Attempt]) -> Result<(), StorageError>;

    /// When tries of this key were, after `since`, newest first, at most `limit` of them.
    async fn list(
        &mut self,
        key: AttemptKey,
        since: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<OffsetDateTime>, StorageError>;

    /// Two such lists of two keys, each a key, a `since` and a `limit`.
    ///
    /// It does with [`list`](Self::list). An adapter that can should read both by one statement.
    async fn list_both(
        &mut self,
        wanted: [(AttemptKey, OffsetDateTime, u32); 2],
    ) -> Result<[Vec<OffsetDateTime>; 2], StorageError> {
        let [(one, since_one, limit_one), (other, since_other, limit_other)] = wanted;
        Ok([self.list(one, since_one, limit_one).await?, self.list(other, since_other, limit_other).await?])
    }

    /// Forgets all tries of these keys.
    async fn clear(&mut self, keys: &[AttemptKey]) -> Result<(), StorageError>;

    /// Forgets at most `limit` tries of this time or before; tells how many.
    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
