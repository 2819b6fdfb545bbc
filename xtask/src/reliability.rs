//! The page of reliability's figures: each command writes the section that it has measured, and nothing else.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::cargo::{root, shell};
use crate::say;

const PAGE: &str = "docs/reference/reliability.md";

/// A section of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// The simulation of the domain.
    Simulation,
    /// The built program, killed and starved.
    Chaos,
    /// What time tells.
    Neutrality,
}

impl Section {
    const ALL: [Self; 3] = [Self::Simulation, Self::Chaos, Self::Neutrality];

    const fn heading(self) -> &'static str {
        match self {
            Self::Simulation => "Simulation",
            Self::Chaos => "Kills and faults",
            Self::Neutrality => "Neutrality",
        }
    }
}

/// Writes what a command has measured; the other sections stay as they are.
pub(crate) fn record(section: Section, command: &str, figures: &str) -> Result<()> {
    let page = root().join(PAGE);
    let before = fs::read_to_string(&page).unwrap_or_default();
    let text = format!("{}\n\n{}", measured(command)?, figures.trim());
    fs::write(&page, rewritten(&before, section, &text))?;
    say::line(format!("written to {}", page.display()));
    Ok(())
}

const OPENING: &str = "\
# Reliability, measured

What the product does when it is attacked, killed and starved; each section is written by the command that measured it.
Reasons and promises are in the [threat model](../threat-model.md).
";

/// The page with one section replaced.
fn rewritten(before: &str, section: Section, text: &str) -> String {
    let mut page = OPENING.to_owned();
    for each in Section::ALL {
        let kept = match each == section {
            true => Some(text.trim()),
            false => section_of(before, each),
        };
        if let Some(kept) = kept {
            page.push_str(&format!("\n## {}\n\n{kept}\n", each.heading()));
        }
    }
    page
}

fn section_of(page: &str, section: Section) -> Option<&str> {
    let heading = format!("\n## {}\n", section.heading());
    let (_, rest) = page.split_once(&heading)?;
    let end = rest.find("\n## ").unwrap_or(rest.len());
    rest.get(..end).map(str::trim)
}

/// When, on what, by which command.
fn measured(command: &str) -> Result<String> {
    let shell = shell()?;
    let date = cmd!(shell, "date -u +%Y-%m-%d").quiet().read()?;
    let revision = cmd!(shell, "git rev-parse --short HEAD").quiet().read()?;
    let cores = std::thread::available_parallelism().context("how many cores there are")?;
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next()?.parse().ok());
    let memory =
        kib.map_or_else(String::new, |kib: u64| format!(", {} GiB of memory", kib.div_ceil(1 << 20)));
    let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    Ok(format!(
        "Measured on {date} at {revision}, on {system} {machine}, {cores} cores{memory}, by `{command}`."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_and_the_others_stay() {
        let first = rewritten("", Section::Chaos, "killed: 1");
        let second = rewritten(&first, Section::Simulation, "steps: 2");
        let third = rewritten(&second, Section::Chaos, "killed: 3");
        assert!(third.starts_with(OPENING));
        assert!(
            third.ends_with("\n## Simulation\n\nsteps: 2\n\n## Kills and faults\n\nkilled: 3\n"),
            "{third}"
        );
    }
}
