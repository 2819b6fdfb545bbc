//! Group commits: many callers, few commits, every one answered.

use std::time::Duration;

use reset_domain::ports::{Appended, Intake, Storage, StorageErrorKind};
use reset_storage_seaorm::SeaStorage;

use crate::database::Database;
use crate::people::entry;

async fn waiting(storage: &SeaStorage) -> u64 {
    storage.begin().await.unwrap().intake().count().await.unwrap()
}

async fn append_all(storage: &SeaStorage, numbers: std::ops::Range<u128>, limit: u64) -> Vec<Appended> {
    let tasks: Vec<_> = numbers
        .map(|number| {
            let storage = storage.clone();
            tokio::spawn(async move { storage.append(entry(number), limit).await.unwrap() })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_is_stored_whole() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let answers = append_all(&storage, 0..500, 1_000).await;
    assert!(answers.iter().all(|answer| *answer == Appended::Stored));
    assert_eq!(waiting(&storage).await, 500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_holds_within_a_group() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let answers = append_all(&storage, 0..100, 30).await;
    assert_eq!(answers.iter().filter(|answer| **answer == Appended::Stored).count(), 30);
    assert_eq!(waiting(&storage).await, 30);
}

#[tokio::test]
async fn a_failure_is_everybodys() {
    let database = Database::sqlite();
    let storage = database.connect().await; // without a schema
    let (one, other) = tokio::join!(storage.append(entry(1), 9), storage.append(entry(2), 9));
    assert_eq!(one.unwrap_err().kind(), StorageErrorKind::Unavailable);
    assert_eq!(other.unwrap_err().kind(), StorageErrorKind::Unavailable);
    storage.migrate().await.unwrap();
    assert_eq!(storage.append(entry(3), 9).await.unwrap(), Appended::Stored);
}

#[tokio::test]
async fn what_was_handed_over_is_stored_though_everybody_left() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    for number in 0..3 {
        // Polled once, and so handed over, then given up.
        let _ = tokio::time::timeout(Duration::ZERO, storage.append(entry(number), 9)).await;
    }
    drop(storage);
    let later = database.connect().await;
    while waiting(&later).await < 3 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_closed_storage_takes_nothing() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    storage.clone().close().await;
    assert_eq!(storage.append(entry(1), 9).await.unwrap_err().kind(), StorageErrorKind::Unavailable);
}
