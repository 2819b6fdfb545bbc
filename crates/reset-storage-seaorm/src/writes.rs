//! What a unit of work writes goes to its database when something is asked of it, or at the commit.
//!
//! `SQLite` runs on a thread of its own, and to hand it a statement and wait for the answer costs more than most writes
//! do. So writes wait for each other there, and go over in one text (ADR 0026). The other databases take one statement
//! at a time, and get it at once.

use reset_domain::ports::StorageError;
use sea_orm::{DatabaseBackend, Statement, StatementBuilder, Value};

use crate::unit_of_work::SeaUnitOfWork;

/// How many wait at most: there is a bound to the length of a text.
const MOST: usize = 16;

/// How many rows a write changes.
#[derive(Clone, Copy)]
pub(crate) enum Changes {
    /// So many, or it fails.
    Adds(usize),
    /// So many, or they are not as they were read.
    Meets(usize),
    /// As many as there are.
    Any,
}

/// Writes that wait.
#[derive(Default)]
pub(crate) struct Waiting {
    texts: Vec<String>,
    values: Vec<Value>,
    /// How many rows they change; of all of them together, which is what the database tells.
    changes: usize,
    /// Whether that must be so.
    is_checked: bool,
    /// Whether that can be known.
    is_open: bool,
}

impl Waiting {
    /// Whether what they change could still be told, with this one among them.
    const fn has_room_for(&self, changes: Changes) -> bool {
        let can_be_told = match changes {
            Changes::Adds(_) => true,
            Changes::Meets(_) => !self.is_open,
            Changes::Any => !self.is_checked,
        };
        can_be_told && self.texts.len() < MOST
    }

    fn add(&mut self, statement: Statement, changes: Changes) {
        self.texts.push(statement.sql);
        self.values.extend(statement.values.into_iter().flat_map(|values| values.0));
        match changes {
            Changes::Adds(so_many) => self.changes += so_many,
            Changes::Meets(so_many) => {
                self.changes += so_many;
                self.is_checked = true;
            }
            Changes::Any => self.is_open = true,
        }
    }
}

impl SeaUnitOfWork {
    /// Writes, by the next statement that reads at the latest. Where it meets fewer rows than it must, that conflicts.
    pub(crate) async fn write(
        &mut self,
        query: &impl StatementBuilder,
        changes: Changes,
    ) -> Result<(), StorageError> {
        if !self.waiting.has_room_for(changes) {
            self.flush().await?;
        }
        let backend = self.backend();
        self.waiting.add(backend.build(query), changes);
        match backend {
            DatabaseBackend::Sqlite => Ok(()),
            _ => self.flush().await,
        }
    }

    /// Runs what waits.
    pub(crate) async fn flush(&mut self) -> Result<(), StorageError> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.texts.is_empty() {
            return Ok(());
        }
        let text = waiting.texts.join("; ");
        let all = Statement::from_sql_and_values(self.backend(), text, waiting.values);
        let changed = self.run(all).await?;
        match waiting.is_checked && usize::try_from(changed) != Ok(waiting.changes) {
            true => self.conflict(),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::{Arc, Mutex};
    use std::task::{Context, Waker};

    use reset_domain::ports::Storage;
    use reset_domain::testing::fixtures::{acme, ava, globex};

    use crate::plans::database::Database;

    /// What goes to the database of two accounts, somebody who is looked for, and a user; the begin and the commit
    /// aside.
    async fn texts(database: Database) -> Vec<String> {
        let texts = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&texts);
        let storage = database.storage().await.watched(move |statement| {
            let words = statement.sql.split("; ").filter_map(|each| each.split(' ').next());
            seen.lock().unwrap().push(words.collect::<Vec<_>>().join(", "));
        });
        let mut unit = storage.begin().await.unwrap();
        unit.accounts().add(&acme()).await.unwrap();
        unit.accounts().add(&globex()).await.unwrap();
        unit.users().lookup(ava().id).await.unwrap();
        unit.users().add(&ava()).await.unwrap();
        unit.commit().await.unwrap();
        let texts = texts.lock().unwrap();
        texts.clone()
    }

    #[tokio::test]
    async fn on_sqlite_they_wait_for_what_reads_and_for_the_commit() {
        assert_eq!(texts(Database::sqlite()).await, ["INSERT, INSERT", "SELECT", "INSERT"]);
    }

    #[cfg(feature = "postgres-laws")]
    #[tokio::test]
    async fn on_postgres_each_goes_at_once() {
        assert_eq!(texts(Database::postgres().await).await, ["INSERT", "INSERT", "SELECT", "INSERT"]);
    }

    /// What waited was on its way when whoever had asked for it went away: nobody knows whether it was written.
    #[tokio::test]
    async fn nothing_is_kept_after_a_call_that_was_dropped() {
        let storage = Database::sqlite().storage().await;
        let mut unit = storage.begin().await.unwrap();
        unit.accounts().add(&acme()).await.unwrap();
        let is_dropped = {
            let look_up = pin!(unit.users().lookup(ava().id));
            look_up.poll(&mut Context::from_waker(Waker::noop())).is_pending()
        };
        let after = unit.accounts().add(&globex()).await;
        assert_eq!(after.and(unit.commit().await).is_err(), is_dropped);
    }
}
