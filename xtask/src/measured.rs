//! The pages of figures: each command writes the section that it has measured, and nothing else.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::cargo::{root, shell};
use crate::say;

/// A section of a page, by its heading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Section(&'static str);

impl Section {
    pub(crate) const SIMULATION: Self = Self("Simulation");
    pub(crate) const KILLS: Self = Self("Killed under load");
    pub(crate) const STOPS: Self = Self("Stopped under load");
    pub(crate) const OUTAGES: Self = Self("The database away and back");
    pub(crate) const DISK_FULL: Self = Self("The disk full");
    pub(crate) const LEASE: Self = Self("A lease slept through");
    pub(crate) const MAIL_FAULTS: Self = Self("Faults of the mail server");
    pub(crate) const FOLLOWS: Self = Self("One link, fifty at once");
    pub(crate) const SEVERAL: Self = Self("Two of everything");
    pub(crate) const SECRETS: Self = Self("Secrets");
    pub(crate) const SLOW_CLIENTS: Self = Self("Slow clients");
    pub(crate) const SIGN_INS: Self = Self("Sign-ins at once");
    pub(crate) const REQUEST_TIMES: Self = Self("What the time of a request tells");
    pub(crate) const SIGN_IN_TIMES: Self = Self("What the time of a refused sign-in tells");
    pub(crate) const BARS: Self = Self("The sixteen bars");
    pub(crate) const LARGE: Self = Self("A million users, ten million events");
    pub(crate) const MEMORY: Self = Self("Memory under mixed load");
    pub(crate) const INSTRUCTIONS: Self = Self("Instructions of the hot paths");
}

/// A page: where it is, how it opens, and its sections in their order.
struct Page {
    path: &'static str,
    opening: &'static str,
    sections: &'static [Section],
}

static PAGES: [Page; 2] = [
    Page {
        path: "docs/reference/reliability.md",
        opening: "\
# Reliability, measured

What the product does when it is attacked, killed and starved; each section is written by the command that measured it.
PostgreSQL and MariaDB do not wait for their disks here: it is the product that is killed, not they.
Reasons and promises are in the [threat model](../threat-model.md).
",
        sections: &[
            Section::SIMULATION,
            Section::KILLS,
            Section::STOPS,
            Section::OUTAGES,
            Section::DISK_FULL,
            Section::LEASE,
            Section::MAIL_FAULTS,
            Section::FOLLOWS,
            Section::SEVERAL,
            Section::SECRETS,
            Section::SLOW_CLIENTS,
            Section::SIGN_INS,
            Section::REQUEST_TIMES,
            Section::SIGN_IN_TIMES,
        ],
    },
    Page {
        path: "docs/reference/performance.md",
        opening: "\
# Performance, measured

How fast the product is, beside the limits of the machine and its peers; each section is written by the command that measured it.
Figures wander with the machine, and quotients of one run with them: that of sign-ins and bare hashes was between 0.86 and 0.90 in the last six runs ([why it is not more](../adr/0027-no-huge-pages.md#where-the-time-of-a-sign-in-goes)), those of resets wander by up to a third from one run to the next.
A reset counted here is a request that was taken down; what one costs to its end, and so what a thousand a minute need, is in [scale](../operating/scale.md).
The product has everything switched on; its throttles are raised, since the load comes from one network, and its mail server is on the same machine and keeps nothing.
",
        sections: &[Section::BARS, Section::LARGE, Section::MEMORY, Section::INSTRUCTIONS],
    },
];

/// What is written of a section, if anything.
pub(crate) fn recorded(section: Section) -> Result<Option<String>> {
    let page = page_of(section)?;
    let text = fs::read_to_string(root().join(page.path)).unwrap_or_default();
    Ok(section_of(&text, section).map(str::to_owned))
}

fn page_of(section: Section) -> Result<&'static Page> {
    PAGES.iter().find(|page| page.sections.contains(&section)).context("on no page")
}

/// Writes what was measured, beneath what [`measured`] said of it; the other sections stay as they are.
pub(crate) fn record(section: Section, measured: &str, figures: &str) -> Result<()> {
    let page = page_of(section)?;
    let path = root().join(page.path);
    let before = fs::read_to_string(&path).unwrap_or_default();
    let text = format!("{measured}\n\n{}", figures.trim());
    fs::write(&path, page.rewritten(&before, section, &text))?;
    say::line(format!("written to {}", path.display()));
    Ok(())
}

impl Page {
    /// The page with one section replaced.
    fn rewritten(&self, before: &str, section: Section, text: &str) -> String {
        let mut page = self.opening.to_owned();
        for each in self.sections {
            let kept = match *each == section {
                true => Some(text.trim()),
                false => section_of(before, *each),
            };
            if let Some(kept) = kept {
                page.push_str(&format!("\n## {}\n\n{kept}\n", each.0));
            }
        }
        page
    }
}

fn section_of(page: &str, section: Section) -> Option<&str> {
    let heading = format!("\n## {}\n", section.0);
    let (_, rest) = page.split_once(&heading)?;
    let end = rest.find("\n## ").unwrap_or(rest.len());
    rest.get(..end).map(str::trim)
}

/// When, on what, by which command. Asked for before the measurement, since the revision may change meanwhile.
pub(crate) fn measured(command: &str) -> Result<String> {
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
        let [page, _] = &PAGES;
        let first = page.rewritten("", Section::KILLS, "killed: 1");
        let second = page.rewritten(&first, Section::SIMULATION, "steps: 2");
        let third = page.rewritten(&second, Section::KILLS, "killed: 3");
        assert!(third.starts_with(page.opening));
        assert!(
            third.ends_with("\n## Simulation\n\nsteps: 2\n\n## Killed under load\n\nkilled: 3\n"),
            "{third}"
        );
    }
}
