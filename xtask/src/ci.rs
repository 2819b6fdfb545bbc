//! `cargo xtask ci`: what CI runs.

use anyhow::Result;

use crate::test::{self, Extent};

/// Tests everything.
pub(crate) fn run() -> Result<()> {
    test::run(Extent::Everything)
}
