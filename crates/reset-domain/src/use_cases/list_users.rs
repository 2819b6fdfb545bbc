//! An operator looks at the users.

use super::step::find_account;
use crate::model::User;
use crate::{Fault, ResetService};

impl ResetService {
    /// All users, or those of one account, by username; `None` where there is no such account.
    pub async fn list_users(&self, account: Option<&str>) -> Result<Option<Vec<User>>, Fault> {
        let mut uow = self.begin().await?;
        let account = match account {
            None => None,
            Some(id) => match find_account(&mut *uow, id).await? {
                Some(account) => Some(account.id),
                None => return Ok(None),
            },
        };
        Ok(Some(uow.users().list(account.as_ref()).await?))
    }
}
