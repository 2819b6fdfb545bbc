//! The worker's side of the intake.

use async_trait::async_trait;
use reset_domain::model::IntakeEntry;
use reset_domain::ports::{IntakeRepository, StorageError};
use sea_orm::{ColumnTrait, EntityTrait, QueryOrder};

use crate::entities::intake::{Column, Entity};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl IntakeRepository for SeaUnitOfWork {
    async fn take_oldest(&mut self) -> Result<Option<IntakeEntry>, StorageError> {
        let oldest = Entity::find().order_by_asc(Column::At).order_by_asc(Column::Id);
        let Some(row) = self.first_free(oldest).await? else {
            return Ok(None);
        };
        self.delete::<Entity>(Column::Id.eq(row.id)).await?;
        rows::intake::read(&row).map(Some)
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        self.count::<Entity>().await
    }
}
