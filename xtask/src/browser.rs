//! `cargo xtask browser`: what people see, looked at and measured in a real browser.
//!
//! The measuring is Node's, in `xtask/browser/`; this builds what is measured and brings along what measures.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use xshell::{Shell, cmd};

use crate::cargo::{cargo, root, shell, target_directory};
use crate::debian::{self, on_path};
use crate::postgres::is_root;
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
    let folder = target_directory()?.join("browser");
    let timing = options.timing || options.record;
    let suite = suite(&shell, &folder.join("suite"), timing)?;
    let samples = folder.join("samples");
    preview::write(&samples)?;
    cargo(&shell, &["build", "--release", "--locked", "--package", "app"]).run()?;
    let binary = target_directory()?.join("release/readmit");
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

/// The suite beside the packages it uses, outside the checkout: where it starts.
fn suite(shell: &Shell, folder: &Path, timing: bool) -> Result<PathBuf> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for entry in fs::read_dir(root().join("xtask/browser"))? {
        let path = entry?.path();
        if path.is_file() {
            shell.copy_file(&path, folder)?;
        }
    }
    let installed = folder.join("node_modules/.installed");
    let wanted = format!("{}{timing}", fs::read_to_string(folder.join("package-lock.json"))?);
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(folder.join("run.mjs"));
    }
    // Lighthouse is half of all packages, and measures what depends on the machine.
    let without: &[&str] = if timing { &[] } else { &["--omit=optional"] };
    let _in_folder = shell.push_dir(folder);
    cmd!(shell, "npm ci --no-audit --no-fund --ignore-scripts {without...}").run()?;
    fs::write(&installed, wanted)?;
    Ok(folder.join("run.mjs"))
}
