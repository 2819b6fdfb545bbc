//! The story of `temporary_passwords`: temporary passwords, kept apart so that expired ones can be forgotten.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, big_pk_auto, text, uuid};

use super::{belongs_to, create, index, words};

/// The table to begin with.
pub(super) struct CreateTemporaryPasswords;

impl MigrationName for CreateTemporaryPasswords {
    fn name(&self) -> &'static str {
        "0004_create_temporary_passwords"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateTemporaryPasswords {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("temporary_passwords")
            .col(big_pk_auto("id"))
            .col(uuid("user_id"))
            .col(words(schema, "tag", 2))
            .col(text("hash"))
            .col(uuid("request_id"))
            .col(big_integer("minted_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(&mut belongs_to(
                "temporary_passwords",
                "user_id",
                ("credentials", "user_id"),
                ForeignKeyAction::Cascade,
            ))
            .take();
        create(
            schema,
            table,
            [index("temporary_passwords", &["user_id"]), index("temporary_passwords", &["expires_at"])],
        )
        .await
    }
}
