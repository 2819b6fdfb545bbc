//! Accounts, the users within them, and what users can sign in with.

use async_trait::async_trait;
use reset_domain::model::{Account, AccountId, Credentials, User, UserId, Username};
use reset_domain::ports::{AccountRepository, CredentialRepository, StorageError, UserRepository};
use time::OffsetDateTime;

use super::unit_of_work::OwnUnitOfWork;

#[async_trait]
impl AccountRepository for OwnUnitOfWork {
    async fn lookup(&mut self, id: &AccountId) -> Result<Option<Account>, StorageError> {
        Ok(self.tables.accounts.lookup(id))
    }

    async fn list(&mut self) -> Result<Vec<Account>, StorageError> {
        let mut accounts = self.tables.accounts.rows.clone();
        accounts.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(accounts)
    }

    async fn add(&mut self, account: &Account) -> Result<(), StorageError> {
        let done = self.tables.accounts.add(account);
        self.conflict_unless(done)
    }

    async fn replace(&mut self, account: &Account) -> Result<(), StorageError> {
        let done = self.tables.accounts.replace(account);
        self.conflict_unless(done)
    }
}

#[async_trait]
impl UserRepository for OwnUnitOfWork {
    async fn lookup(&mut self, id: UserId) -> Result<Option<User>, StorageError> {
        Ok(self.tables.users.lookup(&id))
    }

    async fn find_by_username(&mut self, username: &Username) -> Result<Option<User>, StorageError> {
        Ok(self.tables.users.rows.iter().find(|user| &user.username == username).cloned())
    }

    async fn list(&mut self, account: Option<&AccountId>) -> Result<Vec<User>, StorageError> {
        let mut users = self.tables.users.rows.clone();
        users.retain(|user| account.is_none_or(|account| account == &user.account));
        users.sort_by(|a, b| a.username.cmp(&b.username));
        Ok(users)
    }

    async fn add(&mut self, user: &User) -> Result<(), StorageError> {
        let done = self.is_name_free(user) && self.tables.users.add(user);
        self.conflict_unless(done)
    }

    async fn replace(&mut self, user: &User) -> Result<(), StorageError> {
        let done = self.is_name_free(user) && self.tables.users.replace(user);
        self.conflict_unless(done)
    }
}

impl OwnUnitOfWork {
    fn is_name_free(&self, user: &User) -> bool {
        !self.tables.users.rows.iter().any(|other| other.username == user.username && other.id != user.id)
    }
}

#[async_trait]
impl CredentialRepository for OwnUnitOfWork {
    async fn lookup(&mut self, user: UserId) -> Result<Option<Credentials>, StorageError> {
        Ok(self.tables.credentials.lookup(&user))
    }

    async fn add(&mut self, credentials: &Credentials) -> Result<(), StorageError> {
        let done = self.tables.credentials.add(credentials);
        self.conflict_unless(done)
    }

    async fn replace(&mut self, credentials: &Credentials) -> Result<(), StorageError> {
        let done = self.tables.credentials.replace(credentials);
        self.conflict_unless(done)
    }

    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let mut swept = 0;
        for credentials in &mut self.tables.credentials.rows {
            let expired =
                credentials.temporary.extract_if(.., |temporary| temporary.expires_at <= expired_by);
            swept += expired.take(limit as usize - swept).count();
        }
        Ok(swept as u64)
    }
}
