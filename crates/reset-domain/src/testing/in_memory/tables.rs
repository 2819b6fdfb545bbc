//! What is kept, and the two ways in which a table changes: `add` and `replace`.

use std::collections::BTreeMap;

use super::copied_on_write::CopiedOnWrite;
use crate::model::{
    Account, AccountId, Attempt, AuditEvent, AuditEventId, Credentials, Device, DeviceDigest, IntakeEntry,
    IntakeId, Message, MessageId, ResetRequest, ResetRequestId, Revision, Session, SessionDigest, User,
    UserId,
};
use crate::ports::StorageError;

/// Rows by what names them.
pub type Table<K, V> = CopiedOnWrite<BTreeMap<K, V>>;

/// Everything that is kept; copies are cheap.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Accounts.
    pub accounts: Table<AccountId, Account>,
    /// Users.
    pub users: Table<UserId, User>,
    /// What users can sign in with.
    pub credentials: Table<UserId, Credentials>,
    /// What was submitted and not yet considered.
    pub intake: Table<IntakeId, IntakeEntry>,
    /// Reset requests.
    pub reset_requests: Table<ResetRequestId, ResetRequest>,
    /// Signed-in stays.
    pub sessions: Table<SessionDigest, Session>,
    /// Known browsers.
    pub devices: Table<DeviceDigest, Device>,
    /// Letters that are owed.
    pub outbox: Table<MessageId, Message>,
    /// What happened.
    pub audit_events: Table<AuditEventId, AuditEvent>,
    /// Counted tries, each with a number of its own.
    pub attempts: Table<u64, Attempt>,
    /// How often something was kept.
    pub commits: u64,
}

impl Tables {
    /// How many entries of the intake wait.
    pub(super) fn waiting(&self) -> u64 {
        u64::try_from(self.intake.len()).unwrap_or(u64::MAX)
    }
}

/// One more row, where the key is free.
pub(super) fn add<K: Ord, V: Clone>(
    table: &mut BTreeMap<K, V>,
    key: K,
    value: &V,
) -> Result<(), StorageError> {
    if table.contains_key(&key) {
        return Err(StorageError::conflict());
    }
    table.insert(key, value.clone());
    Ok(())
}

/// The changed row in place of the stored one, while the stored one is still the one that was read.
pub(super) fn replace<K: Ord, V: Clone + Revised>(
    table: &mut BTreeMap<K, V>,
    key: &K,
    value: &V,
) -> Result<(), StorageError> {
    let read = value.revision();
    let stored = table.get_mut(key).filter(|stored| stored.revision() == read);
    let stored = stored.ok_or_else(StorageError::conflict)?;
    *stored = value.clone().at(read.next());
    Ok(())
}

/// Removes at most `limit` rows that are due, those due longest first; tells how many.
pub(super) fn sweep<K: Ord + Clone, V, T: Ord>(
    table: &mut BTreeMap<K, V>,
    due_at: impl Fn(&V) -> Option<T>,
    until: &T,
    limit: u32,
) -> u64 {
    let mut due: Vec<(T, K)> = table
        .iter()
        .filter_map(|(key, value)| due_at(value).map(|at| (at, key.clone())))
        .filter(|(at, _)| at <= until)
        .collect();
    due.sort_unstable();
    due.truncate(so_many(limit));
    due.iter().filter_map(|(_, key)| table.remove(key)).fold(0, |swept, _| swept + 1)
}

/// A limit as a length.
pub(super) fn so_many(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// A row whose changes are counted.
pub(super) trait Revised {
    /// The revision it was read at.
    fn revision(&self) -> Revision;

    /// The same row at another revision.
    fn at(self, revision: Revision) -> Self;
}

macro_rules! revised {
    ($($row:ty),+) => {$(
        impl Revised for $row {
            fn revision(&self) -> Revision {
                self.revision
            }

            fn at(self, revision: Revision) -> Self {
                Self { revision, ..self }
            }
        }
    )+};
}

revised!(Account, User, Credentials, ResetRequest, Session, Message);
