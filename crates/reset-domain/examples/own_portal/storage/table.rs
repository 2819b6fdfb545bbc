//! Rows of one kind, and the ways in which they change: `add`, `replace`, `sweep`.

use reset_domain::model::{
    Account, AccountId, AuditEvent, AuditEventId, Credentials, Device, DeviceDigest, IntakeEntry, IntakeId,
    Message, MessageId, ResetRequest, ResetRequestId, Revision, Session, SessionDigest, User, UserId,
};
use time::OffsetDateTime;

/// Rows of one kind, in no order.
#[derive(Clone)]
pub(super) struct Table<R> {
    pub(super) rows: Vec<R>,
}

/// A row that no other has the key of.
pub(super) trait Keyed: Clone {
    type Key: PartialEq;

    fn key(&self) -> &Self::Key;
}

/// A row whose changes are counted.
pub(super) trait Revised: Keyed {
    fn revision(&self) -> Revision;

    fn at(self, revision: Revision) -> Self;
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<R> Table<R> {
    pub(super) fn count(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Removes at most `limit` rows that are due, those due longest first; tells how many.
    pub(super) fn sweep(
        &mut self,
        due_at: impl Fn(&R) -> Option<OffsetDateTime>,
        until: OffsetDateTime,
        limit: u32,
    ) -> u64 {
        self.rows.sort_by_key(&due_at);
        let due = self.rows.extract_if(.., |row| due_at(row).is_some_and(|at| at <= until));
        due.take(limit as usize).count() as u64
    }
}

impl<R: Keyed> Table<R> {
    pub(super) fn lookup(&self, key: &R::Key) -> Option<R> {
        self.rows.iter().find(|row| row.key() == key).cloned()
    }

    /// One more row, unless its key is taken; tells whether.
    pub(super) fn add(&mut self, row: &R) -> bool {
        let is_free = self.lookup(row.key()).is_none();
        if is_free {
            self.rows.push(row.clone());
        }
        is_free
    }
}

impl<R: Revised> Table<R> {
    /// The changed row in place of the stored one, one revision later,
    /// unless the stored one is no longer the one that was read; tells whether.
    pub(super) fn replace(&mut self, row: &R) -> bool {
        let read = |stored: &&mut R| stored.key() == row.key() && stored.revision() == row.revision();
        match self.rows.iter_mut().find(read) {
            Some(stored) => {
                *stored = row.clone().at(row.revision().next());
                true
            }
            None => false,
        }
    }
}

macro_rules! keyed {
    ($($row:ident by $field:ident: $key:ty),+ $(,)?) => {$(
        impl Keyed for $row {
            type Key = $key;

            fn key(&self) -> &$key {
                &self.$field
            }
        }
    )+};
}

keyed! {
    Account by id: AccountId,
    User by id: UserId,
    Credentials by user: UserId,
    IntakeEntry by id: IntakeId,
    ResetRequest by id: ResetRequestId,
    Session by digest: SessionDigest,
    Device by digest: DeviceDigest,
    Message by id: MessageId,
    AuditEvent by id: AuditEventId,
}

macro_rules! revised {
    ($($row:ident),+ $(,)?) => {$(
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
