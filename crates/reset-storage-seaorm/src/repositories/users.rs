//! Users.

use async_trait::async_trait;
use reset_domain::model::{AccountId, User, UserId, Username};
use reset_domain::ports::{StorageError, UserRepository};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::entities::users::{ActiveModel, Column, Entity};
use crate::people::{are_of_names, is_of_name};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

impl SeaUnitOfWork {
    /// Those of a query that finds few, whose rows are kept in mind.
    async fn few(&mut self, query: Select<Entity>) -> Result<Vec<User>, StorageError> {
        let rows = self.all(query).await?;
        let users = rows.iter().map(rows::users::read).collect::<Result<Vec<_>, _>>()?;
        self.read.users.extend(users.iter().map(|user| user.id).zip(rows));
        Ok(users)
    }
}

#[async_trait]
impl UserRepository for SeaUnitOfWork {
    async fn lookup(&mut self, id: UserId) -> Result<Option<User>, StorageError> {
        Ok(self.few(Entity::find_by_id(id.as_uuid())).await?.pop())
    }

    async fn find_by_username(&mut self, username: &Username) -> Result<Option<User>, StorageError> {
        Ok(self.few(Entity::find().filter(is_of_name(username))).await?.pop())
    }

    async fn find_all_by_username(&mut self, usernames: &[Username]) -> Result<Vec<User>, StorageError> {
        if usernames.is_empty() {
            return Ok(Vec::new());
        }
        self.few(Entity::find().filter(are_of_names(usernames))).await
    }

    async fn list(&mut self, account: Option<&AccountId>) -> Result<Vec<User>, StorageError> {
        let mut query = Entity::find().order_by_asc(Column::Username);
        if let Some(account) = account {
            query = query.filter(Column::AccountId.eq(account.as_str()));
        }
        self.all(query).await?.iter().map(rows::users::read).collect()
    }

    async fn add(&mut self, user: &User) -> Result<(), StorageError> {
        self.insert::<ActiveModel>([rows::users::write(user)]).await
    }

    async fn replace(&mut self, user: &User) -> Result<(), StorageError> {
        let (row, key) = (rows::users::write(user), Column::Id.eq(user.id.as_uuid()));
        let stored = self.read.users.remove(&user.id).filter(|stored| stored.revision == row.revision);
        self.replace_changed::<ActiveModel>(stored, row, key, Column::Revision, user.revision).await
    }
}
