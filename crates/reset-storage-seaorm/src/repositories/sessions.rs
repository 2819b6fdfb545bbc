//! Signed-in stays.

use async_trait::async_trait;
use reset_domain::model::{Session, SessionDigest, UserId};
use reset_domain::ports::{SessionRepository, StorageError};
use sea_orm::{ColumnTrait, EntityTrait, QueryOrder};
use time::OffsetDateTime;

use crate::entities::session_confirmations;
use crate::entities::sessions::{ActiveModel, Column, Entity};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl SessionRepository for SeaUnitOfWork {
    async fn lookup(&mut self, digest: &SessionDigest) -> Result<Option<Session>, StorageError> {
        let query = Entity::find_by_id(digest.as_bytes().to_vec())
            .find_with_related(session_confirmations::Entity)
            .order_by_asc(session_confirmations::Column::Id);
        let found = self.families(query).await?;
        found.first().map(|(row, confirmations)| rows::sessions::read(row, confirmations)).transpose()
    }

    async fn add(&mut self, session: &Session) -> Result<(), StorageError> {
        self.insert::<ActiveModel>([rows::sessions::write(session)]).await?;
        self.insert(rows::sessions::write_confirmations(session)).await
    }

    async fn replace(&mut self, session: &Session) -> Result<(), StorageError> {
        let digest = session.digest.as_bytes().as_slice();
        let row = rows::sessions::write(session);
        self.replace::<ActiveModel>(row, Column::Digest.eq(digest), Column::Revision, session.revision)
            .await?;
        let its = session_confirmations::Column::SessionDigest.eq(digest);
        self.delete::<session_confirmations::Entity>(its).await?;
        self.insert(rows::sessions::write_confirmations(session)).await
    }

    async fn remove(&mut self, digest: &SessionDigest) -> Result<(), StorageError> {
        self.delete::<Entity>(Column::Digest.eq(digest.as_bytes().as_slice())).await
    }

    async fn remove_all(&mut self, user: UserId) -> Result<u64, StorageError> {
        self.count_deleted::<Entity>(Column::UserId.eq(user.as_uuid())).await
    }

    async fn sweep(&mut self, ended_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.sweep::<Entity, Vec<u8>>(Column::Digest, Column::EndsAt, rows::micros(ended_by), limit).await
    }
}
