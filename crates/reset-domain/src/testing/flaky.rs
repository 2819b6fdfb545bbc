//! A store that fails when it is told to.

mod repositories;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::model::IntakeEntry;
use crate::ports::{Appended, Intake, Storage, StorageError, StorageErrorKind, UnitOfWork};

/// What becomes of a commit that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitFault {
    /// Nothing was kept.
    BeforeKept(StorageErrorKind),
    /// Everything was kept, and the reply was lost: `Unavailable`.
    ReplyLost,
}

/// A store around another one that fails when it is told to; clones are the same store.
///
/// Every `begin`, `ping`, call of a repository, `commit` and `append` is a call, counted from 1.
/// A test runs a story once, reads [`calls`](Self::calls), and runs it again failing each of them in turn.
#[derive(Debug, Clone)]
pub struct Flaky<S> {
    inner: S,
    plan: Plan,
}

impl<S> Flaky<S> {
    /// A store that does what the inner one does, until it is told otherwise.
    pub fn new(inner: S) -> Self {
        Self { inner, plan: Plan::default() }
    }

    /// Fails the nth call, whatever it is, before the inner store hears of it.
    pub fn fail_call(&self, n: u64, kind: StorageErrorKind) {
        self.plan.counts().failing_calls.insert(n, kind);
    }

    /// Fails the nth commit.
    pub fn fail_commit(&self, n: u64, fault: CommitFault) {
        self.plan.counts().failing_commits.insert(n, fault);
    }

    /// How many calls there were.
    pub fn calls(&self) -> u64 {
        self.plan.counts().calls
    }

    /// How many commits were tried.
    pub fn commits(&self) -> u64 {
        self.plan.counts().commits
    }

    /// Forgets what was to fail and counts from 1 again.
    pub fn start_over(&self) {
        *self.plan.counts() = Counts::default();
    }
}

#[async_trait]
impl<S: Storage> Storage for Flaky<S> {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        self.plan.call()?;
        let inner = self.inner.begin().await?;
        Ok(Box::new(FlakyUnitOfWork { inner, plan: self.plan.clone(), has_failed: false }))
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.plan.call()?;
        self.inner.ping().await
    }
}

#[async_trait]
impl<S: Intake> Intake for Flaky<S> {
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        self.plan.call()?;
        self.inner.append(entry, limit).await
    }
}

/// What is to fail, and how far the count has come.
#[derive(Debug, Clone, Default)]
struct Plan(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    calls: u64,
    commits: u64,
    failing_calls: BTreeMap<u64, StorageErrorKind>,
    failing_commits: BTreeMap<u64, CommitFault>,
}

impl Plan {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a call, which fails if its number is up.
    fn call(&self) -> Result<(), StorageError> {
        let mut counts = self.counts();
        counts.calls += 1;
        let n = counts.calls;
        counts.failing_calls.get(&n).map_or(Ok(()), |kind| Err(injected(*kind)))
    }

    /// Counts a commit; tells how it is to fail.
    fn commit(&self) -> Option<CommitFault> {
        let mut counts = self.counts();
        counts.commits += 1;
        let n = counts.commits;
        counts.failing_commits.get(&n).copied()
    }
}

fn injected(kind: StorageErrorKind) -> StorageError {
    match kind {
        StorageErrorKind::Unavailable => StorageError::unavailable("a test made this call fail"),
        StorageErrorKind::Conflict => StorageError::conflict(),
        StorageErrorKind::Corrupt => StorageError::corrupt("a test made this row unreadable"),
    }
}

/// A unit of work around another; its repositories are in the module below.
struct FlakyUnitOfWork {
    inner: Box<dyn UnitOfWork>,
    plan: Plan,
    /// A call failed that the inner store never heard of, so it cannot know that nothing may be kept.
    has_failed: bool,
}

impl FlakyUnitOfWork {
    fn call(&mut self) -> Result<(), StorageError> {
        self.plan.call().inspect_err(|_| self.has_failed = true)
    }
}

#[async_trait]
impl UnitOfWork for FlakyUnitOfWork {
    crate::own_repositories!();

    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        self.call()?;
        if self.has_failed {
            return Err(StorageError::conflict());
        }
        match self.plan.commit() {
            Some(CommitFault::BeforeKept(kind)) => Err(injected(kind)),
            Some(CommitFault::ReplyLost) => {
                self.inner.commit().await?;
                Err(StorageError::unavailable("a test lost the reply of this commit"))
            }
            None => self.inner.commit().await,
        }
    }
}
