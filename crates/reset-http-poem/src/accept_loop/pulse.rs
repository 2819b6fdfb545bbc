//! Whether something happens on a connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use super::pause;

/// Whether something happens on a connection. It covers what hyper has no deadline for: a peer that never says
/// whether it speaks HTTP/1 or HTTP/2, one that keeps HTTP/2 open with pings alone, one that does not read its answer.
pub(super) struct Pulse {
    /// How many requests are being answered.
    busy: AtomicUsize,
    /// How many have begun or ended, counted over all connections: the lower, the longer this one has been silent.
    beat: AtomicU64,
    leave: Notify,
    /// Told whenever an answer has ended.
    stir: Arc<Notify>,
}

/// Counts beats over all connections.
static BEATS: AtomicU64 = AtomicU64::new(0);

/// A request that is being answered.
pub(super) struct Beat(Arc<Pulse>);

impl Pulse {
    /// That of a connection which has just come.
    pub(super) fn of_newcomer(stir: Arc<Notify>) -> Self {
        let pulse = Self { busy: AtomicUsize::new(0), beat: AtomicU64::new(0), leave: Notify::new(), stir };
        pulse.beat();
        pulse
    }

    /// A request has begun.
    pub(super) fn begin(self: &Arc<Self>) -> Beat {
        self.busy.fetch_add(1, Ordering::Relaxed);
        self.beat();
        Beat(Arc::clone(self))
    }

    /// Since when nothing is asked and answered on it, in beats; none where something is.
    pub(super) fn silent_since(&self) -> Option<u64> {
        (self.busy.load(Ordering::Relaxed) == 0).then(|| self.beat.load(Ordering::Relaxed))
    }

    /// Asks it to go.
    pub(super) fn ask_to_leave(&self) {
        self.leave.notify_one();
    }

    /// Waits until it is asked to go while nothing is asked and answered on it.
    pub(super) async fn asked_to_leave(&self) {
        loop {
            self.leave.notified().await;
            if self.silent_since().is_some() {
                return;
            }
        }
    }

    /// Waits until nothing was asked or answered for this long.
    pub(super) async fn silence(&self, patience: Duration) {
        loop {
            let before = self.beat.load(Ordering::Relaxed);
            pause(patience).await;
            if self.silent_since() == Some(before) {
                return;
            }
        }
    }

    fn beat(&self) {
        self.beat.store(BEATS.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    }
}

impl Drop for Beat {
    fn drop(&mut self) {
        self.0.beat();
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
        self.0.stir.notify_one();
    }
}
