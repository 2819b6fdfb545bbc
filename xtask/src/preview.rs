//! `cargo xtask preview`: every page and letter in every language, to be looked at.

use std::path::Path;

use anyhow::Result;

use crate::cargo::{cargo, shell, target_directory};
use crate::say;

/// Writes them and says where they are.
pub(crate) fn run() -> Result<()> {
    let folder = target_directory()?.join("preview");
    write(&folder)?;
    say::line(format!("look at {}", folder.join("index.html").display()));
    Ok(())
}

/// Writes them anew: nothing of an earlier run stays.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let shell = shell()?;
    shell.remove_path(folder)?;
    let writes = ["run", "--locked", "--package", "reset-templates", "--features", "pseudo-locales"];
    cargo(&shell, &[&writes[..], &["--example", "gallery", "--"]].concat()).arg(folder).run()?;
    Ok(())
}
