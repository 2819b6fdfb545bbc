//! An operator looks at one user: what they can sign in with, never what it is.

use time::OffsetDateTime;

use super::step::{credentials_of, find_user};
use crate::model::{Account, Credentials, ResetRequest, User};
use crate::{Fault, ResetService};

/// One user, as an operator sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserView {
    /// The user.
    pub user: User,
    /// Their account.
    pub account: Option<Account>,
    /// When they chose their password, if they have one.
    pub chosen_at: Option<OffsetDateTime>,
    /// Until when each live temporary password is good.
    pub temporary_until: Vec<OffsetDateTime>,
    /// Their open requests.
    pub requests: Vec<ResetRequest>,
}

/// What became of looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The user.
    User(Box<UserView>),
    /// There is no such user.
    NoSuchUser,
}

impl ResetService {
    /// Shows one user.
    pub async fn show_user(&self, username: &str) -> Result<Shown, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(Shown::NoSuchUser);
        };
        let account = uow.accounts().lookup(&user.account).await?;
        let Credentials { chosen, temporary, .. } = credentials_of(&mut *uow, user.id).await?;
        let requests = uow.reset_requests().list_open(user.id).await?;
        Ok(Shown::User(Box::new(UserView {
            user,
            account,
            chosen_at: chosen.map(|chosen| chosen.chosen_at),
            temporary_until: temporary.iter().filter(|t| t.is_live(now)).map(|t| t.expires_at).collect(),
            requests,
        })))
    }
}
