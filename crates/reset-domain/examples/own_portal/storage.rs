//! A store of the portal's own: plain tables in memory, units of work one after another.
//!
//! A unit of work holds the lock and works on a copy of everything; a commit puts the copy in place, a drop forgets it.
//! That is about the shortest store that obeys every law.
//! It is an example: it forgets everything when the process ends, and copies everything each time.

mod logs;
mod outbox;
mod people;
mod resets;
mod stays;
mod table;
mod unit_of_work;

use std::sync::Arc;

use async_lock::Mutex;
use async_trait::async_trait;
use reset_domain::model::{
    Account, Attempt, AuditEvent, Credentials, Device, IntakeEntry, Message, ResetRequest, Session, User,
};
use reset_domain::ports::{Appended, Intake, Storage, StorageError, UnitOfWork};

use self::table::Table;
use self::unit_of_work::OwnUnitOfWork;

/// A store in memory; clones are the same store.
#[derive(Clone, Default)]
pub(crate) struct OwnStorage {
    // Not a mutex of the standard library: its guard would have to survive the `.await`s of a unit of work.
    tables: Arc<Mutex<Tables>>,
}

/// Everything that is kept.
#[derive(Clone, Default)]
struct Tables {
    accounts: Table<Account>,
    users: Table<User>,
    credentials: Table<Credentials>,
    intake: Table<IntakeEntry>,
    reset_requests: Table<ResetRequest>,
    sessions: Table<Session>,
    devices: Table<Device>,
    outbox: Table<Message>,
    audit_events: Table<AuditEvent>,
    attempts: Table<Attempt>,
}

#[async_trait]
impl Storage for OwnStorage {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        Ok(Box::new(OwnUnitOfWork::new(self.tables.lock_arc().await)))
    }

    async fn ping(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

#[async_trait]
impl Intake for OwnStorage {
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        let mut tables = self.tables.lock().await;
        if limit <= tables.intake.count() {
            return Ok(Appended::Full);
        }
        match tables.intake.add(&entry) {
            true => Ok(Appended::Stored),
            false => Err(StorageError::conflict()),
        }
    }
}
