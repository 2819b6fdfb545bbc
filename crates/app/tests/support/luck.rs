//! Luck with a seed, for when a process is killed and who comes next.

use std::cell::Cell;

/// A row of numbers that look random (`SplitMix64`, Steele, Lea and Flood 2014).
pub(crate) struct Luck(Cell<u64>);

impl Luck {
    /// The luck of a seed.
    pub(crate) const fn seeded(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    /// A number below `n`.
    pub(crate) fn below(&self, n: u64) -> u64 {
        self.0.set(self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        let mut mixed = self.0.get();
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % n
    }
}
