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
On the program as it is shipped, with nothing else running on the machine:
  cargo xtask bench                    the bars that need no peers, in half an hour
  cargo xtask bench --peers --record   all sixteen, and written to docs/reference/performance.md, in 45 minutes
  cargo xtask bench --memory 60        an hour of mixed load instead
  cargo xtask bench --large            a portal that has grown for years: a million users, ten million events
  cargo xtask bench --instructions     counts instructions, which no other program disturbs, and fails where they grew")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
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

    /// Measures a portal with a million users, ten million events and a hundred thousand letters owed, and nothing else
    #[arg(long, conflicts_with_all = ["peers", "memory"])]
    large: bool,

    /// Counts the instructions of the hot paths, and fails where one takes 3 % more than is written down
    #[arg(long, conflicts_with_all = ["rounds", "peers", "memory", "large"])]
    instructions: bool,

    /// Write the figures to docs/reference/performance.md
    #[arg(long)]
    record: bool,
}

/// What cargo is asked for to run what measures.
pub(crate) const PROGRAM: [&str; 10] = [
    "test",
    "--profile",
    "dist",
    "--locked",
    "--package",
    "app",
    "--features",
    "app/postgres-tests",
    "--test",
    "performance",
];

/// Measures.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.instructions {
        return instructions::run(options.record);
    }
    let run = Run::of(options);
    let installed = if options.peers { Some(peers::install()?) } else { None };
    let postgres = Engine::Postgres.find_or_install()?.start_durable()?;
    let measured = measured::measured(&run.command)?;
    let shell = shell()?;
    let count = run.count.to_string();
    let test = [&PROGRAM[..], &["--", run.name, &count]].concat();
    let (variable, url) = postgres.variable();
    let mut test = cargo(&shell, &test).env(variable, url);
    if let Some(installed) = installed {
        test = test.env("READMIT_PEERS", installed);
    }
    let figures = test.read()?;
    say::line(&figures);
    match options.record {
        true => measured::record(run.section, &measured, &figures),
        false => Ok(()),
    }
}

/// What the program is asked to measure, how often, how anyone can do the same, and where it is written down.
struct Run {
    name: &'static str,
    count: u32,
    command: String,
    section: Section,
}

impl Run {
    fn of(options: &Options) -> Self {
        if let Some(count) = options.memory {
            let command = format!("cargo xtask bench --memory {count}");
            return Self { name: "memory", count, command, section: Section::MEMORY };
        }
        let count = options.rounds;
        if options.large {
            let command = format!("cargo xtask bench --large --rounds {count}");
            return Self { name: "large", count, command, section: Section::LARGE };
        }
        let peers = if options.peers { " --peers" } else { "" };
        let command = format!("cargo xtask bench --rounds {count}{peers}");
        Self { name: "bars", count, command, section: Section::BARS }
    }
}
