//! The storage itself.

use std::sync::Arc;

use async_trait::async_trait;
use reset_domain::model::IntakeEntry;
use reset_domain::ports::{Appended, Intake, Storage, StorageError, UnitOfWork};
use sea_orm::DatabaseTransaction;
use sea_orm_migration::MigratorTrait;

use crate::connection::{ConnectSettings, Connection};
use crate::errors::{ConnectError, storage_error};
use crate::intake::IntakeWriter;
use crate::migrations::{self, Migrator, SchemaState};
use crate::unit_of_work::SeaUnitOfWork;

/// A database that keeps what the domain asks it to. Clones share one pool of connections.
#[derive(Debug, Clone)]
pub struct SeaStorage {
    connection: Connection,
    intake: Arc<IntakeWriter>,
}

/// The schema is up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// How many steps were applied for it.
    pub steps: usize,
}

impl SeaStorage {
    /// Opens the database and makes sure it works as it must; does not touch the schema.
    pub async fn connect(settings: &ConnectSettings) -> Result<Self, ConnectError> {
        let connection = Connection::open(settings).await?;
        Ok(Self { intake: Arc::new(IntakeWriter::new(connection.clone())), connection })
    }

    /// The same database for work that nobody waits for, such as a worker's: where an engine lets one writer in at a
    /// time, those whom somebody waits for go first.
    #[must_use]
    pub fn behind_people(self) -> Self {
        Self { connection: self.connection.behind_people(), ..self }
    }

    /// The same, with every statement shown to somebody, who must not keep them: values are in them.
    #[cfg(test)]
    pub(crate) fn watched(self, look: impl Fn(&sea_orm::Statement) + Send + Sync + 'static) -> Self {
        let mut connection = self.connection;
        connection.watch(look);
        Self { intake: Arc::new(IntakeWriter::new(connection.clone())), connection }
    }

    /// Brings the schema up to date, all of it or nothing; on MySQL step by step.
    /// Several processes may try at once: the first one does it, the others wait and find it done.
    pub async fn migrate(&self) -> Result<Migrated, ConnectError> {
        let transaction = self.connection.for_schema().begin().await?;
        migrations::lock(transaction.inner()).await?;
        let steps = grow(transaction.inner()).await?;
        transaction.commit().await?;
        Ok(Migrated { steps })
    }

    /// How far the schema is; changes nothing.
    pub async fn schema(&self) -> Result<SchemaState, ConnectError> {
        Ok(migrations::state(self.connection.pool()).await?)
    }

    /// Lets running units of work end and closes every connection, those of all clones.
    pub async fn close(self) {
        self.connection.close().await;
    }
}

/// Applies what steps there are to apply; tells how many.
async fn grow(transaction: &DatabaseTransaction) -> Result<usize, ConnectError> {
    match migrations::state(transaction).await? {
        SchemaState::Newer => Err(ConnectError::NewerSchema),
        SchemaState::Current => Ok(0),
        SchemaState::Behind { steps } => {
            Migrator::up(transaction, None).await?;
            Ok(steps)
        }
    }
}

#[async_trait]
impl Storage for SeaStorage {
    #[tracing::instrument(name = "storage.begin", level = "debug", skip_all)]
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        let transaction = self.connection.begin().await.map_err(storage_error)?;
        Ok(Box::new(SeaUnitOfWork::new(transaction)))
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.connection.ping().await.map_err(storage_error)
    }
}

#[async_trait]
impl Intake for SeaStorage {
    #[tracing::instrument(name = "storage.append", level = "debug", skip_all)]
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError> {
        self.intake.append(entry, limit).await
    }
}
