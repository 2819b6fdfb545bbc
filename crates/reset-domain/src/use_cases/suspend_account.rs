//! An operator suspends an account with all its users, or opens it again.

use super::step::{find_account, retrying};
use crate::model::{Account, Actor, AuditKind};
use crate::{Fault, ResetService};

/// What became of an operation on an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountOutcome {
    /// Done; the account as it is now.
    Done(Account),
    /// There is no such account.
    NoSuchAccount,
}

impl ResetService {
    /// Suspends an account: what suspending ends, it ends for each of its users.
    pub async fn suspend_account(&self, id: &str) -> Result<AccountOutcome, Fault> {
        retrying!(self.suspend_all(id))
    }

    /// Opens a suspended account again; a user suspended by name stays so.
    pub async fn resume_account(&self, id: &str) -> Result<AccountOutcome, Fault> {
        retrying!(self.resume_all(id))
    }

    async fn suspend_all(&self, id: &str) -> Result<AccountOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(account) = find_account(&mut *uow, id).await? else {
            return Ok(AccountOutcome::NoSuchAccount);
        };
        let account = account.suspend(self.now());
        uow.accounts().replace(&account).await?;
        for user in uow.users().list(Some(&account.id)).await? {
            // Nothing of the user changes, but whoever is deciding something about them begins again.
            uow.users().replace(&user).await?;
            self.end_everything(&mut *uow, &user).await?;
        }
        let event = self.event(Actor::Operator, AuditKind::AccountSuspended)?.of_account(&account.id);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(AccountOutcome::Done(account))
    }

    async fn resume_all(&self, id: &str) -> Result<AccountOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(account) = find_account(&mut *uow, id).await? else {
            return Ok(AccountOutcome::NoSuchAccount);
        };
        let account = account.resume();
        uow.accounts().replace(&account).await?;
        let event = self.event(Actor::Operator, AuditKind::AccountResumed)?.of_account(&account.id);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(AccountOutcome::Done(account))
    }
}
