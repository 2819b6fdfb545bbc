//! The story of `reset_links`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, binary_len, uuid};

use super::{belongs_to, create, index};

/// The table to begin with.
pub(super) struct CreateResetLinks;

impl MigrationName for CreateResetLinks {
    fn name(&self) -> &'static str {
        "0007_create_reset_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateResetLinks {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("reset_links")
            .col(big_pk_auto("id"))
            .col(binary_len("digest", 32).unique_key().take())
            .col(uuid("request_id"))
            .col(big_integer("epoch"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut belongs_to(
                "reset_links",
                "request_id",
                ("reset_requests", "id"),
                ForeignKeyAction::Cascade,
            ))
            .take();
        create(schema, table, [index("reset_links", &["request_id"])]).await
    }
}
