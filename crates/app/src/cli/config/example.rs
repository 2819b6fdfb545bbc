//! `readmit config example`

use crate::config::example::example;
use crate::failure::Failure;
use crate::output;

/// Prints a configuration to begin with.
pub(crate) fn run() -> Result<(), Failure> {
    output::print(&example())?;
    Ok(())
}
