//! Several workers on engines that let several write at a time.

use reset_domain::model::{Attempt, AttemptKey};
use reset_domain::ports::{Storage, UnitOfWork};

use crate::database::Database;
use crate::people::THEN;

#[cfg(feature = "postgres-laws")]
#[tokio::test]
async fn two_that_sweep_at_once_share_the_rows_on_postgres() {
    two_share(&Database::postgres().await).await;
}

#[cfg(feature = "mysql-laws")]
#[tokio::test]
async fn two_that_sweep_at_once_share_the_rows_on_mysql() {
    two_share(&Database::mysql().await).await;
}

/// Neither waits for the other, or goes for what the other has.
async fn two_share(database: &Database) {
    let storage = database.storage().await;
    let key = AttemptKey::sign_in("anna");
    let mut unit = storage.begin().await.unwrap();
    unit.attempt_log().add(&[Attempt { key, at: THEN }; 3]).await.unwrap();
    unit.commit().await.unwrap();
    let (mut one, mut other) = (storage.begin().await.unwrap(), storage.begin().await.unwrap());
    let sweep = async |unit: &mut dyn UnitOfWork| unit.attempt_log().sweep(THEN, 2).await.unwrap();
    assert_eq!(sweep(&mut *one).await, 2);
    assert_eq!(sweep(&mut *other).await, 1);
    one.commit().await.unwrap();
    other.commit().await.unwrap();
    let left = storage.begin().await.unwrap().attempt_log().list(key, THEN, 10).await.unwrap();
    assert!(left.is_empty(), "{left:?}");
}
