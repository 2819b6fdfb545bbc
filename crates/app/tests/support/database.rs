//! Databases of a test's own.

/// Where a portal keeps everything.
pub(crate) enum Database {
    /// A file in its folder.
    Sqlite,
    /// A database on the server that `READMIT_TEST_POSTGRES` names.
    #[cfg(feature = "postgres-tests")]
    Postgres(servers::Lent),
    /// A database on the server that `READMIT_TEST_MYSQL` names.
    #[cfg(feature = "mysql-tests")]
    MySql(servers::Lent),
}

impl Database {
    /// A file in the portal's folder.
    pub(crate) const fn sqlite() -> Self {
        Self::Sqlite
    }

    /// An empty database on the server that `READMIT_TEST_POSTGRES` names.
    #[cfg(feature = "postgres-tests")]
    pub(crate) fn postgres() -> Self {
        Self::Postgres(servers::Lent::borrow(&servers::POSTGRES))
    }

    /// An empty database on the server that `READMIT_TEST_MYSQL` names.
    #[cfg(feature = "mysql-tests")]
    pub(crate) fn mysql() -> Self {
        Self::MySql(servers::Lent::borrow(&servers::MYSQL))
    }
}

#[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
pub(crate) mod servers {
    //! Databases on running servers.

    use std::hash::{BuildHasher, Hasher, RandomState};

    use sqlx::any::install_default_drivers;
    use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
    use url::Url;

    /// How a kind of server does what tests need of it; `{}` is the name of the database.
    pub(crate) struct Kind {
        /// The variable that names a running one.
        variable: &'static str,
        /// The database that is always there.
        home: &'static str,
        /// Who may use the database and nothing else; empty where it is whoever the server's address names.
        user: &'static str,
        create: &'static [&'static str],
        drop: &'static [&'static str],
        /// Nobody gets in.
        lock: &'static [&'static str],
        /// Who is in is put out, and where a database can be closed, nobody gets in.
        close: &'static [&'static str],
        /// Lists who is in and to be put out one by one; empty where `close` does it.
        connections: &'static str,
        /// People get in again.
        open: &'static [&'static str],
    }

    /// PostgreSQL.
    #[cfg(feature = "postgres-tests")]
    pub(super) const POSTGRES: Kind = Kind {
        variable: "READMIT_TEST_POSTGRES",
        home: "postgres",
        user: "",
        create: &["CREATE DATABASE {}"],
        drop: &["DROP DATABASE {} WITH (FORCE)"],
        lock: &[],
        close: &[
            "ALTER DATABASE {} ALLOW_CONNECTIONS false",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
        ],
        connections: "",
        open: &["ALTER DATABASE {} ALLOW_CONNECTIONS true"],
    };

    /// MySQL and MariaDB. Its default collation is one that knows neither case nor accents.
    ///
    /// Databases cannot be closed there but users can, so each has one, who may do no more than an operator would grant.
    #[cfg(feature = "mysql-tests")]
    pub(super) const MYSQL: Kind = Kind {
        variable: "READMIT_TEST_MYSQL",
        home: "mysql",
        user: "{}",
        create: &[
            "CREATE DATABASE {} CHARACTER SET latin1 COLLATE latin1_swedish_ci",
            "CREATE USER {}@'%'",
            "GRANT ALL ON {}.* TO {}@'%'",
        ],
        drop: &["DROP DATABASE {}", "DROP USER {}@'%'"],
        lock: &["ALTER USER {}@'%' ACCOUNT LOCK"],
        close: &[],
        connections: "SELECT CAST(id AS CHAR) FROM information_schema.processlist WHERE db = '{}'",
        open: &["ALTER USER {}@'%' ACCOUNT UNLOCK"],
    };

    /// A database that is dropped in the end.
    pub(crate) struct Lent {
        kind: &'static Kind,
        server: String,
        name: String,
    }

    impl Lent {
        /// An empty one.
        pub(super) fn borrow(kind: &'static Kind) -> Self {
            let variable = kind.variable;
            let server = std::env::var(variable).unwrap_or_else(|_| {
                panic!("{variable} names a server: `export {variable}=$(cargo xtask db up …)`")
            });
            // Unlike any other name, also those of other processes: hashers are seeded by chance.
            let name = format!("readmit_{:016x}", RandomState::new().build_hasher().finish());
            let lent = Self { kind, server: server.trim_end_matches('/').to_owned(), name };
            lent.run(kind.create).unwrap();
            lent
        }

        /// Where it is.
        pub(crate) fn url(&self) -> String {
            let mut url = Url::parse(&self.server).unwrap();
            url.set_path(&self.name);
            if !self.kind.user.is_empty() {
                url.set_username(&self.kind.user.replace("{}", &self.name)).unwrap();
                url.set_password(None).unwrap();
            }
            url.into()
        }

        /// Nobody gets in, on every kind of server, and who is in is put out.
        pub(crate) fn lock_out(&self) {
            self.run(self.kind.lock).unwrap();
            self.close();
        }

        /// Who is in is put out, and where a database can be closed, nobody gets in.
        pub(crate) fn close(&self) {
            self.run(self.kind.close).unwrap();
            if !self.kind.connections.is_empty() {
                self.put_out().unwrap();
            }
        }

        /// People get in again.
        pub(crate) fn open(&self) {
            self.run(self.kind.open).unwrap();
        }

        /// Ends every connection to it.
        fn put_out(&self) -> sqlx::Result<()> {
            self.beside(async |connection| {
                let sql = self.kind.connections.replace("{}", &self.name);
                let found: Vec<String> =
                    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *connection).await?;
                for id in found {
                    // One that has gone by itself cannot be ended.
                    let _ = connection.execute(AssertSqlSafe(format!("KILL {id}"))).await;
                }
                Ok(())
            })
        }

        /// Runs statements beside it, with its name for `{}`.
        fn run(&self, statements: &[&str]) -> sqlx::Result<()> {
            self.beside(async |connection| {
                for sql in statements {
                    connection.execute(AssertSqlSafe(sql.replace("{}", &self.name))).await?;
                }
                Ok(())
            })
        }

        fn beside(&self, work: impl AsyncFnOnce(&mut AnyConnection) -> sqlx::Result<()>) -> sqlx::Result<()> {
            install_default_drivers();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let home = format!("{}/{}", self.server, self.kind.home);
                let mut connection = AnyConnection::connect(&home).await?;
                work(&mut connection).await?;
                connection.close().await
            })
        }
    }

    impl Drop for Lent {
        fn drop(&mut self) {
            // If that fails, it is left behind, and the test has its own result.
            let _ = self.run(self.kind.drop);
        }
    }
}
