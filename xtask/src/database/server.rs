//! One server in a temporary folder: prepared, started, removed.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::Engine;
use super::owner::Owner;

/// All that is needed to stop the server and remove its folder, from any process.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Server {
    engine: Engine,
    programs: PathBuf,
    folder: PathBuf,
    /// Zero until it listens.
    port: u16,
    owner: Option<Owner>,
    /// Whether what it has committed survives anything, as in production; tests need that of no server.
    #[serde(default)]
    durable: bool,
}

/// A free port may be taken between asking for it and listening there.
const TRIES: u32 = 3;

impl Server {
    /// Makes its folder.
    /// `/tmp` rather than TMPDIR: the owner must be able to reach it, and socket paths must be short.
    pub(crate) fn prepare(engine: Engine, programs: &Path) -> Result<Self> {
        let owner = Owner::needed()?;
        let folder = tempfile::Builder::new().prefix(&format!("readmit-{engine}-")).tempdir_in("/tmp")?;
        if let Some(owner) = &owner {
            owner.take(folder.path())?;
        }
        Ok(Self {
            engine,
            programs: programs.to_owned(),
            folder: folder.keep(),
            port: 0,
            owner,
            durable: false,
        })
    }

    /// The same for measurements: a commit waits for the disk.
    pub(crate) fn durable(self) -> Self {
        Self { durable: true, ..self }
    }

    /// Makes what it needs and starts it; returns once it answers.
    pub(crate) fn start(&mut self) -> Result<()> {
        self.engine.initialize(self)?;
        for _ in 1..TRIES {
            if self.listen().is_ok() {
                return Ok(());
            }
        }
        self.listen()
    }

    fn listen(&mut self) -> Result<()> {
        self.port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        self.engine.listen(self).with_context(|| {
            let log = fs::read_to_string(self.log()).unwrap_or_default();
            format!("{} does not start\n{log}", self.engine)
        })
    }

    /// Its URL without a database.
    pub(crate) fn url(&self) -> String {
        self.engine.url(self.port)
    }

    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where it keeps its databases.
    pub(super) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Where it says what is wrong.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    pub(super) const fn is_durable(&self) -> bool {
        self.durable
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    /// Whether anything listens at its port.
    pub(crate) fn answers(&self) -> bool {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok()
    }

    /// Stops the server, if it runs, and removes its folder.
    /// One that crashed cannot be stopped, which is no failure.
    pub(crate) fn remove(&self) -> Result<()> {
        let stopped = self.engine.stop(self);
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).with_context(|| format!("{} stays", self.folder.display()))?;
        }
        if self.answers() { stopped } else { Ok(()) }
    }

    /// Keeps what is known of it.
    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        fs::write(file, toml::to_string(self)?)
            .with_context(|| format!("{} cannot be written", file.display()))
    }

    /// Reads what was kept.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file)?;
        toml::from_str(&text).with_context(|| format!("{} is no record of a server", file.display()))
    }

    /// One of its own programs.
    pub(super) fn command(&self, program: &str) -> Command {
        self.run_by_owner(&self.programs.join(program))
    }

    /// In the server's folder, since the owner may not enter the one that this process is in.
    pub(super) fn run_by_owner(&self, program: &Path) -> Command {
        let mut command = match &self.owner {
            Some(owner) => owner.command(program),
            None => Command::new(program),
        };
        command.current_dir(&self.folder);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("record.toml");
        let server = Server {
            engine: Engine::Postgres,
            programs: "/b".into(),
            folder: "/f".into(),
            port: 5,
            owner: None,
            durable: false,
        };
        server.write(&file).unwrap();
        let again = Server::read(&file).unwrap();
        assert_eq!(again.url(), "postgres://readmit@127.0.0.1:5");
        assert_eq!(again.folder(), Path::new("/f"));
    }

    #[test]
    fn a_server_that_never_started_leaves_no_folder() {
        let folder = tempfile::tempdir().unwrap().keep();
        let server = Server {
            engine: Engine::MariaDb,
            programs: "/b".into(),
            folder: folder.clone(),
            port: 0,
            owner: None,
            durable: false,
        };
        server.remove().unwrap();
        assert!(!folder.exists());
    }
}
