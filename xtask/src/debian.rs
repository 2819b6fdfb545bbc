//! Debian's packages, for what the tests need of a machine.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::database::run;
use crate::say;

/// Installs these packages; only root can.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    say::aside(format!("installing Debian's {}", packages.join(", ")));
    run(&mut apt_get(&["update"]))?;
    run(apt_get(&["install", "--yes", "--no-install-recommends"]).args(packages))?;
    Ok(())
}

/// `apt-get` with these arguments, which asks nobody anything and waits for its lock.
pub(crate) fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command
        .args(["--quiet", "--option", "DPkg::Lock::Timeout=120"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// The first folder of PATH that holds a program.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join(program).is_file())
}
