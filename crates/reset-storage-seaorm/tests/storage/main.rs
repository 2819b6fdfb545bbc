//! The adapter on real databases: SQLite always, PostgreSQL where the feature `postgres-laws` asks for it,
//! MySQL or MariaDB where `mysql-laws` does.

#![expect(clippy::unwrap_used, reason = "a failed expectation is the failed test")]

#[cfg(any(feature = "postgres-laws", feature = "mysql-laws"))]
mod changed_between;
mod connecting;
mod corrupt;
mod database;
mod errors;
mod intake;
mod laws;
mod migrations;
#[cfg(feature = "mysql-laws")]
mod mysql;
mod people;
#[cfg(feature = "postgres-laws")]
mod postgres;
mod sqlite;
#[cfg(any(feature = "postgres-laws", feature = "mysql-laws"))]
mod sweeping;
