//! `cargo xtask deny`: deny.toml's bans, licenses and sources, from the lock file alone.
//!
//! cargo-deny reads the same file and checks more of it; it takes minutes to build, so that it is asked where it is
//! installed and not missed where it is not.

use anyhow::{Context, Result};
use xshell::cmd;

use crate::cargo::{cargo, shell};
use crate::finding::report;
use crate::graph::Graph;
use crate::say;

mod checks;
mod rules;

use rules::Rules;

/// Reports every package that deny.toml refuses.
pub(crate) fn run() -> Result<()> {
    let shell = shell()?;
    let text = shell.read_file("deny.toml")?;
    let rules = Rules::read(&text).context("deny.toml")?;
    let graph = Graph::of_workspace()?;
    report(checks::check(&graph, &rules, &text)?)?;

    if cmd!(shell, "cargo deny --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        say::line(
            "bans, licenses and sources hold (cargo-deny, which is not installed, would also look for advisories)",
        );
        return Ok(());
    }
    Ok(cargo(&shell, &["deny", "--offline", "check", "bans", "licenses", "sources"]).run()?)
}
