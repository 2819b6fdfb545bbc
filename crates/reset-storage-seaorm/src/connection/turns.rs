//! Turns at an engine that lets one writer in at a time.
//!
//! Writers queue here in order of arrival and wake at once; left to themselves they would poll the lock and overtake
//! each other. What nobody waits for queues elsewhere first, for a place in this queue: so whoever waits for an answer
//! waits for no more than one piece of such work, however much of it there is, and none of it waits for ever.

use std::sync::Arc;

use sea_orm::{ConnAcquireErr, DbErr};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::PATIENCE;

/// The queue, as one kind of work sees it.
#[derive(Debug, Clone)]
pub(super) struct Turns {
    writer: Arc<Semaphore>,
    place: Arc<Semaphore>,
    is_behind: bool,
}

/// The right to write, until it is dropped.
pub(super) struct Turn {
    _writer: OwnedSemaphorePermit,
    _place: Option<OwnedSemaphorePermit>,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self { writer: Arc::new(Semaphore::new(1)), place: Arc::new(Semaphore::new(1)), is_behind: false }
    }

    /// The same queue for work that nobody waits for.
    pub(super) fn behind_people(self) -> Self {
        Self { is_behind: true, ..self }
    }

    /// Waits for a turn.
    pub(super) async fn take(&self) -> Result<Turn, DbErr> {
        let place = match self.is_behind {
            true => Some(patiently(&self.place).await?),
            false => None,
        };
        Ok(Turn { _writer: patiently(&self.writer).await?, _place: place })
    }
}

async fn patiently(queue: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, DbErr> {
    match tokio::time::timeout(PATIENCE, Arc::clone(queue).acquire_owned()).await {
        Ok(Ok(turn)) => Ok(turn),
        Ok(Err(_)) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
        Err(_) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// What has its turn after so many polls of each, in the order in which they came.
    fn polled<F: Future<Output = Result<Turn, DbErr>>>(waiting: &mut std::pin::Pin<&mut F>) -> Option<Turn> {
        match waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(turn) => Some(turn.unwrap()),
            Poll::Pending => None,
        }
    }

    #[tokio::test]
    async fn a_person_waits_for_one_piece_of_other_work_at_most() {
        let people = Turns::new();
        let others = people.clone().behind_people();
        let mut first = pin!(others.take());
        let mut second = pin!(others.take());
        let mut person = pin!(people.take());
        let turn = polled(&mut first).unwrap();
        assert!(polled(&mut second).is_none());
        assert!(polled(&mut person).is_none());
        drop(turn);
        let turn = polled(&mut person).expect("though the second came before");
        assert!(polled(&mut second).is_none());
        drop(turn);
        assert!(polled(&mut second).is_some());
    }

    #[tokio::test]
    async fn other_work_has_its_turn_between_people() {
        let people = Turns::new();
        let others = people.clone().behind_people();
        let turn = polled(&mut pin!(people.take())).unwrap();
        let mut other = pin!(others.take());
        let mut person = pin!(people.take());
        assert!(polled(&mut other).is_none());
        assert!(polled(&mut person).is_none());
        drop(turn);
        assert!(polled(&mut person).is_none());
        assert!(polled(&mut other).is_some(), "it came first");
    }
}
