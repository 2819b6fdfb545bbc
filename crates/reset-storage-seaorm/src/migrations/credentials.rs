//! The story of `credentials`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text_null, uuid};

use super::{belongs_to, create};

/// The table to begin with.
pub(super) struct CreateCredentials;

impl MigrationName for CreateCredentials {
    fn name(&self) -> &'static str {
        "0003_create_credentials"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateCredentials {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("credentials")
            .col(uuid("user_id").primary_key().take())
            .col(text_null("chosen_hash"))
            .col(big_integer_null("chosen_at"))
            .col(big_integer("epoch"))
            .col(big_integer("revision"))
            .foreign_key(&mut belongs_to(
                "credentials",
                "user_id",
                ("users", "id"),
                ForeignKeyAction::Cascade,
            ))
            .take();
        create(schema, table, []).await
    }
}
