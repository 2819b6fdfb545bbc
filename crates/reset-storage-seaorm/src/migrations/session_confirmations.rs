//! The story of `session_confirmations`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, binary_len};

use super::{belongs_to, create, index, words};

/// The table to begin with.
pub(super) struct CreateSessionConfirmations;

impl MigrationName for CreateSessionConfirmations {
    fn name(&self) -> &'static str {
        "0009_create_session_confirmations"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateSessionConfirmations {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("session_confirmations")
            .col(big_pk_auto("id"))
            .col(binary_len("session_digest", 32))
            .col(words(schema, "application_id", 40))
            .col(big_integer("at"))
            .foreign_key(&mut belongs_to(
                "session_confirmations",
                "session_digest",
                ("sessions", "digest"),
                ForeignKeyAction::Cascade,
            ))
            .take();
        create(schema, table, [index("session_confirmations", &["session_digest"])]).await
    }
}
