//! What SQLite alone can get wrong.

use reset_domain::model::{Account, Attempt, AttemptKey};
use reset_domain::ports::{Storage, StorageErrorKind};
use reset_storage_seaorm::{ConnectError, ConnectSettings, SeaStorage};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{self, Connection, Executor};
use time::OffsetDateTime;

use crate::database::Database;
use crate::people::account;

fn path_of(database: &Database) -> &str {
    database.url().trim_start_matches("sqlite://")
}

#[tokio::test]
async fn a_missing_directory_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere");
    let url = format!("sqlite://{}/readmit.db", missing.display());
    let error = SeaStorage::connect(&ConnectSettings { url, max_connections: 4 }).await.unwrap_err();
    assert!(matches!(&error, ConnectError::NoDirectory(directory) if directory == &missing), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let database = Database::sqlite();
    let _storage = database.storage().await;
    for file in ["", "-wal", "-shm"] {
        let metadata = std::fs::metadata(format!("{}{file}", path_of(&database))).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{file}");
    }
}

#[tokio::test]
async fn a_unit_of_work_is_the_only_writer_from_its_beginning() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let options =
        SqliteConnectOptions::new().filename(path_of(&database)).busy_timeout(std::time::Duration::ZERO);
    let mut stranger = SqliteConnection::connect_with(&options).await.unwrap();

    let unit = storage.begin().await.unwrap();
    let refused = stranger.execute("BEGIN IMMEDIATE").await.unwrap_err();
    assert!(matches!(refused, sqlx::Error::Database(e) if e.code().as_deref() == Some("5")));
    drop(unit);
    // The rollback travels on its own; the next unit of work waits for it.
    storage.begin().await.unwrap().commit().await.unwrap();
    stranger.execute("BEGIN IMMEDIATE").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_read_and_write_at_once_and_none_is_turned_away() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let acme = account("acme");
    let mut unit = storage.begin().await.unwrap();
    unit.accounts().add(&acme).await.unwrap();
    unit.commit().await.unwrap();

    let mut tasks = Vec::new();
    for storage in [storage.clone(), storage.clone(), database.connect().await, database.connect().await] {
        let id = acme.id.clone();
        tasks.push(tokio::spawn(async move {
            for _ in 0..50 {
                let mut unit = storage.begin().await.unwrap();
                let account = unit.accounts().lookup(&id).await.unwrap().unwrap();
                unit.accounts().replace(&account).await.unwrap();
                unit.commit().await.unwrap();
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let mut unit = storage.begin().await.unwrap();
    assert_eq!(unit.accounts().lookup(&acme.id).await.unwrap().unwrap().revision.get(), 200);
}

#[tokio::test]
async fn readiness_does_not_wait_for_a_writer() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let _unit = storage.begin().await.unwrap();
    storage.ping().await.unwrap();
}

/// Writes wait for each other, so it is the commit that tells.
#[tokio::test]
async fn after_a_conflict_nothing_is_kept() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let mut unit = storage.begin().await.unwrap();
    unit.accounts().add(&account("acme")).await.unwrap();
    unit.accounts().add(&account("acme")).await.unwrap();
    assert_eq!(unit.commit().await.unwrap_err().kind(), StorageErrorKind::Conflict);
    assert_eq!(storage.begin().await.unwrap().accounts().list().await.unwrap(), []);
}

/// Whatever waits with it, before it and behind it: a revision that is not there any more is noticed.
#[tokio::test]
async fn a_stale_revision_is_noticed_among_other_writes() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let (acme, globex) = (account("acme"), account("globex"));
    let mut unit = storage.begin().await.unwrap();
    unit.accounts().add(&acme).await.unwrap();
    unit.accounts().add(&globex).await.unwrap();
    unit.commit().await.unwrap();
    let fresh = globex.clone();
    let stale = Account { revision: acme.revision.next(), ..acme.clone() };
    let nobody = [AttemptKey::sign_in("nobody")];
    let tries = [Attempt { key: nobody[0], at: OffsetDateTime::UNIX_EPOCH }];

    for steps in ["s", "fs", "sf", "as", "sa", "cs", "sc", "fascr", "sr", "saaaaaaaaaaaaaaaaaaaaaaaa"] {
        let mut unit = storage.begin().await.unwrap();
        let mut told = None;
        for step in steps.chars() {
            let answer = match step {
                'f' => unit.accounts().replace(&fresh).await,
                's' => unit.accounts().replace(&stale).await,
                'a' => unit.attempt_log().add(&tries).await,
                // How many rows it deletes nobody is told.
                'c' => unit.attempt_log().clear(&nobody).await,
                _ => unit.accounts().list().await.map(drop),
            };
            told = told.or(answer.err());
        }
        let last = unit.commit().await.unwrap_err();
        assert_eq!(told.unwrap_or(last).kind(), StorageErrorKind::Conflict, "{steps}");
        let kept = storage.begin().await.unwrap().accounts().list().await.unwrap();
        assert_eq!(kept, [acme.clone(), globex.clone()], "{steps}");
    }
}
