//! The laws of stores, as the domain writes them, on every engine.

use reset_domain::model::UserId;
use reset_domain::ports::{Intake, Storage};
use reset_domain::testing::laws::{Damageable, Subject};
use reset_storage_seaorm::SeaStorage;

use crate::database::Database;

macro_rules! sits_the_exam {
    ($module:ident, $subject:ident, $database:expr, $uuid:literal) => {
        mod $module {
            use super::*;

            struct $subject {
                // Before the database, so that its connections go first.
                storage: SeaStorage,
                database: Database,
            }

            impl Subject for $subject {
                async fn fresh() -> Self {
                    let database = $database;
                    Self { storage: database.storage().await, database }
                }

                fn storage(&self) -> &dyn Storage {
                    &self.storage
                }

                fn intake(&self) -> &dyn Intake {
                    &self.storage
                }
            }

            impl Damageable for $subject {
                async fn damage_username(&self, user: UserId) {
                    let id = user.as_uuid().simple().to_string();
                    let id = format!($uuid, id);
                    self.database
                        .tamper(&format!("UPDATE users SET username = 'no name' WHERE id = {id}"))
                        .await;
                }
            }

            reset_domain::storage_laws!($subject);
            reset_domain::storage_corruption_laws!($subject);
        }
    };
}

sits_the_exam!(sqlite, Sqlite, Database::sqlite(), "x'{}'");
#[cfg(feature = "postgres-laws")]
sits_the_exam!(postgres, Postgres, Database::postgres().await, "'{}'");
#[cfg(feature = "mysql-laws")]
sits_the_exam!(mysql, MySql, Database::mysql().await, "x'{}'");
