//! Database servers for tests: found or installed, started for one run, gone without a trace.

use std::fmt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

pub(crate) use owner::{is_root, run};
pub(crate) use server::Server;

use crate::say;

mod mariadb;
mod owner;
mod postgres;
mod server;

/// Which kind of server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(crate) enum Engine {
    /// PostgreSQL
    Postgres,
    /// MariaDB
    #[value(name = "mariadb")]
    MariaDb,
}

impl Engine {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Postgres, Self::MariaDb];

    /// The environment variable that names a server to the tests:
    /// `postgres://user@host:port` or `mysql://user@host:port`, in which each test makes a database of its own.
    pub(crate) const fn variable(self) -> &'static str {
        match self {
            Self::Postgres => "READMIT_TEST_POSTGRES",
            Self::MariaDb => "READMIT_TEST_MYSQL",
        }
    }

    /// The server that the environment names, or the programs of this machine, installed where need be and may be.
    pub(crate) fn find_or_install(self) -> Result<Found> {
        let variable = self.variable();
        match std::env::var(variable) {
            Ok(url) if !url.is_empty() => {
                say::line(format!("{variable} is set: the tests make their databases there"));
                Ok(Found::Given(self, url))
            }
            _ => {
                let programs = self.programs()?;
                say::line(format!("found in {}", programs.display()));
                Ok(Found::Own(self, programs))
            }
        }
    }

    /// Where its programs are, installed where need be and may be.
    pub(crate) fn programs(self) -> Result<PathBuf> {
        match self {
            Self::Postgres => postgres::find_or_install(),
            Self::MariaDb => mariadb::find_or_install(),
        }
    }

    fn initialize(self, server: &Server) -> Result<()> {
        match self {
            Self::Postgres => postgres::initialize(server),
            Self::MariaDb => mariadb::initialize(server),
        }
    }

    fn listen(self, server: &Server) -> Result<()> {
        match self {
            Self::Postgres => postgres::listen(server),
            Self::MariaDb => mariadb::listen(server),
        }
    }

    fn stop(self, server: &Server) -> Result<()> {
        match self {
            Self::Postgres => postgres::stop(server),
            Self::MariaDb => mariadb::stop(server),
        }
    }

    fn url(self, port: u16) -> String {
        match self {
            Self::Postgres => postgres::url(port),
            Self::MariaDb => mariadb::url(port),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Postgres => "postgres",
            Self::MariaDb => "mariadb",
        })
    }
}

/// What tests will run on.
pub(crate) enum Found {
    /// A server that somebody else started, at this URL.
    Given(Engine, String),
    /// One to be started from the programs in this folder.
    Own(Engine, PathBuf),
}

impl Found {
    /// Starts the server; it stops when the value is dropped.
    pub(crate) fn start(&self) -> Result<Running> {
        self.start_as(std::convert::identity)
    }

    /// The same, and what it has committed is on the disk: for measurements.
    pub(crate) fn start_durable(&self) -> Result<Running> {
        self.start_as(Server::durable)
    }

    fn start_as(&self, furnish: fn(Server) -> Server) -> Result<Running> {
        Ok(match self {
            Self::Given(engine, url) => Running { engine: *engine, url: url.clone(), _own: None },
            Self::Own(engine, programs) => {
                let own = Ephemeral::start(furnish(Server::prepare(*engine, programs)?))?;
                Running { engine: *engine, url: own.server.url(), _own: Some(own) }
            }
        })
    }
}

/// A server that answers.
pub(crate) struct Running {
    engine: Engine,
    url: String,
    /// It stops with this value, where it is not somebody else's.
    _own: Option<Ephemeral>,
}

impl Running {
    /// The variable that names it to tests, and its URL without a database.
    pub(crate) fn variable(&self) -> (&'static str, &str) {
        (self.engine.variable(), &self.url)
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
    fn start(server: Server) -> Result<Self> {
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
