//! `cargo xtask chaos` and `cargo xtask neutrality`: the built program under kills, faults, floods and a stopwatch.

use anyhow::{Result, ensure};
use clap::Args;

use crate::cargo::{cargo, shell};
use crate::database::{Engine, Running};
use crate::measured::{self, Section};
use crate::say;

/// How much to try.
#[derive(Args)]
#[command(after_help = "\
Takes more than an hour, on a release build, on SQLite, and on a PostgreSQL and a MariaDB that are started for it:
  cargo xtask chaos --record              everything, and the figures written down, each run as it ends
  cargo xtask chaos --only kills          one of kills, stops, outages, disk-full, lease, mail-faults, follows, several, secrets, slow-clients, sign-ins
  cargo xtask chaos --kills 20 --letters 100 --rounds 50 --seconds 5 --stories 50    a taste of it")]
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

    /// For how many seconds two `serve` and two `worker` share a database under load, on each that can be shared
    #[arg(long, default_value_t = 20)]
    seconds: u32,

    /// How many people get back in while everything is logged
    #[arg(long, default_value_t = 1_000)]
    stories: u32,

    /// Only this
    #[arg(long)]
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

/// A run of the built program: what it is called, the section of its figures, and how much of it there is.
struct Run {
    name: &'static str,
    section: Section,
    /// The option that says how much, and what it says; nothing where there is only one measure.
    count: Option<(&'static str, u32)>,
}

const fn counted(name: &'static str, section: Section, option: &'static str, count: u32) -> Run {
    Run { name, section, count: Some((option, count)) }
}

const fn once(name: &'static str, section: Section) -> Run {
    Run { name, section, count: None }
}

/// Kills, starves and floods it.
pub(crate) fn run(options: &ChaosOptions) -> Result<()> {
    let runs = [
        counted("kills", Section::KILLS, "kills", options.kills),
        counted("stops", Section::STOPS, "stops", options.stops),
        counted("outages", Section::OUTAGES, "outages", options.outages),
        once("disk-full", Section::DISK_FULL),
        once("lease", Section::LEASE),
        counted("mail-faults", Section::MAIL_FAULTS, "letters", options.letters),
        counted("follows", Section::FOLLOWS, "rounds", options.rounds),
        counted("several", Section::SEVERAL, "seconds", options.seconds),
        counted("secrets", Section::SECRETS, "stories", options.stories),
        once("slow-clients", Section::SLOW_CLIENTS),
        once("sign-ins", Section::SIGN_INS),
    ];
    if let Some(only) = &options.only {
        ensure!(runs.iter().any(|run| run.name == only), "there is no run {only}");
    }
    let wanted = runs.iter().filter(|run| options.only.as_ref().is_none_or(|only| run.name == only));
    measure("chaos", wanted, options.record)
}

/// Measures what time tells.
pub(crate) fn run_neutrality(options: &NeutralityOptions) -> Result<()> {
    let runs = [
        counted("request-times", Section::REQUEST_TIMES, "requests", options.requests),
        counted("sign-in-times", Section::SIGN_IN_TIMES, "sign-ins", options.sign_ins),
    ];
    measure("neutrality", runs.iter(), options.record)
}

/// Runs them one after another, and records each as it ends, if that is asked for.
fn measure<'a>(command: &str, runs: impl Iterator<Item = &'a Run>, records: bool) -> Result<()> {
    let servers = Engine::ALL.map(Engine::find_or_install).into_iter().map(|found| found?.start());
    let servers = servers.collect::<Result<Vec<_>>>()?;
    let shell = shell()?;
    let features = "app/mysql-tests,app/planted-defects,app/postgres-tests";
    let test = ["test", "--release", "--locked", "--package", "app", "--features", features];
    let test = [&test[..], &["--test", "reliability", "--"]].concat();
    for Run { name, section, count } in runs {
        let only = if command == "chaos" { format!(" --only {name}") } else { String::new() };
        let option = count.map_or_else(String::new, |(option, count)| format!(" --{option} {count}"));
        let measured = measured::measured(&format!("cargo xtask {command}{only}{option}"))?;
        let often = count.map_or(0, |(_, count)| count).to_string();
        let said = cargo(&shell, &[&test[..], &[name, &often]].concat())
            .envs(servers.iter().map(Running::variable))
            .read()?;
        let rows: Vec<_> = said.lines().filter(|line| line.starts_with("| ")).collect();
        let table = format!("| what | figure |\n|---|---|\n{}", rows.join("\n"));
        say::line(&table);
        if records {
            measured::record(*section, &measured, &table)?;
        }
    }
    Ok(())
}
