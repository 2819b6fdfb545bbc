//! Accounts.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::StorageError;
use crate::model::{Account, AccountId};

/// Keeps accounts.
#[async_trait]
pub trait AccountRepository: Send {
    /// The account of this id.
    async fn lookup(&mut self, id: &AccountId) -> Result<Option<Account>, StorageError>;

    /// The accounts of these ids, those that there are, in no order.
    ///
    /// It does with [`lookup`](Self::lookup). An adapter that can should find them by one statement.
    async fn lookup_all(&mut self, ids: &[AccountId]) -> Result<Vec<Account>, StorageError> {
        let mut found = BTreeMap::new();
        for id in ids {
            if let Some(account) = self.lookup(id).await? {
                found.insert(id, account);
            }
        }
        Ok(found.into_values().collect())
    }

    /// All of them, by id.
    async fn list(&mut self) -> Result<Vec<Account>, StorageError>;

    /// One more; `Conflict` where the id is taken.
    async fn add(&mut self, account: &Account) -> Result<(), StorageError>;

    /// The changed one in place of the stored one, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read.
    async fn replace(&mut self, account: &Account) -> Result<(), StorageError>;
}
