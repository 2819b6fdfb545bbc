//! What happened.

use async_trait::async_trait;
use reset_domain::model::AuditEvent;
use reset_domain::ports::{AuditFilter, AuditRepository, StorageError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::entities::audit_events::{ActiveModel, Column, Entity};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl AuditRepository for SeaUnitOfWork {
    async fn add(&mut self, events: &[AuditEvent]) -> Result<(), StorageError> {
        self.insert::<ActiveModel>(events.iter().map(rows::audit_events::write)).await
    }

    async fn list(&mut self, filter: AuditFilter) -> Result<Vec<AuditEvent>, StorageError> {
        let mut newest = Entity::find()
            .filter(Column::At.gte(rows::micros(filter.since)))
            .order_by_desc(Column::At)
            .order_by_desc(Column::Id)
            .limit(u64::from(filter.limit));
        if let Some(user) = filter.user {
            newest = newest.filter(Column::UserId.eq(user.as_uuid()));
        }
        self.all(newest).await?.into_iter().rev().map(rows::audit_events::read).collect()
    }

    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.sweep::<Entity, Uuid>(Column::Id, Column::At, rows::micros(until), limit).await
    }
}
