//! The randomness of this machine.

use getrandom::SysRng;
use rand_core::TryRng;
use reset_domain::ports::{Entropy, EntropyError};

/// The operating system's source of randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn try_fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError> {
        SysRng.try_fill_bytes(buffer).map_err(|_| EntropyError)
    }
}
