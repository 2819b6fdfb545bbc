//! `cargo xtask db`: a PostgreSQL of one's own between two test runs.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Subcommand;

use crate::postgres::{Binaries, Server};
use crate::{cargo, say};

/// What to do with it.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Starts it, unless it runs, and prints its URL
    #[command(after_help = "\
Example:
  export READMIT_TEST_POSTGRES=$(cargo xtask db up)
  cargo test -p reset-storage-seaorm --features postgres-laws")]
    Up,
    /// Stops it and removes all that was in it
    Down,
    /// Prints its URL
    Url,
    /// Waits for the end of standard input, then removes the server of a record
    #[command(hide = true)]
    Guard {
        /// The record.
        record: PathBuf,
    },
}

/// Does it.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Up => up(),
        Command::Down => down(),
        Command::Url => url(),
        Command::Guard { record } => guard(&record),
    }
}

fn up() -> Result<()> {
    let record = record()?;
    if tell_url(&record)? {
        return Ok(());
    }
    // One that was killed leaves its record and its folder.
    if record.exists() {
        down()?;
    }
    let mut server = Server::prepare(&Binaries::find_or_install()?)?;
    match server.start().and_then(|()| server.write(&record)) {
        Ok(()) => say::line(server.url()),
        Err(error) => {
            server.remove()?;
            return Err(error);
        }
    }
    Ok(())
}

fn down() -> Result<()> {
    let record = record()?;
    if !record.exists() {
        say::aside("no PostgreSQL is up");
        return Ok(());
    }
    let removed = Server::read(&record).and_then(|server| server.remove());
    fs::remove_file(&record)?;
    removed
}

fn url() -> Result<()> {
    if tell_url(&record()?)? {
        return Ok(());
    }
    bail!("no PostgreSQL is up; `cargo xtask db up` starts one")
}

/// Prints where the server of the record answers, if it does.
fn tell_url(record: &Path) -> Result<bool> {
    if !record.exists() {
        return Ok(false);
    }
    let server = Server::read(record)?;
    let answers = server.answers();
    if answers {
        say::line(server.url());
    }
    Ok(answers)
}

fn guard(record: &Path) -> Result<()> {
    let server = Server::read(record)?;
    io::stdin().read_to_end(&mut Vec::new())?;
    server.remove()
}

fn record() -> Result<PathBuf> {
    let folder = cargo::target_directory()?.join("db");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder.join("server.toml"))
}
