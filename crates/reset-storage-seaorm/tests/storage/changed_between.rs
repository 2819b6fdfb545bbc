//! What somebody else changes between two reads of one unit of work, on engines that let several write at a time.

use reset_domain::model::{ResetRequest, Revision, User};
use reset_domain::ports::Storage;
use reset_domain::testing::fixtures::{acme, after, ava, credentials, link, request};
use time::Duration;

use crate::database::Database;

#[cfg(feature = "postgres-laws")]
#[tokio::test]
async fn on_postgres() {
    the_last_that_was_read_is_replaced(&Database::postgres().await).await;
}

#[cfg(feature = "mysql-laws")]
#[tokio::test]
async fn on_mysql() {
    the_last_that_was_read_is_replaced(&Database::mysql().await).await;
}

/// A user and a request are as they are replaced, be it as they were read at first and somebody else changed them since.
async fn the_last_that_was_read_is_replaced(database: &Database) {
    let storage = database.storage().await;
    let mut unit = storage.begin().await.unwrap();
    unit.accounts().add(&acme()).await.unwrap();
    unit.users().add(&ava()).await.unwrap();
    unit.credentials().add(&credentials(&ava())).await.unwrap();
    unit.reset_requests().add(&[request(1, &ava())]).await.unwrap();
    unit.commit().await.unwrap();

    let mut unit = storage.begin().await.unwrap();
    unit.users().lookup(ava().id).await.unwrap().unwrap();
    unit.reset_requests().lookup(request(1, &ava()).id).await.unwrap().unwrap();

    let mut other = storage.begin().await.unwrap();
    other.users().replace(&ava().suspend(after(Duration::MINUTE))).await.unwrap();
    other.reset_requests().replace(&request(1, &ava()).mint(link(1))).await.unwrap();
    other.commit().await.unwrap();

    let again = User { revision: Revision::FIRST.next(), ..ava() };
    assert_eq!(unit.person(ava().id).await.unwrap().unwrap().user.revision, again.revision);
    unit.users().replace(&again).await.unwrap();
    let again = ResetRequest { revision: Revision::FIRST.next(), ..request(1, &ava()) };
    unit.reset_requests().replace(&again).await.unwrap();
    unit.commit().await.unwrap();

    let mut unit = storage.begin().await.unwrap();
    let user = unit.users().lookup(ava().id).await.unwrap().unwrap();
    assert_eq!(user, User { revision: user.revision, ..ava() });
    let found = unit.reset_requests().lookup(request(1, &ava()).id).await.unwrap().unwrap();
    assert_eq!(found, ResetRequest { revision: found.revision, ..request(1, &ava()) });
}
