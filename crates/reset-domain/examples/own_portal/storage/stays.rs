//! Signed-in stays, and the browsers that are known from them.

use async_trait::async_trait;
use reset_domain::model::{Device, DeviceDigest, Session, SessionDigest, UserId};
use reset_domain::ports::{DeviceRepository, SessionRepository, StorageError};
use time::OffsetDateTime;

use super::unit_of_work::OwnUnitOfWork;

#[async_trait]
impl SessionRepository for OwnUnitOfWork {
    async fn lookup(&mut self, digest: &SessionDigest) -> Result<Option<Session>, StorageError> {
        Ok(self.tables.sessions.lookup(digest))
    }

    async fn add(&mut self, session: &Session) -> Result<(), StorageError> {
        let done = self.tables.sessions.add(session);
        self.conflict_unless(done)
    }

    async fn replace(&mut self, session: &Session) -> Result<(), StorageError> {
        let done = self.tables.sessions.replace(session);
        self.conflict_unless(done)
    }

    async fn remove(&mut self, digest: &SessionDigest) -> Result<(), StorageError> {
        self.tables.sessions.rows.retain(|session| &session.digest != digest);
        Ok(())
    }

    async fn remove_all(&mut self, user: UserId) -> Result<u64, StorageError> {
        let before = self.tables.sessions.count();
        self.tables.sessions.rows.retain(|session| session.user != user);
        Ok(before - self.tables.sessions.count())
    }

    async fn sweep(&mut self, ended_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(self.tables.sessions.sweep(|session| Some(session.ends_at), ended_by, limit))
    }
}

#[async_trait]
impl DeviceRepository for OwnUnitOfWork {
    async fn lookup(&mut self, digest: &DeviceDigest) -> Result<Option<Device>, StorageError> {
        Ok(self.tables.devices.lookup(digest))
    }

    async fn add(&mut self, device: &Device) -> Result<(), StorageError> {
        let done = self.tables.devices.add(device);
        self.conflict_unless(done)
    }

    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(self.tables.devices.sweep(|device| Some(device.expires_at), expired_by, limit))
    }
}
