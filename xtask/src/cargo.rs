//! Calling cargo as a person at the workspace's root would.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;
use xshell::{Cmd, Shell, cmd};

/// The workspace's root.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Where cargo builds to.
pub(crate) fn target_directory() -> Result<PathBuf> {
    let metadata = MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .exec()
        .context("cargo does not say where it builds to")?;
    Ok(metadata.target_directory.into_std_path_buf())
}

/// A shell at the workspace's root.
pub(crate) fn shell() -> Result<Shell> {
    let shell = Shell::new()?;
    shell.change_dir(root());
    Ok(shell)
}

/// `cargo` with these arguments.
pub(crate) fn cargo<'a>(shell: &'a Shell, arguments: &[&str]) -> Cmd<'a> {
    own_variables().fold(cmd!(shell, "cargo {arguments...}"), Cmd::env_remove)
}

/// What `cargo run` tells xtask about itself.
/// Build scripts that watch these variables (ring's does) would run anew whenever a person and xtask take turns.
pub(crate) fn own_variables() -> impl Iterator<Item = String> {
    std::env::vars_os()
        .filter_map(|(key, _)| key.into_string().ok())
        .filter(|key| key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_"))
}
