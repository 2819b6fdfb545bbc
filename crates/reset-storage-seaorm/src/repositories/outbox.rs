//! Letters that are owed.

use std::collections::BTreeMap;

use async_trait::async_trait;
use reset_domain::model::{Lease, Message, MessageId, Settlement, UserId};
use reset_domain::ports::{OutboxRepository, StorageError};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::entities::outbox::{ActiveModel, Column, Entity};
use crate::rows;
use crate::rows::outbox::GIVEN_UP;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl OutboxRepository for SeaUnitOfWork {
    async fn lookup(&mut self, id: MessageId) -> Result<Option<Message>, StorageError> {
        self.one(Entity::find_by_id(id.as_uuid())).await?.as_ref().map(rows::outbox::read).transpose()
    }

    async fn add(&mut self, messages: &[Message]) -> Result<(), StorageError> {
        self.insert::<ActiveModel>(messages.iter().map(rows::outbox::write)).await
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Lease,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError> {
        let due = Entity::find()
            .filter(Column::ClaimableAt.lte(rows::micros(now)))
            .order_by_asc(Column::ClaimableAt)
            .order_by_asc(Column::Id);
        let rows = self.first_free(due, limit).await?;
        if !rows.is_empty() {
            let ids = rows.iter().map(|row| row.id);
            // They are locked, so nobody changes them in between.
            let claim = Entity::update_many().set(rows::outbox::claim(lease));
            let claim = claim.col_expr(Column::Tries, Expr::col(Column::Tries).add(1));
            let claim = claim.col_expr(Column::Revision, Expr::col(Column::Revision).add(1));
            self.update(claim.filter(Column::Id.is_in(ids))).await?;
        }
        let claimed = |row| {
            let message = rows::outbox::read(row)?.claim(lease);
            Ok(Message { revision: message.revision.next(), ..message })
        };
        rows.iter().map(claimed).collect()
    }

    async fn replace(&mut self, message: &Message) -> Result<(), StorageError> {
        let key = Column::Id.eq(message.id.as_uuid());
        self.replace::<ActiveModel>(rows::outbox::write(message), key, Column::Revision, message.revision)
            .await
    }

    async fn settle(
        &mut self,
        messages: &[Message],
        how: Settlement,
        at: OffsetDateTime,
    ) -> Result<(), StorageError> {
        let mut at_revision = BTreeMap::<_, Vec<_>>::new();
        for message in messages {
            at_revision.entry(i64::from(message.revision.get())).or_default().push(message.id.as_uuid());
        }
        // Claimed as often, so in most cases at one revision.
        for (revision, ids) in at_revision {
            let so_many = ids.len();
            let settle = Entity::update_many().set(rows::outbox::settle(how, at));
            let settle = settle.col_expr(Column::Revision, Expr::col(Column::Revision).add(1));
            let unchanged = Column::Revision.eq(revision).and(Column::Id.is_in(ids));
            self.update_all(settle.filter(unchanged), so_many).await?;
        }
        Ok(())
    }

    async fn list_owed(&mut self, user: UserId) -> Result<Vec<Message>, StorageError> {
        let query = Entity::find()
            .filter(Column::UserId.eq(user.as_uuid()))
            .filter(Column::SettledAt.is_null())
            .order_by_asc(Column::CausedAt)
            .order_by_asc(Column::Id);
        self.all(query).await?.iter().map(rows::outbox::read).collect()
    }

    async fn list(&mut self, limit: u32) -> Result<Vec<Message>, StorageError> {
        let query = Entity::find()
            .filter(Column::SettledHow.is_null().or(Column::SettledHow.eq(GIVEN_UP)))
            .order_by_asc(Column::CausedAt)
            .order_by_asc(Column::Id)
            .limit(u64::from(limit));
        self.all(query).await?.iter().map(rows::outbox::read).collect()
    }

    async fn sweep(&mut self, settled_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.sweep::<Entity, Uuid>(Column::Id, Column::SettledAt, rows::micros(settled_by), limit).await
    }
}
