//! What PostgreSQL alone can get wrong.

use reset_domain::model::{AccountId, Credentials};
use reset_domain::ports::{Storage, StorageErrorKind};
use reset_storage_seaorm::SeaStorage;

use crate::database::Database;
use crate::people::{account, user};

async fn with_accounts(database: &Database, ids: &[&str]) -> SeaStorage {
    let storage = database.storage().await;
    let mut unit = storage.begin().await.unwrap();
    for id in ids {
        unit.accounts().add(&account(id)).await.unwrap();
    }
    unit.commit().await.unwrap();
    storage
}

#[tokio::test]
async fn a_server_that_went_away_is_no_trouble_once_it_is_back() {
    let database = Database::postgres().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    // Several connections are open and idle by then, and one is in use.
    let _others = (storage.begin().await.unwrap(), storage.begin().await.unwrap());
    database
        .tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        .await;
    assert_eq!(unit.accounts().list().await.unwrap_err().kind(), StorageErrorKind::Unavailable);
    drop(unit);
    storage.ping().await.unwrap();
    assert_eq!(storage.begin().await.unwrap().accounts().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_deadlock_is_a_conflict_for_one_of_the_two() {
    let database = Database::postgres().await;
    let storage = with_accounts(&database, &["acme", "bolt"]).await;
    let (mut one, mut other) = (storage.begin().await.unwrap(), storage.begin().await.unwrap());
    one.accounts().replace(&account("acme")).await.unwrap();
    other.accounts().replace(&account("bolt")).await.unwrap();
    let (bolt, acme) = (account("bolt"), account("acme"));
    let first = async move {
        let done = one.accounts().replace(&bolt).await;
        drop(one); // so that the other one need not wait for it
        done
    };
    let second = async move {
        let done = other.accounts().replace(&acme).await;
        drop(other);
        done
    };
    let (first, second) = tokio::join!(first, second);
    let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
    won.unwrap();
    assert_eq!(lost.unwrap_err().kind(), StorageErrorKind::Conflict);
}

#[tokio::test]
async fn names_are_ordered_by_their_bytes_whatever_the_server_thinks() {
    let database = Database::postgres().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    let sorted = ["a-z", "ab", "az", "b", "ä"];
    for (number, name) in (1..).zip(sorted) {
        unit.users().add(&user(&account("acme"), number, name)).await.unwrap();
    }
    let listed = unit.users().list(AccountId::parse("acme").ok().as_ref()).await.unwrap();
    let names: Vec<_> = listed.iter().map(|user| user.username.as_str()).collect();
    assert_eq!(names, sorted);
}

#[tokio::test]
async fn after_a_conflict_nothing_is_kept_and_nobody_is_told_it_was() {
    let database = Database::postgres().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    let anna = user(&account("acme"), 1, "anna");
    unit.users().add(&anna).await.unwrap();
    unit.credentials().add(&Credentials::none(anna.id)).await.unwrap();
    assert_eq!(unit.users().add(&anna).await.unwrap_err().kind(), StorageErrorKind::Conflict);
    assert_eq!(unit.commit().await.unwrap_err().kind(), StorageErrorKind::Conflict);
    assert_eq!(storage.begin().await.unwrap().users().list(None).await.unwrap(), []);
}
