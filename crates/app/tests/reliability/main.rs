//! The built program under kills, faults, floods and a stopwatch: long runs, each a command that prints figures.
//!
//! `cargo xtask chaos` and `cargo xtask neutrality` run them on a release build and write the figures down.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a run that cannot go on has failed"
)]

mod floods;
mod follows;
mod kills;
mod mail_faults;
mod neutrality;
mod outages;
mod secrets;
mod several;
#[path = "../support/support.rs"]
#[expect(dead_code, reason = "each binary of tests uses a part of it")]
mod support;

use crate::support::database::Database;

/// Something to run: its name, and what it does so many times.
type Run = (&'static str, fn(u32));

/// What there is to run.
const RUNS: [Run; 13] = [
    ("kills", kills::run),
    ("stops", kills::stops),
    ("outages", outages::run),
    ("disk-full", |_| outages::disk_is_full()),
    ("lease", |_| outages::lease_is_slept_through()),
    ("mail-faults", mail_faults::run),
    ("follows", follows::run),
    ("several", several::run),
    ("secrets", secrets::run),
    ("slow-clients", |_| floods::slow_clients()),
    ("sign-ins", |_| floods::sign_ins()),
    ("request-times", neutrality::requests),
    ("sign-in-times", neutrality::sign_ins),
];

/// Runs what is named, each with the number after it: `kills 200 follows 1000`.
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    for pair in words.chunks(2) {
        let [name, count] = pair else { panic!("each run wants a number: {words:?}") };
        let run = RUNS.iter().find(|(known, _)| known == name);
        let (_, run) = run.unwrap_or_else(|| panic!("there is no run {name}"));
        run(count.parse().unwrap());
    }
}

/// A figure, as a row of a table: what was measured, and what came out.
fn figure(what: &str, value: impl std::fmt::Display) {
    println!("| {what} | {value} |");
}

/// A kind of database: its name, and a new one.
type Named = (&'static str, fn() -> Database);

/// The databases of this build.
fn databases() -> Vec<Named> {
    vec![
        ("SQLite", Database::sqlite as fn() -> _),
        #[cfg(feature = "postgres-tests")]
        ("PostgreSQL", Database::postgres as fn() -> _),
        #[cfg(feature = "mysql-tests")]
        ("MariaDB", Database::mysql as fn() -> _),
    ]
}
