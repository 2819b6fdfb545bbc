//! Appends to the intake: those that come at the same time share one commit, because a commit is what costs.

use std::sync::{Mutex, PoisonError};

use reset_domain::model::IntakeEntry;
use reset_domain::ports::{Appended, StorageError};
use sea_orm::{DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QuerySelect};
use tokio::sync::{mpsc, oneshot};

use crate::connection::{Connection, Transaction};
use crate::entities::intake;
use crate::errors::storage_error;
use crate::rows;

/// How many appends share a commit at most.
const GROUP: usize = 64;

/// How many appends wait for the writer before the next ones wait to wait.
const WAITING: usize = 1024;

/// Hands appends to the one task that writes them.
#[derive(Debug)]
pub(crate) struct IntakeWriter {
    connection: Connection,
    /// Empty until the first append; the task ends when this is dropped and everything handed over is written.
    queue: Mutex<Option<mpsc::Sender<Append>>>,
}

/// One append, and who waits for it.
#[derive(Debug)]
struct Append {
    entry: IntakeEntry,
    limit: u64,
    answer: oneshot::Sender<Result<Appended, StorageError>>,
}

impl IntakeWriter {
    pub(crate) const fn new(connection: Connection) -> Self {
        Self { connection, queue: Mutex::new(None) }
    }

    /// Returns when the entry is safe, or certainly not taken.
    pub(crate) async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        let (answer, answered) = oneshot::channel();
        let append = Append { entry, limit, answer };
        self.queue().send(append).await.map_err(|_| ended())?;
        answered.await.map_err(|_| ended())?
    }

    /// The way to the task, which begins with the first append and again should its runtime have gone.
    fn queue(&self) -> mpsc::Sender<Append> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = queue.as_ref().filter(|sender| !sender.is_closed()) {
            return sender.clone();
        }
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(write(self.connection.clone(), receiver));
        queue.insert(sender).clone()
    }
}

fn ended() -> StorageError {
    StorageError::unavailable("the writer of the intake has ended")
}

async fn write(connection: Connection, mut queue: mpsc::Receiver<Append>) {
    let mut group = Vec::with_capacity(GROUP);
    let mut room = Room::default();
    while 0 < queue.recv_many(&mut group, GROUP).await {
        let stored = store(&connection, &group, &mut room).await;
        for (place, append) in group.drain(..).enumerate() {
            let answer = match &stored {
                Ok(taken) => taken.get(place).copied().ok_or_else(ended),
                Err(error) => Err(storage_error(error.clone())),
            };
            // Whoever asked may have gone; the entry is as safe without them.
            let _ = append.answer.send(answer);
        }
    }
}

/// How many more entries may be stored before those that wait are counted again: to count them for each group would
/// go through all of them for each group.
#[derive(Debug, Default)]
struct Room {
    limit: u64,
    left: u64,
}

impl Room {
    /// Makes sure that so many of this limit are within what was counted, or counts again.
    async fn make(&mut self, wanted: u64, limit: u64, transaction: &Transaction) -> Result<(), DbErr> {
        if self.limit != limit || self.left < wanted {
            let free = limit.saturating_sub(waiting(transaction, limit).await?);
            // Other processes store too, so it takes no more than half of what is free.
            *self = Self { limit, left: if free <= wanted { free } else { wanted.max(free / 2) } };
        }
        Ok(())
    }

    /// Whether there is room for one more, which is taken.
    const fn take(&mut self) -> bool {
        let is_free = 0 < self.left;
        self.left = self.left.saturating_sub(1);
        is_free
    }
}

/// How many wait, counted up to a limit.
async fn waiting(transaction: &Transaction, limit: u64) -> Result<u64, DbErr> {
    intake::Entity::find()
        .select_only()
        .column(intake::Column::Id)
        .limit(limit)
        .count(transaction.inner())
        .await
}

/// Stores those of a group that the intake has room for, and tells which, place by place.
async fn store(connection: &Connection, group: &[Append], room: &mut Room) -> Result<Vec<Appended>, DbErr> {
    let transaction = connection.begin().await?;
    // They are all the same unless a process has two policies; the lowest is no less than what each was promised.
    let limit = group.iter().map(|append| append.limit).min().unwrap_or_default();
    room.make(group.len() as u64, limit, &transaction).await?;
    let taken = group.iter().map(|_| if room.take() { Appended::Stored } else { Appended::Full });
    let taken: Vec<_> = taken.collect();
    let stored = group.iter().zip(&taken).filter(|(_, taken)| **taken == Appended::Stored);
    let rows = stored.map(|(append, _)| rows::intake::write(&append.entry).into_active_model());
    intake::Entity::insert_many(rows).exec_without_returning(transaction.inner()).await?;
    transaction.commit().await?;
    Ok(taken)
}
