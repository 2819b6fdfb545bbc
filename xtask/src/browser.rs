//! `cargo xtask browser`: what people see, looked at and measured in a real browser.
//!
//! The measuring is Node's, in `xtask/browser/`; this builds what is measured and brings along what measures.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use xshell::{Shell, cmd};

use crate::cargo::{cargo, root, shell, target_directory};
use crate::database::is_root;
use crate::debian::{self, on_path};
use crate::{preview, say};

/// How much to measure.
#[derive(Args, Default)]
#[command(after_help = "\
Screenshots and figures stay in target/browser/report.
Installs Debian's chromium, fonts, nodejs and npm where they are missing and root runs this.")]
pub(crate) struct Options {
    /// Measure what depends on the machine too: paints, answers, Lighthouse
    #[arg(long)]
    timing: bool,

    /// Write the figures to docs/reference/people.md; measures everything
    #[arg(long)]
    record: bool,
}

/// What it takes: a Debian package, and what is there when it is installed.
const NEEDED: [(&str, Proof); 5] = [
    ("chromium", Proof::Program("chromium")),
    ("nodejs", Proof::Program("node")),
    ("npm", Proof::Program("npm")),
    ("fonts-liberation", Proof::Folder("/usr/share/fonts/truetype/liberation")),
    ("fonts-noto-core", Proof::Folder("/usr/share/fonts/truetype/noto")),
];

enum Proof {
    Program(&'static str),
    Folder(&'static str),
}

/// Measures.
pub(crate) fn run(options: &Options) -> Result<()> {
    install_missing()?;
    let shell = shell()?;
    check_node(&shell)?;
    let folder = target_directory()?.join("browser");
    let timing = options.timing || options.record;
    let suite = suite(&shell, &folder.join("suite"), timing)?;
    let samples = folder.join("samples");
    preview::write(&samples)?;
    let binary = build(&shell, timing)?;
    let report = folder.join("report");
    shell.remove_path(&report)?;
    let timing: &[&str] = if timing { &["--timing"] } else { &[] };
    cmd!(shell, "node {suite} --binary {binary} --samples {samples} --out {report} {timing...}").run()?;
    if options.record {
        let page = root().join("docs/reference/people.md");
        shell.create_dir(root().join("docs/reference"))?;
        shell.copy_file(report.join("people.md"), &page)?;
        say::line(format!("written to {}", page.display()));
    }
    Ok(())
}

/// Builds the program: for times as it is shipped, else as the tests build it, which takes a fraction of that.
fn build(shell: &Shell, timing: bool) -> Result<PathBuf> {
    let (profile, folder) = if timing { ("release", "release") } else { ("dev", "debug") };
    cargo(shell, &["build", "--profile", profile, "--locked", "--package", "app"]).run()?;
    Ok(target_directory()?.join(folder).join("readmit"))
}

fn install_missing() -> Result<()> {
    let is_there = |proof: &Proof| match proof {
        Proof::Program(program) => on_path(program).is_some(),
        Proof::Folder(folder) => Path::new(folder).is_dir(),
    };
    let missing: Vec<&str> =
        NEEDED.iter().filter(|(_, proof)| !is_there(proof)).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !(is_root()? && on_path("apt-get").is_some()) {
        let missing = missing.join(" ");
        bail!(
            "what the browser needs is missing: {missing} \
             (on Debian: sudo apt-get install --no-install-recommends {missing}); \
             or leave its tests out: cargo xtask test --embedded"
        );
    }
    debian::install(&missing)
}

/// The oldest Node for every package in package-lock.json: Lighthouse's; the others are content with 18.0.
const OLDEST_NODE: (u32, u32) = (18, 16);

fn check_node(shell: &Shell) -> Result<()> {
    let version = cmd!(shell, "node --version").quiet().read()?;
    let found = node_version(&version).with_context(|| format!("node --version says {version}"))?;
    let (major, minor) = OLDEST_NODE;
    ensure!(
        OLDEST_NODE <= found,
        "Node {version} is too old, the browser suite needs {major}.{minor}: \
         put a newer one on PATH (https://nodejs.org/en/download, or Debian 12's nodejs); \
         or leave its tests out: cargo xtask test --embedded"
    );
    Ok(())
}

/// Major and minor of what `node --version` says, like "v20.20.2".
fn node_version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The suite beside the packages it uses, outside the checkout: where it starts.
fn suite(shell: &Shell, folder: &Path, timing: bool) -> Result<PathBuf> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    mirror(shell, &root().join("xtask/browser"), folder)?;
    let start = folder.join("run.mjs");
    let installed = folder.join("node_modules/.installed");
    let lock = fs::read_to_string(folder.join("package-lock.json"))?;
    if fs::read_to_string(&installed).is_ok_and(|there| suffices(&there, &lock, timing)) {
        return Ok(start);
    }
    // Lighthouse is half of all packages, and measures what depends on the machine.
    let without: &[&str] = if timing { &[] } else { &["--omit=optional"] };
    let _in_folder = shell.push_dir(folder);
    cmd!(shell, "npm ci --no-audit --no-fund --ignore-scripts {without...}").run()?;
    fs::write(&installed, mark(&lock, timing))?;
    Ok(start)
}

/// Copies the files of one folder into another, where no module stays that is none any more.
fn mirror(shell: &Shell, from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(to)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "mjs") {
            shell.remove_path(&path)?;
        }
    }
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if path.is_file() {
            shell.copy_file(&path, to)?;
        }
    }
    Ok(())
}

/// What is noted of the packages that were installed: their lock, and whether Lighthouse is among them.
fn mark(lock: &str, timing: bool) -> String {
    format!("{lock}{timing}")
}

/// Whether the packages that are there are enough; with Lighthouse they are enough for either run.
fn suffices(there: &str, lock: &str, timing: bool) -> bool {
    there == mark(lock, true) || (!timing && there == mark(lock, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_with_lighthouse_are_enough_for_either_run() {
        assert!(suffices(&mark("lock", true), "lock", true));
        assert!(suffices(&mark("lock", true), "lock", false));
        assert!(suffices(&mark("lock", false), "lock", false));
        assert!(!suffices(&mark("lock", false), "lock", true));
        assert!(!suffices(&mark("other", true), "lock", false));
    }

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(node_version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(node_version("v18.16.0"), Some((18, 16)));
        assert_eq!(node_version("20"), None);
    }

    #[test]
    fn package_json_asks_for_the_same_node() {
        let (major, minor) = OLDEST_NODE;
        let package = include_str!("../browser/package.json");
        assert!(package.contains(&format!("\"node\": \">={major}.{minor}\"")));
    }

    #[test]
    fn a_module_that_is_gone_does_not_stay() {
        let shell = Shell::new().unwrap();
        let (from, to) = (shell.create_temp_dir().unwrap(), shell.create_temp_dir().unwrap());
        shell.write_file(from.path().join("run.mjs"), "new").unwrap();
        shell.write_file(to.path().join("run.mjs"), "old").unwrap();
        shell.write_file(to.path().join("gone.mjs"), "old").unwrap();
        mirror(&shell, from.path(), to.path()).unwrap();
        assert_eq!(shell.read_file(to.path().join("run.mjs")).unwrap(), "new");
        assert!(!shell.path_exists(to.path().join("gone.mjs")));
    }
}
