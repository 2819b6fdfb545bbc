//! What users can sign in with.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::tables;
use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::{Credentials, PasswordHash, UserId};
use crate::ports::{CredentialRepository, StorageError};

#[async_trait]
impl CredentialRepository for InMemoryUnitOfWork {
    async fn lookup(&mut self, user: UserId) -> Result<Option<Credentials>, StorageError> {
        Ok(self.tables.credentials.get(&user).cloned())
    }

    async fn add(&mut self, credentials: &Credentials) -> Result<(), StorageError> {
        let answer = tables::add(&mut self.tables.credentials, credentials.user, credentials);
        self.heed(answer)
    }

    async fn replace(&mut self, credentials: &Credentials) -> Result<(), StorageError> {
        let answer = tables::replace(&mut self.tables.credentials, &credentials.user, credentials);
        self.heed(answer)
    }

    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let all = self.tables.credentials.values();
        let temporary =
            all.flat_map(|credentials| credentials.temporary.iter().map(|t| (credentials.user, t)));
        let mut due: Vec<(OffsetDateTime, UserId, PasswordHash)> = temporary
            .filter(|(_, temporary)| temporary.expires_at <= expired_by)
            .map(|(user, temporary)| (temporary.expires_at, user, temporary.hash.clone()))
            .collect();
        due.sort_by_key(|(expired_at, ..)| *expired_at);
        due.truncate(tables::so_many(limit));
        let mut swept = 0;
        for (_, user, hash) in due {
            if let Some(credentials) = self.tables.credentials.get_mut(&user) {
                credentials.temporary.retain(|temporary| temporary.hash != hash);
                swept += 1;
            }
        }
        Ok(swept)
    }
}
