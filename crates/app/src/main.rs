//! The program `readmit`: it reads the configuration, puts adapters to ports, and lets people back in.

mod cli;
#[expect(dead_code, unused_imports, reason = "`wiring` reads the rest of the configuration, and comes next")]
mod config;
mod failure;
#[expect(dead_code, reason = "the commands that print listings come next")]
mod output;
mod telemetry;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match telemetry::start().and_then(|()| arguments.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure);
            failure.exit_code()
        }
    }
}
