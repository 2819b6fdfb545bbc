//! `readmit worker`: the worker alone, for running several.

use std::sync::Arc;

use tracing::info;

use super::Shared;
use crate::config::Config;
use crate::failure::Failure;
use crate::lifecycle::{block_on, drained, stop_signal};
use crate::{wiring, worker};

/// Run the mail worker alone; several may run on one database
///
/// It stops at SIGTERM or Ctrl-C, finishing the letters under way within 10 seconds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  readmit worker --config /etc/readmit/readmit.toml")]
pub(crate) struct Command {}

impl Command {
    /// Runs the command.
    pub(crate) fn run(shared: &Shared) -> Result<(), Failure> {
        let config = Config::load(&shared.config)?;
        Ok(block_on(run(&config))?)
    }
}

async fn run(config: &Config) -> anyhow::Result<()> {
    let stop = stop_signal()?;
    let templates = wiring::templates(config)?;
    let mailer = Arc::new(wiring::mailer(config, &templates)?);
    let wired = wiring::wire(config, mailer.clone()).await?;
    info!("the worker runs");
    drained("the worker", stop.clone(), worker::work(wired.behind, stop)).await;
    mailer.close().await;
    wired.storage.close().await;
    info!("stopped");
    Ok(())
}
