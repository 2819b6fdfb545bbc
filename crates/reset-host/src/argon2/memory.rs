//! The memory of one thread: taken at the first hash, used again for the next, given back when idle.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use argon2::Block;
use reset_domain::ports::HasherError;

use super::failed;

/// How many threads hold memory.
#[derive(Debug, Default)]
pub(super) struct Held {
    count: Mutex<usize>,
    #[cfg(test)]
    changed: std::sync::Condvar,
}

impl Held {
    pub(super) fn count(&self) -> usize {
        *self.lock()
    }

    #[cfg(test)]
    pub(super) fn wait_for(&self, wanted: usize) {
        drop(
            self.changed
                .wait_while(self.lock(), |count| *count != wanted)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    fn change(&self, change: impl FnOnce(usize) -> usize) {
        let mut count = self.lock();
        *count = change(*count);
        #[cfg(test)]
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The memory of one thread.
pub(super) struct Memory {
    blocks: Vec<Block>,
    held: Arc<Held>,
    /// More blocks than this are not kept from one job to the next.
    keep: usize,
}

impl Memory {
    /// What the allocator of glibc is asked for at least, in blocks of 1 KiB: from 32 MiB on it always maps memory
    /// of its own and really gives it back; below, it learns to keep what is freed. Untouched pages cost nothing.
    const ASKED_FOR: usize = 33 * 1024;

    pub(super) fn new(held: Arc<Held>, keep: usize) -> Self {
        Self { blocks: Vec::new(), held, keep }
    }

    /// So many blocks. Argon2 writes each before it reads it, so what the last hash left does not matter.
    pub(super) fn blocks(&mut self, count: usize) -> Result<&mut [Block], HasherError> {
        if self.blocks.len() < count {
            self.give_back();
            self.blocks.try_reserve_exact(count.max(Self::ASKED_FOR)).map_err(failed)?;
            self.blocks.resize(count, Block::default());
            self.held.change(|held| held + 1);
        }
        self.blocks.get_mut(..count).ok_or_else(|| failed("too little memory"))
    }

    pub(super) fn is_held(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// Gives all of it back.
    pub(super) fn give_back(&mut self) {
        if self.is_held() {
            self.blocks = Vec::new();
            self.held.change(|held| held.saturating_sub(1));
        }
    }

    /// After a job: one stored hash of an unusual cost does not make the thread big for good.
    pub(super) fn settle(&mut self) {
        if self.keep < self.blocks.len() {
            self.give_back();
        }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.give_back();
    }
}
