//! The story of `audit_events`: what happened; events outlive what they tell of, so they point at nothing.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, uuid, uuid_null};

use super::{create, index, words, words_null};

/// The table to begin with.
pub(super) struct CreateAuditEvents;

impl MigrationName for CreateAuditEvents {
    fn name(&self) -> &'static str {
        "0012_create_audit_events"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateAuditEvents {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("audit_events")
            .col(uuid("id").primary_key().take())
            .col(big_integer("at"))
            .col(words(schema, "actor", 16))
            .col(words(schema, "kind", 64))
            .col(words_null(schema, "account_id", 64))
            .col(uuid_null("user_id"))
            .col(uuid_null("request_id"))
            .col(words_null(schema, "network", 64))
            .col(words_null(schema, "reason", 190))
            .take();
        create(schema, table, [index("audit_events", &["at"]), index("audit_events", &["user_id", "at"])])
            .await
    }
}
