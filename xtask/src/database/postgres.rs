//! PostgreSQL: its programs, found or installed, and how they are called.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::owner::{is_root, run};
use super::server::Server;
use crate::debian::{apt_get, on_path};
use crate::say;

const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];
const DEBIAN: &str = "/usr/lib/postgresql";
const CLUSTERS: &str = "/etc/postgresql-common/createcluster.conf";

/// The superuser of the server; no password is asked for.
const USER: &str = "readmit";

const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c max_connections=100";

/// Speed before safety: nothing of it outlives the tests.
const FAST: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/// Looks for its programs, and installs Debian's package where they are missing and root runs this.
pub(super) fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !(is_root()? && on_path("apt-get").is_some()) {
        bail!(
            "PostgreSQL is missing. Install it (on Debian: sudo apt-get install --no-install-recommends postgresql) \
             so that {} are in {DEBIAN}/*/bin or on PATH; \
             or name a running server: {}=postgres://user@host:port; \
             or leave its tests out: cargo xtask test --embedded",
            PROGRAMS.join(", "),
            super::Engine::Postgres.variable()
        );
    }
    install().context("PostgreSQL is missing, and installing Debian's package `postgresql` failed")?;
    find().context("Debian's package `postgresql` is installed, and its programs are not found")
}

/// Makes the cluster.
pub(super) fn initialize(server: &Server) -> Result<()> {
    run(server.command("initdb").arg("--pgdata").arg(server.data()).args([
        "--username",
        USER,
        "--auth=trust",
        "--no-sync",
        "--no-instructions",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]))?;
    Ok(())
}

/// Starts it; returns once it answers.
pub(super) fn listen(server: &Server) -> Result<()> {
    let speed = if server.is_durable() { "" } else { FAST };
    let settings = format!("-p {} -k {} {SETTINGS} {speed}", server.port(), server.folder().display());
    let mut start = server.command("pg_ctl");
    start.args(["start", "-w", "-s", "-D"]).arg(server.data()).arg("-l").arg(server.log());
    run(start.arg("-o").arg(settings))?;
    Ok(())
}

/// Stops it, if it runs.
pub(super) fn stop(server: &Server) -> Result<()> {
    if !server.data().join("postmaster.pid").exists() {
        return Ok(());
    }
    let mut stop = server.command("pg_ctl");
    run(stop.args(["stop", "-w", "-s", "-t", "10", "-m", "immediate", "-D"]).arg(server.data()))?;
    Ok(())
}

/// Its URL without a database.
pub(super) fn url(port: u16) -> String {
    format!("postgres://{USER}@127.0.0.1:{port}")
}

fn find() -> Option<PathBuf> {
    newest(Path::new(DEBIAN)).or_else(|| on_path("pg_ctl").filter(|folder| complete(folder)))
}

/// The complete `bin` folder of the highest version below a folder of versions.
fn newest(versions: &Path) -> Option<PathBuf> {
    std::fs::read_dir(versions)
        .ok()?
        .filter_map(Result::ok)
        .map(|version| version.path())
        .filter(|version| complete(&version.join("bin")))
        .max_by_key(|version| {
            let name = version.file_name().unwrap_or_default().to_string_lossy();
            name.split('.').map(|number| number.parse().unwrap_or(0)).collect::<Vec<u32>>()
        })
        .map(|version| version.join("bin"))
}

fn complete(folder: &Path) -> bool {
    PROGRAMS.iter().all(|program| folder.join(program).is_file())
}

fn install() -> Result<()> {
    say::aside("PostgreSQL is missing: installing Debian's package `postgresql`");
    run(&mut apt_get(&["update"]))?;
    // First the package that owns the setting, then the setting, then the server,
    // which would otherwise make a cluster of its own and start it.
    run(&mut apt_get(&["install", "--yes", "--no-install-recommends", "postgresql-common"]))?;
    let settings = std::fs::read_to_string(CLUSTERS).unwrap_or_default();
    std::fs::write(CLUSTERS, without_main_cluster(&settings))
        .with_context(|| format!("{CLUSTERS} cannot be written"))?;
    run(&mut apt_get(&["install", "--yes", "--no-install-recommends", "postgresql"]))?;
    Ok(())
}

fn without_main_cluster(settings: &str) -> String {
    settings
        .lines()
        .filter(|line| !line.trim_start_matches(['#', ' ']).starts_with("create_main_cluster"))
        .chain(["create_main_cluster = false"])
        .map(|line| format!("{line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn installed(versions: &Path, version: &str) {
        let bin = versions.join(version).join("bin");
        fs::create_dir_all(&bin).unwrap();
        for program in PROGRAMS {
            fs::write(bin.join(program), "").unwrap();
        }
    }

    #[test]
    fn the_newest_complete_version_is_taken() {
        let versions = tempfile::tempdir().unwrap();
        assert_eq!(newest(versions.path()), None);
        for version in ["9.6", "15", "17"] {
            installed(versions.path(), version);
        }
        fs::remove_file(versions.path().join("17/bin/initdb")).unwrap();
        assert_eq!(newest(versions.path()), Some(versions.path().join("15/bin")));
    }

    #[test]
    fn debian_is_told_to_make_no_cluster_whatever_it_was_told_before() {
        for before in ["", "#create_main_cluster = true\n", "create_main_cluster = true\n"] {
            assert_eq!(without_main_cluster(before), "create_main_cluster = false\n");
        }
        assert_eq!(without_main_cluster("ssl = on\n"), "ssl = on\ncreate_main_cluster = false\n");
    }
}
