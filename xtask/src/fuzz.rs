//! `cargo xtask fuzz`: the fuzzer on each entry point, from the seeds of `fuzz/seeds`.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use xshell::{Shell, cmd};

use crate::cargo::shell;
use crate::say;

/// What to fuzz.
#[derive(Args)]
#[command(after_help = "\
Needs a nightly toolchain and cargo-fuzz: rustup toolchain install nightly; cargo install cargo-fuzz.
The same entry points run on stable, on each seed and its mutants, in `cargo xtask test`.
  cargo xtask fuzz                        every target, a minute each
  cargo xtask fuzz --seconds 3600 letter  one of them, for an hour")]
pub(crate) struct Options {
    /// How long each target is fuzzed
    #[arg(long, default_value_t = 60)]
    seconds: u32,

    /// Which ones; all, if none is named
    targets: Vec<String>,
}

/// Fuzzes each target; fails at the first input that breaks one.
pub(crate) fn run(options: &Options) -> Result<()> {
    let shell = shell()?;
    if cmd!(shell, "cargo +nightly fuzz --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        bail!(
            "fuzzing needs a nightly toolchain and cargo-fuzz: rustup toolchain install nightly; cargo install cargo-fuzz"
        );
    }
    let known = targets(&shell)?;
    for target in &options.targets {
        ensure!(known.contains(target), "there is no target {target}; there are {}", known.join(", "));
    }
    let wanted = if options.targets.is_empty() { &known } else { &options.targets };
    say::line("| target | runs | coverage |\n|---|---|---|");
    for target in wanted {
        let (runs, coverage) = fuzz(&shell, target, options.seconds)?;
        say::line(format!("| {target} | {runs} | {coverage} |"));
    }
    Ok(())
}

/// The names of the targets.
fn targets(shell: &Shell) -> Result<Vec<String>> {
    let listed = cmd!(shell, "cargo +nightly fuzz list --fuzz-dir fuzz").quiet().read()?;
    Ok(listed.lines().map(str::to_owned).collect())
}

/// Fuzzes one target; gives how many inputs it ran and how many edges they covered.
fn fuzz(shell: &Shell, target: &str, seconds: u32) -> Result<(String, String)> {
    // What it finds goes beside the seeds in the target folder, so that the seeds stay few and readable.
    let corpus = format!("fuzz/target/corpus/{target}");
    fs::create_dir_all(&corpus)?;
    let seeds = format!("fuzz/seeds/{target}");
    let longest = format!("-max_total_time={seconds}");
    let output = cmd!(
        shell,
        "cargo +nightly fuzz run --fuzz-dir fuzz --sanitizer none {target} {corpus} {seeds} -- {longest} -print_final_stats=1"
    )
    .quiet()
    .ignore_status()
    .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        say::aside(&said);
        bail!("{target} is broken; the input that breaks it is named above");
    }
    figures(&said).with_context(|| format!("{target}: the fuzzer did not say how much it did\n{said}"))
}

/// The runs and the coverage that the fuzzer's last words tell.
fn figures(said: &str) -> Option<(String, String)> {
    let runs = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    let covered = said.lines().rev().find_map(|line| line.split_once(" cov: "))?;
    Some((runs.trim().to_owned(), covered.1.split(' ').next()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_are_read() {
        let said = "#2\tINITED cov: 9 ft: 9\n#3\tDONE   cov: 12 ft: 13 corp: 2/3b\nstat::number_of_executed_units: 345\n";
        assert_eq!(figures(said), Some(("345".to_owned(), "12".to_owned())));
        assert_eq!(figures("error"), None);
    }
}
