//! `readmit config …`

mod check;
mod example;

use clap::Subcommand;

use super::Shared;
use crate::failure::Failure;

/// Check the configuration, or print one to begin with
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  readmit config check --config /etc/readmit/readmit.toml")]
pub(crate) enum Command {
    /// Find every mistake in the configuration at once
    ///
    /// Each is shown with its key, its line and what to do about it.
    /// The exit code is 78 if there are any.
    #[command(after_help = "Example:\n  readmit config check --online --config /etc/readmit/readmit.toml")]
    Check {
        /// Also try the database and the mail server
        #[arg(long)]
        online: bool,
    },
    /// Print a commented configuration with every key
    #[command(after_help = "Example:\n  readmit config example > readmit.toml")]
    Example,
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        match self {
            Self::Check { online: false } => check::run(shared),
            Self::Check { online: true } => check::run_online(shared),
            Self::Example => example::run(),
        }
    }
}
