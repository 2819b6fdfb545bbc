//! What a portal has after years, put into its database by statements: ten million events, letters by the hundred
//! thousand, things that are over.

use crate::support::database::Database;
use crate::support::portal::Portal;

/// Between two events, in microseconds: ten million of them fill most of a year.
const BETWEEN: u64 = 3_000_000;
/// How many events one statement adds.
const AT_ONCE: u64 = 1_000_000;
/// Longer than events are kept.
const LONG_AGO: u64 = 500 * 24 * 3_600 * 1_000_000;
/// How long events are kept.
const KEPT: u64 = 400 * 24 * 3_600 * 1_000_000;
/// The time at which everybody was registered, so about now.
const NOW: &str = "(SELECT max(created_at) FROM users)";

/// Adds so many events of one after another of a crowd, the last one now.
pub(crate) fn add_events(portal: &Portal, name: &str, people: u32, events: u64) {
    let at = format!("{NOW} - ({events} - n) * {BETWEEN}");
    let mut statements = Vec::new();
    if matches!(portal.database, Database::Sqlite) {
        // It would read and write the same pages of an index again and again.
        statements.push("PRAGMA cache_size = -1000000".to_owned());
    }
    for from in (1..=events).step_by(usize::try_from(AT_ONCE).unwrap()) {
        let to = events.min(from + AT_ONCE - 1);
        // What stands before the statement, its numbers, an id in the order of time, and the number in seven digits.
        let (with, numbers, id, number) = match &portal.database {
            Database::Sqlite => (
                format!(
                    "WITH RECURSIVE numbers(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM numbers WHERE n < {to}) "
                ),
                "numbers CROSS JOIN users u".to_owned(),
                format!("unhex(printf('%012x70008000%012x', ({at}) / 1000, n))"),
                format!("printf('%07d', n % {people} + 1)"),
            ),
            #[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
            _ => (
                String::new(),
                format!("generate_series({from}::bigint, {to}) n, users u"),
                format!(
                    "(lpad(to_hex(({at}) / 1000), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid"
                ),
                format!("to_char(n % {people} + 1, 'FM0000000')"),
            ),
        };
        statements.push(format!(
            "{with}INSERT INTO audit_events (id, at, actor, kind, account_id, user_id, network) \
             SELECT {id}, {at}, 'user', 'sign_in.accepted', u.account_id, u.id, '192.0.2.7' FROM {numbers} \
             WHERE u.username = '{name}-' || {number}"
        ));
    }
    portal.run_sql(&statements);
}

/// How much room the database takes, in bytes.
pub(crate) fn bytes(portal: &Portal) -> u64 {
    let sql = match &portal.database {
        Database::Sqlite => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        #[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
        _ => "SELECT pg_database_size(current_database())",
    };
    u64::try_from(portal.number(sql.to_owned())).unwrap()
}

/// Owes a letter with a link to each of the first so many of a crowd.
pub(crate) fn owe_letters(portal: &Portal, name: &str, letters: u32) {
    let id = match &portal.database {
        Database::Sqlite => "randomblob(16)",
        #[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
        _ => "gen_random_uuid()",
    };
    let requests = format!(
        "INSERT INTO reset_requests (id, user_id, account_id, address, created_at, state, state_at, revision) \
         SELECT {id}, id, account_id, email, {NOW}, 'owed', {NOW}, 0 FROM users \
         WHERE username BETWEEN '{name}-0000001' AND '{name}-{letters:07}'"
    );
    let owed = format!(
        "INSERT INTO outbox (id, user_id, address, cause, request_id, caused_at, give_up_at, tries, state, claimable_at, revision) \
         SELECT {id}, user_id, address, 'reset_link', id, created_at, created_at + 43200000000, 0, 'due', created_at, 0 \
         FROM reset_requests WHERE state = 'owed'"
    );
    portal.run_sql(&[requests, owed]);
}

/// Makes so many of the oldest events older than they are kept.
pub(crate) fn age_events(portal: &Portal, events: u64) {
    let first = events * BETWEEN;
    portal.run_sql(&[format!(
        "UPDATE audit_events SET at = at - {LONG_AGO} WHERE at < (SELECT min(at) FROM audit_events) + {first}"
    )]);
}

/// How many events are older than they are kept.
pub(crate) fn events_that_are_over(portal: &Portal) -> usize {
    portal.count_rows("audit_events", &format!("at < {NOW} - {KEPT}"))
}
