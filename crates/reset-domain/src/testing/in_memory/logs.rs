//! What happened, and what was tried.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::tables;
use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::{Attempt, AttemptKey, AuditEvent};
use crate::ports::{AttemptRepository, AuditFilter, AuditRepository, StorageError};

#[async_trait]
impl AuditRepository for InMemoryUnitOfWork {
    async fn add(&mut self, events: &[AuditEvent]) -> Result<(), StorageError> {
        for event in events {
            let answer = tables::add(&mut self.tables.audit_events, event.id, event);
            self.heed(answer)?;
        }
        Ok(())
    }

    async fn list(&mut self, filter: AuditFilter) -> Result<Vec<AuditEvent>, StorageError> {
        let is_wanted = |event: &&AuditEvent| {
            filter.since <= event.at && filter.user.is_none_or(|user| event.user == Some(user))
        };
        let mut events: Vec<_> = self.tables.audit_events.values().filter(is_wanted).cloned().collect();
        events.sort_by_key(|event| (event.at, event.id));
        let older = events.len().saturating_sub(tables::so_many(filter.limit));
        Ok(events.split_off(older))
    }

    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(tables::sweep(&mut self.tables.audit_events, |event| Some(event.at), &until, limit))
    }
}

#[async_trait]
impl AttemptRepository for InMemoryUnitOfWork {
    async fn add(&mut self, attempts: &[Attempt]) -> Result<(), StorageError> {
        for attempt in attempts {
            let number = self.number();
            self.tables.attempts.insert(number, *attempt);
        }
        Ok(())
    }

    async fn list(
        &mut self,
        key: AttemptKey,
        since: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<OffsetDateTime>, StorageError> {
        let theirs = self.tables.attempts.values().filter(|attempt| attempt.key == key && since < attempt.at);
        let mut times: Vec<_> = theirs.map(|attempt| attempt.at).collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        times.truncate(tables::so_many(limit));
        Ok(times)
    }

    async fn clear(&mut self, keys: &[AttemptKey]) -> Result<(), StorageError> {
        self.tables.attempts.retain(|_, attempt| !keys.contains(&attempt.key));
        Ok(())
    }

    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(tables::sweep(&mut self.tables.attempts, |attempt| Some(attempt.at), &until, limit))
    }
}
