//! What a unit of work writes goes to its database when something is read, or at the commit, in the order it came.
//!
//! `SQLite` runs on a thread of its own, and to hand it a statement and wait for the answer costs more than most writes
//! do. So writes wait for each other there, and go over in one text (ADR 0026). The other databases take one statement
//! at a time, and get it at once.

use reset_domain::ports::StorageError;
use sea_orm::{DatabaseBackend, Statement, StatementBuilder, Value};

use crate::unit_of_work::SeaUnitOfWork;

/// How many wait at most: the driver keeps each text it has met with all its statements, up to a hundred of them.
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
    /// Whether that cannot be known, because one of them changes as many as there are.
    is_uncounted: bool,
}

impl Waiting {
    /// Whether what they change could still be told, with this one among them.
    const fn has_room_for(&self, changes: Changes) -> bool {
        let can_be_told = match changes {
            Changes::Adds(_) => true,
            Changes::Meets(_) => !self.is_uncounted,
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
            Changes::Any => self.is_uncounted = true,
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
        self.transaction()?;
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
        // Where a compare-and-set meets nothing, the statements after it run all the same. None of them can fail for
        // that with another error: what refers to a row is written with the row, or after it was read again.
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

    use reset_domain::model::{Account, AccountId};
    use reset_domain::ports::Storage;
    use reset_domain::testing::fixtures::{acme, ava, globex, link, request};

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

    /// With a million users, each letter would otherwise rewrite another page of the index of names (ADR 0028).
    #[tokio::test]
    async fn what_stays_as_it_was_read_is_not_written() {
        let database = Database::sqlite();
        let updates = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&updates);
        let storage = database.storage().await.watched(move |statement| {
            let words =
                statement.sql.split("; ").filter(|each| each.starts_with("UPDATE")).map(str::to_owned);
            seen.lock().unwrap().extend(words);
        });
        let mut unit = storage.begin().await.unwrap();
        unit.accounts().add(&acme()).await.unwrap();
        unit.accounts().replace(&acme()).await.unwrap();
        unit.users().add(&ava()).await.unwrap();
        unit.reset_requests().add(&[request(1, &ava())]).await.unwrap();
        let user = unit.users().find_all_by_username(&[ava().username]).await.unwrap().pop().unwrap();
        unit.users().replace(&user).await.unwrap();
        let read = unit.reset_requests().lookup(request(1, &ava()).id).await.unwrap().unwrap();
        unit.reset_requests().replace(&read.mint(link(1))).await.unwrap();
        unit.commit().await.unwrap();
        let updates = updates.lock().unwrap().clone();
        let [accounts, users, requests] = &updates[..] else { panic!("{updates:?}") };
        let set = accounts.split(" WHERE ").next().unwrap();
        assert!(!set.contains(r#""id""#), "a key is never written again: {set}");
        assert_eq!(
            users,
            r#"UPDATE "users" SET "revision" = ? WHERE "users"."id" = ? AND "users"."revision" = ?"#
        );
        for stays in ["user_id", "account_id", "address", "created_at"] {
            assert!(!requests.contains(stays), "{requests}");
        }
    }

    /// What waited was on its way when whoever had asked for it went away: then nobody knows how much was written.
    #[tokio::test]
    async fn all_or_nothing_is_kept_after_a_call_that_was_dropped() {
        let database = Database::sqlite();
        let storage = database.storage().await;
        let mut unit = storage.begin().await.unwrap();
        unit.accounts().add(&acme()).await.unwrap();
        unit.accounts().add(&globex()).await.unwrap();
        let _ = pin!(unit.users().lookup(ava().id)).poll(&mut Context::from_waker(Waker::noop()));
        let third = Account { id: AccountId::parse("THIRD").unwrap(), ..acme() };
        let added = unit.accounts().add(&third).await;
        let is_kept = added.and(unit.commit().await).is_ok();
        let found = storage.begin().await.unwrap().accounts().list().await.unwrap();
        assert_eq!(found.len(), if is_kept { 3 } else { 0 });
    }
}
