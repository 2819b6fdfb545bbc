//! Reset requests, save their links.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reset_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub account_id: String,
    pub address: String,
    pub created_at: i64,
    pub state: String,
    pub state_at: Option<i64>,
    pub closed_reason: Option<String>,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(has_many = "super::reset_links::Entity")]
    ResetLinks,
}

impl Related<super::reset_links::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ResetLinks.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
