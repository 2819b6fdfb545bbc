//! The reference store: tables in memory, units of work one after another, or side by side.

mod accounts_and_users;
mod copied_on_write;
mod credentials;
mod intake;
mod logs;
mod merge;
mod outbox;
mod reset_requests;
mod sessions_and_devices;
mod tables;
mod unit_of_work;

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_lock::Semaphore;
use async_trait::async_trait;

use self::unit_of_work::InMemoryUnitOfWork;
use crate::model::IntakeEntry;
use crate::ports::{Appended, Intake, Storage, StorageError, UnitOfWork};

pub use self::copied_on_write::CopiedOnWrite;
pub use self::tables::{Table, Tables};

/// A store in memory, on any executor; clones are the same store.
#[derive(Clone, Default)]
pub struct InMemory {
    inside: Arc<Inside>,
    isolation: Isolation,
}

/// How units of work stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Isolation {
    /// One after another, as on SQLite: each keeps everybody else waiting.
    /// So whoever begins a second one before the first is gone waits for ever.
    #[default]
    OneByOne,
    /// Side by side, as `READ COMMITTED` on PostgreSQL: each look shows what is committed by then,
    /// and who changes a row that somebody else changed meanwhile meets a conflict at the commit.
    ReadCommitted,
}

/// What clones share.
struct Inside {
    tables: Mutex<Tables>,
    /// Whose turn it is, where units of work run one after another.
    turns: Arc<Semaphore>,
    numbers: AtomicU64,
}

impl Inside {
    /// Nobody holds this while waiting, so it takes no time.
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Inside {
    fn default() -> Self {
        Self { tables: Mutex::default(), turns: Arc::new(Semaphore::new(1)), numbers: AtomicU64::new(0) }
    }
}

impl InMemory {
    /// An empty store whose units of work run one after another.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty store.
    pub fn with(isolation: Isolation) -> Self {
        Self { inside: Arc::default(), isolation }
    }

    /// Everything that is kept, for tests that look inside.
    pub fn tables(&self) -> Tables {
        self.inside.tables().clone()
    }
}

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InMemory").field("isolation", &self.isolation).finish_non_exhaustive()
    }
}

#[async_trait]
impl Storage for InMemory {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        let turn = match self.isolation {
            Isolation::OneByOne => Some(self.inside.turns.acquire_arc().await),
            Isolation::ReadCommitted => None,
        };
        Ok(Box::new(InMemoryUnitOfWork::new(Arc::clone(&self.inside), turn)))
    }

    async fn ping(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

#[async_trait]
impl Intake for InMemory {
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        let _turn = match self.isolation {
            Isolation::OneByOne => Some(self.inside.turns.acquire_arc().await),
            Isolation::ReadCommitted => None,
        };
        let mut tables = self.inside.tables();
        if limit <= tables.waiting() {
            return Ok(Appended::Full);
        }
        tables::add(&mut tables.intake, entry.id, &entry)?;
        tables.commits += 1;
        Ok(Appended::Stored)
    }
}
