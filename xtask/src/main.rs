//! `cargo xtask <command>`: every piece of the workspace's automation, one file per command.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

mod bench;
mod browser;
mod cargo;
mod chaos;
mod ci;
mod database;
mod db;
mod debian;
mod demo;
mod deny;
mod finding;
mod fuzz;
mod graph;
mod instructions;
mod measured;
mod peers;
mod preview;
mod say;
mod simulate;
mod steps;
mod test;
mod tidy;

/// The workspace's automation: checks, tests, servers to test with.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask test            everything, as CI runs it
  cargo xtask test --quick    between two edits
  cargo xtask demo            the product, in a browser";

#[derive(Subcommand)]
enum Command {
    /// Checks and tests everything, installing and starting what that needs
    Test(test::Options),
    /// What CI runs: `test` with nothing left out
    Ci,
    /// Checks the manners of the house: arrows, words, links, lengths
    Tidy,
    /// Checks deny.toml's bans, licenses and sources, offline
    Deny,
    /// An ephemeral PostgreSQL or MariaDB for tests run by hand
    #[command(subcommand)]
    Db(db::Command),
    /// Writes every page and letter in every language, light and dark, to be looked at
    Preview,
    /// Looks at the product in Chromium: the whole journey, every page and letter, accessibility, weights
    Browser(browser::Options),
    /// Runs the whole domain in a storm, from seeds: everybody at once, anything cut off anywhere
    Simulate(simulate::Options),
    /// Kills the built program, starves it and floods it, and accounts for every request
    Chaos(chaos::ChaosOptions),
    /// Measures how fast the product is, beside the limits of the machine and beside its peers
    Bench(bench::Options),
    /// Measures what time tells of who exists, beside a leak that is planted
    Neutrality(chaos::NeutralityOptions),
    /// Fuzzes what reads from outside: forms, cookies, paths, names, letters, replies, configuration
    Fuzz(fuzz::Options),
    /// Builds the product for release and runs `readmit demo`
    Demo(demo::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::aside(format!("\nerror: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Test(options) => test::run(options.extent()),
        Command::Ci => ci::run(),
        Command::Tidy => tidy::run(),
        Command::Deny => deny::run(),
        Command::Db(command) => db::run(command),
        Command::Preview => preview::run(),
        Command::Browser(options) => browser::run(&options),
        Command::Simulate(options) => simulate::run(&options),
        Command::Chaos(options) => chaos::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Neutrality(options) => chaos::run_neutrality(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Demo(options) => demo::run(&options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn quick_and_embedded_exclude_each_other() {
        assert!(Arguments::try_parse_from(["cargo xtask", "test", "--quick", "--embedded"]).is_err());
    }

    #[test]
    fn the_demo_passes_its_arguments_through() {
        let Command::Demo(options) =
            Arguments::parse_from(["cargo xtask", "demo", "--listen", "127.0.0.1:0"]).command
        else {
            panic!("not the demo")
        };
        assert_eq!(options.arguments(), ["--listen", "127.0.0.1:0"]);
    }
}
