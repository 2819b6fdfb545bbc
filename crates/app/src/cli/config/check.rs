//! `readmit config check`

use crate::cli::Shared;
use crate::config::Config;
use crate::failure::Failure;
use crate::output;

/// Finds every mistake at once.
pub(crate) fn run(shared: &Shared) -> Result<(), Failure> {
    Config::load(&shared.config)?;
    output::print(&format!("{}: no mistakes\n", shared.config.display()))?;
    Ok(())
}
