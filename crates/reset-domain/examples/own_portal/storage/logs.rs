//! What happened, and what was tried.

use async_trait::async_trait;
use reset_domain::model::{Attempt, AttemptKey, AuditEvent};
use reset_domain::ports::{AttemptRepository, AuditFilter, AuditRepository, StorageError};
use time::OffsetDateTime;

use super::unit_of_work::OwnUnitOfWork;

#[async_trait]
impl AuditRepository for OwnUnitOfWork {
    async fn add(&mut self, events: &[AuditEvent]) -> Result<(), StorageError> {
        let done = events.iter().all(|event| self.tables.audit_events.add(event));
        self.conflict_unless(done)
    }

    async fn list(&mut self, filter: AuditFilter) -> Result<Vec<AuditEvent>, StorageError> {
        let mut events = self.tables.audit_events.rows.clone();
        events.retain(|event| {
            filter.since <= event.at && filter.user.is_none_or(|user| event.user == Some(user))
        });
        events.sort_by_key(|event| (event.at, event.id));
        let older = events.len().saturating_sub(filter.limit as usize);
        Ok(events.split_off(older))
    }

    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(self.tables.audit_events.sweep(|event| Some(event.at), until, limit))
    }
}

#[async_trait]
impl AttemptRepository for OwnUnitOfWork {
    async fn add(&mut self, attempts: &[Attempt]) -> Result<(), StorageError> {
        self.tables.attempts.rows.extend_from_slice(attempts);
        Ok(())
    }

    async fn list(
        &mut self,
        key: AttemptKey,
        since: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<OffsetDateTime>, StorageError> {
        let theirs = self.tables.attempts.rows.iter().filter(|attempt| attempt.key == key);
        let mut times: Vec<_> = theirs.map(|attempt| attempt.at).filter(|at| since < *at).collect();
        times.sort_by(|a, b| b.cmp(a));
        times.truncate(limit as usize);
        Ok(times)
    }

    async fn clear(&mut self, keys: &[AttemptKey]) -> Result<(), StorageError> {
        self.tables.attempts.rows.retain(|attempt| !keys.contains(&attempt.key));
        Ok(())
    }

    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(self.tables.attempts.sweep(|attempt| Some(attempt.at), until, limit))
    }
}
