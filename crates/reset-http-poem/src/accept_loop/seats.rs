//! The seats: how many connections there may be, and who gives up theirs when there are more.
//!
//! Waiting for a free one would leave real visitors standing behind whoever opens many connections and says nothing
//! on them. So the most silent one goes: a real visitor speaks within moments of arriving.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::pulse::Pulse;

/// All seats.
pub(super) struct Seats {
    most: usize,
    taken: Mutex<Taken>,
    /// Told whenever somebody leaves or falls silent.
    stir: Arc<Notify>,
}

/// Who sits, by the number of their arrival.
#[derive(Default)]
struct Taken {
    seats: BTreeMap<u64, Arc<Pulse>>,
    arrivals: u64,
}

/// A seat; dropping it leaves.
pub(super) struct Seat {
    all: Arc<Seats>,
    number: u64,
    pulse: Arc<Pulse>,
}

impl Seats {
    /// So many.
    pub(super) fn new(most: usize) -> Self {
        Self { most, taken: Mutex::default(), stir: Arc::default() }
    }

    /// Takes a free seat, or that of the most silent one; waits where nobody is silent.
    pub(super) async fn take(self: &Arc<Self>) -> Seat {
        loop {
            if let Some(seat) = self.take_free() {
                return seat;
            }
            self.ask_the_most_silent_to_leave();
            self.stir.notified().await;
        }
    }

    /// Asks it to leave, if anybody is silent.
    pub(super) fn ask_the_most_silent_to_leave(&self) {
        let taken = self.taken();
        let silent = taken.seats.values().filter_map(|pulse| Some((pulse.silent_since()?, pulse)));
        if let Some((_, pulse)) = silent.min_by_key(|(since, _)| *since) {
            pulse.ask_to_leave();
        }
    }

    fn take_free(self: &Arc<Self>) -> Option<Seat> {
        let mut taken = self.taken();
        if self.most <= taken.seats.len() {
            return None;
        }
        let number = taken.arrivals;
        taken.arrivals += 1;
        let pulse = Arc::new(Pulse::of_newcomer(Arc::clone(&self.stir)));
        taken.seats.insert(number, Arc::clone(&pulse));
        Some(Seat { all: Arc::clone(self), number, pulse })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        // Nothing is left half done by a panic: each change is one insert or one removal.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Whether something happens on the connection that sits here.
    pub(super) fn pulse(&self) -> Arc<Pulse> {
        Arc::clone(&self.pulse)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.all.taken().seats.remove(&self.number);
        self.all.stir.notify_one();
    }
}
