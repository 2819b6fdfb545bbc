//! `cargo xtask db`: a database server of one's own between two test runs.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Subcommand;

use crate::database::{Engine, Server};
use crate::{cargo, say};

/// What to do with it.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Starts it, unless it runs, and prints its URL
    #[command(after_help = "\
Example:
  export READMIT_TEST_POSTGRES=$(cargo xtask db up)
  cargo test -p reset-storage-seaorm --features postgres-laws
  export READMIT_TEST_MYSQL=$(cargo xtask db up mariadb)
  cargo test -p reset-storage-seaorm --features mysql-laws")]
    Up {
        /// Which one
        #[arg(default_value = "postgres")]
        engine: Engine,
    },
    /// Stops those that are up and removes all that was in them
    Down,
    /// Prints its URL
    Url {
        /// Whose
        #[arg(default_value = "postgres")]
        engine: Engine,
    },
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
        Command::Up { engine } => up(engine),
        Command::Down => down(),
        Command::Url { engine } => url(engine),
        Command::Guard { record } => guard(&record),
    }
}

fn up(engine: Engine) -> Result<()> {
    let record = record(engine)?;
    if tell_url(&record)? {
        return Ok(());
    }
    // One that was killed leaves its record and its folder.
    if record.exists() {
        remove(&record)?;
    }
    let mut server = Server::prepare(engine, &engine.programs()?)?;
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
    let mut removed = Ok(());
    let mut none = true;
    for engine in Engine::ALL {
        let record = record(engine)?;
        if record.exists() {
            none = false;
            removed = removed.and(remove(&record));
        }
    }
    if none {
        say::aside("no server is up");
    }
    removed
}

fn remove(record: &Path) -> Result<()> {
    let removed = Server::read(record).and_then(|server| server.remove());
    fs::remove_file(record)?;
    removed
}

fn url(engine: Engine) -> Result<()> {
    if tell_url(&record(engine)?)? {
        return Ok(());
    }
    bail!("no {engine} is up; `cargo xtask db up {engine}` starts one")
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

fn record(engine: Engine) -> Result<PathBuf> {
    let folder = cargo::target_directory()?.join("db");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder.join(format!("{engine}.toml")))
}
