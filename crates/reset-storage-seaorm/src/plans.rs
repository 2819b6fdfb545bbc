//! What each statement of the hot paths costs when tables are large: no engine may go through a whole table for one.
//!
//! A locked-out person goes the whole way and the worker with them; every statement that this takes is explained by
//! the engine itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use reset_domain::policy::Policy;
use reset_domain::testing::{InMemory, World};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseBackend, DatabaseConnection, QueryResult, Statement};

#[path = "../tests/storage/database.rs"]
#[expect(dead_code, reason = "the adapter's other tests use the rest")]
pub(crate) mod database;

use self::database::Database;

/// The tables that the way leads through.
const HOT: [&str; 11] = [
    "accounts",
    "attempts",
    "credentials",
    "devices",
    "intake",
    "outbox",
    "reset_links",
    "reset_requests",
    "sessions",
    "temporary_passwords",
    "users",
];

/// Finds in a plan what goes through a whole table, where a few rows may be all that is wanted.
type Judge = fn(&[QueryResult], bool) -> Vec<String>;

/// Statements by their words, each with the values it came with first.
type Statements = BTreeMap<String, Statement>;

#[tokio::test]
async fn on_sqlite() {
    no_table_is_gone_through(Database::sqlite()).await;
}

#[cfg(feature = "postgres-laws")]
#[tokio::test]
async fn on_postgres() {
    no_table_is_gone_through(Database::postgres().await).await;
}

#[cfg(feature = "mysql-laws")]
#[tokio::test]
async fn on_mysql() {
    no_table_is_gone_through(Database::mysql().await).await;
}

#[tokio::test]
async fn a_whole_table_would_be_noticed() {
    let database = Database::sqlite();
    let _schema = database.storage().await;
    let raw = connect(&database).await;
    for (sql, fault) in [
        ("SELECT * FROM users WHERE first_name = 'Ava'", true),
        ("SELECT * FROM audit_events ORDER BY reason LIMIT 1", true),
        ("SELECT count(*) FROM sessions", true),
        ("SELECT * FROM users WHERE username = 'ava.stone'", false),
        ("SELECT * FROM intake ORDER BY id LIMIT 1", false),
    ] {
        let found = faults(&raw, &Statement::from_string(DatabaseBackend::Sqlite, sql)).await;
        assert_eq!(!found.is_empty(), fault, "{sql}: {found:?}");
    }
}

async fn no_table_is_gone_through(database: Database) {
    let statements = of_a_whole_journey(&database).await;
    for table in HOT {
        let is_asked = |sql: &&String| !sql.starts_with("INSERT") && sql.contains(table);
        assert!(statements.keys().any(|sql| is_asked(&sql)), "nothing is asked of {table}");
    }
    let raw = connect(&database).await;
    let mut found = String::new();
    for statement in statements.values() {
        for fault in faults(&raw, statement).await {
            found.push_str(&format!("{fault}\n    {}\n", statement.sql));
        }
    }
    assert!(found.is_empty(), "{found}");
}

/// Everybody gets back in, and what is over is forgotten; gives the statements that it took.
async fn of_a_whole_journey(database: &Database) -> Statements {
    let statements = Arc::new(Mutex::new(Statements::new()));
    let storage = {
        let seen = Arc::clone(&statements);
        let storage = database.storage().await.watched(move |statement| {
            let mut seen = seen.lock().unwrap();
            for each in each_of(statement) {
                seen.entry(each.sql.clone()).or_insert(each);
            }
        });
        Arc::new(storage)
    };
    let world = World::on(InMemory::new(), storage.clone(), storage, Policy::default()).await;
    // Registering is no hot path.
    statements.lock().unwrap().clear();
    let temporary = world.avas_temporary_password().await;
    world.ava_asks().await;
    world.asks("ACME-1042", "nobody").await;
    world.work().await;
    world.sign_in("ava.stone", "not the right one").await;
    world.sign_in("ava.stone", &temporary).await;
    let session = world.session("bo", World::BOS_PASSWORD).await;
    world.service.resume_session(&session).await.unwrap();
    world.service.sweep().await.unwrap();
    let statements = statements.lock().unwrap();
    statements.clone()
}

/// The statements that went to the database in one text, each with its own values.
fn each_of(statement: &Statement) -> Vec<Statement> {
    if statement.db_backend != DatabaseBackend::Sqlite {
        return vec![statement.clone()];
    }
    let mut values = statement.values.iter().flat_map(|values| values.0.clone());
    let mut its_own = |text: &str| {
        let values: Vec<_> = values.by_ref().take(text.matches('?').count()).collect();
        Statement::from_sql_and_values(statement.db_backend, text, values)
    };
    statement.sql.split("; ").map(&mut its_own).collect()
}

/// One connection, on which `PostgreSQL` goes through a table only where it has no other way, however small it is.
async fn connect(database: &Database) -> DatabaseConnection {
    let mut options = ConnectOptions::new(database.url());
    options.max_connections(1);
    let raw = sea_orm::Database::connect(options).await.unwrap();
    if raw.get_database_backend() == DatabaseBackend::Postgres {
        raw.execute_unprepared("SET enable_seqscan = off").await.unwrap();
    }
    raw
}

/// What is wrong with the engine's plan for a statement.
async fn faults(raw: &DatabaseConnection, statement: &Statement) -> Vec<String> {
    // What is only put in is looked for nowhere.
    if statement.sql.starts_with("INSERT") {
        return Vec::new();
    }
    let (explain, judge): (_, Judge) = match statement.db_backend {
        DatabaseBackend::Sqlite => ("EXPLAIN QUERY PLAN", sqlite_faults),
        DatabaseBackend::Postgres => ("EXPLAIN", postgres_faults),
        _ => ("EXPLAIN", mysql_faults),
    };
    let mut explained = statement.clone();
    explained.sql = format!("{explain} {}", statement.sql);
    let plan = raw.query_all_raw(explained).await.unwrap();
    // To go along an index from its start is no fault where the first few rows are all that is wanted.
    judge(&plan, statement.sql.contains(" LIMIT "))
}

/// <https://sqlite.org/eqp.html>: to search is to look up, to scan is to go through, along an index or not.
fn sqlite_faults(plan: &[QueryResult], wants_few: bool) -> Vec<String> {
    let steps = plan.iter().map(|row| row.try_get::<String>("", "detail").unwrap());
    // What sea-orm counts is a subquery of this name.
    let is_few = |step: &str| wants_few && (step.contains(" USING ") || step == "SCAN sub_query");
    steps.filter(|step| step.starts_with("SCAN ") && !is_few(step)).collect()
}

/// A line for each node, and for an index scan that looks up a line with what, right behind.
fn postgres_faults(plan: &[QueryResult], wants_few: bool) -> Vec<String> {
    let lines: Vec<String> = plan.iter().map(|row| row.try_get("", "QUERY PLAN").unwrap()).collect();
    let looks_up = |place: usize| lines.get(place + 1).is_some_and(|next| next.contains("Index Cond:"));
    let goes_through = |(place, line): &(usize, &String)| {
        line.contains("Seq Scan") || line.contains("Scan using") && !wants_few && !looks_up(*place)
    };
    lines.iter().enumerate().filter(goes_through).map(|(_, line)| line.clone()).collect()
}

/// <https://mariadb.com/kb/en/explain/>: a table of few rows is gone through although it has an index to look it up by;
/// one that has none is gone through for ever.
fn mysql_faults(plan: &[QueryResult], wants_few: bool) -> Vec<String> {
    let steps = plan.iter().map(|row| {
        let word = |column| row.try_get::<Option<String>>("", column).unwrap().unwrap_or_default();
        [word("table"), word("type"), word("possible_keys"), word("Extra")]
    });
    let goes_through = |[table, kind, keys, _]: &[String; 4]| match kind.as_str() {
        // What a subquery found is no table.
        "ALL" => keys.is_empty() && !table.starts_with('<'),
        "index" => !wants_few,
        _ => false,
    };
    steps.filter(goes_through).map(|step| step.join(" ")).collect()
}
