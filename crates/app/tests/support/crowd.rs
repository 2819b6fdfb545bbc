//! Many users at once, put into the database beside Ava: registering each by a command would take an hour.

use std::time::Duration;

use super::database::Database;
use super::portal::Portal;

/// The account of all of them.
pub(crate) const ACCOUNT: &str = "ACME-1042";

/// Adds users `{name}-0000001` to `{name}-{count}`, each with Ava's password.
pub(crate) fn add(portal: &Portal, name: &str, count: u32) {
    // What stands before the statement, what stands before its selection, an id, and the number in seven digits.
    let (numbers, from, id, number) = match &portal.database {
        Database::Sqlite => (
            format!(
                "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) "
            ),
            "numbers".to_owned(),
            "randomblob(16)",
            "printf('%07d', n)",
        ),
        #[cfg(feature = "postgres-tests")]
        Database::Postgres(_) => (
            format!("WITH numbers AS (SELECT generate_series(1, {count}) AS n) "),
            "numbers".to_owned(),
            "gen_random_uuid()",
            "to_char(n, 'FM0000000')",
        ),
        #[cfg(feature = "mysql-tests")]
        Database::MySql(_) => (
            String::new(),
            format!("(SELECT seq AS n FROM seq_1_to_{count}) numbers"),
            "UNHEX(REPLACE(UUID(), '-', ''))",
            "LPAD(n, 7, '0')",
        ),
    };
    let users = format!(
        "{numbers}INSERT INTO users (id, account_id, username, first_name, email, locale, suspended_at, created_at, revision) \
         SELECT {id}, account_id, '{name}-' || {number}, first_name, '{name}-' || {number} || '@crowd.example', \
         locale, suspended_at, created_at, revision FROM users, {from} WHERE username = 'ava.stone'"
    );
    let credentials = format!(
        "INSERT INTO credentials (user_id, chosen_hash, chosen_at, epoch, revision) \
         SELECT new.id, c.chosen_hash, c.chosen_at, c.epoch, c.revision FROM users new, credentials c \
         JOIN users ava ON ava.id = c.user_id WHERE ava.username = 'ava.stone' AND new.username LIKE '{name}-%'"
    );
    portal.run_sql(&[users, credentials]);
}

/// Suspends all of this name.
pub(crate) fn suspend(portal: &Portal, name: &str) {
    portal.run_sql(&[format!("UPDATE users SET suspended_at = created_at WHERE username LIKE '{name}-%'")]);
}

/// The nth of a name, counted from 1.
pub(crate) fn username(name: &str, n: u32) -> String {
    format!("{name}-{n:07}")
}

/// Their address.
pub(crate) fn address(name: &str, n: u32) -> String {
    format!("{}@crowd.example", username(name, n))
}

/// Waits, however long it takes, until no letter is owed and nothing waits to be considered.
pub(crate) fn wait_until_nothing_is_owed(portal: &Portal) {
    while 0 < portal.count_rows("intake", "1 = 1") + portal.count_rows("outbox", "settled_at IS NULL") {
        live(Duration::from_millis(300));
    }
}

/// How often something happened.
pub(crate) fn events(portal: &Portal, kind: &str) -> usize {
    portal.count_rows("audit_events", &format!("kind = '{kind}'"))
}

/// How many letters were given up.
pub(crate) fn given_up(portal: &Portal) -> usize {
    portal.count_rows("outbox", "settled_how = 'given_up'")
}

/// Lets other processes go on for so long.
#[expect(clippy::disallowed_methods, reason = "another process tells nobody when it has done something")]
pub(crate) fn live(long: Duration) {
    std::thread::sleep(long);
}
