//! A unit of work: a copy of the tables, and the lock that keeps everybody else waiting.

use async_lock::MutexGuardArc;
use async_trait::async_trait;
use reset_domain::ports::{StorageError, UnitOfWork};

use super::Tables;

/// A unit of work; each repository is an `impl` in one of the modules beside this one.
pub(super) struct OwnUnitOfWork {
    kept: MutexGuardArc<Tables>,
    pub(super) tables: Tables,
    is_spoiled: bool,
}

impl OwnUnitOfWork {
    pub(super) fn new(kept: MutexGuardArc<Tables>) -> Self {
        let tables = kept.clone();
        Self { kept, tables, is_spoiled: false }
    }

    /// What was not done is a conflict, and after one nothing of the unit of work can be kept.
    pub(super) fn conflict_unless(&mut self, done: bool) -> Result<(), StorageError> {
        self.is_spoiled |= !done;
        match done {
            true => Ok(()),
            false => Err(StorageError::conflict()),
        }
    }
}

#[async_trait]
impl UnitOfWork for OwnUnitOfWork {
    reset_domain::own_repositories!();

    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        if self.is_spoiled {
            return Err(StorageError::conflict());
        }
        *self.kept = self.tables;
        Ok(())
    }
}
