//! A unit of work in memory: a copy of the tables, and the lock that keeps everybody else waiting.

use async_lock::MutexGuardArc;
use async_trait::async_trait;

use super::tables::Tables;
use crate::ports::{
    AccountRepository, AttemptRepository, AuditRepository, CredentialRepository, DeviceRepository,
    IntakeRepository, OutboxRepository, ResetRequestRepository, SessionRepository, StorageError, UnitOfWork,
    UserRepository,
};

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
    fn accounts(&mut self) -> &mut dyn AccountRepository {
        self
    }

    fn users(&mut self) -> &mut dyn UserRepository {
        self
    }

    fn credentials(&mut self) -> &mut dyn CredentialRepository {
        self
    }

    fn intake(&mut self) -> &mut dyn IntakeRepository {
        self
    }

    fn reset_requests(&mut self) -> &mut dyn ResetRequestRepository {
        self
    }

    fn sessions(&mut self) -> &mut dyn SessionRepository {
        self
    }

    fn devices(&mut self) -> &mut dyn DeviceRepository {
        self
    }

    fn outbox(&mut self) -> &mut dyn OutboxRepository {
        self
    }

    fn audit_log(&mut self) -> &mut dyn AuditRepository {
        self
    }

    fn attempt_log(&mut self) -> &mut dyn AttemptRepository {
        self
    }

    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        if self.has_failed {
            return Err(StorageError::conflict());
        }
        *self.kept = self.tables;
        Ok(())
    }
}
