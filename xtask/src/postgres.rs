//! PostgreSQL for tests: found or installed, started for one run, gone without a trace.

use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

pub(crate) use binaries::Binaries;
pub(crate) use owner::{is_root, run};
pub(crate) use server::Server;

use crate::say;

mod binaries;
mod owner;
mod server;

/// The environment variable that names a server to the tests:
/// `postgres://user@host:port`, in which each test makes a database of its own.
pub(crate) const VARIABLE: &str = "READMIT_TEST_POSTGRES";

/// What the tests will run on.
pub(crate) enum Postgres {
    /// A server that somebody else started, at this URL.
    Given(String),
    /// One to be started from these binaries.
    Own(Binaries),
}

/// The server that the environment names, or the binaries of this machine, installed where need be and may be.
pub(crate) fn find_or_install() -> Result<Postgres> {
    match std::env::var(VARIABLE) {
        Ok(url) if !url.is_empty() => {
            say::line(format!("{VARIABLE} is set: the tests make their databases there"));
            Ok(Postgres::Given(url))
        }
        _ => {
            let binaries = Binaries::find_or_install()?;
            say::line(format!("found in {}", binaries.folder().display()));
            Ok(Postgres::Own(binaries))
        }
    }
}

impl Postgres {
    /// Starts the server; it stops when the value is dropped.
    pub(crate) fn start(&self) -> Result<Running> {
        match self {
            Self::Given(url) => Ok(Running::Given(url.clone())),
            Self::Own(binaries) => Ok(Running::Own(Ephemeral::start(binaries)?)),
        }
    }
}

/// A server that answers.
pub(crate) enum Running {
    /// Somebody else's, at this URL.
    Given(String),
    /// Our own.
    Own(Ephemeral),
}

impl Running {
    /// Its URL without a database.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Given(url) => url.clone(),
            Self::Own(ephemeral) => ephemeral.server.url(),
        }
    }
}

/// A server that lives as long as this value, and no longer than this process.
///
/// A second process guards it: it waits for the end of its standard input, which comes on drop as well as when
/// this process is killed in any way, and then stops the server and removes its folder.
pub(crate) struct Ephemeral {
    server: Server,
    guard: Child,
}

impl Ephemeral {
    fn start(binaries: &Binaries) -> Result<Self> {
        let server = Server::prepare(binaries)?;
        let guard = match guard(&server) {
            Ok(guard) => guard,
            Err(error) => {
                server.remove()?;
                return Err(error);
            }
        };
        let mut ephemeral = Self { server, guard };
        ephemeral.server.start()?;
        Ok(ephemeral)
    }
}

impl Drop for Ephemeral {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        if !self.guard.wait().is_ok_and(|status| status.success()) {
            say::aside(format!("{} may still be there", self.server.folder().display()));
        }
    }
}

/// In a process group of its own, Ctrl-C at the terminal does not reach the guard.
fn guard(server: &Server) -> Result<Child> {
    use std::os::unix::process::CommandExt;

    let record = server.folder().join("guarded.toml");
    server.write(&record)?;
    Command::new(std::env::current_exe()?)
        .args(["db", "guard"])
        .arg(&record)
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()
        .context("the server's guard cannot be started")
}
