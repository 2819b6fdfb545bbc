//! Minted links, in the order of their ids.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reset_links")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub digest: Vec<u8>,
    pub request_id: Uuid,
    pub epoch: i64,
    pub expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::reset_requests::Entity",
        from = "Column::RequestId",
        to = "super::reset_requests::Column::Id"
    )]
    ResetRequests,
}

impl Related<super::reset_requests::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ResetRequests.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
