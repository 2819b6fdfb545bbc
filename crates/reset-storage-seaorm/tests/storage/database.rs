//! Fresh databases, one a test.

use reset_storage_seaorm::{ConnectSettings, SeaStorage};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;

/// A database of a test's own, which goes away with it.
pub(crate) struct Database {
    url: String,
    _keeper: Keeper,
}

/// What takes the database away.
enum Keeper {
    Folder {
        _folder: TempDir,
    },
    #[cfg(feature = "postgres-laws")]
    Server {
        _database: postgres::Lent,
    },
}

impl Database {
    /// An empty SQLite file that is not there yet.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("readmit.db").display());
        Self { url, _keeper: Keeper::Folder { _folder: folder } }
    }

    /// An empty database on the server that `READMIT_TEST_POSTGRES` names.
    #[cfg(feature = "postgres-laws")]
    pub(crate) async fn postgres() -> Self {
        let lent = postgres::Lent::borrow().await;
        Self { url: lent.url(), _keeper: Keeper::Server { _database: lent } }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// A storage on it, as a process of its own would open it, without a schema.
    pub(crate) async fn connect(&self) -> SeaStorage {
        SeaStorage::connect(&ConnectSettings { url: self.url.clone(), max_connections: 8 }).await.unwrap()
    }

    /// A storage on it with a schema.
    pub(crate) async fn storage(&self) -> SeaStorage {
        let storage = self.connect().await;
        storage.migrate().await.unwrap();
        storage
    }

    /// Does to it what no program of ours would do.
    pub(crate) async fn tamper(&self, sql: &str) {
        let raw: DatabaseConnection = sea_orm::Database::connect(self.url.as_str()).await.unwrap();
        raw.execute_unprepared(sql).await.unwrap();
        raw.close().await.unwrap();
    }
}

#[cfg(feature = "postgres-laws")]
mod postgres {
    //! Databases on a running server.

    use sea_orm::{ConnectionTrait, Database};

    /// A database that is dropped in the end.
    pub(super) struct Lent {
        server: String,
        name: String,
    }

    impl Lent {
        pub(super) async fn borrow() -> Self {
            let server = std::env::var("READMIT_TEST_POSTGRES").unwrap();
            let name = format!("readmit_{}", unique());
            // A locale that sorts unlike bytes, so that nothing may depend on the server's own.
            let sql = format!(
                "CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' ENCODING 'UTF8'"
            );
            run(&server, &sql).await;
            Self { server, name }
        }

        pub(super) fn url(&self) -> String {
            format!("{}/{}", self.server.trim_end_matches('/'), self.name)
        }
    }

    impl Drop for Lent {
        fn drop(&mut self) {
            let (server, name) = (self.server.clone(), self.name.clone());
            // A thread of its own, because the test's runtime is in use and nothing can be awaited here.
            let dropping = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(run(&server, &format!("DROP DATABASE {name} WITH (FORCE)")));
            });
            // Whatever failed, the database is left behind and the test has its own result.
            let _ = dropping.join();
        }
    }

    async fn run(server: &str, sql: &str) {
        let admin = Database::connect(format!("{}/postgres", server.trim_end_matches('/'))).await.unwrap();
        admin.execute_unprepared(sql).await.unwrap();
        admin.close().await.unwrap();
    }

    /// Unlike any other name, also those of other processes: hashers are seeded by chance.
    fn unique() -> String {
        use std::hash::{BuildHasher, Hasher, RandomState};
        format!("{:016x}", RandomState::new().build_hasher().finish())
    }
}
