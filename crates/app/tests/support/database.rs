//! Databases of a test's own.

/// Where a portal keeps everything.
pub(crate) enum Database {
    /// A file in its folder.
    Sqlite,
    /// A database on the server that `READMIT_TEST_POSTGRES` names.
    #[cfg(feature = "postgres-tests")]
    Postgres(postgres::Lent),
}

impl Database {
    /// A file in the portal's folder.
    pub(crate) const fn sqlite() -> Self {
        Self::Sqlite
    }

    /// An empty database on the server that `READMIT_TEST_POSTGRES` names.
    #[cfg(feature = "postgres-tests")]
    pub(crate) fn postgres() -> Self {
        Self::Postgres(postgres::Lent::borrow())
    }
}

#[cfg(feature = "postgres-tests")]
pub(crate) mod postgres {
    //! Databases on a running server.

    use std::hash::{BuildHasher, Hasher, RandomState};

    use sqlx::postgres::PgConnection;
    use sqlx::{AssertSqlSafe, Connection, Executor};

    /// A database that is dropped in the end.
    pub(crate) struct Lent {
        server: String,
        name: String,
    }

    impl Lent {
        /// An empty one.
        pub(crate) fn borrow() -> Self {
            let server = std::env::var("READMIT_TEST_POSTGRES").unwrap_or_else(|_| panic!("READMIT_TEST_POSTGRES names a server: `export READMIT_TEST_POSTGRES=$(cargo xtask db up)`"));
            // Unlike any other name, also those of other processes: hashers are seeded by chance.
            let name = format!("readmit_{:016x}", RandomState::new().build_hasher().finish());
            let lent = Self { server: server.trim_end_matches('/').to_owned(), name };
            lent.run("CREATE DATABASE {}").unwrap();
            lent
        }

        /// Where it is.
        pub(crate) fn url(&self) -> String {
            format!("{}/{}", self.server, self.name)
        }

        /// Nobody gets in, and who is in is put out.
        pub(crate) fn close(&self) {
            self.run("ALTER DATABASE {} ALLOW_CONNECTIONS false").unwrap();
            self.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'").unwrap();
        }

        /// People get in again.
        pub(crate) fn open(&self) {
            self.run("ALTER DATABASE {} ALLOW_CONNECTIONS true").unwrap();
        }

        /// Runs a statement beside it, with its name for `{}`.
        fn run(&self, sql: &str) -> sqlx::Result<()> {
            let sql = sql.replace("{}", &self.name);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&format!("{}/postgres", self.server)).await?;
                connection.execute(AssertSqlSafe(sql)).await?;
                connection.close().await
            })
        }
    }

    impl Drop for Lent {
        fn drop(&mut self) {
            // If that fails, it is left behind, and the test has its own result.
            let _ = self.run("DROP DATABASE {} WITH (FORCE)");
        }
    }
}
