//! MySQL and MariaDB.

use sea_orm::{DbErr, RuntimeErr};
use sqlx::mysql::{MySqlConnectOptions, MySqlConnection, MySqlPool, MySqlPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use super::PATIENCE;
use crate::ConnectError;

/// What each connection starts with: nothing is cut to fit, and each statement sees what is committed by then.
const SETTINGS: [&str; 3] = [
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
    "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION')",
    "SET SESSION innodb_lock_wait_timeout = 5",
];
/// A statement that hangs and a transaction somebody forgot end on the server too, where it is MariaDB.
/// MySQL ends only what reads.
const SETTINGS_OF_MARIADB: [&str; 2] =
    ["SET SESSION max_statement_time = 10", "SET SESSION idle_transaction_timeout = 30"];
const SETTINGS_OF_MYSQL: [&str; 1] = ["SET SESSION max_execution_time = 10000"];

/// Opens a pool. A connection is tried before each use, so that a server that went away is no trouble once it is back.
pub(super) async fn open(url: &str, most: u32) -> Result<MySqlPool, ConnectError> {
    let options: MySqlConnectOptions = url.parse().map_err(|_| ConnectError::UnreadableUrl)?;
    let options = options.charset("utf8mb4").collation("utf8mb4_bin").disable_statement_logging();
    // A pool tries again until its patience ends and then says no more than that; one connection says what is wrong.
    let first = tokio::time::timeout(PATIENCE, try_out(&options))
        .await
        .unwrap_or_else(|late| Err(sqlx::Error::Io(late.into())));
    first.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
    let pool = MySqlPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(true)
        .after_connect(|connection, _| Box::pin(set_up(connection)));
    Ok(pool.connect_lazy_with(options))
}

async fn try_out(options: &MySqlConnectOptions) -> Result<(), sqlx::Error> {
    let mut connection = options.connect().await?;
    set_up(&mut connection).await?;
    connection.close().await
}

async fn set_up(connection: &mut MySqlConnection) -> Result<(), sqlx::Error> {
    let version: String = sqlx::query_scalar("SELECT VERSION()").fetch_one(&mut *connection).await?;
    let own: &[&str] = match version.contains("MariaDB") {
        true => &SETTINGS_OF_MARIADB,
        false => &SETTINGS_OF_MYSQL,
    };
    for setting in SETTINGS.iter().chain(own) {
        connection.execute(AssertSqlSafe(*setting)).await?;
    }
    Ok(())
}

#[cfg(all(test, feature = "mysql-laws"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_starts_with_its_settings() {
        let server = std::env::var("READMIT_TEST_MYSQL").unwrap();
        let pool = open(&format!("{}/mysql", server.trim_end_matches('/')), 1).await.unwrap();
        for (name, wanted) in [
            ("collation_connection", "utf8mb4_bin"),
            ("innodb_lock_wait_timeout", "5"),
            ("time_zone", "+00:00"),
            ("tx_isolation", "READ-COMMITTED"),
        ] {
            let sql = format!("SELECT CAST(@@{name} AS CHAR)");
            let found: String = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&pool).await.unwrap();
            assert_eq!(found, wanted, "{name}");
        }
        let mode: String =
            sqlx::query_scalar("SELECT CAST(@@sql_mode AS CHAR)").fetch_one(&pool).await.unwrap();
        assert!(mode.contains("STRICT_ALL_TABLES"), "{mode}");
    }
}
