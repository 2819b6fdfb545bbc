//! Appends to the intake: those that come at the same time share one commit, because a commit is what costs.

use std::sync::{Mutex, PoisonError};

use reset_domain::model::IntakeEntry;
use reset_domain::ports::{Appended, StorageError};
use sea_orm::{DbErr, EntityTrait, IntoActiveModel, PaginatorTrait};
use tokio::sync::{mpsc, oneshot};

use crate::connection::Connection;
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
    while 0 < queue.recv_many(&mut group, GROUP).await {
        let stored = store(&connection, &group).await;
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

/// Stores those of a group that the intake has room for, and tells which, place by place.
async fn store(connection: &Connection, group: &[Append]) -> Result<Vec<Appended>, DbErr> {
    let transaction = connection.begin().await?;
    let mut waiting = intake::Entity::find().count(transaction.inner()).await?;
    let mut taken = Vec::with_capacity(group.len());
    let mut rows = Vec::with_capacity(group.len());
    for append in group {
        if append.limit <= waiting {
            taken.push(Appended::Full);
            continue;
        }
        waiting += 1;
        taken.push(Appended::Stored);
        rows.push(rows::intake::write(&append.entry).into_active_model());
    }
    intake::Entity::insert_many(rows).exec_without_returning(transaction.inner()).await?;
    transaction.commit().await?;
    Ok(taken)
}
