//! A user with everything that decides whether they get in.

use super::{Account, Credentials, Unfit, User};

/// A user, the account they belong to, and what they can sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub user: User,
    /// Where they belong.
    pub account: Account,
    /// What they can sign in with.
    pub credentials: Credentials,
}

impl Person {
    /// Puts together what was read of somebody; refused where something is missing that every user has.
    pub fn whole(
        user: User,
        account: Option<Account>,
        credentials: Option<Credentials>,
    ) -> Result<Self, Unfit> {
        let account = account.ok_or(Unfit::new("a user", "has no account"))?;
        let credentials = credentials.ok_or(Unfit::new("a user", "has no row of credentials"))?;
        Ok(Self { user, account, credentials })
    }

    /// Whether they and their account are active.
    pub fn may_get_in(&self) -> bool {
        self.user.is_active() && self.account.is_active()
    }
}
