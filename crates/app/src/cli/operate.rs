//! What the operators' commands have in common: a service for one call, and answers for people and programs.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::anyhow;
use async_trait::async_trait;
use reset_domain::ResetService;
use reset_domain::model::{AccountId, AccountState, Letter, UserState};
use reset_domain::ports::{DeliveryError, Mailer, Receipt};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Shared;
use crate::config::Config;
use crate::failure::Failure;
use crate::lifecycle::block_on;
use crate::wiring;

/// Runs one call of the product as an operator, against the database of the configuration.
pub(super) fn operate<T>(
    shared: &Shared,
    call: impl AsyncFnOnce(&ResetService) -> Result<T, reset_domain::Fault>,
) -> Result<T, Failure> {
    let config = Config::load(&shared.config)?;
    let done = block_on(async {
        let wired = wiring::wire(&config, Arc::new(NoMailer)).await?;
        let done = call(&wired.service).await;
        wired.storage.close().await;
        Ok(done?)
    });
    Ok(done?)
}

/// Letters are the worker's. So whoever has to suspend somebody at night can, whatever state their templates are in.
struct NoMailer;

#[async_trait]
impl Mailer for NoMailer {
    async fn deliver(&self, _: &Letter) -> Result<Receipt, DeliveryError> {
        Err(DeliveryError::Transient("this command sends no letters".to_owned()))
    }
}

/// What accounts are called everywhere: their ids as they were registered.
pub(super) struct WrittenIds(BTreeMap<AccountId, String>);

impl WrittenIds {
    /// Those of all accounts.
    pub(super) async fn read(service: &ResetService) -> Result<Self, reset_domain::Fault> {
        let accounts = service.list_accounts().await?;
        Ok(Self(accounts.into_iter().map(|account| (account.id, account.written_id)).collect()))
    }

    /// That of one account.
    pub(super) fn of(&self, id: &AccountId) -> String {
        // One that was registered a moment ago is called by its canonical form.
        self.0.get(id).cloned().unwrap_or_else(|| id.to_string())
    }
}

/// It could not be done, and why.
pub(super) fn refused(why: impl std::fmt::Display) -> Failure {
    Failure::Failed(anyhow!("{why}"))
}

/// There is no such user.
pub(super) fn no_such_user(username: &str) -> Failure {
    refused(format!("there is no user \"{}\"; see `readmit user list`", printable(username)))
}

/// There is no such account.
pub(super) fn no_such_account(id: &str) -> Failure {
    refused(format!("there is no account \"{}\"; see `readmit account list`", printable(id)))
}

/// What an operator typed, safe for a terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A time for people and programs: RFC 3339, to the second, in UTC.
pub(super) fn written(at: OffsetDateTime) -> String {
    at.replace_nanosecond(0).unwrap_or(at).format(&Rfc3339).unwrap_or_else(|_| at.to_string())
}

/// The state of a user, in a word.
pub(super) const fn user_state(state: UserState) -> &'static str {
    match state {
        UserState::Active => "active",
        UserState::Suspended { .. } => "suspended",
    }
}

/// The state of an account, in a word.
pub(super) const fn account_state(state: AccountState) -> &'static str {
    match state {
        AccountState::Active => "active",
        AccountState::Suspended { .. } => "suspended",
    }
}
