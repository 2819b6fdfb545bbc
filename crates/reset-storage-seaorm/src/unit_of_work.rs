//! A unit of work: one transaction, and the few ways in which repositories use it.

use std::collections::HashMap;

use async_trait::async_trait;
use reset_domain::defect::{Defect, is_planted};
use reset_domain::model::{
    Account, AccountId, MintedLink, Person, ResetRequestId, Revision, UserId, Username,
};
use reset_domain::ports::{StorageError, UnitOfWork};
use sea_orm::sea_query::{LockBehavior, LockType, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr,
    EntityTrait, InsertMany, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, SelectTwoMany, Statement, TryGetable, UpdateMany, Value,
};

use crate::connection::Transaction;
use crate::entities::{reset_requests, users};
use crate::errors::storage_error;
use crate::people::is_of_name;
use crate::words::Words;
use crate::writes::{Changes, Waiting};

/// How many rows a sweep deletes with one statement: engines bound the number of parameters.
const HANDFUL: usize = 500;

type ColumnOf<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column;
type PrimaryKeyOf<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::PrimaryKey;

/// A unit of work on a database. Each repository is an `impl` in `repositories/`.
pub(crate) struct SeaUnitOfWork {
    transaction: Transaction,
    /// Something failed, so nothing may be kept. PostgreSQL forgets everything by then, and says so to nobody.
    has_failed: bool,
    /// What is to be written before anything is read.
    pub(crate) waiting: Waiting,
    /// What was read, so that less is read or written later.
    pub(crate) read: Read,
}

/// What a unit of work has read before: one that does something for many people meets the same account again and again,
/// and `replace` writes only what differs from what was read.
#[derive(Default)]
pub(crate) struct Read {
    /// Accounts, those that are not there included.
    pub(crate) accounts: HashMap<AccountId, Option<Account>>,
    /// The rows of users.
    pub(crate) users: HashMap<UserId, users::Model>,
    /// The rows of requests, each with its links.
    pub(crate) requests: HashMap<ResetRequestId, (reset_requests::Model, Vec<MintedLink>)>,
}

impl SeaUnitOfWork {
    pub(crate) fn new(transaction: Transaction) -> Self {
        Self { transaction, has_failed: false, waiting: Waiting::default(), read: Read::default() }
    }

    /// What statements that read run on, when all that was written before is there to be read.
    pub(crate) async fn ready(&mut self) -> Result<&DatabaseTransaction, StorageError> {
        self.flush().await?;
        self.transaction()
    }

    /// What all statements run on, unless something failed: MySQL, having undone all for a deadlock, would go on and
    /// keep whatever comes after.
    pub(crate) fn transaction(&self) -> Result<&DatabaseTransaction, StorageError> {
        match self.has_failed {
            true => Err(StorageError::conflict()),
            false => Ok(self.transaction.inner()),
        }
    }

    /// Runs what writes; tells how many rows it changed.
    pub(crate) async fn run(&mut self, statement: Statement) -> Result<u64, StorageError> {
        self.transaction()?;
        // Who asks may go away before it has ended; then nobody knows what was written, and nothing may be kept.
        self.has_failed = true;
        let answer = self.transaction.inner().execute_raw(statement).await;
        self.has_failed = false;
        Ok(self.heed(answer)?.rows_affected())
    }

    /// Which database it is.
    pub(crate) fn backend(&self) -> DatabaseBackend {
        self.transaction.inner().get_database_backend()
    }

    /// What was said before on this database.
    pub(crate) fn words(&self) -> &Words {
        self.transaction.words()
    }

    /// The row of a query that finds one at most, because it asks for a key.
    ///
    /// Without a `LIMIT`, which sea-orm gives as a parameter: SQLite plans a statement anew each time the parameter of
    /// its `LIMIT` is bound, and that costs several times what the look-up does.
    pub(crate) async fn one<E: EntityTrait>(
        &mut self,
        query: Select<E>,
    ) -> Result<Option<E::Model>, StorageError> {
        Ok(self.all(query).await?.into_iter().next())
    }

    /// The first rows of a query that no other unit of work is about to change; they are kept for this one.
    ///
    /// Where others are at all of them, it waits to see how they end instead of finding nothing:
    /// one that was dropped gives its rows back only when the rollback has travelled to the server.
    pub(crate) async fn first_free<E: EntityTrait>(
        &mut self,
        query: Select<E>,
        most: u32,
    ) -> Result<Vec<E::Model>, StorageError> {
        let query = query.limit(u64::from(most));
        let free = query.clone().lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let rows = self.all(free).await?;
        match rows.is_empty() {
            true => self.all(query.lock(LockType::Update)).await,
            false => Ok(rows),
        }
    }

    /// The rows of a query.
    pub(crate) async fn all<E: EntityTrait>(
        &mut self,
        query: Select<E>,
    ) -> Result<Vec<E::Model>, StorageError> {
        let answer = query.all(self.ready().await?).await;
        self.heed(answer)
    }

    /// The rows of a query, each with the rows that belong to it: read by one statement, so of one moment.
    pub(crate) async fn families<E: EntityTrait, F: EntityTrait>(
        &mut self,
        query: SelectTwoMany<E, F>,
    ) -> Result<Vec<(E::Model, Vec<F::Model>)>, StorageError> {
        let answer = query.all(self.ready().await?).await;
        self.heed(answer)
    }

    /// How many rows a table has.
    pub(crate) async fn count<E>(&mut self) -> Result<u64, StorageError>
    where
        E: EntityTrait<Model: Sync>,
    {
        let answer = sea_orm::PaginatorTrait::count(E::find(), self.ready().await?).await;
        self.heed(answer)
    }

    /// More rows, or none; a key that is taken is a conflict.
    pub(crate) async fn insert<A>(
        &mut self,
        rows: impl IntoIterator<Item = impl IntoActiveModel<A>>,
    ) -> Result<(), StorageError>
    where
        A: ActiveModelTrait + Send,
    {
        let rows: Vec<A> = rows.into_iter().map(IntoActiveModel::into_active_model).collect();
        match rows.len() {
            0 => Ok(()),
            so_many => self.write(&InsertMany::<A>::many(rows).into_query(), Changes::Adds(so_many)).await,
        }
    }

    /// Compare and set: the row at `key` becomes this one with the next revision, if it is still at the `read` one.
    pub(crate) async fn replace<A>(
        &mut self,
        row: impl IntoActiveModel<A>,
        key: SimpleExpr,
        revision: ColumnOf<A>,
        read: Revision,
    ) -> Result<(), StorageError>
    where
        A: ActiveModelTrait + Send,
    {
        self.replace_changed(None::<A>, row, key, revision, read).await
    }

    /// The same, and where the row is known as it is `stored` at that revision, only what changes is written.
    ///
    /// `SQLite` puts every column that a statement names into its indexes anew, and looks up again what it refers to,
    /// whether its value changes or not (ADR 0028).
    pub(crate) async fn replace_changed<A>(
        &mut self,
        stored: Option<impl IntoActiveModel<A>>,
        row: impl IntoActiveModel<A>,
        key: SimpleExpr,
        revision: ColumnOf<A>,
        read: Revision,
    ) -> Result<(), StorageError>
    where
        A: ActiveModelTrait + Send,
    {
        let row = row.into_active_model();
        let mut changed = stored.map_or_else(A::default, IntoActiveModel::into_active_model);
        for (column, value) in ColumnOf::<A>::iter().filter_map(|it| Some((it, row.get(it).into_value()?))) {
            changed.set_if_not_equals(column, value);
        }
        for column in PrimaryKeyOf::<A>::iter() {
            changed.not_set(column.into_column());
        }
        changed.set(revision, i64::from(read.next().get()).into());
        let unchanged = Condition::all().add(key).add(revision.eq(i64::from(read.get())));
        self.update_all(A::Entity::update_many().set(changed).filter(unchanged), 1).await
    }

    /// Changes so many rows, or conflicts: those that are missing are not as they were read any more.
    pub(crate) async fn update_all<E: EntityTrait>(
        &mut self,
        update: UpdateMany<E>,
        so_many: usize,
    ) -> Result<(), StorageError> {
        self.write(&update.into_query(), Changes::Meets(so_many)).await
    }

    /// Changes rows that are locked by this unit of work.
    pub(crate) async fn update<E: EntityTrait>(&mut self, update: UpdateMany<E>) -> Result<(), StorageError> {
        self.write(&update.into_query(), Changes::Any).await
    }

    /// Deletes the rows of a condition.
    pub(crate) async fn delete<E: EntityTrait>(&mut self, which: SimpleExpr) -> Result<(), StorageError> {
        self.write(&E::delete_many().filter(which).into_query(), Changes::Any).await
    }

    /// Deletes the rows of a condition; tells how many.
    pub(crate) async fn count_deleted<E: EntityTrait>(
        &mut self,
        which: SimpleExpr,
    ) -> Result<u64, StorageError> {
        self.flush().await?;
        let delete = self.backend().build(&E::delete_many().filter(which).into_query());
        self.run(delete).await
    }

    /// Deletes at most `limit` rows whose `time` is `until` or before, oldest first; tells how many.
    /// In two steps, because not every engine deletes with a limit or from a selection of the same table.
    /// Rows that somebody else is at are left to them, so that several who sweep at once share what is due.
    pub(crate) async fn sweep<E, K>(
        &mut self,
        key: E::Column,
        time: E::Column,
        until: i64,
        limit: u32,
    ) -> Result<u64, StorageError>
    where
        E: EntityTrait,
        K: TryGetable + Into<Value> + Clone + Send,
    {
        let due = E::find()
            .select_only()
            .column(key)
            .filter(time.lte(until))
            .order_by_asc(time)
            .order_by_asc(key)
            .limit(u64::from(limit))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let answer = due.into_tuple::<K>().all(self.ready().await?).await;
        let mut swept = 0;
        for handful in self.heed(answer)?.chunks(HANDFUL) {
            swept += self.count_deleted::<E>(key.is_in(handful.iter().cloned())).await?;
        }
        Ok(swept)
    }

    /// Notes a failure: nothing of the unit of work can be kept after one.
    pub(crate) fn heed<T>(&mut self, answer: Result<T, DbErr>) -> Result<T, StorageError> {
        answer.map_err(|error| {
            self.has_failed = true;
            storage_error(error)
        })
    }

    /// Somebody else was faster.
    pub(crate) fn conflict(&mut self) -> Result<(), StorageError> {
        self.has_failed = true;
        Err(StorageError::conflict())
    }
}

#[async_trait]
impl UnitOfWork for SeaUnitOfWork {
    reset_domain::own_repositories!();

    async fn person(&mut self, id: UserId) -> Result<Option<Person>, StorageError> {
        self.find_whole(|words| &words.person, users::Column::Id, id.as_uuid()).await
    }

    async fn people(&mut self, ids: &[UserId]) -> Result<Vec<Person>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.find_all_whole(users::Column::Id.is_in(ids.iter().map(UserId::as_uuid))).await
    }

    async fn find_person(&mut self, username: &Username) -> Result<Option<Person>, StorageError> {
        if is_planted(Defect::NamesGoIntoSql) {
            return Ok(self.find_all_whole(is_of_name(username)).await?.pop());
        }
        self.find_whole(|words| &words.person_of_name, users::Column::Username, username.as_str()).await
    }

    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        self.flush().await?;
        if self.has_failed {
            return Err(StorageError::conflict());
        }
        self.transaction.commit().await.map_err(storage_error)
    }
}
