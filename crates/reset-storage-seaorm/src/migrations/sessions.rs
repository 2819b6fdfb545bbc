//! The story of `sessions`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary_len, uuid};

use super::{belongs_to, create, index};

/// The table to begin with.
pub(super) struct CreateSessions;

impl MigrationName for CreateSessions {
    fn name(&self) -> &'static str {
        "0008_create_sessions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateSessions {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("sessions")
            .col(binary_len("digest", 32).primary_key().take())
            .col(uuid("user_id"))
            .col(big_integer("epoch"))
            .col(big_integer_null("temporary_expires_at"))
            .col(big_integer("opened_at"))
            .col(big_integer("seen_at"))
            .col(big_integer("ends_at"))
            .col(big_integer("revision"))
            .foreign_key(&mut belongs_to("sessions", "user_id", ("users", "id"), ForeignKeyAction::Cascade))
            .take();
        create(schema, table, [index("sessions", &["user_id"]), index("sessions", &["ends_at"])]).await
    }
}
