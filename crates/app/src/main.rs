//! The program `readmit`: it reads the configuration, puts adapters to ports, and lets people back in.

mod cli;
mod config;
#[cfg(feature = "planted-defects")]
mod defect;
mod demo;
mod failure;
mod lifecycle;
mod output;
mod telemetry;
mod wiring;
mod worker;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let started = telemetry::start();
    #[cfg(feature = "planted-defects")]
    let started = started.and_then(|()| defect::plant());
    match started.and_then(|()| arguments.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure);
            failure.exit_code()
        }
    }
}
