//! What the automation says: results on standard output, everything else on standard error.

use std::fmt::Display;

/// Prints a result.
#[expect(clippy::print_stdout, reason = "xtask is a command")]
pub(crate) fn line(text: impl Display) {
    println!("{text}");
}

/// Prints what is no result: progress, errors.
#[expect(clippy::print_stderr, reason = "xtask is a command")]
pub(crate) fn aside(text: impl Display) {
    eprintln!("{text}");
}
