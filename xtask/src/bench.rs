//! `cargo xtask bench`: how fast the built program is, measured and written down.

use anyhow::Result;
use clap::Args;

use crate::cargo::{cargo, shell};
use crate::database::Engine;
use crate::measured::{self, Section};
use crate::{instructions, peers, say};

/// What to measure.
#[derive(Args)]
#[command(after_help = "\
On a release build, with nothing else running on the machine:
  cargo xtask bench                    the bars that need no peers, in about twenty minutes
  cargo xtask bench --peers --record   all sixteen, and docs/reference/performance.md written
  cargo xtask bench --memory 60        an hour of mixed load instead
  cargo xtask bench --instructions     counts instructions, which no other program disturbs, and fails where they grew")]
pub(crate) struct Options {
    /// How many rounds; the middle one counts
    #[arg(long, default_value_t = 3)]
    rounds: u32,

    /// Sets up Django, Flask-Security and better-auth beneath target/, and measures them in the same run
    #[arg(long)]
    peers: bool,

    /// Measures memory over so many minutes of mixed load, and nothing else
    #[arg(long, value_name = "MINUTES", conflicts_with_all = ["rounds", "peers"])]
    memory: Option<u32>,

    /// Counts the instructions of the hot paths, and fails where one takes 3 % more than is written down
    #[arg(long, conflicts_with_all = ["rounds", "peers", "memory"])]
    instructions: bool,

    /// Write the figures to docs/reference/performance.md
    #[arg(long)]
    record: bool,
}

/// Measures.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.instructions {
        return instructions::run(options.record);
    }
    let (section, command, name, count) = match options.memory {
        Some(minutes) => {
            (Section::MEMORY, format!("cargo xtask bench --memory {minutes}"), "memory", minutes)
        }
        None => {
            let peers = if options.peers { " --peers" } else { "" };
            let command = format!("cargo xtask bench --rounds {}{peers}", options.rounds);
            (Section::BARS, command, "bars", options.rounds)
        }
    };
    let installed = if options.peers { Some(peers::install()?) } else { None };
    let postgres = Engine::Postgres.find_or_install()?.start()?;
    let measured = measured::measured(&command)?;
    let shell = shell()?;
    let count = count.to_string();
    let test = ["test", "--release", "--locked", "--package", "app", "--features", "app/postgres-tests"];
    let test = [&test[..], &["--test", "performance", "--", name, &count]].concat();
    let (variable, url) = postgres.variable();
    let mut run = cargo(&shell, &test).env(variable, url);
    if let Some(installed) = installed {
        run = run.env("READMIT_PEERS", installed);
    }
    let figures = run.read()?;
    say::line(&figures);
    match options.record {
        true => measured::record(section, &measured, &figures),
        false => Ok(()),
    }
}
