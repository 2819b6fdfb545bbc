//! A unit of work in memory: the tables as they were, and what is changed on top of them.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_lock::SemaphoreGuardArc;
use async_trait::async_trait;

use super::tables::Tables;
use super::{Inside, merge};
use crate::ports::{
    AccountRepository, AttemptRepository, AuditRepository, CredentialRepository, DeviceRepository,
    IntakeRepository, OutboxRepository, ResetRequestRepository, SessionRepository, StorageError, UnitOfWork,
    UserRepository,
};

/// A unit of work in memory; each repository is an `impl` in the modules beside this one.
pub(super) struct InMemoryUnitOfWork {
    inside: Arc<Inside>,
    /// What was kept when it looked last.
    begun: Tables,
    pub(super) tables: Tables,
    has_failed: bool,
    /// Where it keeps everybody else waiting.
    _turn: Option<SemaphoreGuardArc>,
}

impl InMemoryUnitOfWork {
    /// Begins one: alone if it has the turn, else beside others.
    pub(super) fn new(inside: Arc<Inside>, turn: Option<SemaphoreGuardArc>) -> Self {
        let begun = inside.tables().clone();
        Self { inside, tables: begun.clone(), begun, has_failed: false, _turn: turn }
    }

    /// Notes a failure: nothing of the unit of work can be kept after one.
    pub(super) fn heed<T>(&mut self, answer: Result<T, StorageError>) -> Result<T, StorageError> {
        self.has_failed |= answer.is_err();
        answer
    }

    /// A number that no attempt has.
    pub(super) fn number(&self) -> u64 {
        self.inside.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// Sees what others have committed since the last look.
    fn look_again(&mut self) {
        let kept = self.inside.tables();
        if self.begun.commits != kept.commits {
            merge::look_again(&mut self.begun, &mut self.tables, &kept);
        }
    }
}

macro_rules! looking_again {
    ($($accessor:ident: $repository:ident),+ $(,)?) => {$(
        fn $accessor(&mut self) -> &mut dyn $repository {
            self.look_again();
            self
        }
    )+};
}

#[async_trait]
impl UnitOfWork for InMemoryUnitOfWork {
    looking_again! {
        accounts: AccountRepository,
        users: UserRepository,
        credentials: CredentialRepository,
        intake: IntakeRepository,
        reset_requests: ResetRequestRepository,
        sessions: SessionRepository,
        devices: DeviceRepository,
        outbox: OutboxRepository,
        audit_log: AuditRepository,
        attempt_log: AttemptRepository,
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        if self.has_failed {
            return Err(StorageError::conflict());
        }
        let mut kept = self.inside.tables();
        *kept = merge::commit(&self.begun, &self.tables, &kept)?;
        Ok(())
    }
}
