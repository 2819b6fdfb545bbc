//! A store under examination, and the few things that laws do with it.

use std::error::Error;
use std::pin::Pin;
use std::task::Poll;

use crate::ports::{Intake, Storage, StorageError, StorageErrorKind, UnitOfWork};
use crate::testing::fixtures::{acme, ava, bo, cyd, globex};

/// What sits the exam: an adapter that can begin with nothing in it.
pub trait Subject: Sized {
    /// An empty store of its own, which no other test sees.
    fn fresh() -> impl Future<Output = Self>;

    /// The store.
    fn storage(&self) -> &dyn Storage;

    /// Its intake.
    fn intake(&self) -> &dyn Intake;

    /// Both, as laws take them.
    fn store(&self) -> Store<'_> {
        Store { storage: self.storage(), intake: self.intake() }
    }
}

/// A store under examination.
#[derive(Clone, Copy)]
pub struct Store<'a> {
    storage: &'a dyn Storage,
    intake: &'a dyn Intake,
}

impl std::fmt::Debug for Store<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl<'a> Store<'a> {
    /// The store.
    pub fn storage(self) -> &'a dyn Storage {
        self.storage
    }

    /// Its intake.
    pub fn intake(self) -> &'a dyn Intake {
        self.intake
    }

    /// Begins a unit of work, which must succeed.
    pub(super) async fn begin(self) -> Box<dyn UnitOfWork> {
        granted("beginning a unit of work", self.storage.begin().await)
    }

    /// One unit of work from `begin` to `commit`.
    pub(super) async fn attempt<T>(
        self,
        step: impl AsyncFnOnce(&mut dyn UnitOfWork) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let mut uow = self.storage.begin().await?;
        let answer = step(&mut *uow).await?;
        uow.commit().await?;
        Ok(answer)
    }

    /// One unit of work that must succeed and is committed.
    pub(super) async fn keep<T>(
        self,
        step: impl AsyncFnOnce(&mut dyn UnitOfWork) -> Result<T, StorageError>,
    ) -> T {
        granted("a unit of work that nothing speaks against", self.attempt(step).await)
    }

    /// One unit of work that must succeed and is dropped.
    pub(super) async fn read<T>(
        self,
        step: impl AsyncFnOnce(&mut dyn UnitOfWork) -> Result<T, StorageError>,
    ) -> T {
        let mut uow = self.begin().await;
        granted("reading", step(&mut *uow).await)
    }

    /// One unit of work whose only call must conflict, or the commit after it.
    pub(super) async fn refuse<T>(
        self,
        what: &str,
        step: impl AsyncFnOnce(&mut dyn UnitOfWork) -> Result<T, StorageError>,
    ) {
        conflicting(what, self.attempt(step).await);
    }

    /// One unit of work, begun again while somebody else is faster.
    pub(super) async fn persist<T>(
        self,
        mut step: impl AsyncFnMut(&mut dyn UnitOfWork) -> Result<T, StorageError>,
    ) -> T {
        const ENOUGH: u32 = 1_000;
        for _ in 0..ENOUGH {
            match self.attempt(&mut step).await {
                Err(error) if error.kind() == StorageErrorKind::Conflict => pause().await,
                answer => return granted("a unit of work that is begun again after each conflict", answer),
            }
        }
        panic!("after {ENOUGH} conflicts in a row nobody got anywhere");
    }

    /// Keeps the accounts and users of the fixtures.
    pub(super) async fn populate(self) {
        self.keep(async |uow| {
            uow.accounts().add(&acme()).await?;
            uow.accounts().add(&globex()).await?;
            uow.users().add(&ava()).await?;
            uow.users().add(&bo()).await?;
            uow.users().add(&cyd()).await
        })
        .await;
    }
}

/// What a store answered to something it must do.
#[track_caller]
pub(super) fn granted<T>(what: &str, answer: Result<T, StorageError>) -> T {
    match answer {
        Ok(answer) => answer,
        Err(error) => match error.source() {
            Some(source) => panic!("{what} failed: {error}: {source}"),
            None => panic!("{what} failed: {error}"),
        },
    }
}

/// Sees that a store refused something because of what it holds.
#[track_caller]
pub(super) fn conflicting<T>(what: &str, answer: Result<T, StorageError>) {
    match answer.map_err(|error| error.kind()) {
        Ok(_) => panic!("{what} must conflict, and did not"),
        Err(kind) => {
            assert_eq!(kind, StorageErrorKind::Conflict, "{what} must conflict, and failed otherwise");
        }
    }
}

/// Runs futures at the same time, on any executor; their answers stand in the order of the futures.
pub(super) async fn together<T>(futures: impl IntoIterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut running: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        for (future, answer) in &mut running {
            if answer.is_none()
                && let Poll::Ready(ready) = future.as_mut().poll(context)
            {
                *answer = Some(ready);
            }
        }
        match running.iter().all(|(_, answer)| answer.is_some()) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await;
    running.into_iter().filter_map(|(_, answer)| answer).collect()
}

/// Lets others go first, once.
pub(super) async fn pause() {
    let mut has_paused = false;
    std::future::poll_fn(|context| {
        if has_paused {
            return Poll::Ready(());
        }
        has_paused = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Polls a future so many times, or until it is done, and drops it; tells whether it was done.
pub(super) async fn cancel_after(polls: u32, future: impl Future<Output = ()>) -> bool {
    let mut future: Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(future);
    let mut left = polls;
    std::future::poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(true),
            Poll::Pending if left == 0 => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
