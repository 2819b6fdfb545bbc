//! The built program, driven from outside as operators, people at browsers and mail servers drive it.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod commands;
mod configuration;
mod demo;
mod journey;
mod looks;
#[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
mod processes;
mod races;
mod secrets;
mod statistics;
#[path = "../support/support.rs"]
#[expect(dead_code, reason = "each binary of tests uses a part of it")]
mod support;
mod trouble;
