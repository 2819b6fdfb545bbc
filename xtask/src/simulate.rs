//! `cargo xtask simulate`: the whole domain in a storm, from seeds.

use anyhow::{Context, Result};
use clap::Args;

use crate::cargo::{cargo, shell};
use crate::measured::{self, Section};
use crate::say;

/// How much to simulate.
#[derive(Args)]
#[command(after_help = "\
A seed decides everything that happens, so a seed that failed fails again:
  cargo xtask simulate --seeds 40000              about a hundred million steps
  cargo xtask simulate --replay 2042              that seed, told step by step")]
pub(crate) struct Options {
    /// How many seeds
    #[arg(long, default_value_t = 4_000)]
    seeds: u64,

    /// The first of them
    #[arg(long, default_value_t = 0)]
    first: u64,

    /// How many steps of storm each has; the calm after it takes a few hundred more
    #[arg(long, default_value_t = 2_000)]
    storm: u64,

    /// Tell this seed step by step instead
    #[arg(long, conflicts_with_all = ["seeds", "first", "record"])]
    replay: Option<u64>,

    /// Write the figures to docs/reference/reliability.md
    #[arg(long)]
    record: bool,
}

/// Simulates.
pub(crate) fn run(options: &Options) -> Result<()> {
    let shell = shell()?;
    let storm = options.storm.to_string();
    let test = ["test", "--release", "--locked", "--package", "reset-domain", "--test", "simulation", "--"];
    let call = |more: &[&str]| cargo(&shell, &[&test[..], &["--storm", &storm], more].concat());
    if let Some(seed) = options.replay {
        return Ok(call(&["--replay", &seed.to_string()]).run()?);
    }
    let (first, seeds) = (options.first.to_string(), options.seeds.to_string());
    let measured =
        measured::measured(&format!("cargo xtask simulate --first {first} --seeds {seeds} --storm {storm}"))?;
    let said = call(&["--first", &first, "--seeds", &seeds]).ignore_status().read()?;
    say::line(&said);
    // The last word is the program's own: nothing was found, and every planted defect was.
    let is_sound = said.contains("violations: none") && !said.contains("MISSED");
    is_sound.then_some(()).context("the simulation found something")?;
    if options.record {
        measured::record(Section::SIMULATION, &measured, &page(&said))?;
    }
    Ok(())
}

/// What the simulation said, as a page says it.
fn page(said: &str) -> String {
    let mut page = String::from("| what | figure |\n|---|---|\n");
    let facts = said.lines().filter(|line| !line.starts_with("planted "));
    for (what, figure) in facts.filter_map(|line| line.split_once(": ")) {
        page.push_str(&format!("| {what} | {} |\n", with_commas(figure)));
    }
    let planted: Vec<_> = said.lines().filter_map(|line| line.strip_prefix("planted ")).collect();
    if let Some(count) = planted.iter().find_map(|line| line.strip_prefix("defects caught: ")) {
        page.push_str(&format!("| planted defects caught | {count} |\n"));
    }
    page.push_str("\n| planted defect | caught by seed, after steps, with |\n|---|---|\n");
    for line in planted.iter().filter(|line| !line.starts_with("defects caught")) {
        if let Some((defect, caught)) = line.split_once(": ") {
            page.push_str(&format!("| {defect} | {caught} |\n"));
        }
    }
    page
}

/// A number with commas between its thousands; anything else as it is.
fn with_commas(figure: &str) -> String {
    if !figure.bytes().all(|byte| byte.is_ascii_digit()) {
        return figure.to_owned();
    }
    let mut grouped = String::new();
    for (nth, digit) in figure.chars().enumerate() {
        if nth != 0 && (figure.len() - nth).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_becomes_a_table() {
        let said = "seeds: 0 to 9\nsteps: 1234567\nplanted a-b: seed 0, after 5 steps: a sentence\n\
                    planted defects caught: 1 of 1";
        let page = page(said);
        assert!(page.contains("| seeds | 0 to 9 |\n| steps | 1,234,567 |\n"), "{page}");
        assert!(page.contains("| planted defects caught | 1 of 1 |"), "{page}");
        assert!(page.contains("| a-b | seed 0, after 5 steps: a sentence |"), "{page}");
    }
}
