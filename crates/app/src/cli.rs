//! The commands, one file each.

mod config;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// Lets locked-out people back into an admin portal
#[derive(Debug, Parser)]
#[command(
    name = "readmit",
    version,
    after_help = "Example:\n  readmit config example > readmit.toml\n  readmit config check"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Shared {
    /// The configuration
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "READMIT_CONFIG",
        hide_env_values = true,
        default_value = "readmit.toml"
    )]
    pub(crate) config: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(subcommand)]
    Config(config::Command),
}

impl Arguments {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Config(command) => command.run(&self.shared),
        }
    }
}
