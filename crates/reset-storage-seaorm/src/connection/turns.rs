//! Turns at an engine that lets one writer in at a time.
//!
//! Writers queue here in order of arrival and wake at once; left to themselves they would poll the lock and overtake
//! each other. What nobody waits for stands behind: one piece of such work at a time waits until no person has written
//! for a moment, and then, or when it has waited long enough, queues like everybody else.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnAcquireErr, DbErr};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::PATIENCE;

/// How long no person must have written for work that nobody waits for to begin.
const MOMENT: Duration = Duration::from_millis(2);
/// How long such work waits for that: several times as long as a piece of it takes, so that however many people come,
/// they lose little of the writer to it.
const COURTESY: Duration = Duration::from_millis(50);

/// The queue, as one kind of work sees it.
#[derive(Debug, Clone)]
pub(super) struct Turns {
    writer: Arc<Semaphore>,
    /// One piece of work that nobody waits for is in the queue, or about to be.
    place: Arc<Semaphore>,
    /// When a person came last.
    last: Arc<Mutex<Instant>>,
    is_behind: bool,
}

/// The right to write, until it is dropped.
pub(super) struct Turn {
    _writer: OwnedSemaphorePermit,
    _place: Option<OwnedSemaphorePermit>,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self {
            writer: Arc::new(Semaphore::new(1)),
            place: Arc::new(Semaphore::new(1)),
            last: Arc::new(Mutex::new(now())),
            is_behind: false,
        }
    }

    /// The same queue for work that nobody waits for.
    pub(super) fn behind_people(self) -> Self {
        Self { is_behind: true, ..self }
    }

    /// Waits for a turn.
    pub(super) async fn take(&self) -> Result<Turn, DbErr> {
        if !self.is_behind {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = now();
            return Ok(Turn { _writer: patiently(&self.writer).await?, _place: None });
        }
        let place = patiently(&self.place).await?;
        self.give_way().await;
        Ok(Turn { _writer: patiently(&self.writer).await?, _place: Some(place) })
    }

    /// Until no person has come for a moment, or for as long as courtesy asks.
    async fn give_way(&self) {
        let enough = now() + COURTESY;
        loop {
            let quiet_from = *self.last.lock().unwrap_or_else(PoisonError::into_inner) + MOMENT;
            if quiet_from.min(enough) <= now() {
                return;
            }
            until(quiet_from.min(enough)).await;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "who goes first is no matter of the domain's clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "people who come meanwhile only move the moment that is waited for"
)]
async fn until(moment: Instant) {
    tokio::time::sleep_until(moment).await;
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
    use tokio::time::advance;

    use super::*;

    /// A writer that keeps its turn for so long, and then says its name.
    fn writes(turns: &Turns, lasts: Duration, name: &'static str, said: &Arc<Mutex<Vec<&'static str>>>) {
        let (turns, said) = (turns.clone(), Arc::clone(said));
        tokio::spawn(async move {
            let _turn = turns.take().await.unwrap();
            until(now() + lasts).await;
            said.lock().unwrap().push(name);
        });
    }

    #[tokio::test(start_paused = true)]
    async fn people_go_first_and_other_work_when_they_are_done() {
        let said = Arc::default();
        let people = Turns::new();
        let others = people.clone().behind_people();
        advance(MOMENT).await;
        let lasts = Duration::from_millis(1);
        for name in ["first work", "second work"] {
            writes(&others, lasts, name, &said);
        }
        tokio::task::yield_now().await;
        for name in ["first person", "second person"] {
            writes(&people, lasts, name, &said);
        }
        until(now() + Duration::from_secs(1)).await;
        let order = said.lock().unwrap().clone();
        assert_eq!(order, ["first work", "first person", "second person", "second work"]);
    }

    #[tokio::test(start_paused = true)]
    async fn other_work_has_its_turn_however_many_people_come() {
        let said = Arc::default();
        let people = Turns::new();
        let begun = now();
        writes(&people.clone().behind_people(), Duration::ZERO, "work", &said);
        for _ in 0..1_000 {
            if said.lock().unwrap().contains(&"work") {
                break;
            }
            writes(&people, Duration::from_millis(1), "person", &said);
            until(now() + Duration::from_millis(1)).await;
        }
        let waited = begun.elapsed();
        assert!(COURTESY <= waited && waited < COURTESY + Duration::from_millis(5), "{waited:?}");
    }
}
