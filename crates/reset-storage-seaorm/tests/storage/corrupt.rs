//! A stored value that no longer parses is named, not shown, and is not a panic.

use std::slice;

use reset_domain::model::{
    Actor, ApplicationId, AuditEvent, AuditEventId, AuditKind, Cause, ChosenPassword, Confirmation,
    Credentials, Device, DeviceDigest, Epoch, FirstName, Locale, Message, MessageId, MessageState,
    MintedLink, Network, PasswordHash, ResetRequest, ResetRequestId, ResetRequestState, Revision, Session,
    SessionDigest, Standing, TemporaryCredential, TemporaryState, TemporaryTag, TokenDigest, User, UserId,
};
use reset_domain::model::{Attempt, AttemptKey, IntakeEntry, Username};
use reset_domain::ports::{AuditFilter, Intake, Storage, StorageError, StorageErrorKind, UnitOfWork};
use time::Duration;
use uuid::Uuid;

use crate::database::Database;
use crate::errors::whole_text;
use crate::people::{THEN, account, entry, user};

/// What is written over a text; no error may repeat it.
const GIBBERISH: &str = "'sésame ouvre-toi'";
/// What is written over an instant: a year that no calendar of ours has.
const NEVER: &str = "9223372036854775807";
/// Before any instant there is; what lies ahead is not taken out of the intake.
const LONG_AGO: &str = "-9223372036854775807";
/// What is written over a digest or a number.
const SHORT: &str = "x'00'";
const NEGATIVE: &str = "-1";

/// Every column that could hold something unreadable, and such a thing.
const CASES: &[(&str, &str, &str)] = &[
    ("accounts", "id", GIBBERISH),
    ("accounts", "suspended_at", NEVER),
    ("accounts", "created_at", NEVER),
    ("accounts", "revision", NEGATIVE),
    ("users", "account_id", GIBBERISH),
    ("users", "username", GIBBERISH),
    ("users", "first_name", "'evil.example'"),
    ("users", "email", GIBBERISH),
    ("users", "locale", GIBBERISH),
    ("users", "created_at", NEVER),
    ("users", "revision", NEGATIVE),
    ("credentials", "chosen_hash", GIBBERISH),
    ("credentials", "chosen_at", NEVER),
    ("credentials", "chosen_at", "NULL"),
    ("credentials", "epoch", NEGATIVE),
    ("credentials", "revision", NEGATIVE),
    ("temporary_passwords", "tag", GIBBERISH),
    ("temporary_passwords", "hash", GIBBERISH),
    ("temporary_passwords", "minted_at", NEVER),
    ("temporary_passwords", "expires_at", NEVER),
    ("temporary_passwords", "used_at", NEVER),
    ("intake", "at", LONG_AGO),
    ("intake", "account_id", GIBBERISH),
    ("intake", "username", GIBBERISH),
    ("intake", "network", GIBBERISH),
    ("reset_requests", "account_id", GIBBERISH),
    ("reset_requests", "address", GIBBERISH),
    ("reset_requests", "created_at", NEVER),
    ("reset_requests", "state", GIBBERISH),
    ("reset_requests", "state_at", NEVER),
    ("reset_requests", "revision", NEGATIVE),
    ("reset_links", "digest", SHORT),
    ("reset_links", "epoch", NEGATIVE),
    ("reset_links", "expires_at", NEVER),
    ("sessions", "epoch", NEGATIVE),
    ("sessions", "temporary_expires_at", NEVER),
    ("sessions", "opened_at", NEVER),
    ("sessions", "seen_at", NEVER),
    ("sessions", "ends_at", NEVER),
    ("sessions", "revision", NEGATIVE),
    ("session_confirmations", "application_id", GIBBERISH),
    ("session_confirmations", "at", NEVER),
    ("devices", "expires_at", NEVER),
    ("outbox", "address", GIBBERISH),
    ("outbox", "cause", GIBBERISH),
    ("outbox", "request_id", "NULL"),
    ("outbox", "caused_at", NEVER),
    ("outbox", "give_up_at", NEVER),
    ("outbox", "tries", NEGATIVE),
    ("outbox", "state", GIBBERISH),
    ("outbox", "claimable_at", "NULL"),
    ("outbox", "settled_at", "0"),
    ("outbox", "revision", NEGATIVE),
    ("audit_events", "actor", GIBBERISH),
    ("audit_events", "kind", GIBBERISH),
    ("audit_events", "account_id", GIBBERISH),
    ("audit_events", "network", GIBBERISH),
    ("attempts", "at", NEVER),
];

#[tokio::test]
async fn what_no_longer_parses_is_named_and_not_shown() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    storage.append(submitted(), 9).await.unwrap();
    let mut unit = storage.begin().await.unwrap();
    write_everything(&mut *unit).await;
    unit.commit().await.unwrap();
    read_everything(&mut *storage.begin().await.unwrap()).await.unwrap();

    for (table, column, value) in CASES {
        database
            .tamper(&format!(
                "PRAGMA foreign_keys = OFF;
                 CREATE TABLE kept AS SELECT * FROM {table};
                 UPDATE {table} SET {column} = {value}"
            ))
            .await;
        let found = read_everything(&mut *storage.begin().await.unwrap()).await;
        let kind = found.as_ref().map_err(StorageError::kind);
        assert_eq!(kind, Err(StorageErrorKind::Corrupt), "{table}.{column}");
        let text = whole_text(&found.unwrap_err());
        assert!(text.contains(table), "{table}.{column}: {text}");
        assert!(!text.contains("ouvre"), "{text}");
        database
            .tamper(&format!(
                "PRAGMA foreign_keys = OFF;
                 DELETE FROM {table};
                 INSERT INTO {table} SELECT * FROM kept;
                 DROP TABLE kept"
            ))
            .await;
    }
    read_everything(&mut *storage.begin().await.unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_value_of_another_type_is_corrupt_too() {
    let database = Database::sqlite();
    let storage = database.storage().await;
    let mut unit = storage.begin().await.unwrap();
    unit.accounts().add(&account("acme")).await.unwrap();
    unit.commit().await.unwrap();
    database.tamper("UPDATE accounts SET created_at = 'sésame ouvre-toi'").await;
    let error = storage.begin().await.unwrap().accounts().list().await.unwrap_err();
    assert_eq!(error.kind(), StorageErrorKind::Corrupt);
    assert!(!whole_text(&error).contains("ouvre"));
}

fn submitted() -> IntakeEntry {
    IntakeEntry { username: Username::parse("anna").ok(), ..entry(1) }
}

fn anna() -> User {
    User {
        first_name: FirstName::parse("Anna").ok(),
        locale: Locale::parse("de-CH").ok(),
        ..user(&account("acme"), 1, "anna")
    }
}

const DIGEST: [u8; 32] = [7; 32];

fn request_id() -> ResetRequestId {
    ResetRequestId::from_uuid(Uuid::from_u128(2))
}

fn message_id() -> MessageId {
    MessageId::from_uuid(Uuid::from_u128(3))
}

fn hash() -> PasswordHash {
    PasswordHash::parse("$plain$x").unwrap()
}

async fn write_everything(unit: &mut dyn UnitOfWork) {
    let anna = anna();
    unit.accounts().add(&account("acme").suspend(THEN)).await.unwrap();
    unit.users().add(&anna).await.unwrap();
    unit.credentials()
        .add(&Credentials {
            chosen: Some(ChosenPassword { hash: hash(), chosen_at: THEN }),
            temporary: vec![TemporaryCredential {
                tag: TemporaryTag::parse("bc").unwrap(),
                hash: hash(),
                request: request_id(),
                minted_at: THEN,
                expires_at: THEN,
                state: TemporaryState::InUse { since: THEN },
            }],
            ..Credentials::none(anna.id)
        })
        .await
        .unwrap();
    let link = MintedLink { digest: TokenDigest::from_bytes(DIGEST), epoch: Epoch::FIRST, expires_at: THEN };
    let mut request = ResetRequest::owed_to(request_id(), &anna, THEN);
    request.state = ResetRequestState::Followed { links: vec![link], at: THEN };
    unit.reset_requests().add(slice::from_ref(&request)).await.unwrap();
    unit.sessions().add(&session(anna.id)).await.unwrap();
    let device = Device { digest: DeviceDigest::from_bytes(DIGEST), user: anna.id, expires_at: THEN };
    unit.devices().add(&device).await.unwrap();
    let cause = Cause::ResetLink { request: request_id() };
    let message = Message::owed(message_id(), anna.id, anna.email.clone(), cause, THEN, Duration::HOUR);
    assert!(matches!(message.state, MessageState::Due { .. }));
    unit.outbox().add(slice::from_ref(&message)).await.unwrap();
    unit.audit_log()
        .add(&[AuditEvent {
            id: AuditEventId::from_uuid(Uuid::from_u128(4)),
            at: THEN,
            actor: Actor::Visitor,
            kind: AuditKind::ResetRequested,
            account: Some(anna.account),
            user: Some(anna.id),
            request: Some(request_id()),
            network: Network::parse("2001:db8::/64").ok(),
            reason: Some("because".into()),
        }])
        .await
        .unwrap();
    unit.attempt_log().add(&[Attempt { key: AttemptKey::from_bytes(DIGEST), at: THEN }]).await.unwrap();
}

fn session(user: UserId) -> Session {
    Session {
        digest: SessionDigest::from_bytes(DIGEST),
        user,
        epoch: Epoch::FIRST,
        standing: Standing::Temporary { expires_at: THEN },
        opened_at: THEN,
        seen_at: THEN,
        ends_at: THEN,
        confirmations: vec![Confirmation { application: ApplicationId::parse("books").unwrap(), at: THEN }],
        revision: Revision::FIRST,
    }
}

async fn read_everything(unit: &mut dyn UnitOfWork) -> Result<(), StorageError> {
    let anna = anna().id;
    unit.accounts().list().await?;
    unit.users().list(None).await?;
    unit.credentials().lookup(anna).await?;
    unit.intake().take(THEN, 1).await?;
    unit.reset_requests().lookup(request_id()).await?;
    unit.sessions().lookup(&SessionDigest::from_bytes(DIGEST)).await?;
    unit.devices().lookup(&DeviceDigest::from_bytes(DIGEST)).await?;
    unit.outbox().lookup(message_id()).await?;
    unit.audit_log().list(AuditFilter { since: THEN - Duration::DAY, user: None, limit: 9 }).await?;
    unit.attempt_log().list(AttemptKey::from_bytes(DIGEST), THEN - Duration::DAY, 9).await?;
    Ok(())
}
