//! The story of `attempts`: counted tries, by digests that point at nothing.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, binary_len};

use super::{create, index};

/// The table to begin with.
pub(super) struct CreateAttempts;

impl MigrationName for CreateAttempts {
    fn name(&self) -> &'static str {
        "0013_create_attempts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateAttempts {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("attempts")
            .col(big_pk_auto("id"))
            .col(binary_len("key", 32))
            .col(big_integer("at"))
            .take();
        create(schema, table, [index("attempts", &["key", "at"]), index("attempts", &["at"])]).await
    }
}
