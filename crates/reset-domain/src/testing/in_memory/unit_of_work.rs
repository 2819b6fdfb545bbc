//! A unit of work in memory: the tables as they were, and what is changed on top of them.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_lock::{Mutex, MutexGuardArc};
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
    kept: Kept,
    inside: Arc<Inside>,
    pub(super) tables: Tables,
    has_failed: bool,
}

/// How it stands to others.
enum Kept {
    /// They wait.
    Alone(MutexGuardArc<Tables>),
    /// They go on; this is what was kept when it looked last.
    Beside(Tables),
}

impl InMemoryUnitOfWork {
    /// One that keeps everybody else waiting.
    pub(super) fn alone(inside: Arc<Inside>, kept: MutexGuardArc<Tables>) -> Self {
        let tables = kept.clone();
        Self { kept: Kept::Alone(kept), inside, tables, has_failed: false }
    }

    /// One beside others.
    pub(super) fn beside(inside: Arc<Inside>, kept: Tables) -> Self {
        let tables = kept.clone();
        Self { kept: Kept::Beside(kept), inside, tables, has_failed: false }
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
        if let Kept::Beside(begun) = &mut self.kept {
            let kept = lock(&self.inside.tables);
            if begun.commits != kept.commits {
                merge::look_again(begun, &mut self.tables, &kept);
            }
        }
    }
}

/// Nobody who works beside others holds the lock while waiting, so this takes no time.
pub(super) fn lock(tables: &Arc<Mutex<Tables>>) -> MutexGuardArc<Tables> {
    tables.lock_arc_blocking()
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

    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        if self.has_failed {
            return Err(StorageError::conflict());
        }
        match self.kept {
            Kept::Alone(mut kept) => {
                self.tables.commits = kept.commits + 1;
                *kept = self.tables;
            }
            Kept::Beside(begun) => {
                let mut kept = lock(&self.inside.tables);
                *kept = merge::commit(&begun, &self.tables, &kept)?;
            }
        }
        Ok(())
    }
}
