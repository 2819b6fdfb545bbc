//! What users can sign in with.

use async_trait::async_trait;
use reset_domain::model::{Credentials, UserId};
use reset_domain::ports::{CredentialRepository, StorageError};
use sea_orm::{ColumnTrait, EntityTrait, QueryOrder};
use time::OffsetDateTime;

use crate::entities::credentials::{ActiveModel, Column, Entity};
use crate::entities::temporary_passwords;
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl CredentialRepository for SeaUnitOfWork {
    async fn lookup(&mut self, user: UserId) -> Result<Option<Credentials>, StorageError> {
        let query = Entity::find_by_id(user.as_uuid())
            .find_with_related(temporary_passwords::Entity)
            .order_by_asc(temporary_passwords::Column::Id);
        let found = self.families(query).await?;
        found.first().map(|(row, temporary)| rows::credentials::read(row, temporary)).transpose()
    }

    async fn add(&mut self, credentials: &Credentials) -> Result<(), StorageError> {
        self.insert::<ActiveModel>([rows::credentials::write(credentials)]).await?;
        self.insert(rows::credentials::write_temporary(credentials)).await
    }

    async fn replace(&mut self, credentials: &Credentials) -> Result<(), StorageError> {
        let key = Column::UserId.eq(credentials.user.as_uuid());
        let row = rows::credentials::write(credentials);
        self.replace::<ActiveModel>(row, key, Column::Revision, credentials.revision).await?;
        let theirs = temporary_passwords::Column::UserId.eq(credentials.user.as_uuid());
        self.delete::<temporary_passwords::Entity>(theirs).await?;
        self.insert(rows::credentials::write_temporary(credentials)).await
    }

    async fn sweep(&mut self, expired_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        use temporary_passwords::Column;
        self.sweep::<temporary_passwords::Entity, i64>(
            Column::Id,
            Column::ExpiresAt,
            rows::micros(expired_by),
            limit,
        )
        .await
    }
}
