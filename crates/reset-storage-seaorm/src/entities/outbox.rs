//! Letters that are owed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub address: String,
    pub cause: String,
    pub request_id: Option<Uuid>,
    pub caused_at: i64,
    pub give_up_at: i64,
    pub tries: i64,
    pub state: String,
    pub claimable_at: Option<i64>,
    pub settled_at: Option<i64>,
    pub settled_how: Option<String>,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
