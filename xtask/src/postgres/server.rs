//! One server in a temporary folder: prepared, started, removed.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::Binaries;
use super::owner::{Owner, run};

/// All that is needed to stop the server and remove its folder, from any process.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Server {
    binaries: PathBuf,
    folder: PathBuf,
    /// Zero until it listens.
    port: u16,
    owner: Option<Owner>,
}

/// The superuser of the server; no password is asked for.
const USER: &str = "readmit";

/// Speed before safety: nothing of it outlives the tests.
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c max_connections=100 -c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/// A free port may be taken between asking for it and listening there.
const TRIES: u32 = 3;

impl Server {
    /// Makes its folder.
    /// `/tmp` rather than TMPDIR: the owner must be able to reach it, and socket paths must be short.
    pub(crate) fn prepare(binaries: &Binaries) -> Result<Self> {
        let owner = Owner::needed()?;
        let folder = tempfile::Builder::new().prefix("readmit-postgres-").tempdir_in("/tmp")?;
        if let Some(owner) = &owner {
            owner.take(folder.path())?;
        }
        Ok(Self { binaries: binaries.folder().to_owned(), folder: folder.keep(), port: 0, owner })
    }

    /// Makes the cluster and starts it; returns once it answers.
    pub(crate) fn start(&mut self) -> Result<()> {
        run(self.command("initdb").arg("--pgdata").arg(self.cluster()).args([
            "--username",
            USER,
            "--auth=trust",
            "--no-sync",
            "--no-instructions",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]))?;
        for _ in 1..TRIES {
            if self.listen().is_ok() {
                return Ok(());
            }
        }
        self.listen()
    }

    fn listen(&mut self) -> Result<()> {
        self.port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let log = self.folder.join("log");
        let settings = format!("-p {} -k {} {SETTINGS}", self.port, self.folder.display());
        run(self
            .command("pg_ctl")
            .args(["start", "-w", "-s", "-D"])
            .arg(self.cluster())
            .arg("-l")
            .arg(&log)
            .arg("-o")
            .arg(settings))
        .with_context(|| {
            format!("PostgreSQL does not start\n{}", fs::read_to_string(&log).unwrap_or_default())
        })?;
        Ok(())
    }

    /// Its URL without a database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}", self.port)
    }

    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether anything listens at its port.
    pub(crate) fn answers(&self) -> bool {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok()
    }

    /// Stops the server, if it runs, and removes its folder.
    /// One that crashed cannot be stopped, which is no failure.
    pub(crate) fn remove(&self) -> Result<()> {
        let mut stop = self.command("pg_ctl");
        stop.args(["stop", "-w", "-s", "-t", "10", "-m", "immediate", "-D"]).arg(self.cluster());
        let stopped =
            if self.cluster().join("postmaster.pid").exists() { run(&mut stop).map(drop) } else { Ok(()) };
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

    fn cluster(&self) -> PathBuf {
        self.folder.join("cluster")
    }

    /// In the server's folder, since the owner may not enter the one that this process is in.
    fn command(&self, program: &str) -> Command {
        let program = self.binaries.join(program);
        let mut command = match &self.owner {
            Some(owner) => owner.command(&program),
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
        let server = Server { binaries: "/b".into(), folder: "/f".into(), port: 5, owner: None };
        server.write(&file).unwrap();
        let again = Server::read(&file).unwrap();
        assert_eq!(again.url(), "postgres://readmit@127.0.0.1:5");
        assert_eq!(again.folder(), Path::new("/f"));
    }

    #[test]
    fn a_server_that_never_started_leaves_no_folder() {
        let folder = tempfile::tempdir().unwrap().keep();
        let server = Server { binaries: "/b".into(), folder: folder.clone(), port: 0, owner: None };
        server.remove().unwrap();
        assert!(!folder.exists());
    }
}
