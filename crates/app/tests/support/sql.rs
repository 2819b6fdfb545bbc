//! Looks past the program, at what is kept, and changes it.

use sqlx::{AssertSqlSafe, Connection, Executor};

use super::database::Database;
use super::portal::Portal;

impl Portal {
    /// How many rows of a table are such.
    pub(crate) fn count_rows(&self, table: &str, such: &str) -> usize {
        let count = self.number(format!("SELECT count(*) FROM {table} WHERE {such}"));
        usize::try_from(count).unwrap()
    }

    /// The number that a query gives.
    pub(crate) fn number(&self, sql: String) -> i64 {
        in_sql(async || match &self.database {
            Database::Sqlite => {
                let query = sqlx::query_scalar(AssertSqlSafe(sql));
                let mut connection = sqlx::SqliteConnection::connect(&self.sqlite()).await?;
                query.fetch_one(&mut connection).await
            }
            #[cfg(feature = "postgres-tests")]
            Database::Postgres(lent) => {
                let query = sqlx::query_scalar(AssertSqlSafe(sql));
                let mut connection = sqlx::PgConnection::connect(&lent.url()).await?;
                query.fetch_one(&mut connection).await
            }
            #[cfg(feature = "mysql-tests")]
            Database::MySql(lent) => {
                let query = sqlx::query_scalar(AssertSqlSafe(sql));
                let mut connection = sqlx::MySqlConnection::connect(&lent.url()).await?;
                query.fetch_one(&mut connection).await
            }
        })
    }

    /// Runs statements, one after another.
    pub(crate) fn run_sql(&self, statements: &[String]) {
        let statements = statements.iter().map(|sql| AssertSqlSafe(sql.clone()));
        in_sql(async || match &self.database {
            Database::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(&self.sqlite()).await?;
                for statement in statements {
                    connection.execute(statement).await?;
                }
                connection.close().await
            }
            #[cfg(feature = "postgres-tests")]
            Database::Postgres(lent) => {
                let mut connection = sqlx::PgConnection::connect(&lent.url()).await?;
                for statement in statements {
                    connection.execute(statement).await?;
                }
                connection.close().await
            }
            #[cfg(feature = "mysql-tests")]
            Database::MySql(lent) => {
                let mut connection = sqlx::MySqlConnection::connect(&lent.url()).await?;
                for statement in statements {
                    connection.execute(statement).await?;
                }
                connection.close().await
            }
        });
    }

    /// Moves an instant of every row of a table so many minutes into the past.
    pub(crate) fn age(&self, table: &str, instant: &str, minutes: u64) {
        let micros = minutes * 60_000_000;
        self.run_sql(&[format!("UPDATE {table} SET {instant} = {instant} - {micros}")]);
    }

    fn sqlite(&self) -> String {
        format!("sqlite://{}", self.folder().join("readmit.db").display())
    }
}

fn in_sql<T>(work: impl AsyncFnOnce() -> sqlx::Result<T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work()).unwrap()
}
