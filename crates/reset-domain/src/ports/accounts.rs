//! Accounts.

use async_trait::async_trait;

use super::StorageError;
use crate::model::{Account, AccountId};

/// Keeps accounts.
#[async_trait]
pub trait AccountRepository: Send {
    /// The account of this id.
    async fn lookup(&mut self, id: &AccountId) -> Result<Option<Account>, StorageError>;

    /// All of them, by id.
    async fn list(&mut self) -> Result<Vec<Account>, StorageError>;

    /// One more; `Conflict` where the id is taken.
    async fn add(&mut self, account: &Account) -> Result<(), StorageError>;

    /// The changed one in place of the stored one, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read.
    async fn replace(&mut self, account: &Account) -> Result<(), StorageError>;
}
