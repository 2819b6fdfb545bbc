//! The peers that the product is measured beside, installed beneath `target/` from `PyPI` and npm.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::cargo::{root, shell, target_directory};
use crate::{debian, say};

const SOURCES: &str = "crates/app/tests/performance/peers";

/// Installs all of them; gives the folder that holds them.
pub(crate) fn install() -> Result<String> {
    let missing: Vec<_> = [("python3", "python3-venv"), ("npm", "npm")]
        .into_iter()
        .filter(|(program, _)| debian::on_path(program).is_none())
        .map(|(_, package)| package)
        .collect();
    if !missing.is_empty() {
        debian::install(&missing)?;
    }
    let installed = target_directory()?.join("peers");
    let shell = shell()?;
    for peer in ["django", "flask", "better_auth"] {
        say::aside(format!("setting up {peer}"));
        let folder = installed.join(peer);
        copy(&root().join(SOURCES).join(peer), &folder)?;
        shell.change_dir(&folder);
        if folder.join("package.json").is_file() {
            cmd!(shell, "npm install --silent --no-fund --no-audit").run()?;
        } else {
            cmd!(shell, "python3 -m venv venv").run()?;
            cmd!(shell, "venv/bin/pip install --quiet --requirement requirements.txt").run()?;
        }
    }
    installed.into_os_string().into_string().ok().context("a path that is no text")
}

/// Copies the files of a folder.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("no {}", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
