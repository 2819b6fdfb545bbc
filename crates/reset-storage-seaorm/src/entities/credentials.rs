//! What users can sign in with, save their temporary passwords.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credentials")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    pub chosen_hash: Option<String>,
    pub chosen_at: Option<i64>,
    pub epoch: i64,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::users::Entity", from = "Column::UserId", to = "super::users::Column::Id")]
    Users,
    #[sea_orm(has_many = "super::temporary_passwords::Entity")]
    TemporaryPasswords,
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Users.def()
    }
}

impl Related<super::temporary_passwords::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::TemporaryPasswords.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
