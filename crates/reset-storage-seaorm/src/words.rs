//! The words of statements that people wait for: long, and the same each time but for the values.
//! To build one of four tables out of its parts takes longer than to run it, so each is built once.

use std::sync::OnceLock;

use reset_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, QueryResult, Statement, StatementBuilder, Value};

use crate::unit_of_work::SeaUnitOfWork;

/// The words of each of them, as its database wants them.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// A person by their id.
    pub(crate) person: OnceLock<String>,
    /// A person by their username.
    pub(crate) person_of_name: OnceLock<String>,
    /// Two lists of tries.
    pub(crate) tries: OnceLock<String>,
}

impl SeaUnitOfWork {
    /// The rows of a statement, built if it never was, with these values in the order of its words.
    pub(crate) async fn rows_of<S: StatementBuilder>(
        &mut self,
        which: fn(&Words) -> &OnceLock<String>,
        build: impl FnOnce() -> S,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>, StorageError> {
        let backend = self.backend();
        let words = which(self.words()).get_or_init(|| backend.build(&build()).sql);
        let statement = Statement::from_sql_and_values(backend, words, values);
        let answer = self.ready().await?.query_all_raw(statement).await;
        self.heed(answer)
    }
}
