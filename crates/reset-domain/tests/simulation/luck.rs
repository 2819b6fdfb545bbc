//! Luck with a seed: everything that happens in a run is decided by it, so the same seed happens again.

use std::sync::{Arc, Mutex, MutexGuard};

/// Clones draw from the same luck.
#[derive(Clone)]
pub(crate) struct Luck(Arc<Mutex<fastrand::Rng>>);

impl Luck {
    /// The luck of a seed.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(fastrand::Rng::with_seed(seed))))
    }

    /// A number below `n`, which is not zero.
    pub(crate) fn below(&self, n: usize) -> usize {
        self.draw().usize(..n)
    }

    /// Whether it happens this time.
    pub(crate) fn one_in(&self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of these, if there are any.
    pub(crate) fn pick<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        (!all.is_empty()).then(|| &all[self.below(all.len())])
    }

    /// One of these, the last few most of the time, if there are any.
    pub(crate) fn pick_late<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        let from = if self.one_in(5) { 0 } else { all.len().saturating_sub(3) };
        self.pick(&all[from..])
    }

    fn draw(&self) -> MutexGuard<'_, fastrand::Rng> {
        self.0.lock().unwrap()
    }
}
