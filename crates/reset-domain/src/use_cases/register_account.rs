//! An operator registers an account.

use super::step::retrying;
use crate::model::{Account, AccountId, AccountState, Actor, AuditKind, Revision, Unfit};
use crate::{Fault, ResetService};

/// The account to register.
#[derive(Debug, Clone, Copy)]
pub struct RegisterAccount<'a> {
    /// The Account ID as people will read it: "ACME-1042".
    pub id: &'a str,
    /// The company's name.
    pub name: &'a str,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterAccountOutcome {
    /// Registered.
    Registered(Account),
    /// There is one of this id already, written like this or otherwise.
    Taken(Account),
    /// The id or name cannot be one.
    Unfit(Unfit),
}

impl ResetService {
    /// Registers an account.
    pub async fn register_account(&self, new: RegisterAccount<'_>) -> Result<RegisterAccountOutcome, Fault> {
        let id = match AccountId::parse(new.id) {
            Ok(id) => id,
            Err(unfit) => return Ok(RegisterAccountOutcome::Unfit(unfit)),
        };
        let name = new.name.trim();
        if name.is_empty() || 200 < name.chars().count() || name.chars().any(char::is_control) {
            let unfit = Unfit::new("account name", "is not one line of 1 to 200 characters");
            return Ok(RegisterAccountOutcome::Unfit(unfit));
        }
        let account = Account {
            id,
            written_id: new.id.trim().to_owned(),
            name: name.to_owned(),
            state: AccountState::Active,
            created_at: self.now(),
            revision: Revision::FIRST,
        };
        retrying!(self.add_account(&account))
    }

    async fn add_account(&self, account: &Account) -> Result<RegisterAccountOutcome, Fault> {
        let mut uow = self.begin().await?;
        if let Some(taken) = uow.accounts().lookup(&account.id).await? {
            return Ok(RegisterAccountOutcome::Taken(taken));
        }
        uow.accounts().add(account).await?;
        let event = self.event(Actor::Operator, AuditKind::AccountRegistered)?.of_account(&account.id);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(RegisterAccountOutcome::Registered(account.clone()))
    }
}
