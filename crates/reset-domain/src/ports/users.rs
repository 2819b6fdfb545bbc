//! Users.

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

    /// All users, or all of one account, by username.
    async fn list(&mut self, account: Option<&AccountId>) -> Result<Vec<User>, StorageError>;

    /// One more; `Conflict` where the username is taken.
    async fn add(&mut self, user: &User) -> Result<(), StorageError>;

    /// The changed one in place of the stored one, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read.
    async fn replace(&mut self, user: &User) -> Result<(), StorageError>;
}
