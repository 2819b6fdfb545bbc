//! Accounts.

use async_trait::async_trait;
use reset_domain::model::{Account, AccountId};
use reset_domain::ports::{AccountRepository, StorageError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entities::accounts::{ActiveModel, Column, Entity};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

#[async_trait]
impl AccountRepository for SeaUnitOfWork {
    async fn lookup(&mut self, id: &AccountId) -> Result<Option<Account>, StorageError> {
        if let Some(account) = self.read.accounts.get(id) {
            return Ok(account.clone());
        }
        let account =
            self.one(Entity::find_by_id(id.as_str())).await?.map(rows::accounts::read).transpose()?;
        self.read.accounts.insert(id.clone(), account.clone());
        Ok(account)
    }

    async fn lookup_all(&mut self, ids: &[AccountId]) -> Result<Vec<Account>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = Entity::find().filter(Column::Id.is_in(ids.iter().map(AccountId::as_str)));
        self.all(query).await?.into_iter().map(rows::accounts::read).collect()
    }

    async fn list(&mut self) -> Result<Vec<Account>, StorageError> {
        self.all(Entity::find().order_by_asc(Column::Id))
            .await?
            .into_iter()
            .map(rows::accounts::read)
            .collect()
    }

    async fn add(&mut self, account: &Account) -> Result<(), StorageError> {
        self.read.accounts.remove(&account.id);
        self.insert::<ActiveModel>([rows::accounts::write(account)]).await
    }

    async fn replace(&mut self, account: &Account) -> Result<(), StorageError> {
        self.read.accounts.remove(&account.id);
        let key = Column::Id.eq(account.id.as_str());
        self.replace::<ActiveModel>(rows::accounts::write(account), key, Column::Revision, account.revision)
            .await
    }
}
