//! The worker's side of the intake.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::tables;
use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::IntakeEntry;
use crate::ports::{IntakeRepository, StorageError};

#[async_trait]
impl IntakeRepository for InMemoryUnitOfWork {
    async fn take(&mut self, until: OffsetDateTime, limit: u32) -> Result<Vec<IntakeEntry>, StorageError> {
        let waiting = self.tables.intake.values().filter(|entry| entry.at <= until);
        let mut waiting: Vec<_> = waiting.map(|entry| (entry.at, entry.id)).collect();
        waiting.sort_unstable();
        waiting.truncate(tables::so_many(limit));
        Ok(waiting.iter().filter_map(|(_, id)| self.tables.intake.remove(id)).collect())
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        Ok(self.tables.waiting())
    }
}
