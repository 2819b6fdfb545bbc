//! The story of `accounts`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text};

use super::{create, words};

/// The table to begin with.
pub(super) struct CreateAccounts;

impl MigrationName for CreateAccounts {
    fn name(&self) -> &'static str {
        "0001_create_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateAccounts {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("accounts")
            .col(words(schema, "id", 64).primary_key().take())
            .col(text("written_id"))
            .col(text("name"))
            .col(big_integer_null("suspended_at"))
            .col(big_integer("created_at"))
            .col(big_integer("revision"))
            .take();
        create(schema, table, []).await
    }
}
