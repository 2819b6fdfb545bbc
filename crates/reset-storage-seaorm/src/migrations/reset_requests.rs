//! The story of `reset_requests`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, uuid};

use super::{belongs_to, create, index, words, words_null};

/// The table to begin with.
pub(super) struct CreateResetRequests;

impl MigrationName for CreateResetRequests {
    fn name(&self) -> &'static str {
        "0006_create_reset_requests"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateResetRequests {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("reset_requests")
            .col(uuid("id").primary_key().take())
            .col(uuid("user_id"))
            .col(words(schema, "account_id", 64))
            .col(words(schema, "address", 254))
            .col(big_integer("created_at"))
            .col(words(schema, "state", 16))
            .col(big_integer_null("state_at"))
            .col(words_null(schema, "closed_reason", 32))
            .col(big_integer("revision"))
            .foreign_key(&mut belongs_to(
                "reset_requests",
                "user_id",
                ("users", "id"),
                ForeignKeyAction::Cascade,
            ))
            .foreign_key(&mut belongs_to(
                "reset_requests",
                "account_id",
                ("accounts", "id"),
                ForeignKeyAction::Restrict,
            ))
            .take();
        create(
            schema,
            table,
            [
                index("reset_requests", &["user_id", "state"]),
                index("reset_requests", &["account_id"]),
                index("reset_requests", &["created_at"]),
            ],
        )
        .await
    }
}
