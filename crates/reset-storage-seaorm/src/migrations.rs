//! How the schema came to be: one table's story per file, each step named for ever once it is released.
//! There is no way down: an older program refuses a newer schema, and a backup is the way back.

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait};
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

/// Waits until nobody else changes the schema, until [`unlock`] or the transaction's end.
/// On SQLite a transaction is alone from its beginning.
pub(crate) async fn lock(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    // Another process may take longer over its steps than statements and locks are given otherwise.
    let sql = match ConnectionTrait::get_database_backend(transaction) {
        DatabaseBackend::Postgres => format!(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({LOCK})"
        ),
        DatabaseBackend::MySql => format!("DO GET_LOCK({LOCK_OF_MYSQL}, {LONGEST_WAIT})"),
        _ => return Ok(()),
    };
    transaction.execute_unprepared(&sql).await.map(drop)
}

/// Lets others at the schema: MySQL's lock is the connection's, and the connection goes back to its pool.
pub(crate) async fn unlock(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    match ConnectionTrait::get_database_backend(transaction) {
        DatabaseBackend::MySql => {
            transaction.execute_unprepared(&format!("DO RELEASE_LOCK({LOCK_OF_MYSQL})")).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// Creates a table and its indexes.
///
/// MySQL commits each statement by itself, so there all of it is one; a table that is there already belongs to a step
/// that was cut off before it was written down (ADR 0020).
async fn create<const INDEXES: usize>(
    schema: &SchemaManager<'_>,
    mut table: TableCreateStatement,
    indexes: [IndexCreateStatement; INDEXES],
) -> Result<(), DbErr> {
    if schema.get_connection().get_database_backend() == DatabaseBackend::MySql {
        for mut index in indexes {
            table.index(&mut index);
        }
        // By default names are compared without case and accents, and tables need not keep transactions.
        table.engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_bin");
        return schema.create_table(table.if_not_exists().take()).await;
    }
    schema.create_table(table).await?;
    for index in indexes {
        schema.create_index(index).await?;
    }
    Ok(())
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
