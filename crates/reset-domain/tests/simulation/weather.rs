//! What goes wrong, and a pause at every call, so that everybody else may come in between.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use async_trait::async_trait;
use reset_domain::model::{Password, PasswordHash};
use reset_domain::ports::{HasherError, PasswordHasher, StorageError, StorageErrorKind, Verdict};
use reset_domain::testing::{CommitFault, PlainHasher, Trouble};

use crate::luck::Luck;

/// Lets everybody else come in between.
pub(crate) async fn pause() {
    let mut paused = false;
    poll_fn(|context| {
        if paused {
            return Poll::Ready(());
        }
        paused = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Storms until it is told to be calm; clones are the same weather.
#[derive(Clone)]
pub(crate) struct Weather {
    luck: Luck,
    calm: Arc<AtomicBool>,
}

impl Weather {
    /// Calm weather.
    pub(crate) fn new(luck: Luck) -> Self {
        Self { luck, calm: Arc::new(AtomicBool::new(true)) }
    }

    /// From now on things go wrong.
    pub(crate) fn storm(&self) {
        self.calm.store(false, Ordering::Relaxed);
    }

    /// From now on nothing does.
    pub(crate) fn calm(&self) {
        self.calm.store(true, Ordering::Relaxed);
    }

    /// Whether something that happens once in `n` times goes wrong now.
    pub(crate) fn strikes(&self, n: usize) -> bool {
        !self.calm.load(Ordering::Relaxed) && self.luck.one_in(n)
    }
}

#[async_trait]
impl Trouble for Weather {
    async fn before_call(&self) -> Result<(), StorageError> {
        pause().await;
        match self.strikes(400) {
            true => Err(StorageError::unavailable("the simulation made this call fail")),
            false => Ok(()),
        }
    }

    async fn before_commit(&self) -> Option<CommitFault> {
        if self.strikes(60) {
            return Some(CommitFault::ReplyLost);
        }
        if self.strikes(60) {
            return Some(CommitFault::BeforeKept(StorageErrorKind::Unavailable));
        }
        self.strikes(60).then_some(CommitFault::BeforeKept(StorageErrorKind::Conflict))
    }
}

/// A hasher that costs nothing, and takes its time all the same.
#[derive(Clone)]
pub(crate) struct SlowHasher(pub(crate) PlainHasher);

#[async_trait]
impl PasswordHasher for SlowHasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        pause().await;
        self.0.hash(password).await
    }

    async fn verify(&self, password: &Password, hash: &PasswordHash) -> Result<Verdict, HasherError> {
        pause().await;
        self.0.verify(password, hash).await
    }

    fn dummy(&self) -> PasswordHash {
        self.0.dummy()
    }
}
