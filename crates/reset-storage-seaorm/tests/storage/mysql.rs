//! What MySQL and MariaDB can get wrong.

use reset_domain::model::{AccountId, Actor, AuditEvent, AuditEventId, AuditKind, Credentials, Username};
use reset_domain::ports::{Storage, StorageErrorKind};
use reset_storage_seaorm::{ConnectError, ConnectSettings, SeaStorage};
use uuid::Uuid;

use crate::database::Database;
use crate::errors::whole_text;
use crate::people::{THEN, account, user};

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
    let database = Database::mysql().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    // Several connections are open and idle by then, and one is in use.
    let _others = (storage.begin().await.unwrap(), storage.begin().await.unwrap());
    database.cut_connections().await;
    assert_eq!(unit.accounts().list().await.unwrap_err().kind(), StorageErrorKind::Unavailable);
    drop(unit);
    storage.ping().await.unwrap();
    assert_eq!(storage.begin().await.unwrap().accounts().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_deadlock_is_a_conflict_for_one_of_the_two() {
    let database = Database::mysql().await;
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

/// Where a server does not look for deadlocks, this is how they end.
#[tokio::test]
async fn who_waited_too_long_for_a_row_begins_again() {
    let database = Database::mysql().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let (mut one, mut other) = (storage.begin().await.unwrap(), storage.begin().await.unwrap());
    one.accounts().replace(&account("acme")).await.unwrap();
    let error = other.accounts().replace(&account("acme")).await.unwrap_err();
    assert_eq!(error.kind(), StorageErrorKind::Conflict);
    one.commit().await.unwrap();
}

#[tokio::test]
async fn a_refused_sign_in_repeats_no_password() {
    let database = Database::mysql().await;
    let (_, server) = database.url().rsplit_once('@').unwrap();
    let url = format!("mysql://nobody-here:sesame-open@{server}");
    let error = SeaStorage::connect(&ConnectSettings { url, max_connections: 1 }).await.unwrap_err();
    assert!(matches!(error, ConnectError::Refused(_)));
    let text = whole_text(&error);
    assert!(text.contains("nobody-here") && !text.contains("sesame"), "{text}");
}

#[tokio::test]
async fn names_are_ordered_by_their_bytes_whatever_the_server_thinks() {
    let database = Database::mysql().await;
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
    let database = Database::mysql().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    let anna = user(&account("acme"), 1, "anna");
    unit.users().add(&anna).await.unwrap();
    unit.credentials().add(&Credentials::none(anna.id)).await.unwrap();
    assert_eq!(unit.users().add(&anna).await.unwrap_err().kind(), StorageErrorKind::Conflict);
    assert_eq!(unit.commit().await.unwrap_err().kind(), StorageErrorKind::Conflict);
    assert_eq!(storage.begin().await.unwrap().users().list(None).await.unwrap(), []);
}

/// Each of these is one name to a collation that MySQL would choose by itself.
#[tokio::test]
async fn names_that_look_alike_are_not_the_same() {
    let database = Database::mysql().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    for (number, name) in (1..).zip(["mike", "m\u{131}ke", "m\u{ed}ke", "strasse", "stra\u{df}e"]) {
        unit.users().add(&user(&account("acme"), number, name)).await.unwrap();
    }
    unit.commit().await.unwrap();
    let mut unit = storage.begin().await.unwrap();
    for (number, name) in (1_u128..).zip(["mike", "m\u{131}ke", "m\u{ed}ke", "strasse", "stra\u{df}e"]) {
        let found = unit.users().find_by_username(&Username::parse(name).unwrap()).await.unwrap();
        assert_eq!(found.unwrap().id.as_uuid().as_u128(), number, "{name}");
    }
}

/// No name of ours ends so, but a table that somebody else writes to may hold some: a collation that pads takes each
/// of them for the first one.
#[tokio::test]
async fn names_are_compared_to_their_last_byte() {
    let database = Database::mysql().await;
    let storage = with_accounts(&database, &["acme"]).await;
    for (number, name) in [(2, "'mike '"), (3, "CONCAT('mike', CHAR(0))"), (4, "'MIKE'")] {
        database
            .tamper(&format!(
                "INSERT INTO users (id, account_id, username, email, created_at, revision) \
                 VALUES (x'{number:032x}', 'acme', {name}, 'someone@example.com', 0, 1)"
            ))
            .await;
    }
    let mut unit = storage.begin().await.unwrap();
    let mike = user(&account("acme"), 1, "mike");
    assert_eq!(unit.users().find_by_username(&mike.username).await.unwrap(), None);
    unit.users().add(&mike).await.unwrap();
    assert_eq!(unit.users().find_by_username(&mike.username).await.unwrap(), Some(mike));
}

/// What does not fit is refused, not cut: a name that is cut is another name.
#[tokio::test]
async fn nothing_is_cut_to_fit() {
    let database = Database::mysql().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    let anna = user(&account("acme"), 1, "anna");
    unit.users().add(&anna).await.unwrap();
    unit.commit().await.unwrap();
    let long = AuditEvent { reason: Some("x".repeat(500).into()), ..event() };
    let mut unit = storage.begin().await.unwrap();
    assert_eq!(unit.audit_log().add(&[long]).await.unwrap_err().kind(), StorageErrorKind::Unavailable);
}

/// After a deadlock MySQL has undone everything and goes on, keeping what comes after: the unit of work must not.
#[tokio::test]
async fn a_unit_of_work_that_failed_does_nothing_more() {
    let database = Database::mysql().await;
    let storage = with_accounts(&database, &["acme"]).await;
    let mut unit = storage.begin().await.unwrap();
    assert_eq!(unit.accounts().add(&account("acme")).await.unwrap_err().kind(), StorageErrorKind::Conflict);
    assert_eq!(unit.accounts().add(&account("bolt")).await.unwrap_err().kind(), StorageErrorKind::Conflict);
    drop(unit);
    assert_eq!(storage.begin().await.unwrap().accounts().list().await.unwrap().len(), 1);
}

fn event() -> AuditEvent {
    AuditEvent {
        id: AuditEventId::from_uuid(Uuid::from_u128(4)),
        at: THEN,
        actor: Actor::Visitor,
        kind: AuditKind::ResetUnmatched,
        account: None,
        user: None,
        request: None,
        network: None,
        reason: None,
    }
}
