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
    #[cfg(any(feature = "mysql-laws", feature = "postgres-laws"))]
    Server {
        _database: servers::Lent,
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
        let lent = servers::Lent::of_postgres().await;
        Self { url: lent.url(), _keeper: Keeper::Server { _database: lent } }
    }

    /// An empty database on the server that `READMIT_TEST_MYSQL` names.
    #[cfg(feature = "mysql-laws")]
    pub(crate) async fn mysql() -> Self {
        let lent = servers::Lent::of_mysql().await;
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

    /// Ends every other connection to it.
    #[cfg(feature = "mysql-laws")]
    pub(crate) async fn cut_connections(&self) {
        servers::kill(&self.url, &servers::connections("DATABASE()")).await;
    }

    /// Does to it what no program of ours would do.
    pub(crate) async fn tamper(&self, sql: &str) {
        let raw: DatabaseConnection = sea_orm::Database::connect(self.url.as_str()).await.unwrap();
        raw.execute_unprepared(sql).await.unwrap();
        raw.close().await.unwrap();
    }
}

#[cfg(any(feature = "mysql-laws", feature = "postgres-laws"))]
mod servers {
    //! Databases on a running server.

    use sea_orm::{ConnectionTrait, Database, DatabaseBackend, Statement};

    /// A database that is dropped in the end.
    pub(super) struct Lent {
        /// Where the server keeps what concerns all databases.
        home: String,
        url: String,
        drop: String,
        /// Lists the connections that are to be cut before.
        cut: Option<String>,
    }

    impl Lent {
        #[cfg(feature = "postgres-laws")]
        pub(super) async fn of_postgres() -> Self {
            let server = server("READMIT_TEST_POSTGRES");
            let name = unique();
            let home = format!("{server}/postgres");
            // A locale that sorts unlike bytes, so that nothing may depend on the server's own.
            let sql = format!(
                "CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' ENCODING 'UTF8'"
            );
            run(&home, &sql).await;
            Self {
                home,
                url: format!("{server}/{name}"),
                drop: format!("DROP DATABASE {name} WITH (FORCE)"),
                cut: None,
            }
        }

        #[cfg(feature = "mysql-laws")]
        pub(super) async fn of_mysql() -> Self {
            let server = server("READMIT_TEST_MYSQL");
            let name = unique();
            let home = format!("{server}/mysql");
            // A collation that knows neither case nor accents, and a character set that has few characters.
            let sql = format!("CREATE DATABASE {name} CHARACTER SET latin1 COLLATE latin1_swedish_ci");
            run(&home, &sql).await;
            // It would wait for transactions whose test has ended and cannot end them any more.
            let cut = Some(connections(&format!("'{name}'")));
            Self { home, url: format!("{server}/{name}"), drop: format!("DROP DATABASE {name}"), cut }
        }

        pub(super) fn url(&self) -> String {
            self.url.clone()
        }
    }

    impl Drop for Lent {
        fn drop(&mut self) {
            let (home, sql, cut) = (self.home.clone(), self.drop.clone(), self.cut.clone());
            // A thread of its own, because the test's runtime is in use and nothing can be awaited here.
            let dropping = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    if let Some(connections) = cut {
                        kill(&home, &connections).await;
                    }
                    run(&home, &sql).await;
                });
            });
            // Whatever failed, the database is left behind and the test has its own result.
            let _ = dropping.join();
        }
    }

    /// The query that lists the connections to a database, but for its own.
    #[cfg(feature = "mysql-laws")]
    pub(super) fn connections(database: &str) -> String {
        format!(
            "SELECT CAST(id AS CHAR) FROM information_schema.processlist WHERE db = {database} AND id <> CONNECTION_ID()"
        )
    }

    /// Ends connections.
    pub(super) async fn kill(url: &str, connections: &str) {
        let raw = Database::connect(url).await.unwrap();
        let found = Statement::from_string(DatabaseBackend::MySql, connections);
        for row in raw.query_all_raw(found).await.unwrap() {
            let id: String = row.try_get_by_index(0).unwrap();
            // One that has gone by itself cannot be ended.
            let _ = raw.execute_unprepared(&format!("KILL {id}")).await;
        }
        raw.close().await.unwrap();
    }

    fn server(variable: &str) -> String {
        std::env::var(variable).unwrap().trim_end_matches('/').to_owned()
    }

    async fn run(home: &str, sql: &str) {
        let admin = Database::connect(home).await.unwrap();
        admin.execute_unprepared(sql).await.unwrap();
        admin.close().await.unwrap();
    }

    /// Unlike any other name, also those of other processes: hashers are seeded by chance.
    fn unique() -> String {
        use std::hash::{BuildHasher, Hasher, RandomState};
        format!("readmit_{:016x}", RandomState::new().build_hasher().finish())
    }
}
