//! `cargo xtask demo`: the whole product with no configuration, as it is released.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::cargo;

/// What `readmit demo` is given.
#[derive(Args)]
pub(crate) struct Options {
    /// Arguments of `readmit demo`, such as `--listen 127.0.0.1:8081`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

impl Options {
    /// The arguments as typed.
    #[cfg(test)]
    pub(crate) fn arguments(&self) -> &[String] {
        &self.arguments
    }
}

/// Becomes `cargo run`, so that Ctrl-C reaches the demo and nobody else.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut command = Command::new("cargo");
    for variable in cargo::own_variables() {
        command.env_remove(variable);
    }
    let failure = command
        .args(["run", "--release", "--locked", "--package", "app", "--", "demo"])
        .args(&options.arguments)
        .current_dir(cargo::root())
        .exec();
    Err(failure).context("cargo cannot be started")
}
