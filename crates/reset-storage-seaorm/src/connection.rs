//! Opening a database and beginning transactions on it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::ConnectError;
use crate::words::Words;

mod mysql;
mod postgres;
mod sqlite;
mod turns;

use self::turns::{Turn, Turns};

/// How long to wait for a free connection, or on SQLite for the other writers.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which database, and how much of it.
#[derive(Clone)]
pub struct ConnectSettings {
    /// `sqlite://` and a path, taken as it stands and relative to the working directory unless it begins with a
    /// slash; or `postgres://user:password@host/database` with the parameters of `libpq`;
    /// or `mysql://user:password@host/database`, which serves MariaDB too.
    pub url: String,
    /// How many connections to keep open at most; SQLite has no use for more than one.
    pub max_connections: u32,
}

impl fmt::Debug for ConnectSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectSettings")
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}

/// A pool of connections to one database.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    pool: DatabaseConnection,
    /// For what must not wait for a unit of work to end, where there is one connection for those.
    aside: DatabaseConnection,
    /// Of an engine that lets one writer in at a time.
    turns: Option<Turns>,
    words: Arc<Words>,
}

impl Connection {
    /// Opens the pool.
    ///
    /// The pools are built with sqlx: sea-orm's own connectors write the URL, password and all, into a span.
    pub(crate) async fn open(settings: &ConnectSettings) -> Result<Self, ConnectError> {
        let most = settings.max_connections.max(1);
        match settings.url.split_once("://") {
            Some(("sqlite", path)) => {
                let (pool, aside) = sqlite::open(path, most).await?;
                Ok(Self { turns: Some(Turns::new()), aside: aside.into(), ..Self::of(pool.into()) })
            }
            Some(("postgres" | "postgresql", _)) => {
                Ok(Self::of(postgres::open(&settings.url, most).await?.into()))
            }
            Some(("mysql" | "mariadb", _)) => Ok(Self::of(mysql::open(&settings.url, most).await?.into())),
            _ if settings.url.starts_with("sqlite::memory:") => Err(ConnectError::InMemory),
            _ => Err(ConnectError::UnknownEngine),
        }
    }

    /// A pool whose connections work at the same time.
    fn of(pool: DatabaseConnection) -> Self {
        Self { aside: pool.clone(), pool, turns: None, words: Arc::default() }
    }

    /// Asks the database for a sign of life, whatever else goes on.
    pub(crate) async fn ping(&self) -> Result<(), DbErr> {
        self.aside.execute_unprepared("SELECT 1").await.map(drop)
    }

    /// Closes every connection, those of all clones, when what runs on them has ended.
    pub(crate) async fn close(self) {
        // Closing a pool cannot fail; the signature is shared with drivers where it can.
        let _ = self.pool.close().await;
        let _ = self.aside.close().await;
    }

    /// The pool, for what needs no transaction.
    pub(crate) const fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    /// Shows every statement to somebody.
    #[cfg(test)]
    pub(crate) fn watch(&mut self, look: impl Fn(&sea_orm::Statement) + Send + Sync + 'static) {
        self.pool.set_metric_callback(move |info| look(info.statement));
    }

    /// The same for work that nobody waits for.
    pub(crate) fn behind_people(self) -> Self {
        Self { turns: self.turns.map(Turns::behind_people), ..self }
    }

    /// What the schema is changed through.
    pub(crate) fn for_schema(&self) -> Self {
        match self.pool.get_database_backend() {
            DatabaseBackend::MySql => {
                Self::of(mysql::for_schema(self.pool.get_mysql_connection_pool()).into())
            }
            _ => self.clone(),
        }
    }

    /// Begins a transaction, on SQLite as the only writer from the start:
    /// one that becomes a writer half-way is refused when another was faster.
    pub(crate) async fn begin(&self) -> Result<Transaction, DbErr> {
        let turn = match &self.turns {
            Some(turns) => Some(turns.take().await?),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.pool.begin_with_options(options).await?;
        Ok(Transaction { inner, words: Arc::clone(&self.words), _turn: turn })
    }
}

/// One transaction; dropping it rolls it back.
pub(crate) struct Transaction {
    inner: DatabaseTransaction,
    words: Arc<Words>,
    // After `inner`, so that a rollback is on its way before the next writer begins.
    _turn: Option<Turn>,
}

impl Transaction {
    /// What statements run on.
    pub(crate) const fn inner(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// What was said before on this database.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// Keeps everything.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.inner.commit().await
    }
}
