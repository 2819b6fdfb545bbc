//! Reset requests.

use std::collections::BTreeMap;

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::{ResetRequest, ResetRequestId, TokenDigest, UserId};

/// Keeps reset requests.
#[async_trait]
pub trait ResetRequestRepository: Send {
    /// The request of this id.
    async fn lookup(&mut self, id: ResetRequestId) -> Result<Option<ResetRequest>, StorageError>;

    /// The requests of these ids, those that there are, in no order.
    ///
    /// It does with [`lookup`](Self::lookup). An adapter that can should find them by one statement.
    async fn lookup_all(&mut self, ids: &[ResetRequestId]) -> Result<Vec<ResetRequest>, StorageError> {
        let mut found = BTreeMap::new();
        for id in ids {
            if let Some(request) = self.lookup(*id).await? {
                found.insert(*id, request);
            }
        }
        Ok(found.into_values().collect())
    }

    /// The request that minted this link.
    async fn find_by_token(&mut self, digest: &TokenDigest) -> Result<Option<ResetRequest>, StorageError>;

    /// The open requests of a user, oldest first.
    async fn list_open(&mut self, user: UserId) -> Result<Vec<ResetRequest>, StorageError>;

    /// More of them; `Conflict` where an id is taken.
    async fn add(&mut self, requests: &[ResetRequest]) -> Result<(), StorageError>;

    /// The changed one in place of the stored one, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read.
    async fn replace(&mut self, request: &ResetRequest) -> Result<(), StorageError>;

    /// Forgets at most `limit` requests created at or before this time, with their links; tells how many.
    async fn sweep(&mut self, created_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
