//! Signed-in stays, and the browsers that are known from them.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::tables;
use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::{Device, DeviceDigest, Session, SessionDigest, UserId};
use crate::ports::{DeviceRepository, SessionRepository, StorageError};

#[async_trait]
impl SessionRepository for InMemoryUnitOfWork {
    async fn lookup(&mut self, digest: &SessionDigest) -> Result<Option<Session>, StorageError> {
        Ok(self.tables.sessions.get(digest).cloned())
    }

    async fn add(&mut self, session: &Session) -> Result<(), StorageError> {
        let answer = tables::add(&mut self.tables.sessions, session.digest, session);
        self.heed(answer)
    }

    async fn replace(&mut self, session: &Session) -> Result<(), StorageError> {
        let answer = tables::replace(&mut self.tables.sessions, &session.digest, session);
        self.heed(answer)
    }

    async fn remove(&mut self, digest: &SessionDigest) -> Result<(), StorageError> {
        self.tables.sessions.remove(digest);
        Ok(())
    }

    async fn remove_all(&mut self, user: UserId) -> Result<u64, StorageError> {
        let theirs = self.tables.sessions.extract_if(.., |_, session| session.user == user);
        Ok(theirs.fold(0, |ended, _| ended + 1))
    }

    async fn sweep(&mut self, ended_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(tables::sweep(&mut self.tables.sessions, |session| Some(session.ends_at), &ended_by, limit))
    }
}

#[async_trait]
impl DeviceRepository for InMemoryUnitOfWork {
    async fn lookup(&mut self, digest: &DeviceDigest) -> Result<Option<Device>, StorageError> {
        Ok(self.tables.devices.get(digest).copied())
    }

    async fn add(&mut self, device: &Device) -> Result<(), StorageError> {
        let answer = tables::add(&mut self.tables.devices, device.digest, device);
        self.heed(answer)
    }

    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(tables::sweep(&mut self.tables.devices, |device| Some(device.expires_at), &expired_by, limit))
    }
}
