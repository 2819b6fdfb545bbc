//! Luck that is the same every time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::ports::{Entropy, EntropyError};

/// Bytes that look random, never repeat and are the same in every run: digests of a seed and a count.
/// Clones go on with the same count.
#[derive(Debug, Clone)]
pub struct CountedEntropy {
    seed: u64,
    count: Arc<AtomicU64>,
}

impl CountedEntropy {
    /// The luck of seed 0.
    pub fn new() -> Self {
        Self::seeded(0)
    }

    /// Another luck for each seed.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, count: Arc::new(AtomicU64::new(0)) }
    }
}

impl Default for CountedEntropy {
    fn default() -> Self {
        Self::new()
    }
}

impl Entropy for CountedEntropy {
    fn try_fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError> {
        for part in buffer.chunks_mut(32) {
            let count = self.count.fetch_add(1, Ordering::Relaxed);
            let digest =
                Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(count.to_be_bytes());
            for (byte, luck) in part.iter_mut().zip(digest.finalize()) {
                *byte = luck;
            }
        }
        Ok(())
    }
}
