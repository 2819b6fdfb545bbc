//! The whole domain in a storm: everybody at once, every call cut into steps, anything cut off anywhere,
//! replies lost, letters doubled, clocks that jump. What must hold is looked at after every step.
//!
//! `cargo xtask simulate --help` tells how to run more of it, and how to run a seed that failed again.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a simulation that cannot go on has failed"
)]

mod abstraction;
mod acts;
mod choice;
mod luck;
mod oracle;
mod post;
mod run;
mod schedule;
mod town;
mod weather;

use std::collections::HashSet;
use std::process::ExitCode;

use crate::run::Run;

fn main() -> ExitCode {
    let seeds: u64 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(100);
    let tell = std::env::args().nth(2).is_some();
    let mut states = HashSet::new();
    let mut steps = 0;
    let range = if tell { seeds..seeds + 1 } else { 0..seeds };
    for seed in range {
        let report = Run::new(seed, &mut states, tell).run(2_000);
        steps += report.steps;
        if let Some(violation) = report.violation {
            println!("seed {seed}: {violation}");
            return ExitCode::FAILURE;
        }
    }
    println!("{seeds} seeds, {steps} steps, {} states", states.len());
    ExitCode::SUCCESS
}
