//! How fast the built program is, beside the limits of the machine and beside its peers; each run prints what it
//! measured as a piece of a page.
//!
//! `cargo xtask bench` runs them on the program as it is shipped (profile `dist`) and writes the page.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a run that cannot go on has failed"
)]

mod bars;
mod counting_sink;
mod large;
mod leaks;
mod limits;
mod load;
mod machine;
mod memory;
mod ours;
mod paths;
mod peers;
mod product;
mod rounds;
mod scale;
mod size;
#[path = "../support/support.rs"]
#[expect(dead_code, reason = "each binary of tests uses a part of it")]
mod support;
mod theirs;
mod years;

/// Something to run: its name, and what it does so many times.
type Run = (&'static str, fn(u32));

/// What there is to run.
const RUNS: [Run; 8] = [
    ("bars", bars::run),
    ("memory", memory::run),
    ("large", large::run),
    ("page", paths::page),
    ("request", paths::request),
    ("sign-in", paths::sign_in),
    ("journey", paths::journey),
    ("letter", paths::letter),
];

/// Runs what is named, with the number after it: `bars 3`.
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [name, count] = &words[..] else { panic!("a run wants a name and a number: {words:?}") };
    let run = RUNS.iter().find(|(known, _)| known == name);
    let (_, run) = run.unwrap_or_else(|| panic!("there is no run {name}"));
    run(count.parse().unwrap());
}

/// Prints a line of the page.
fn line(text: impl std::fmt::Display) {
    println!("{text}");
}

/// Says what is being measured.
fn aside(text: impl std::fmt::Display) {
    eprintln!("{text}");
}
