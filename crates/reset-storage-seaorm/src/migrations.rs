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

/// Locks the schema of a PostgreSQL database: "readmit" in ASCII.
const LOCK: i64 = 0x0072_6561_646d_6974;

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

/// Waits until nobody else changes the schema, until the transaction ends.
/// On SQLite a transaction is alone from its beginning.
pub(crate) async fn lock(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    if ConnectionTrait::get_database_backend(transaction) != DatabaseBackend::Postgres {
        return Ok(());
    }
    // Another process may take longer over its steps than statements and locks are given otherwise.
    let sql = format!(
        "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({LOCK})"
    );
    transaction.execute_unprepared(&sql).await.map(drop)
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
