//! The [`Storage`](reset_domain::ports::Storage) and [`Intake`](reset_domain::ports::Intake) ports on SQLite,
//! PostgreSQL and MariaDB or MySQL, by way of `sea-orm`.
//!
//! Begin with [`SeaStorage`]. A unit of work is one database transaction; its repositories are in `repositories/`,
//! the rows they keep in `entities/`, and how rows become the model's values in `rows/`.
//! What only one engine can do stands in `connection/` and in the first functions of `migrations.rs`.

#[cfg(test)]
extern crate self as reset_storage_seaorm; // what the tests outside call it, for what is shared with them

mod connection;
mod entities;
mod errors;
mod intake;
mod migrations;
mod people;
#[cfg(test)]
mod plans;
mod repositories;
mod rows;
mod storage;
mod unit_of_work;
mod words;
mod writes;

pub use connection::ConnectSettings;
pub use errors::ConnectError;
pub use migrations::SchemaState;
pub use storage::{Migrated, SeaStorage};
