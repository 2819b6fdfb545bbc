//! The commands, one file each.

mod account;
mod audit;
mod config;
mod demo;
mod mail;
mod migrate;
mod operate;
mod serve;
mod user;
mod worker;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// Lets locked-out people back into an admin portal
#[derive(Debug, Parser)]
#[command(
    name = "readmit",
    version,
    after_help = "Example:\n  readmit demo\n  readmit config example > readmit.toml\n  readmit serve --config readmit.toml"
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
    Demo(demo::Command),
    Serve(serve::Command),
    Worker(worker::Command),
    Migrate(migrate::Command),
    #[command(subcommand)]
    Config(config::Command),
    #[command(subcommand)]
    Account(account::Command),
    #[command(subcommand)]
    User(user::Command),
    #[command(subcommand)]
    Mail(mail::Command),
    Audit(audit::Command),
}

impl Arguments {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Demo(command) => command.run(),
            Command::Serve(command) => command.run(&self.shared),
            Command::Worker(_) => worker::Command::run(&self.shared),
            Command::Migrate(_) => migrate::Command::run(&self.shared),
            Command::Config(command) => command.run(&self.shared),
            Command::Account(command) => command.run(&self.shared),
            Command::User(command) => command.run(&self.shared),
            Command::Mail(command) => command.run(&self.shared),
            Command::Audit(command) => command.run(&self.shared),
        }
    }
}
