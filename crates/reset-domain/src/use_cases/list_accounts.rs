//! An operator looks at the accounts.

use crate::model::Account;
use crate::{Fault, ResetService};

impl ResetService {
    /// All accounts, by id.
    pub async fn list_accounts(&self) -> Result<Vec<Account>, Fault> {
        Ok(self.begin().await?.accounts().list().await?)
    }
}
