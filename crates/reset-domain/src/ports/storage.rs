//! All or nothing.

use std::collections::BTreeMap;
use std::error::Error;

use async_trait::async_trait;

use super::{
    AccountRepository, AttemptRepository, AuditRepository, CredentialRepository, DeviceRepository,
    IntakeRepository, OutboxRepository, ResetRequestRepository, SessionRepository, UserRepository,
};
use crate::model::{AccountId, Person, UserId, Username};

/// What kind of trouble a store is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageErrorKind {
    /// It cannot be reached or does not answer; later it may.
    Unavailable,
    /// Somebody else changed the same thing first; begin again.
    Conflict,
    /// A stored value no longer parses.
    Corrupt,
}

/// A store did not do what was asked; nothing of the unit of work was kept.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct StorageError {
    kind: StorageErrorKind,
    #[source]
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl StorageError {
    /// The store cannot be reached or does not answer.
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: StorageErrorKind::Unavailable, source: Some(source.into()) }
    }

    /// Somebody else changed the same thing first.
    pub const fn conflict() -> Self {
        Self { kind: StorageErrorKind::Conflict, source: None }
    }

    /// A stored value no longer parses; the source names where, never what it holds.
    pub fn corrupt(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: StorageErrorKind::Corrupt, source: Some(source.into()) }
    }

    /// What kind of trouble it is.
    pub const fn kind(&self) -> StorageErrorKind {
        self.kind
    }

    const fn sentence(&self) -> &'static str {
        match self.kind {
            StorageErrorKind::Unavailable => "the store cannot be reached",
            StorageErrorKind::Conflict => "somebody else changed the same thing first",
            StorageErrorKind::Corrupt => "a stored value cannot be read",
        }
    }
}

/// Begins units of work. Its laws are `testing::laws::storage`.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Storage: Send + Sync {
    /// Begins one. Dropping it without a commit leaves no trace.
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError>;

    /// Whether the store answers, for readiness.
    async fn ping(&self) -> Result<(), StorageError>;
}

/// Everything that is kept together or not at all.
/// A repository is borrowed from it, so that one thing happens at a time.
///
/// What is written may wait in the adapter until something is read from the store, and with it the error that it
/// brings; the commit is the last to tell of it. A call that is dropped half-way leaves nothing to be kept.
#[async_trait]
pub trait UnitOfWork: Send {
    /// Accounts.
    fn accounts(&mut self) -> &mut dyn AccountRepository;
    /// Users.
    fn users(&mut self) -> &mut dyn UserRepository;
    /// What users can sign in with.
    fn credentials(&mut self) -> &mut dyn CredentialRepository;
    /// What was submitted and not yet considered.
    fn intake(&mut self) -> &mut dyn IntakeRepository;
    /// Reset requests.
    fn reset_requests(&mut self) -> &mut dyn ResetRequestRepository;
    /// Signed-in stays.
    fn sessions(&mut self) -> &mut dyn SessionRepository;
    /// Known browsers.
    fn devices(&mut self) -> &mut dyn DeviceRepository;
    /// Letters that are owed.
    fn outbox(&mut self) -> &mut dyn OutboxRepository;
    /// What happened.
    fn audit_log(&mut self) -> &mut dyn AuditRepository;
    /// Counted tries.
    fn attempt_log(&mut self) -> &mut dyn AttemptRepository;

    /// The person of this id, their credentials read no later than whether they are active:
    /// who was suspended in between then shows as suspended, or has an epoch that is not theirs any more.
    ///
    /// It does with the repositories alone. An adapter that can should read it all by one statement,
    /// since each costs, and people wait for this one.
    async fn person(&mut self, id: UserId) -> Result<Option<Person>, StorageError> {
        let credentials = self.credentials().lookup(id).await?;
        let Some(user) = self.users().lookup(id).await? else {
            return Ok(None);
        };
        let account = self.accounts().lookup(&user.account).await?;
        Person::whole(user, account, credentials).map(Some).map_err(StorageError::corrupt)
    }

    /// The people of these ids, those that there are, in no order; each read as [`person`](Self::person) reads them.
    async fn people(&mut self, ids: &[UserId]) -> Result<Vec<Person>, StorageError> {
        let mut found = BTreeMap::new();
        for id in ids {
            if let Some(person) = self.person(*id).await? {
                found.insert(*id, person);
            }
        }
        Ok(found.into_values().collect())
    }

    /// The person of this username, at the same cost if there is none. Who acts on what it finds reads the person again
    /// by their id, since that tells whether they are active last.
    async fn find_person(&mut self, username: &Username) -> Result<Option<Person>, StorageError> {
        let Some(user) = self.users().find_by_username(username).await? else {
            self.credentials().lookup(UserId::NIL).await?;
            self.accounts().lookup(&AccountId::of_nobody()).await?;
            return Ok(None);
        };
        let credentials = self.credentials().lookup(user.id).await?;
        let account = self.accounts().lookup(&user.account).await?;
        Person::whole(user, account, credentials).map(Some).map_err(StorageError::corrupt)
    }

    /// Keeps everything: the only way to keep anything.
    async fn commit(self: Box<Self>) -> Result<(), StorageError>;
}

/// The ten accessors of a [`UnitOfWork`] that is each of its repositories itself:
/// write it as the first line of the `impl`.
#[macro_export]
macro_rules! own_repositories {
    () => {
        fn accounts(&mut self) -> &mut dyn $crate::ports::AccountRepository {
            self
        }
        fn users(&mut self) -> &mut dyn $crate::ports::UserRepository {
            self
        }
        fn credentials(&mut self) -> &mut dyn $crate::ports::CredentialRepository {
            self
        }
        fn intake(&mut self) -> &mut dyn $crate::ports::IntakeRepository {
            self
        }
        fn reset_requests(&mut self) -> &mut dyn $crate::ports::ResetRequestRepository {
            self
        }
        fn sessions(&mut self) -> &mut dyn $crate::ports::SessionRepository {
            self
        }
        fn devices(&mut self) -> &mut dyn $crate::ports::DeviceRepository {
            self
        }
        fn outbox(&mut self) -> &mut dyn $crate::ports::OutboxRepository {
            self
        }
        fn audit_log(&mut self) -> &mut dyn $crate::ports::AuditRepository {
            self
        }
        fn attempt_log(&mut self) -> &mut dyn $crate::ports::AttemptRepository {
            self
        }
    };
}
