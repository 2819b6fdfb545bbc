//! Signed-in stays, save their confirmations.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub user_id: Uuid,
    pub epoch: i64,
    pub temporary_expires_at: Option<i64>,
    pub opened_at: i64,
    pub seen_at: i64,
    pub ends_at: i64,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(has_many = "super::session_confirmations::Entity")]
    SessionConfirmations,
}

impl Related<super::session_confirmations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::SessionConfirmations.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
