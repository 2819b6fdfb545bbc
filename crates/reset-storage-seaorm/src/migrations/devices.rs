//! The story of `devices`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary_len, uuid};

use super::{belongs_to, create, index};

/// The table to begin with.
pub(super) struct CreateDevices;

impl MigrationName for CreateDevices {
    fn name(&self) -> &'static str {
        "0010_create_devices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateDevices {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("devices")
            .col(binary_len("digest", 32).primary_key().take())
            .col(uuid("user_id"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut belongs_to("devices", "user_id", ("users", "id"), ForeignKeyAction::Cascade))
            .take();
        create(schema, table, [index("devices", &["user_id"]), index("devices", &["expires_at"])]).await
    }
}
