//! The story of `users`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, uuid};

use super::{belongs_to, create, index, words, words_null};

/// The table to begin with.
pub(super) struct CreateUsers;

impl MigrationName for CreateUsers {
    fn name(&self) -> &'static str {
        "0002_create_users"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateUsers {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("users")
            .col(uuid("id").primary_key().take())
            .col(words(schema, "account_id", 64))
            .col(words(schema, "username", 190).unique_key().take())
            .col(words_null(schema, "first_name", 50))
            .col(words(schema, "email", 254))
            .col(words_null(schema, "locale", 35))
            .col(big_integer_null("suspended_at"))
            .col(big_integer("created_at"))
            .col(big_integer("revision"))
            .foreign_key(&mut belongs_to(
                "users",
                "account_id",
                ("accounts", "id"),
                ForeignKeyAction::Restrict,
            ))
            .take();
        create(schema, table, [index("users", &["account_id"])]).await
    }
}
