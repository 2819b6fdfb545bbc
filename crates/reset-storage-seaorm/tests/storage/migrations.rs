//! The schema grows, once, and an older program keeps off a newer one.

use reset_storage_seaorm::{ConnectError, Migrated, SchemaState};

use crate::database::Database;

async fn grows_from_nothing_and_stays(database: Database) {
    let storage = database.connect().await;
    let empty = storage.schema().await.unwrap();
    let steps = storage.migrate().await.unwrap().steps;
    assert_eq!(empty, SchemaState::Behind { steps });
    assert_eq!(storage.schema().await.unwrap(), SchemaState::Current);
    assert_eq!(storage.migrate().await.unwrap(), Migrated { steps: 0 });
}

async fn grows_once_however_many_start(database: Database) {
    let (one, other) = (database.connect().await, database.connect().await);
    let (one, other) = tokio::join!(
        tokio::spawn(async move { one.migrate().await.unwrap().steps }),
        tokio::spawn(async move { other.migrate().await.unwrap().steps }),
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(one.min(other) == 0 && 0 < one.max(other), "{one} and {other} steps");
    assert_eq!(database.connect().await.schema().await.unwrap(), SchemaState::Current);
}

async fn is_refused_when_newer(database: Database) {
    let storage = database.storage().await;
    database
        .tamper("INSERT INTO seaql_migrations (version, applied_at) VALUES ('9999_of_tomorrow', 0)")
        .await;
    assert_eq!(storage.schema().await.unwrap(), SchemaState::Newer);
    assert!(matches!(storage.migrate().await, Err(ConnectError::NewerSchema)));
}

async fn knows_what_is_missing(database: Database) {
    let storage = database.storage().await;
    database.tamper("DELETE FROM seaql_migrations WHERE version = '0013_create_attempts'").await;
    assert_eq!(storage.schema().await.unwrap(), SchemaState::Behind { steps: 1 });
    database.tamper("DROP TABLE attempts").await;
    assert_eq!(storage.migrate().await.unwrap(), Migrated { steps: 1 });
}

async fn is_all_or_nothing(database: Database) {
    let storage = database.connect().await;
    let before = storage.schema().await.unwrap();
    // The last step finds its place taken.
    database.tamper("CREATE TABLE attempts (id INTEGER)").await;
    assert!(matches!(storage.migrate().await, Err(ConnectError::Refused(_))));
    assert_eq!(storage.schema().await.unwrap(), before);
    database.tamper("DROP TABLE attempts").await;
    storage.migrate().await.unwrap();
}

macro_rules! on_each {
    ($engine:ident, $database:expr) => {
        mod $engine {
            use crate::database::Database;

            #[tokio::test]
            async fn a_schema_grows_from_nothing_and_stays() {
                super::grows_from_nothing_and_stays($database).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_schema_grows_once_however_many_start() {
                super::grows_once_however_many_start($database).await;
            }

            #[tokio::test]
            async fn a_schema_is_refused_when_newer() {
                super::is_refused_when_newer($database).await;
            }

            #[tokio::test]
            async fn a_schema_knows_what_is_missing() {
                super::knows_what_is_missing($database).await;
            }
        }
    };
}

on_each!(sqlite, Database::sqlite());
#[cfg(feature = "postgres-laws")]
on_each!(postgres, Database::postgres().await);
#[cfg(feature = "mysql-laws")]
on_each!(mysql, Database::mysql().await);

#[tokio::test]
async fn a_schema_grows_whole_or_not_at_all_on_sqlite() {
    is_all_or_nothing(Database::sqlite()).await;
}

#[cfg(feature = "postgres-laws")]
#[tokio::test]
async fn a_schema_grows_whole_or_not_at_all_on_postgres() {
    is_all_or_nothing(Database::postgres().await).await;
}

/// MySQL keeps each step by itself, so one may be done and not yet written down.
#[cfg(feature = "mysql-laws")]
#[tokio::test]
async fn a_step_that_was_cut_off_is_taken_up_again_on_mysql() {
    let database = Database::mysql().await;
    let storage = database.storage().await;
    database.tamper("DELETE FROM seaql_migrations WHERE version = '0013_create_attempts'").await;
    assert_eq!(storage.migrate().await.unwrap(), Migrated { steps: 1 });
    assert_eq!(storage.schema().await.unwrap(), SchemaState::Current);
}

/// What is done stays, and the rest follows; a table of somebody else's is not taken for ours.
#[cfg(feature = "mysql-laws")]
#[tokio::test]
async fn a_schema_that_grew_half_way_is_finished_by_the_next_start_on_mysql() {
    let database = Database::mysql().await;
    let storage = database.connect().await;
    database.tamper("CREATE TABLE attempts (id INTEGER)").await;
    assert!(matches!(storage.migrate().await, Err(ConnectError::Refused(_))));
    assert_eq!(storage.schema().await.unwrap(), SchemaState::Behind { steps: 1 });
    database.tamper("DROP TABLE attempts").await;
    let other = database.connect().await;
    assert_eq!(other.migrate().await.unwrap(), Migrated { steps: 1 });
}

#[cfg(feature = "mysql-laws")]
mod locks_of_mysql {
    //! Who may change the schema is settled by a lock with a name.

    use sea_orm::sqlx::{self, AssertSqlSafe, Connection, MySqlConnection};

    use super::*;

    /// Another program at the schema.
    struct Keeper(MySqlConnection);

    impl Keeper {
        async fn of(database: &Database) -> Self {
            let mut keeper = Self(MySqlConnection::connect(database.url()).await.unwrap());
            keeper.run("DO GET_LOCK(CONCAT('readmit.', MD5(DATABASE())), 0)").await;
            keeper
        }

        async fn run(&mut self, sql: &str) {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut self.0).await.unwrap();
        }

        /// Who waits for it, once somebody does.
        async fn sees_who_waits(&mut self) -> String {
            let waiting = "SELECT CAST(id AS CHAR) FROM information_schema.processlist \
                           WHERE db = DATABASE() AND state = 'User lock'";
            loop {
                let found = sqlx::query_scalar(waiting).fetch_optional(&mut self.0).await.unwrap();
                if let Some(id) = found {
                    return id;
                }
            }
        }
    }

    #[tokio::test]
    async fn a_schema_does_not_grow_while_another_program_is_at_it() {
        let database = Database::mysql().await;
        let mut keeper = Keeper::of(&database).await;
        let storage = database.connect().await;
        let before = storage.schema().await.unwrap();
        let growing = tokio::spawn({
            let storage = storage.clone();
            async move { storage.migrate().await }
        });
        keeper.sees_who_waits().await;
        assert_eq!(storage.schema().await.unwrap(), before);
        drop(keeper);
        growing.await.unwrap().unwrap();
        assert_eq!(storage.schema().await.unwrap(), SchemaState::Current);
    }

    /// A wait that was ended is not told as an error there; going on would mean two at the schema.
    #[tokio::test]
    async fn who_waited_in_vain_leaves_the_schema_alone() {
        let database = Database::mysql().await;
        let mut keeper = Keeper::of(&database).await;
        let storage = database.connect().await;
        let before = storage.schema().await.unwrap();
        let growing = tokio::spawn({
            let storage = storage.clone();
            async move { storage.migrate().await }
        });
        let waiting = keeper.sees_who_waits().await;
        keeper.run(&format!("KILL QUERY {waiting}")).await;
        assert!(matches!(growing.await.unwrap(), Err(ConnectError::Refused(_))));
        assert_eq!(storage.schema().await.unwrap(), before);
    }
}

/// The lock is the connection's: a failure must not keep it.
#[cfg(feature = "mysql-laws")]
#[tokio::test]
async fn a_failed_step_keeps_nobody_from_the_schema_on_mysql() {
    let database = Database::mysql().await;
    let storage = database.storage().await;
    database
        .tamper("INSERT INTO seaql_migrations (version, applied_at) VALUES ('9999_of_tomorrow', 0)")
        .await;
    assert!(matches!(storage.migrate().await, Err(ConnectError::NewerSchema)));
    database.tamper("DELETE FROM seaql_migrations WHERE version = '9999_of_tomorrow'").await;
    let other = database.connect().await;
    assert_eq!(other.migrate().await.unwrap(), Migrated { steps: 0 });
}
