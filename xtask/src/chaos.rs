//! `cargo xtask chaos` and `cargo xtask neutrality`: the built program under kills, faults, floods and a stopwatch.

use anyhow::Result;
use clap::Args;

use crate::cargo::{cargo, shell};
use crate::database::{Engine, Running};
use crate::reliability::{self, Section};
use crate::say;

/// How much to try.
#[derive(Args)]
#[command(after_help = "\
Takes about half an hour, on a release build, on SQLite, and on a PostgreSQL and a MariaDB that are started for it:
  cargo xtask chaos --record              everything, and the figures written down
  cargo xtask chaos --only kills          one of kills, stops, outages, disk-full, lease, mail-faults, follows, secrets, slow-clients, sign-ins
  cargo xtask chaos --kills 20 --letters 100 --rounds 50 --stories 50    a taste of it")]
pub(crate) struct ChaosOptions {
    /// How often the program is killed, on each database
    #[arg(long, default_value_t = 200)]
    kills: u32,

    /// How often it is stopped under load, on each database
    #[arg(long, default_value_t = 20)]
    stops: u32,

    /// How often each database goes away for a while
    #[arg(long, default_value_t = 5)]
    outages: u32,

    /// How many letters go through each fault of the mail server
    #[arg(long, default_value_t = 1_000)]
    letters: u32,

    /// How many links are followed fifty times at once, on each database, by one process and by four
    #[arg(long, default_value_t = 1_000)]
    rounds: u32,

    /// How many people get back in while everything is logged
    #[arg(long, default_value_t = 1_000)]
    stories: u32,

    /// Only this
    #[arg(long, conflicts_with = "record")]
    only: Option<String>,

    /// Write the figures to docs/reference/reliability.md
    #[arg(long)]
    record: bool,
}

/// How much to measure.
#[derive(Args)]
#[command(after_help = "\
A measurement counts only where the leak that is planted beside it is seen; run it on a machine that does nothing else.
  cargo xtask neutrality --record")]
pub(crate) struct NeutralityOptions {
    /// How many requests of each class
    #[arg(long, default_value_t = 20_000)]
    requests: u32,

    /// How many sign-ins of each class
    #[arg(long, default_value_t = 2_000)]
    sign_ins: u32,

    /// Write the figures to docs/reference/reliability.md
    #[arg(long)]
    record: bool,
}

/// Kills, starves and floods it.
pub(crate) fn run(options: &ChaosOptions) -> Result<()> {
    let runs = [
        ("kills", options.kills),
        ("stops", options.stops),
        ("outages", options.outages),
        ("disk-full", 0),
        ("lease", 0),
        ("mail-faults", options.letters),
        ("follows", options.rounds),
        ("secrets", options.stories),
        ("slow-clients", 0),
        ("sign-ins", 0),
    ];
    let wanted = runs.iter().filter(|(name, _)| options.only.as_ref().is_none_or(|only| only == name));
    let figures = measure(wanted)?;
    if options.record {
        let ChaosOptions { kills, stops, outages, letters, rounds, stories, .. } = options;
        let command = format!(
            "cargo xtask chaos --kills {kills} --stops {stops} --outages {outages} --letters {letters} --rounds {rounds} --stories {stories}"
        );
        reliability::record(Section::Chaos, &command, &figures)?;
    }
    Ok(())
}

/// Measures what time tells.
pub(crate) fn run_neutrality(options: &NeutralityOptions) -> Result<()> {
    let runs = [("request-times", options.requests), ("sign-in-times", options.sign_ins)];
    let figures = measure(runs.iter())?;
    if options.record {
        let NeutralityOptions { requests, sign_ins, .. } = options;
        let command = format!("cargo xtask neutrality --requests {requests} --sign-ins {sign_ins}");
        reliability::record(Section::Neutrality, &command, &figures)?;
    }
    Ok(())
}

/// Runs them one after another; gives their figures as a table.
fn measure<'a>(runs: impl Iterator<Item = &'a (&'a str, u32)>) -> Result<String> {
    let servers = Engine::ALL.map(Engine::find_or_install).into_iter().map(|found| found?.start());
    let servers = servers.collect::<Result<Vec<_>>>()?;
    let shell = shell()?;
    let features = "app/mysql-tests,app/planted-defects,app/postgres-tests";
    let test = ["test", "--release", "--locked", "--package", "app", "--features", features];
    let test = [&test[..], &["--test", "reliability", "--"]].concat();
    let mut table = String::from("| what | figure |\n|---|---|\n");
    for (name, count) in runs {
        let count = count.to_string();
        let said = cargo(&shell, &[&test[..], &[name, &count]].concat())
            .envs(servers.iter().map(Running::variable))
            .read()?;
        let rows = said.lines().filter(|line| line.starts_with("| "));
        for row in rows {
            say::line(row);
            table.push_str(&format!("{row}\n"));
        }
    }
    Ok(table)
}
