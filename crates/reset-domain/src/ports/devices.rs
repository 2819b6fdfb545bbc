//! Known browsers.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::{Device, DeviceDigest};

/// Keeps known devices.
#[async_trait]
pub trait DeviceRepository: Send {
    /// The device of this digest, expired or not.
    async fn lookup(&mut self, digest: &DeviceDigest) -> Result<Option<Device>, StorageError>;

    /// One more; `Conflict` where the digest is taken.
    async fn add(&mut self, device: &Device) -> Result<(), StorageError>;

    /// Forgets at most `limit` devices that expired at or before this time; tells how many.
    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
