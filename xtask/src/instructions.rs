//! Counts the instructions of the hot paths under callgrind: the same on a busy machine as on an idle one.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::cargo::{cargo, shell};
use crate::measured::{self, Section};
use crate::{bench, debian, say};

/// The paths, and how often each is gone after the first times. Short ones so often that what happens now and then,
/// such as the allocator putting its heap in order, falls into every count as often.
const PATHS: [(&str, u32); 5] =
    [("page", 3_000), ("request", 500), ("sign-in", 100), ("journey", 100), ("letter", 200)];
/// How often each is gone first, which takes what the start costs out of the difference.
const FIRST: u32 = 50;
/// What stands above the counts.
const ABOUT: &str = "\
What `cargo xtask bench --instructions` compares with; it fails where a path takes 3 % more.
On SQLite and without a network; a sign-in is counted without its hash, a letter as it is written.";
/// How much more is too much.
const GROWTH: f64 = 0.03;

/// Counts, and compares with what is written down, or writes it down.
pub(crate) fn run(records: bool) -> Result<()> {
    if debian::on_path("valgrind").is_none() {
        debian::install(&["valgrind"])?;
    }
    let program = build()?;
    let mut counts = Vec::new();
    for (path, times) in PATHS {
        let few = count(&program, path, FIRST)?;
        let each = (count(&program, path, FIRST + times)? - few) / u64::from(times);
        say::aside(format!("{path}: {each}"));
        counts.push((path, each));
    }
    let rows: Vec<_> = counts.iter().map(|(path, each)| format!("| {path} | {each} |")).collect();
    let table = format!("{ABOUT}\n\n| path | instructions |\n|---|---|\n{}", rows.join("\n"));
    say::line(&table);
    if records {
        let measured = measured::measured("cargo xtask bench --instructions")?;
        return measured::record(Section::INSTRUCTIONS, &measured, &table);
    }
    let recorded = measured::recorded(Section::INSTRUCTIONS)?.context("nothing is written down: --record")?;
    let grown = grown(&counts, &recorded)?;
    ensure!(grown.is_empty(), "more instructions than written down: {}", grown.join(", "));
    Ok(())
}

/// Which of them take more than what is written down allows.
fn grown(counts: &[(&str, u64)], recorded: &str) -> Result<Vec<String>> {
    let mut grown = Vec::new();
    for (path, now) in counts {
        let row = recorded.lines().find_map(|line| line.strip_prefix(&format!("| {path} | ")));
        let row = row.with_context(|| format!("nothing is written down of {path}: --record"))?;
        let before: u64 = row.trim_end_matches(" |").parse().with_context(|| format!("{path}: {row:?}"))?;
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let growth = *now as f64 / before as f64 - 1.0;
        if GROWTH < growth {
            grown.push(format!("{path} {before} → {now} ({:+.1} %)", growth * 100.0));
        }
    }
    Ok(grown)
}

/// What cargo says of what it built.
#[derive(Deserialize)]
struct Built {
    target: Target,
    executable: Option<PathBuf>,
}

/// What was to be built.
#[derive(Deserialize)]
struct Target {
    name: String,
}

fn build() -> Result<PathBuf> {
    let shell = shell()?;
    let said =
        cargo(&shell, &[&bench::PROGRAM[..], &["--no-run", "--message-format", "json"]].concat()).read()?;
    executable(&said).context("cargo built no program")
}

/// The program that measures: the one that is measured is built beside it, and either may be ready first.
fn executable(said: &str) -> Option<PathBuf> {
    let mut built = said.lines().filter_map(|line| serde_json::from_str::<Built>(line).ok());
    built.find(|built| built.target.name == "performance")?.executable
}

/// The instructions of a whole run of the program.
fn count(program: &PathBuf, path: &str, times: u32) -> Result<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([path, &times.to_string()])
        .stdin(Stdio::null())
        .output()?;
    let said = String::from_utf8_lossy(&run.stderr);
    if !run.status.success() {
        bail!("{path}: {said}");
    }
    let collected = said.lines().find_map(|line| line.split("Collected : ").nth(1));
    collected
        .and_then(|count| count.trim().parse().ok())
        .with_context(|| format!("{path} was not counted: {said}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDED: &str = "| path | instructions |\n|---|---|\n| page | 1000 |\n| letter | 2000 |";

    #[test]
    fn more_is_found_and_a_little_more_is_not() {
        let grown = grown(&[("page", 1031), ("letter", 2059)], RECORDED).unwrap();
        assert_eq!(grown, ["page 1000 → 1031 (+3.1 %)"]);
    }

    #[test]
    fn the_program_is_found_whichever_was_ready_first() {
        let own = r#"{"reason":"compiler-artifact","target":{"name":"performance"},"executable":"/p"}"#;
        let other = r#"{"reason":"compiler-artifact","target":{"name":"readmit"},"executable":"/r"}"#;
        let end = r#"{"reason":"build-finished","success":true}"#;
        for said in [[own, other, end], [other, own, end]] {
            assert_eq!(executable(&said.join("\n")), Some(PathBuf::from("/p")));
        }
    }

    #[test]
    fn what_is_not_written_down_is_an_error() {
        assert!(grown(&[("request", 1)], RECORDED).is_err());
    }
}
