//! What goes wrong in a database, in the words of the ports and of whoever starts the program.

use std::path::PathBuf;

use reset_domain::ports::StorageError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};
use sqlx::error::DatabaseError;
use sqlx::mysql::MySqlDatabaseError;

/// A database could not be opened or brought up to date. None of the texts holds the URL, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL names no engine this crate knows.
    #[error("the database url must begin with sqlite://, postgres:// or mysql://")]
    UnknownEngine,
    /// The URL has no meaning to its engine.
    #[error("the database url cannot be read")]
    UnreadableUrl,
    /// A database that is gone when the program ends keeps no promise.
    #[error("sqlite is supported in a file only, not in memory")]
    InMemory,
    /// What follows `sqlite://` is a path and nothing else.
    #[error("a sqlite url takes no parameters after a question mark")]
    Parameters,
    /// The directory of the database file must be there.
    #[error("there is no directory {} for the database file", .0.display())]
    NoDirectory(PathBuf),
    /// The database file could not be created.
    #[error("the database file {} cannot be created", path.display())]
    NoFile {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// SQLite runs, but not as safely as was asked, as on some network file systems.
    #[error(
        "sqlite keeps {pragma} at {found} where {wanted} is needed; the database file must be on a local disk"
    )]
    Unsafe {
        /// The setting.
        pragma: &'static str,
        /// What it must be.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
    /// The database cannot be reached or does not do what it is asked.
    #[error("the database cannot be reached or refuses to work")]
    Refused(#[source] DbErr),
    /// A newer program brought the schema further than this one knows.
    #[error("the schema of the database is newer than this program")]
    NewerSchema,
}

impl From<DbErr> for ConnectError {
    fn from(error: DbErr) -> Self {
        Self::Refused(error)
    }
}

/// What a failed statement means to the domain.
pub(crate) fn storage_error(error: DbErr) -> StorageError {
    match &error {
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => match e.as_ref() {
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => return StorageError::corrupt(error),
            sqlx::Error::Database(e) if lost_a_race(&**e) => return StorageError::conflict(),
            _ => {}
        },
        DbErr::Type(_) | DbErr::TryIntoErr { .. } => return StorageError::corrupt(error),
        _ => {}
    }
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => StorageError::conflict(),
        _ => StorageError::unavailable(error),
    }
}

/// Whether somebody else was faster, so that it is worth beginning again.
/// SQLite has no such thing while every transaction begins as the only writer.
fn lost_a_race(error: &dyn DatabaseError) -> bool {
    // `serialization_failure`, by which MySQL means deadlocks, and PostgreSQL's `deadlock_detected`.
    matches!(error.code().as_deref(), Some("40001" | "40P01"))
        // Without a code of its own: `ER_LOCK_WAIT_TIMEOUT`, how deadlocks end where the server does not look for them.
        || error.try_downcast_ref::<MySqlDatabaseError>().is_some_and(|error| error.number() == 1205)
}
