//! PostgreSQL.

use sea_orm::{DbErr, RuntimeErr};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};

use super::PATIENCE;
use crate::ConnectError;

/// What each connection starts with.
/// A statement that hangs, a lock nobody gives back and a transaction somebody forgot all end on the server too.
const SETTINGS: [(&str, &str); 5] = [
    ("default_transaction_isolation", "read committed"),
    ("statement_timeout", "10s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "30s"),
    ("client_min_messages", "warning"),
];

/// Opens a pool. A connection is tried before each use, so that a server that went away is no trouble once it is back.
pub(super) async fn open(url: &str, most: u32) -> Result<PgPool, ConnectError> {
    let options: PgConnectOptions = url.parse().map_err(|_| ConnectError::UnreadableUrl)?;
    let options = options.application_name("readmit").options(SETTINGS).disable_statement_logging();
    // A pool tries again until its patience ends and then says no more than that; one connection says what is wrong.
    let first = tokio::time::timeout(PATIENCE, options.connect())
        .await
        .unwrap_or_else(|late| Err(sqlx::Error::Io(late.into())));
    let closed = match first {
        Ok(connection) => connection.close().await,
        Err(error) => Err(error),
    };
    closed.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
    let pool = PgPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE).test_before_acquire(true);
    Ok(pool.connect_lazy_with(options))
}

#[cfg(all(test, feature = "postgres-laws"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_starts_with_its_settings() {
        let server = std::env::var("READMIT_TEST_POSTGRES").unwrap();
        let pool = open(&format!("{}/postgres", server.trim_end_matches('/')), 1).await.unwrap();
        for (name, wanted) in SETTINGS {
            let query = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SHOW {name}")));
            let found: String = query.fetch_one(&pool).await.unwrap();
            assert_eq!(found, wanted, "{name}");
        }
    }
}
