//! People: a user, their account and their credentials by one statement, so of one moment and at the cost of one.

use reset_domain::defect::{Defect, is_planted};
use reset_domain::model::{Person, Username};
use reset_domain::ports::StorageError;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entities::{accounts, credentials, temporary_passwords, users};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

impl SeaUnitOfWork {
    /// The person whose user is this one.
    pub(crate) async fn find_whole(&mut self, which: SimpleExpr) -> Result<Option<Person>, StorageError> {
        let query = users::Entity::find()
            .find_also_related(accounts::Entity)
            .find_also(users::Entity, credentials::Entity)
            .find_also(credentials::Entity, temporary_passwords::Entity)
            .filter(which)
            .order_by_asc(temporary_passwords::Column::Id);
        // A row for each temporary password, or one.
        let answer = query.all(self.open()?).await;
        let mut found = self.heed(answer)?;
        let temporary: Vec<_> = found.iter_mut().filter_map(|(.., temporary)| temporary.take()).collect();
        let Some((user, account, credentials, _)) = found.into_iter().next() else {
            return Ok(None);
        };
        let user = rows::users::read(&user)?;
        let account = account.map(rows::accounts::read).transpose()?;
        let credentials = credentials.map(|row| rows::credentials::read(&row, &temporary)).transpose()?;
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
