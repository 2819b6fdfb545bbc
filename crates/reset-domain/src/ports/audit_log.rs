//! What happened.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::{AuditEvent, UserId};

/// Which events to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditFilter {
    /// Those at this time or after it.
    pub since: OffsetDateTime,
    /// Those of this user alone.
    pub user: Option<UserId>,
    /// The newest so many.
    pub limit: u32,
}

/// Keeps audit events; they are added and swept, never changed.
#[async_trait]
pub trait AuditRepository: Send {
    /// More of them; `Conflict` where an id is taken.
    async fn add(&mut self, events: &[AuditEvent]) -> Result<(), StorageError>;

    /// The newest events of the filter, oldest of them first.
    async fn list(&mut self, filter: AuditFilter) -> Result<Vec<AuditEvent>, StorageError>;

    /// Forgets at most `limit` events of this time or before, oldest first; tells how many.
    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
