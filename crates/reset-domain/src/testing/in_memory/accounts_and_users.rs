//! Accounts, and the users within them.

use async_trait::async_trait;

use super::tables;
use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::{Account, AccountId, User, UserId, Username};
use crate::ports::{AccountRepository, StorageError, UserRepository};

#[async_trait]
impl AccountRepository for InMemoryUnitOfWork {
    async fn lookup(&mut self, id: &AccountId) -> Result<Option<Account>, StorageError> {
        Ok(self.tables.accounts.get(id).cloned())
    }

    async fn list(&mut self) -> Result<Vec<Account>, StorageError> {
        Ok(self.tables.accounts.values().cloned().collect())
    }

    async fn add(&mut self, account: &Account) -> Result<(), StorageError> {
        let answer = tables::add(&mut self.tables.accounts, account.id.clone(), account);
        self.heed(answer)
    }

    async fn replace(&mut self, account: &Account) -> Result<(), StorageError> {
        let answer = tables::replace(&mut self.tables.accounts, &account.id, account);
        self.heed(answer)
    }
}

#[async_trait]
impl UserRepository for InMemoryUnitOfWork {
    async fn lookup(&mut self, id: UserId) -> Result<Option<User>, StorageError> {
        Ok(self.tables.users.get(&id).cloned())
    }

    async fn find_by_username(&mut self, username: &Username) -> Result<Option<User>, StorageError> {
        Ok(self.tables.users.values().find(|user| &user.username == username).cloned())
    }

    async fn list(&mut self, account: Option<&AccountId>) -> Result<Vec<User>, StorageError> {
        let is_theirs = |user: &&User| account.is_none_or(|account| account == &user.account);
        let mut users: Vec<User> = self.tables.users.values().filter(is_theirs).cloned().collect();
        users.sort_unstable_by(|a, b| a.username.cmp(&b.username));
        Ok(users)
    }

    async fn add(&mut self, user: &User) -> Result<(), StorageError> {
        let answer = free_name(self, user).and_then(|()| tables::add(&mut self.tables.users, user.id, user));
        self.heed(answer)
    }

    async fn replace(&mut self, user: &User) -> Result<(), StorageError> {
        let answer =
            free_name(self, user).and_then(|()| tables::replace(&mut self.tables.users, &user.id, user));
        self.heed(answer)
    }
}

/// Whether nobody else goes by this user's name.
fn free_name(uow: &InMemoryUnitOfWork, user: &User) -> Result<(), StorageError> {
    let is_taken =
        uow.tables.users.values().any(|other| other.username == user.username && other.id != user.id);
    if is_taken {
        return Err(StorageError::conflict());
    }
    Ok(())
}
