//! The reference store: tables in memory, units of work one after another.

mod accounts_and_users;
mod credentials;
mod intake;
mod logs;
mod outbox;
mod reset_requests;
mod sessions_and_devices;
mod tables;
mod unit_of_work;

use std::sync::Arc;

use async_lock::Mutex;
use async_trait::async_trait;

use self::tables::Tables;
use self::unit_of_work::InMemoryUnitOfWork;
use crate::model::IntakeEntry;
use crate::ports::{Appended, Intake, Storage, StorageError, UnitOfWork};

/// A store in memory, on any executor; clones are the same store.
///
/// Units of work run one after another: each holds the lock and works on a copy, and a commit puts the copy in place.
/// So whoever begins a second one before the first is gone waits for ever.
#[derive(Clone, Default)]
pub struct InMemory {
    tables: Arc<Mutex<Tables>>,
}

impl InMemory {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }
}

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InMemory").finish_non_exhaustive()
    }
}

#[async_trait]
impl Storage for InMemory {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        Ok(Box::new(InMemoryUnitOfWork::new(self.tables.lock_arc().await)))
    }

    async fn ping(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

#[async_trait]
impl Intake for InMemory {
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        let mut tables = self.tables.lock().await;
        if limit <= tables.waiting() {
            return Ok(Appended::Full);
        }
        tables::add(&mut tables.intake, entry.id, &entry)?;
        Ok(Appended::Stored)
    }
}
