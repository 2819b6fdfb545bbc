//! The story of `outbox`: letters that are owed; a request may be forgotten before its letters.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, uuid, uuid_null};

use super::{belongs_to, create, index, words, words_null};

/// The table to begin with.
pub(super) struct CreateOutbox;

impl MigrationName for CreateOutbox {
    fn name(&self) -> &'static str {
        "0011_create_outbox"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateOutbox {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("outbox")
            .col(uuid("id").primary_key().take())
            .col(uuid("user_id"))
            .col(words(schema, "address", 254))
            .col(words(schema, "cause", 32))
            .col(uuid_null("request_id"))
            .col(big_integer("caused_at"))
            .col(big_integer("give_up_at"))
            .col(big_integer("tries"))
            .col(words(schema, "state", 16))
            .col(big_integer_null("claimable_at"))
            .col(big_integer_null("settled_at"))
            .col(words_null(schema, "settled_how", 16))
            .col(big_integer("revision"))
            .foreign_key(&mut belongs_to("outbox", "user_id", ("users", "id"), ForeignKeyAction::Cascade))
            .take();
        create(
            schema,
            table,
            [
                index("outbox", &["user_id"]),
                index("outbox", &["claimable_at", "id"]),
                index("outbox", &["settled_at"]),
            ],
        )
        .await
    }
}
