//! The worker's side of the intake.

use async_trait::async_trait;
use reset_domain::model::IntakeEntry;
use reset_domain::ports::{IntakeRepository, StorageError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;

use crate::entities::intake::{Column, Entity};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl IntakeRepository for SeaUnitOfWork {
    async fn take(&mut self, until: OffsetDateTime, limit: u32) -> Result<Vec<IntakeEntry>, StorageError> {
        let oldest = Entity::find()
            .filter(Column::At.lte(rows::micros(until)))
            .order_by_asc(Column::At)
            .order_by_asc(Column::Id);
        let taken = self.first_free(oldest, limit).await?;
        if !taken.is_empty() {
            self.delete::<Entity>(Column::Id.is_in(taken.iter().map(|row| row.id))).await?;
        }
        taken.iter().map(rows::intake::read).collect()
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        self.count::<Entity>().await
    }
}
