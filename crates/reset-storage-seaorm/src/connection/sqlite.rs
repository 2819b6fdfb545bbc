//! SQLite.

use std::path::Path;

use sea_orm::{DbErr, RuntimeErr};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Executor, Row};

use super::PATIENCE;
use crate::ConnectError;

/// Every unit of work is the only writer from its beginning, so a second connection would do nothing in the meantime;
/// and each would read again what the other had changed, where one has it in its cache.
const MOST: u32 = 1;

/// What must hold on every connection, as SQLite says it: `synchronous` 2 is `FULL`.
const PRAGMAS: [(&str, &str); 4] =
    [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("busy_timeout", "5000")];

/// Opens a pool on a file, which is created for its owner's eyes only if it is not there;
/// and one aside, which connects when it is first used, for what must not wait for a writer.
pub(super) async fn open(path: &str, most: u32) -> Result<(SqlitePool, SqlitePool), ConnectError> {
    if path.is_empty() || path.contains(":memory:") {
        return Err(ConnectError::InMemory);
    }
    if path.contains('?') {
        return Err(ConnectError::Parameters);
    }
    let path = Path::new(path);
    create_if_missing(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(PATIENCE)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .disable_statement_logging();
    // A file does not go away: connections are neither tried before use nor renewed.
    let of = |most| {
        SqlitePoolOptions::new()
            .max_connections(most)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .after_release(|connection, _| Box::pin(async move { Ok(has_let_go(connection).await) }))
    };
    let pool = of(most.min(MOST)).connect_with(options.clone()).await.map_err(refused)?;
    for (pragma, wanted) in PRAGMAS {
        let found = read(&pool, pragma).await?;
        if found != wanted {
            return Err(ConnectError::Unsafe { pragma, wanted, found });
        }
    }
    Ok((pool, of(1).connect_lazy_with(options)))
}

fn create_if_missing(path: &Path) -> Result<(), ConnectError> {
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty());
    if let Some(directory) = directory.filter(|directory| !directory.is_dir()) {
        return Err(ConnectError::NoDirectory(directory.to_owned()));
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    // The write-ahead log and its index take the mode of the file.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(ConnectError::NoFile { path: path.to_owned(), source: e })
        }
        _ => Ok(()),
    }
}

/// Whether a connection is outside of any transaction, as one should be that goes back to the pool.
///
/// On a full disk a rollback can fail as the commit before it did; sqlx then gives the connection back all the same,
/// and with it the only writer's lock, which nobody else would get until the program ends. Closing it lets go.
async fn has_let_go(connection: &mut SqliteConnection) -> bool {
    // Known here without asking; a rollback that is still on its way counts as a transaction.
    if !connection.is_in_transaction() {
        return true;
    }
    match connection.execute("ROLLBACK").await {
        // SQLITE_ERROR: "cannot rollback - no transaction is active".
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("1") => {
            !connection.is_in_transaction()
        }
        _ => false,
    }
}

async fn read(pool: &SqlitePool, pragma: &str) -> Result<String, ConnectError> {
    let query = sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA {pragma}")));
    let row = query.fetch_one(pool).await.map_err(refused)?;
    // Unchecked, because SQLite turns the numbers among the answers into text itself.
    row.try_get_unchecked(0).map_err(refused)
}

fn refused(error: sqlx::Error) -> ConnectError {
    DbErr::Conn(RuntimeErr::SqlxError(error.into())).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_of_the_pool_keeps_its_promises() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("promises.db");
        let (pool, _) = open(path.to_str().unwrap(), 9).await.unwrap();
        let mut held = Vec::new();
        for _ in 0..MOST {
            let mut connection = pool.acquire().await.unwrap();
            for (pragma, wanted) in PRAGMAS {
                let query = sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA {pragma}")));
                let row = query.fetch_one(&mut *connection).await.unwrap();
                assert_eq!(row.try_get_unchecked::<String, _>(0).unwrap(), wanted, "{pragma}");
            }
            held.push(connection);
        }
        assert!(pool.try_acquire().is_none(), "no more than that");
    }

    /// Otherwise a bound `LIMIT` has a statement planned anew each time (ADR 0022).
    #[tokio::test]
    async fn no_plan_depends_on_what_is_bound() {
        let folder = tempfile::tempdir().unwrap();
        let (pool, _) = open(folder.path().join("plans.db").to_str().unwrap(), 1).await.unwrap();
        let options = sqlx::query("PRAGMA compile_options").fetch_all(&pool).await.unwrap();
        let options: Vec<String> = options.iter().map(|row| row.get_unchecked(0)).collect();
        assert!(options.contains(&"ENABLE_QPSG".to_owned()), "{options:?}");
    }
}
