//! `readmit migrate`: brings the schema up to date.

use super::Shared;
use crate::config::Config;
use crate::failure::Failure;
use crate::lifecycle::block_on;
use crate::output;
use crate::wiring;

/// Bring the schema of the database up to date
///
/// Doing it twice changes nothing; several processes may do it at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  readmit migrate --config /etc/readmit/readmit.toml")]
pub(crate) struct Command {}

impl Command {
    /// Runs the command.
    pub(crate) fn run(shared: &Shared) -> Result<(), Failure> {
        let config = Config::load(&shared.config)?;
        let migrated = block_on(async {
            let storage = wiring::connect(&config).await?;
            let migrated = storage.migrate().await?;
            storage.close().await;
            Ok(migrated)
        })?;
        let applied = match migrated.steps {
            0 => String::new(),
            1 => "1 step applied: ".to_owned(),
            steps => format!("{steps} steps applied: "),
        };
        output::print(&format!(
            "{applied}the schema is up to date
"
        ))?;
        Ok(())
    }
}
