//! Counted tries.

use async_trait::async_trait;
use reset_domain::model::{Attempt, AttemptKey};
use reset_domain::ports::{AttemptRepository, StorageError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::entities::attempts::{Column, Entity};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl AttemptRepository for SeaUnitOfWork {
    async fn add(&mut self, attempts: &[Attempt]) -> Result<(), StorageError> {
        self.insert(attempts.iter().map(rows::attempts::write)).await
    }

    async fn list(
        &mut self,
        key: AttemptKey,
        since: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<OffsetDateTime>, StorageError> {
        let query = Entity::find()
            .filter(Column::Key.eq(key.as_bytes().as_slice()))
            .filter(Column::At.gt(rows::micros(since)))
            .order_by_desc(Column::At)
            .limit(u64::from(limit));
        self.all(query).await?.iter().map(rows::attempts::read_time).collect()
    }

    async fn clear(&mut self, keys: &[AttemptKey]) -> Result<(), StorageError> {
        let keys = keys.iter().map(|key| key.as_bytes().as_slice());
        self.delete::<Entity>(Column::Key.is_in(keys)).await.map(drop)
    }

    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.sweep::<Entity, i64>(Column::Id, Column::At, rows::micros(until), limit).await
    }
}
