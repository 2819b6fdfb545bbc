//! `readmit demo`: the whole product with no configuration.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::config::Config;
use crate::demo;
use crate::failure::Failure;
use crate::lifecycle::block_on;

/// Try the whole product: no configuration, sample people, and a mail inbox in the browser
///
/// Everything is kept in a temporary folder and gone when it stops.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  readmit demo --listen 127.0.0.1:8080\n  readmit demo --looks-of readmit.toml"
)]
pub(crate) struct Command {
    /// Where to listen: this machine only
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,

    /// Look and speak as this configuration says: its sections portal and branding
    #[arg(long, value_name = "FILE")]
    looks_of: Option<PathBuf>,
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<(), Failure> {
        if !self.listen.ip().is_loopback() {
            return Err(Failure::Usage(format!(
                "the demo listens on this machine only, and {} is not a loopback address: \
                 use 127.0.0.1 or [::1], or `readmit serve` with a configuration",
                self.listen
            )));
        }
        let looks = self.looks_of.as_deref().map(Config::load).transpose()?;
        Ok(block_on(demo::run(self.listen, looks))?)
    }
}
