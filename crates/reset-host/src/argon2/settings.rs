//! What one hash may cost.

use std::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

use argon2::Params;
use reset_domain::ports::HasherError;

use super::{TAG, failed};

/// A cost that is too low to protect anybody, or too high to be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Argon2SettingsError {
    /// Memory out of range.
    #[error(
        "argon2 memory must be {} to {} KiB",
        Argon2Settings::FLOOR_MEMORY_KIB,
        Argon2Settings::CAP_MEMORY_KIB
    )]
    Memory,
    /// Passes out of range.
    #[error("argon2 passes must be {} to {}", Argon2Settings::FLOOR_PASSES, Argon2Settings::CAP_PASSES)]
    Passes,
    /// Lanes out of range.
    #[error("argon2 lanes must be {} to {}", Argon2Settings::FLOOR_LANES, Argon2Settings::CAP_LANES)]
    Lanes,
}

/// What one hash costs, and how many are made at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argon2Settings {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    threads: NonZeroUsize,
    idle: Duration,
}

impl Argon2Settings {
    /// The least memory, in KiB (OWASP Password Storage).
    pub const FLOOR_MEMORY_KIB: u32 = 19_456;
    /// The fewest passes (OWASP Password Storage).
    pub const FLOOR_PASSES: u32 = 2;
    /// The fewest lanes.
    pub const FLOOR_LANES: u32 = 1;
    /// The most memory a hash may ask for, in KiB; a stored hash that asks for more is not verified.
    pub const CAP_MEMORY_KIB: u32 = 262_144;
    /// The most passes a hash may ask for.
    pub const CAP_PASSES: u32 = 16;
    /// The most lanes a hash may ask for.
    pub const CAP_LANES: u32 = 16;
    /// How long a thread without work keeps its memory.
    const IDLE: Duration = Duration::from_secs(10);

    /// A cost between floor and cap, on as many threads as there are cores.
    ///
    /// # Errors
    /// Names what is out of range.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, Argon2SettingsError> {
        if !(Self::FLOOR_MEMORY_KIB..=Self::CAP_MEMORY_KIB).contains(&memory_kib) {
            return Err(Argon2SettingsError::Memory);
        }
        if !(Self::FLOOR_PASSES..=Self::CAP_PASSES).contains(&passes) {
            return Err(Argon2SettingsError::Passes);
        }
        if !(Self::FLOOR_LANES..=Self::CAP_LANES).contains(&lanes) {
            return Err(Argon2SettingsError::Lanes);
        }
        Ok(Self { memory_kib, passes, lanes, ..Self::default() })
    }

    /// A cost far below the floor, for tests that hash often and protect nobody.
    pub fn for_tests() -> Self {
        Self { memory_kib: 8, passes: 1, lanes: 1, ..Self::default() }
    }

    /// The same, with memory given back after this long without work.
    #[cfg(test)]
    pub(crate) fn with_idle(mut self, idle: Duration) -> Self {
        self.idle = idle;
        self
    }

    pub(crate) fn threads(&self) -> NonZeroUsize {
        self.threads
    }

    pub(crate) fn idle(&self) -> Duration {
        self.idle
    }

    pub(crate) fn params(&self) -> Result<Params, HasherError> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(TAG)).map_err(failed)
    }
}

impl Default for Argon2Settings {
    /// The floor, on as many threads as there are cores.
    fn default() -> Self {
        Self {
            memory_kib: Self::FLOOR_MEMORY_KIB,
            passes: Self::FLOOR_PASSES,
            lanes: Self::FLOOR_LANES,
            threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            idle: Self::IDLE,
        }
    }
}
