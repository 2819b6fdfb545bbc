//! Users.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::StorageError;
use crate::model::{AccountId, User, UserId, Username};

/// Keeps users.
#[async_trait]
pub trait UserRepository: Send {
    /// The user of this id.
    async fn lookup(&mut self, id: UserId) -> Result<Option<User>, StorageError>;

    /// The user of this name; names are unique per installation, compared as bytes.
    async fn find_by_username(&mut self, username: &Username) -> Result<Option<User>, StorageError>;

    /// The users of these names, those that there are, in no order.
    ///
    /// It does with [`find_by_username`](Self::find_by_username).
    /// An adapter that can should find them by one statement.
    async fn find_all_by_username(&mut self, usernames: &[Username]) -> Result<Vec<User>, StorageError> {
        let mut found = BTreeMap::new();
        for username in usernames {
            if let Some(user) = self.find_by_username(username).await? {
                found.insert(user.id, user);
            }
        }
        Ok(found.into_values().collect())
    }

    /// All users, or all of one account, by username.
    async fn list(&mut self, account: Option<&AccountId>) -> Result<Vec<User>, StorageError>;

    /// One more; `Conflict` where the username is taken.
    async fn add(&mut self, user: &User) -> Result<(), StorageError>;

    /// The changed one in place of the stored one, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read.
    async fn replace(&mut self, user: &User) -> Result<(), StorageError>;
}
