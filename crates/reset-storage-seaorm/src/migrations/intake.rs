//! The story of `intake`: what visitors submitted; it points at nothing, so that an append looks nothing up.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, uuid};

use super::{create, index, words, words_null};

/// The table to begin with.
pub(super) struct CreateIntake;

impl MigrationName for CreateIntake {
    fn name(&self) -> &'static str {
        "0005_create_intake"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateIntake {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("intake")
            .col(uuid("id").primary_key().take())
            .col(big_integer("at"))
            .col(words_null(schema, "account_id", 64))
            .col(words_null(schema, "username", 190))
            .col(words(schema, "network", 64))
            .take();
        create(schema, table, [index("intake", &["at", "id"])]).await
    }
}
