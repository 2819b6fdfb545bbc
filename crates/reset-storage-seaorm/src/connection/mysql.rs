//! MySQL and MariaDB.

use sea_orm::{DbErr, RuntimeErr};
use sqlx::mysql::{MySqlConnectOptions, MySqlConnection, MySqlPool, MySqlPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use super::PATIENCE;
use crate::ConnectError;

/// What each connection starts with, whatever the server's own habits are: nothing is cut to fit or taken for
/// something else, each statement sees what is committed by then, and a lock nobody gives back is not waited for.
///
/// To wait two seconds for a row is long, and who gave up begins again, as after a deadlock.
const SETTINGS: [&str; 4] = [
    "SET SESSION sql_mode = 'ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,STRICT_ALL_TABLES'",
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
    "SET SESSION innodb_lock_wait_timeout = 2",
    "SET SESSION lock_wait_timeout = 5",
];
/// A statement that hangs and a transaction somebody forgot end on the server too, where it is MariaDB.
const SETTINGS_OF_MARIADB: [&str; 2] =
    ["SET SESSION max_statement_time = 10", "SET SESSION idle_transaction_timeout = 30"];
/// MySQL ends only what reads.
const SETTINGS_OF_MYSQL: [&str; 1] = ["SET SESSION max_execution_time = 10000"];

/// Steps of the schema take as long as they take.
const SETTINGS_FOR_SCHEMA: [&str; 2] =
    ["SET SESSION innodb_lock_wait_timeout = 600", "SET SESSION lock_wait_timeout = 600"];
/// It would end the wait for another process's steps, and say nothing.
const SETTINGS_FOR_SCHEMA_OF_MARIADB: [&str; 1] = ["SET SESSION max_statement_time = 0"];

/// What connections are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Work,
    Schema,
}

/// Opens a pool. A connection is tried before each use, so that a server that went away is no trouble once it is back.
pub(super) async fn open(url: &str, most: u32) -> Result<MySqlPool, ConnectError> {
    let options: MySqlConnectOptions = url.parse().map_err(|_| ConnectError::UnreadableUrl)?;
    let options = options
        .charset("utf8mb4")
        .collation("utf8mb4_bin")
        .timezone("+00:00".to_owned())
        .disable_statement_logging();
    // A pool tries again until its patience ends and then says no more than that; one connection says what is wrong.
    let first = tokio::time::timeout(PATIENCE, try_out(&options))
        .await
        .unwrap_or_else(|late| Err(sqlx::Error::Io(late.into())));
    first.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
    Ok(pool(options, most, Purpose::Work))
}

/// One connection to the same database, which has no use but to change the schema and ends with what it has locked.
pub(super) fn for_schema(beside: &MySqlPool) -> MySqlPool {
    let options = MySqlConnectOptions::clone(&beside.connect_options());
    pool(options, 1, Purpose::Schema)
}

fn pool(options: MySqlConnectOptions, most: u32, purpose: Purpose) -> MySqlPool {
    MySqlPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(true)
        .after_connect(move |connection, _| Box::pin(set_up(connection, purpose)))
        .connect_lazy_with(options)
}

async fn try_out(options: &MySqlConnectOptions) -> Result<(), sqlx::Error> {
    let mut connection = options.connect().await?;
    set_up(&mut connection, Purpose::Work).await?;
    connection.close().await
}

async fn set_up(connection: &mut MySqlConnection, purpose: Purpose) -> Result<(), sqlx::Error> {
    let version: String = sqlx::query_scalar("SELECT VERSION()").fetch_one(&mut *connection).await?;
    for setting in settings(version.contains("MariaDB"), purpose) {
        connection.execute(AssertSqlSafe(setting)).await?;
    }
    Ok(())
}

fn settings(is_mariadb: bool, purpose: Purpose) -> Vec<&'static str> {
    let mut settings = SETTINGS.to_vec();
    match is_mariadb {
        true => settings.extend(SETTINGS_OF_MARIADB),
        false => settings.extend(SETTINGS_OF_MYSQL),
    }
    if purpose == Purpose::Schema {
        settings.extend(SETTINGS_FOR_SCHEMA);
        if is_mariadb {
            settings.extend(SETTINGS_FOR_SCHEMA_OF_MARIADB);
        }
    }
    settings
}

#[cfg(all(test, feature = "mysql-laws"))]
mod tests {
    use super::*;

    async fn server() -> Result<MySqlPool, ConnectError> {
        let server = std::env::var("READMIT_TEST_MYSQL").unwrap_or_default();
        // What a URL says of text and time is not followed.
        let url = format!("{}/mysql?charset=latin1&timezone=%2B05:00", server.trim_end_matches('/'));
        open(&url, 1).await
    }

    /// What the server says of these variables.
    async fn values(pool: &MySqlPool, names: &str) -> Vec<(String, String)> {
        let sql = format!("SHOW VARIABLES WHERE variable_name IN ({names})");
        sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await.unwrap_or_default()
    }

    fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
        wanted.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[tokio::test]
    async fn every_connection_starts_with_its_settings() {
        let pool = server().await.unwrap();
        let names = "'character_set_client', 'collation_connection', 'innodb_lock_wait_timeout', \
                     'lock_wait_timeout', 'sql_mode', 'time_zone'";
        let wanted = pairs(&[
            ("character_set_client", "utf8mb4"),
            ("collation_connection", "utf8mb4_bin"),
            ("innodb_lock_wait_timeout", "2"),
            ("lock_wait_timeout", "5"),
            ("sql_mode", "STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"),
            ("time_zone", "+00:00"),
        ]);
        assert_eq!(values(&pool, names).await, wanted);
        // The name of the level is not the same everywhere; some know both.
        let levels = values(&pool, "'transaction_isolation', 'tx_isolation'").await;
        assert!(!levels.is_empty());
        assert!(levels.iter().all(|(_, level)| level == "READ-COMMITTED"), "{levels:?}");
    }

    #[tokio::test]
    async fn steps_of_the_schema_have_time() {
        let pool = for_schema(&server().await.unwrap());
        let waits = values(&pool, "'innodb_lock_wait_timeout', 'lock_wait_timeout'").await;
        assert_eq!(waits, pairs(&[("innodb_lock_wait_timeout", "600"), ("lock_wait_timeout", "600")]));
        let limits = values(&pool, "'max_statement_time'").await;
        assert!(limits.iter().all(|(_, limit)| limit.parse() == Ok(0.0)), "{limits:?}");
    }
}
