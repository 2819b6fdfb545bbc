//! Many users at once, put into the database beside Ava: registering each by a command would take an hour.

use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, Executor};

use crate::support::database::Database;
use crate::support::portal::Portal;

/// The account of all of them.
pub(crate) const ACCOUNT: &str = "ACME-1042";

/// Adds users `{name}-00001` to `{name}-{count}`, each with Ava's password.
pub(crate) fn add(portal: &Portal, name: &str, count: u32) {
    let (numbers, id, number) = match &portal.database {
        Database::Sqlite => (
            format!(
                "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) "
            ),
            "randomblob(16)",
            "printf('%05d', n)",
        ),
        #[cfg(feature = "postgres-tests")]
        Database::Postgres(_) => (
            format!("WITH numbers AS (SELECT generate_series(1, {count}) AS n) "),
            "gen_random_uuid()",
            "to_char(n, 'FM00000')",
        ),
    };
    let users = format!(
        "{numbers}INSERT INTO users (id, account_id, username, first_name, email, locale, suspended_at, created_at, revision) \
         SELECT {id}, account_id, '{name}-' || {number}, first_name, '{name}-' || {number} || '@crowd.example', \
         locale, suspended_at, created_at, revision FROM users, numbers WHERE username = 'ava.stone'"
    );
    let credentials = format!(
        "INSERT INTO credentials (user_id, chosen_hash, chosen_at, epoch, revision) \
         SELECT new.id, c.chosen_hash, c.chosen_at, c.epoch, c.revision FROM users new, credentials c \
         JOIN users ava ON ava.id = c.user_id WHERE ava.username = 'ava.stone' AND new.username LIKE '{name}-%'"
    );
    run(portal, &[users, credentials]);
}

/// Suspends all of this name.
pub(crate) fn suspend(portal: &Portal, name: &str) {
    run(portal, &[format!("UPDATE users SET suspended_at = created_at WHERE username LIKE '{name}-%'")]);
}

/// The nth of a name, counted from 1.
pub(crate) fn username(name: &str, n: u32) -> String {
    format!("{name}-{n:05}")
}

/// Their address.
pub(crate) fn address(name: &str, n: u32) -> String {
    format!("{}@crowd.example", username(name, n))
}

/// Waits, however long it takes, until no letter is owed and nothing waits to be considered.
pub(crate) fn wait_until_nothing_is_owed(portal: &Portal) {
    while 0 < count(portal, "intake", "1 = 1") + count(portal, "outbox", "settled_at IS NULL") {
        live(Duration::from_millis(300));
    }
}

/// How often something happened.
pub(crate) fn events(portal: &Portal, kind: &str) -> usize {
    count(portal, "audit_events", &format!("kind = '{kind}'"))
}

/// How many letters were given up.
pub(crate) fn given_up(portal: &Portal) -> usize {
    count(portal, "outbox", "settled_how = 'given_up'")
}

/// Lets other processes go on for so long.
#[expect(clippy::disallowed_methods, reason = "another process tells nobody when it has done something")]
pub(crate) fn live(long: Duration) {
    std::thread::sleep(long);
}

fn count(portal: &Portal, table: &str, which: &str) -> usize {
    let sql = format!("SELECT count(*) FROM {table} WHERE {which}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let count: i64 = runtime.block_on(async {
        match &portal.database {
            Database::Sqlite => {
                let query = sqlx::query_scalar(AssertSqlSafe(sql));
                let mut connection = sqlx::SqliteConnection::connect(&sqlite(portal)).await.unwrap();
                query.fetch_one(&mut connection).await.unwrap()
            }
            #[cfg(feature = "postgres-tests")]
            Database::Postgres(lent) => {
                let query = sqlx::query_scalar(AssertSqlSafe(sql));
                let mut connection = sqlx::PgConnection::connect(&lent.url()).await.unwrap();
                query.fetch_one(&mut connection).await.unwrap()
            }
        }
    });
    usize::try_from(count).unwrap()
}

fn sqlite(portal: &Portal) -> String {
    format!("sqlite://{}", portal.folder().join("readmit.db").display())
}

fn run(portal: &Portal, statements: &[String]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for statement in statements {
            let statement = AssertSqlSafe(statement.clone());
            match &portal.database {
                Database::Sqlite => {
                    let mut connection = sqlx::SqliteConnection::connect(&sqlite(portal)).await.unwrap();
                    connection.execute(statement).await.unwrap();
                    connection.close().await.unwrap();
                }
                #[cfg(feature = "postgres-tests")]
                Database::Postgres(lent) => {
                    let mut connection = sqlx::PgConnection::connect(&lent.url()).await.unwrap();
                    connection.execute(statement).await.unwrap();
                    connection.close().await.unwrap();
                }
            }
        }
    });
}
