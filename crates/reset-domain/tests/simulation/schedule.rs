//! Everybody's calls, one poll at a time in an order that luck decides; any of them may be cut off anywhere.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::acts::{Act, Done};
use crate::luck::Luck;
use crate::oracle::Moment;

/// A call under way.
pub(crate) struct Call {
    /// What is done.
    pub(crate) act: Act,
    /// How things were when it began.
    pub(crate) began: Moment,
    future: Pin<Box<dyn Future<Output = Done> + Send>>,
    ready: Arc<Ready>,
}

/// Whether a call has something to do.
struct Ready(AtomicBool);

impl Wake for Ready {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The calls under way.
#[derive(Default)]
pub(crate) struct Schedule {
    calls: Vec<Call>,
}

/// What a step came to.
pub(crate) enum Step {
    /// This call went on, and is still under way.
    WentOn(usize),
    /// This call is over.
    Over(Box<Call>, Done),
    /// Nobody had anything to do.
    Idle,
}

impl Schedule {
    /// How many calls are under way.
    pub(crate) fn len(&self) -> usize {
        self.calls.len()
    }

    /// The call of a step that went on.
    pub(crate) fn call(&self, nth: usize) -> &Call {
        &self.calls[nth]
    }

    /// All calls under way.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter()
    }

    /// Begins a call.
    pub(crate) fn begin(
        &mut self,
        act: Act,
        began: Moment,
        future: impl Future<Output = Done> + Send + 'static,
    ) {
        let ready = Arc::new(Ready(AtomicBool::new(true)));
        self.calls.push(Call { act, began, future: Box::pin(future), ready });
    }

    /// Cuts off a call, as when its process is killed.
    pub(crate) fn cut_off(&mut self, luck: &Luck) {
        if !self.calls.is_empty() {
            self.calls.swap_remove(luck.below(self.calls.len()));
        }
    }

    /// Cuts off all of them.
    pub(crate) fn cut_off_all(&mut self) {
        self.calls.clear();
    }

    /// One call goes on, as far as its next wait.
    pub(crate) fn step(&mut self, luck: &Luck) -> Step {
        let ready = self.calls.iter().enumerate().filter(|(_, call)| call.ready.0.load(Ordering::Relaxed));
        let ready: Vec<usize> = ready.map(|(nth, _)| nth).collect();
        let Some(&nth) = luck.pick(&ready) else {
            return Step::Idle;
        };
        let call = &mut self.calls[nth];
        call.ready.0.store(false, Ordering::Relaxed);
        let waker = Waker::from(Arc::clone(&call.ready));
        match call.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Pending => Step::WentOn(nth),
            Poll::Ready(done) => Step::Over(Box::new(self.calls.swap_remove(nth)), done),
        }
    }
}
