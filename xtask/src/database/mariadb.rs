//! MariaDB: its programs, found or installed, and how they are called.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::owner::{is_root, run};
use super::server::Server;
use crate::debian::{apt_get, on_path};
use crate::say;

/// Where Debian puts the server; the other programs are on PATH.
const DEBIAN: &str = "/usr/sbin";
const SERVER: &str = "mariadbd";

/// Tables share one file, because making and dropping thousands of files is what costs.
const SETTINGS: [&str; 5] = [
    "--bind-address=127.0.0.1",
    "--innodb-buffer-pool-size=64M",
    "--innodb-file-per-table=0",
    "--skip-log-bin",
    "--skip-name-resolve",
];

/// Speed before safety: nothing of it outlives the tests.
const FAST: [&str; 3] =
    ["--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--sync-frm=0"];

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Looks for its server, and installs Debian's package where it is missing and root runs this.
pub(super) fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !(is_root()? && on_path("apt-get").is_some()) {
        bail!(
            "MariaDB is missing. Install it (on Debian: sudo apt-get install --no-install-recommends mariadb-server) \
             so that {SERVER} is in {DEBIAN} or on PATH; \
             or name a running server: {}=mysql://user@host:port; \
             or leave its tests out: cargo xtask test --embedded",
            super::Engine::MariaDb.variable()
        );
    }
    install().context("MariaDB is missing, and installing Debian's package `mariadb-server` failed")?;
    find().context("Debian's package `mariadb-server` is installed, and its server is not found")
}

fn find() -> Option<PathBuf> {
    let debian = Path::new(DEBIAN);
    debian.join(SERVER).is_file().then(|| debian.to_owned()).or_else(|| on_path(SERVER))
}

fn install() -> Result<()> {
    say::aside("MariaDB is missing: installing Debian's package `mariadb-server`");
    run(&mut apt_get(&["update"]))?;
    // At this run level Debian starts no server that it installs (invoke-rc.d(8)).
    run(apt_get(&["install", "--yes", "--no-install-recommends", "mariadb-server"]).env("RUNLEVEL", "1"))?;
    Ok(())
}

/// Makes its system tables. Its superuser has no password.
pub(super) fn initialize(server: &Server) -> Result<()> {
    let mut initialize = server.run_by_owner(Path::new("mariadb-install-db"));
    initialize.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]);
    run(initialize.arg(format!("--datadir={}", server.data().display())))?;
    Ok(())
}

/// Starts it; returns once it answers.
#[expect(clippy::disallowed_methods, reason = "the server tells nobody when it answers")]
pub(super) fn listen(server: &Server) -> Result<()> {
    let folder = server.folder();
    let log = File::create(server.log())?;
    let mut start = server.command(SERVER);
    start
        .arg("--no-defaults")
        .arg(format!("--datadir={}", server.data().display()))
        .arg(format!("--socket={}", folder.join("socket").display()))
        .arg(format!("--pid-file={}", pid_file(server).display()))
        .arg(format!("--port={}", server.port()))
        .args(SETTINGS)
        .args(if server.is_durable() { &[][..] } else { &FAST })
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        // Ctrl-C at the terminal is for the tests; the guard ends the server after them.
        .process_group(0);
    let mut child = start.spawn().with_context(|| format!("{SERVER} does not start"))?;
    let begun = Instant::now();
    while !server.answers() {
        if let Some(status) = child.try_wait()? {
            bail!("{SERVER} ended with {status}");
        }
        if PATIENCE < begun.elapsed() {
            child.kill()?;
            bail!("{SERVER} does not answer");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Ends it, if it runs.
pub(super) fn stop(server: &Server) -> Result<()> {
    let Ok(pid) = fs::read_to_string(pid_file(server)) else {
        return Ok(());
    };
    run(Command::new("kill").args(["-s", "KILL", pid.trim()]))?;
    Ok(())
}

/// Its URL without a database.
pub(super) fn url(port: u16) -> String {
    format!("mysql://root@127.0.0.1:{port}")
}

fn pid_file(server: &Server) -> PathBuf {
    server.folder().join("pid")
}
