//! People: a user, their account and their credentials by one statement, so of one moment and at the cost of one.

use std::sync::OnceLock;

use reset_domain::defect::{Defect, is_planted};
use reset_domain::model::{Person, Username};
use reset_domain::ports::StorageError;
use sea_orm::sea_query::{Expr, IntoCondition, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult,
    QueryTrait, SelectFour, TopologyStar, Value,
};

use crate::entities::{accounts, credentials, temporary_passwords, users};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;
use crate::words::Words;

/// A row for each temporary password of somebody, or one.
type Row =
    (users::Model, Option<accounts::Model>, Option<credentials::Model>, Option<temporary_passwords::Model>);

/// Four tables, each row of the first with what belongs to it.
type Whole = SelectFour<
    users::Entity,
    accounts::Entity,
    credentials::Entity,
    temporary_passwords::Entity,
    TopologyStar,
>;

/// The people whose users are these.
fn whole(which: SimpleExpr) -> Whole {
    users::Entity::find()
        .find_also_related(accounts::Entity)
        .find_also(users::Entity, credentials::Entity)
        .find_also(credentials::Entity, temporary_passwords::Entity)
        .filter(which)
        .order_by_asc(users::Column::Id)
        .order_by_asc(temporary_passwords::Column::Id)
}

/// One of its rows; sea-orm calls the columns of the first table `A_` and so on.
fn read(row: &QueryResult) -> Result<Row, DbErr> {
    Ok((
        users::Model::from_query_result(row, "A_")?,
        accounts::Model::from_query_result_optional(row, "B_")?,
        credentials::Model::from_query_result_optional(row, "C_")?,
        temporary_passwords::Model::from_query_result_optional(row, "D_")?,
    ))
}

impl SeaUnitOfWork {
    /// The person whose user is this one.
    pub(crate) async fn find_whole(
        &mut self,
        words: fn(&Words) -> &OnceLock<String>,
        key: users::Column,
        value: impl Into<Value> + Send,
    ) -> Result<Option<Person>, StorageError> {
        let value = value.into();
        let query = || whole(key.eq(value.clone())).into_query();
        let found = self.rows_of(words, query, [value.clone()]).await?;
        let rows = found.iter().map(read).collect::<Result<Vec<_>, _>>();
        let rows = self.heed(rows)?;
        Ok(self.put_together(rows)?.pop())
    }

    /// The people whose users are these.
    pub(crate) async fn find_all_whole(&mut self, which: SimpleExpr) -> Result<Vec<Person>, StorageError> {
        let answer = whole(which).all(self.ready().await?).await;
        let rows = self.heed(answer)?;
        self.put_together(rows)
    }

    fn put_together(&mut self, mut rows: Vec<Row>) -> Result<Vec<Person>, StorageError> {
        let of_one = |one: &Row, next: &Row| one.0.id == next.0.id;
        rows.chunk_by_mut(of_one).filter_map(|theirs| self.read_one(theirs).transpose()).collect()
    }

    fn read_one(&mut self, theirs: &mut [Row]) -> Result<Option<Person>, StorageError> {
        let temporary: Vec<_> = theirs.iter_mut().filter_map(|(.., temporary)| temporary.take()).collect();
        let Some((user, account, credentials, _)) = theirs.first_mut() else {
            return Ok(None);
        };
        let user = rows::users::read(user)?;
        let account = account.take().map(rows::accounts::read).transpose()?;
        let credentials =
            credentials.take().map(|row| rows::credentials::read(&row, &temporary)).transpose()?;
        // Accounts are met again and again.
        self.read.accounts.insert(user.account.clone(), account.clone());
        Person::whole(user, account, credentials).map(Some).map_err(StorageError::corrupt)
    }
}

/// Whether a user has this name.
pub(crate) fn is_of_name(username: &Username) -> SimpleExpr {
    match is_planted(Defect::NamesGoIntoSql) {
        true => Expr::cust(format!("username = '{username}'")),
        false => users::Column::Username.eq(username.as_str()),
    }
}

/// Whether a user has one of these names.
pub(crate) fn are_of_names(usernames: &[Username]) -> Condition {
    match is_planted(Defect::NamesGoIntoSql) {
        true => usernames.iter().map(is_of_name).fold(Condition::any(), Condition::add),
        false => users::Column::Username.is_in(usernames.iter().map(Username::as_str)).into_condition(),
    }
}
