//! A store that is well, away, corrupt or panics, as a test likes; and that can be held at a gate.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use reset_domain::model::IntakeEntry;
use reset_domain::ports::{Appended, Intake, Storage, StorageError, UnitOfWork};
use reset_domain::testing::InMemory;
use tokio::sync::Notify;

/// How the store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    Away,
    Corrupt,
    Panics,
    /// Takes no more requests.
    Full,
    /// Appends wait at the gate.
    Gated,
}

/// A store with moods; clones are the same store.
#[derive(Clone)]
pub(crate) struct Moody {
    inner: InMemory,
    mood: Arc<Mutex<Mood>>,
    pub(crate) gate: Arc<Gate>,
}

/// Where appends are held.
#[derive(Default)]
pub(crate) struct Gate {
    /// Somebody stands before it.
    pub(crate) reached: Notify,
    /// They may pass.
    pub(crate) open: Notify,
    /// They have passed, and their entry is kept.
    pub(crate) kept: Notify,
}

impl Moody {
    pub(crate) fn new(inner: InMemory) -> Self {
        Self { inner, mood: Arc::new(Mutex::new(Mood::Well)), gate: Arc::default() }
    }

    pub(crate) fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn mood(&self) -> Result<Mood, StorageError> {
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Well | Mood::Full | Mood::Gated => Ok(mood),
            Mood::Away => Err(StorageError::unavailable("the test took it away")),
            Mood::Corrupt => Err(StorageError::corrupt("the test broke it")),
            Mood::Panics => panic!("the test made it panic"),
        }
    }
}

#[async_trait]
impl Storage for Moody {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        self.mood()?;
        self.inner.begin().await
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.mood().map(|_| ())
    }
}

#[async_trait]
impl Intake for Moody {
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        match self.mood()? {
            Mood::Full => return Ok(Appended::Full),
            Mood::Gated => {
                self.gate.reached.notify_one();
                self.gate.open.notified().await;
                let appended = self.inner.append(entry, limit).await;
                self.gate.kept.notify_one();
                return appended;
            }
            _ => {}
        }
        self.inner.append(entry, limit).await
    }
}
