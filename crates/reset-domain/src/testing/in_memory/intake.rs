//! The worker's side of the intake.

use async_trait::async_trait;

use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::IntakeEntry;
use crate::ports::{IntakeRepository, StorageError};

#[async_trait]
impl IntakeRepository for InMemoryUnitOfWork {
    async fn take_oldest(&mut self) -> Result<Option<IntakeEntry>, StorageError> {
        let oldest =
            self.tables.intake.values().min_by_key(|entry| (entry.at, entry.id)).map(|entry| entry.id);
        Ok(oldest.and_then(|id| self.tables.intake.remove(&id)))
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        Ok(self.tables.waiting())
    }
}
