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
pub struct Flaky<S, T = Plan> {
    inner: S,
    trouble: T,
}

/// What decides which calls fail.
#[async_trait]
pub trait Trouble: Clone + Send + Sync + 'static {
    /// Before each call; the inner store does not hear of one that fails here.
    async fn before_call(&self) -> Result<(), StorageError>;

    /// Before each commit: how it is to fail.
    async fn before_commit(&self) -> Option<CommitFault>;
}

impl<S, T: Trouble> Flaky<S, T> {
    /// A store that fails when `trouble` says so.
    pub fn with(inner: S, trouble: T) -> Self {
        Self { inner, trouble }
    }
}

impl<S> Flaky<S> {
    /// A store that does what the inner one does, until it is told otherwise.
    pub fn new(inner: S) -> Self {
        Self { inner, trouble: Plan::default() }
    }

    /// Fails the nth call, whatever it is, before the inner store hears of it.
    pub fn fail_call(&self, n: u64, kind: StorageErrorKind) {
        self.trouble.counts().failing_calls.insert(n, kind);
    }

    /// Fails the nth commit.
    pub fn fail_commit(&self, n: u64, fault: CommitFault) {
        self.trouble.counts().failing_commits.insert(n, fault);
    }

    /// How many calls there were.
    pub fn calls(&self) -> u64 {
        self.trouble.counts().calls
    }

    /// How many commits were tried.
    pub fn commits(&self) -> u64 {
        self.trouble.counts().commits
    }

    /// Forgets what was to fail and counts from 1 again.
    pub fn start_over(&self) {
        *self.trouble.counts() = Counts::default();
    }
}

#[async_trait]
impl<S: Storage, T: Trouble> Storage for Flaky<S, T> {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        self.trouble.before_call().await?;
        let inner = self.inner.begin().await?;
        Ok(Box::new(FlakyUnitOfWork { inner, trouble: self.trouble.clone(), has_failed: false }))
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.trouble.before_call().await?;
        self.inner.ping().await
    }
}

#[async_trait]
impl<S: Intake, T: Trouble> Intake for Flaky<S, T> {
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        self.trouble.before_call().await?;
        self.inner.append(entry, limit).await
    }
}

/// What is to fail, and how far the count has come.
#[derive(Debug, Clone, Default)]
pub struct Plan(Arc<Mutex<Counts>>);

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
}

#[async_trait]
impl Trouble for Plan {
    /// Counts a call, which fails if its number is up.
    async fn before_call(&self) -> Result<(), StorageError> {
        let mut counts = self.counts();
        counts.calls += 1;
        let n = counts.calls;
        counts.failing_calls.get(&n).map_or(Ok(()), |kind| Err(injected(*kind)))
    }

    /// Counts a commit; tells how it is to fail.
    async fn before_commit(&self) -> Option<CommitFault> {
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
struct FlakyUnitOfWork<T> {
    inner: Box<dyn UnitOfWork>,
    trouble: T,
    /// A call failed that the inner store never heard of, so it cannot know that nothing may be kept.
    has_failed: bool,
}

impl<T: Trouble> FlakyUnitOfWork<T> {
    async fn call(&mut self) -> Result<(), StorageError> {
        self.trouble.before_call().await.inspect_err(|_| self.has_failed = true)
    }
}

#[async_trait]
impl<T: Trouble> UnitOfWork for FlakyUnitOfWork<T> {
    crate::own_repositories!();

    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        self.call().await?;
        if self.has_failed {
            return Err(StorageError::conflict());
        }
        match self.trouble.before_commit().await {
            Some(CommitFault::BeforeKept(kind)) => Err(injected(kind)),
            Some(CommitFault::ReplyLost) => {
                self.inner.commit().await?;
                Err(StorageError::unavailable("a test lost the reply of this commit"))
            }
            None => self.inner.commit().await,
        }
    }
}
