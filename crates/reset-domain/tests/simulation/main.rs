//! The whole domain in a storm: everybody at once, every call cut into steps, anything cut off anywhere,
//! replies lost, letters doubled, clocks that jump. What must hold is looked at after every step.
//!
//! `cargo test` runs a million steps of it, and then plants one defect after another to see that each is caught.
//! `cargo xtask simulate --help` tells how to run more, and how to run a seed that failed again.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a simulation that cannot go on has failed"
)]

mod abstraction;
mod acts;
mod arguments;
mod choice;
mod defects;
mod luck;
mod oracle;
mod post;
mod run;
mod schedule;
mod seeds;
mod town;
mod weather;

use std::collections::HashSet;
use std::process::ExitCode;

use crate::arguments::Arguments;
use crate::run::Run;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(complaint) => {
            println!("{complaint}");
            return ExitCode::FAILURE;
        }
    };
    let sound = match arguments {
        // `cargo test SOMETHING` names tests of others.
        Arguments::NotAsked => true,
        Arguments::Replay { seed, storm } => replay(seed, storm),
        Arguments::Run { first, seeds, storm } => {
            // Both, even when the first fails: each says something of its own.
            let found_nothing = seeds::run(first, seeds, storm);
            defects::all_are_caught(storm) && found_nothing
        }
    };
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Tells a run step by step.
fn replay(seed: u64, storm: u64) -> bool {
    let report = Run::new(seed, &mut HashSet::new(), true).run(storm);
    match report.violation {
        Some(violation) => println!("seed {seed}, after {} steps: {violation}", report.steps),
        None => println!("seed {seed}: nothing found in {} steps", report.steps),
    }
    true
}
