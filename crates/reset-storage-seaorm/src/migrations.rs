//! How the schema came to be: one table's story per file, each step named for ever once it is released.
//! There is no way down: an older program refuses a newer schema, and a backup is the way back.

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait, Statement, TryGetable};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len, string_len_null};
use sea_orm_migration::{SchemaManagerConnection, seaql_migrations};

mod accounts;
mod attempts;
mod audit_events;
mod credentials;
mod devices;
mod intake;
mod outbox;
mod reset_links;
mod reset_requests;
mod session_confirmations;
mod sessions;
mod temporary_passwords;
mod users;

/// How long another process may take over its steps, in seconds.
const LONGEST_WAIT: u32 = 600;

/// Locks the schema of a PostgreSQL database: "readmit" in ASCII.
const LOCK: i64 = 0x0072_6561_646d_6974;

/// Names the lock of a MySQL database: locks are the server's, and their names have 64 characters at most.
const LOCK_OF_MYSQL: &str = "CONCAT('readmit.', MD5(DATABASE()))";

/// Compares bytes and takes no blank at the end for nothing, on MariaDB, or on MySQL.
const COLLATION: &str = "SELECT CAST(collation_name AS CHAR) FROM information_schema.collations \
                         WHERE collation_name IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin') ORDER BY 1 DESC LIMIT 1";
const NO_COLLATION: &str = "the server is older than MariaDB 10.6 or MySQL 8.0.17";

/// Every step, in order.
pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(accounts::CreateAccounts),
            Box::new(users::CreateUsers),
            Box::new(credentials::CreateCredentials),
            Box::new(temporary_passwords::CreateTemporaryPasswords),
            Box::new(intake::CreateIntake),
            Box::new(reset_requests::CreateResetRequests),
            Box::new(reset_links::CreateResetLinks),
            Box::new(sessions::CreateSessions),
            Box::new(session_confirmations::CreateSessionConfirmations),
            Box::new(devices::CreateDevices),
            Box::new(outbox::CreateOutbox),
            Box::new(audit_events::CreateAuditEvents),
            Box::new(attempts::CreateAttempts),
        ]
    }
}

/// What a database knows of the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// All of them were applied.
    Current,
    /// Some are still to be applied.
    Behind {
        /// How many.
        steps: usize,
    },
    /// One was applied that this program does not know: a newer one made it.
    Newer,
}

/// Reads it, and changes nothing.
pub(crate) async fn state<'c>(db: impl IntoSchemaManagerConnection<'c>) -> Result<SchemaState, DbErr> {
    let schema = SchemaManager::new(db);
    let is_new = !schema.has_table(Migrator::migration_table_name().to_string()).await?;
    let applied = if is_new {
        Vec::new()
    } else {
        seaql_migrations::Entity::find().all(schema.get_connection()).await?
    };
    let known = Migrator::migrations();
    let is_known = |version: &str| known.iter().any(|step| step.name() == version);
    let steps = known.len().saturating_sub(applied.len());
    Ok(match applied.iter().all(|step| is_known(&step.version)) {
        false => SchemaState::Newer,
        true if steps == 0 => SchemaState::Current,
        true => SchemaState::Behind { steps },
    })
}

/// Waits until nobody else changes the schema, until the transaction's end, on MySQL until its connection's.
/// On SQLite a transaction is alone from its beginning.
pub(crate) async fn lock(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    match ConnectionTrait::get_database_backend(transaction) {
        // Another process may take longer over its steps than statements and locks are given otherwise.
        DatabaseBackend::Postgres => {
            let sql = format!(
                "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({LOCK})"
            );
            transaction.execute_unprepared(&sql).await.map(drop)
        }
        DatabaseBackend::MySql => {
            let sql = format!("SELECT GET_LOCK({LOCK_OF_MYSQL}, {LONGEST_WAIT})");
            // Who waits in vain is told by a number alone, or by none.
            match scalar::<Option<i64>>(transaction, sql).await? {
                Some(Some(1)) => Ok(()),
                _ => Err(DbErr::Custom("another program keeps the schema".to_owned())),
            }
        }
        _ => Ok(()),
    }
}

/// Creates a table and its indexes.
async fn create<const INDEXES: usize>(
    schema: &SchemaManager<'_>,
    table: TableCreateStatement,
    indexes: [IndexCreateStatement; INDEXES],
) -> Result<(), DbErr> {
    if schema.get_connection().get_database_backend() == DatabaseBackend::MySql {
        return create_on_mysql(schema, table, indexes).await;
    }
    schema.create_table(table).await?;
    for index in indexes {
        schema.create_index(index).await?;
    }
    Ok(())
}

/// MySQL commits each statement by itself, so all of it is one; a table that is there already belongs to a step that
/// was cut off before it was written down, if it has our columns (ADR 0020).
async fn create_on_mysql<const INDEXES: usize>(
    schema: &SchemaManager<'_>,
    mut table: TableCreateStatement,
    indexes: [IndexCreateStatement; INDEXES],
) -> Result<(), DbErr> {
    for mut index in indexes {
        table.index(&mut index);
    }
    let db = schema.get_connection();
    let collation = scalar::<String>(db, COLLATION.to_owned()).await?;
    let collation = collation.ok_or_else(|| DbErr::Custom(NO_COLLATION.to_owned()))?;
    // By default names are compared without case and accents, and tables need not keep transactions.
    table.if_not_exists().engine("InnoDB").character_set("utf8mb4").collate(collation);
    let mut probe = Query::select();
    probe.columns(table.get_columns().iter().map(ColumnDef::get_column_name)).limit(0);
    if let Some(name) = table.get_table_name() {
        probe.from(name.clone());
    }
    schema.create_table(table).await?;
    db.query_all(&probe).await.map(drop)
}

/// The first value of the first row.
async fn scalar<T: TryGetable>(db: &impl ConnectionTrait, sql: String) -> Result<Option<T>, DbErr> {
    let query = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(query).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}

/// A column of text that every engine compares and orders by its bytes.
fn words(schema: &SchemaManager<'_>, column: &'static str, length: u32) -> ColumnDef {
    bytewise(schema.get_connection(), string_len(column, length))
}

/// As [`words`], for text that may be missing.
fn words_null(schema: &SchemaManager<'_>, column: &'static str, length: u32) -> ColumnDef {
    bytewise(schema.get_connection(), string_len_null(column, length))
}

fn bytewise(db: &SchemaManagerConnection<'_>, mut column: ColumnDef) -> ColumnDef {
    match db.get_database_backend() {
        DatabaseBackend::Postgres => column.extra("COLLATE \"C\"").take(),
        _ => column,
    }
}

fn belongs_to(
    table: &'static str,
    column: &'static str,
    (parent, key): (&'static str, &'static str),
    when_deleted: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(table, column)
        .to(parent, key)
        .on_delete(when_deleted)
        .take()
}

fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}_idx", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
