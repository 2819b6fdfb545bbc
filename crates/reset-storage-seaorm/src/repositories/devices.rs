//! Known browsers.

use async_trait::async_trait;
use reset_domain::model::{Device, DeviceDigest};
use reset_domain::ports::{DeviceRepository, StorageError};
use sea_orm::EntityTrait;
use time::OffsetDateTime;

use crate::entities::devices::{ActiveModel, Column, Entity};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl DeviceRepository for SeaUnitOfWork {
    async fn lookup(&mut self, digest: &DeviceDigest) -> Result<Option<Device>, StorageError> {
        let query = Entity::find_by_id(digest.as_bytes().to_vec());
        self.one(query).await?.as_ref().map(rows::devices::read).transpose()
    }

    async fn add(&mut self, device: &Device) -> Result<(), StorageError> {
        self.insert::<ActiveModel>([rows::devices::write(device)]).await
    }

    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.sweep::<Entity, Vec<u8>>(Column::Digest, Column::ExpiresAt, rows::micros(expired_by), limit)
            .await
    }
}
