//! People: a user, their account and their credentials by one statement, so of one moment and at the cost of one.

use reset_domain::defect::{Defect, is_planted};
use reset_domain::model::{Person, Username};
use reset_domain::ports::StorageError;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entities::{accounts, credentials, temporary_passwords, users};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

/// A row for each temporary password of somebody, or one.
type Row =
    (users::Model, Option<accounts::Model>, Option<credentials::Model>, Option<temporary_passwords::Model>);

impl SeaUnitOfWork {
    /// The person whose user is this one.
    pub(crate) async fn find_whole(&mut self, which: SimpleExpr) -> Result<Option<Person>, StorageError> {
        Ok(self.find_all_whole(which).await?.pop())
    }

    /// The people whose users are these.
    pub(crate) async fn find_all_whole(&mut self, which: SimpleExpr) -> Result<Vec<Person>, StorageError> {
        let query = users::Entity::find()
            .find_also_related(accounts::Entity)
            .find_also(users::Entity, credentials::Entity)
            .find_also(credentials::Entity, temporary_passwords::Entity)
            .filter(which)
            .order_by_asc(users::Column::Id)
            .order_by_asc(temporary_passwords::Column::Id);
        let answer = query.all(self.open()?).await;
        let mut rows = self.heed(answer)?;
        let of_one = |one: &Row, next: &Row| one.0.id == next.0.id;
        rows.chunk_by_mut(of_one).filter_map(|theirs| self.read_whole(theirs).transpose()).collect()
    }

    fn read_whole(&mut self, theirs: &mut [Row]) -> Result<Option<Person>, StorageError> {
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
