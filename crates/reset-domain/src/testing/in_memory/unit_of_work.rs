//! A unit of work in memory: a copy of the tables, and the lock that keeps everybody else waiting.

use async_lock::MutexGuardArc;
use async_trait::async_trait;

use super::tables::Tables;
use crate::ports::{StorageError, UnitOfWork};

/// A unit of work in memory; each repository is an `impl` in the modules beside this one.
pub(super) struct InMemoryUnitOfWork {
    kept: MutexGuardArc<Tables>,
    pub(super) tables: Tables,
    has_failed: bool,
}

impl InMemoryUnitOfWork {
    pub(super) fn new(kept: MutexGuardArc<Tables>) -> Self {
        let tables = kept.clone();
        Self { kept, tables, has_failed: false }
    }

    /// Notes a failure: nothing of the unit of work can be kept after one.
    pub(super) fn heed<T>(&mut self, answer: Result<T, StorageError>) -> Result<T, StorageError> {
        self.has_failed |= answer.is_err();
        answer
    }
}

#[async_trait]
impl UnitOfWork for InMemoryUnitOfWork {
    crate::own_repositories!();

    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        if self.has_failed {
            return Err(StorageError::conflict());
        }
        *self.kept = self.tables;
        Ok(())
    }
}
