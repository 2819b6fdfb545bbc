//! Laws of units of work: all or nothing, one after another or as if.

use time::{Duration, OffsetDateTime};

use super::store::{Store, cancel_after, granted, pause, together};
use crate::model::{Account, Attempt, AttemptKey, AuditKind, Revision};
use crate::ports::{AuditFilter, StorageError, UnitOfWork};
use crate::testing::ManualClock;
use crate::testing::fixtures::{
    acme, after, audit_event, ava, credentials, device, globex, intake_entry, message, request, session,
};

/// A store that answers says so.
pub async fn a_store_in_good_health_answers_a_ping(store: Store<'_>) {
    granted("a ping", store.storage().ping().await);
}

/// What a committed unit of work wrote is there when the next one begins.
pub async fn committed_writes_are_seen_by_the_next_unit_of_work(store: Store<'_>) {
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    let found = store.read(async |uow| uow.accounts().lookup(&acme().id).await).await;
    assert_eq!(found, Some(acme()), "a committed account must be there for the next unit of work");
}

/// A unit of work sees what it wrote itself, in every repository.
pub async fn a_unit_of_work_sees_its_own_writes(store: Store<'_>) {
    append_one(store).await;
    let mut uow = store.begin().await;
    let found = granted("writing and reading everywhere", write_and_read_everywhere(&mut *uow).await);
    assert_eq!(found, EVERYWHERE, "a unit of work must see what it has just written");
}

/// What a unit of work wrote is seen by nobody else before it commits.
pub async fn uncommitted_writes_are_seen_by_nobody_else(store: Store<'_>) {
    let write = async {
        let mut uow = store.begin().await;
        granted("adding an account", uow.accounts().add(&acme()).await);
        granted("looking it up", uow.accounts().lookup(&acme().id).await);
        for _ in 0..8 {
            pause().await;
        }
        drop(uow);
        None
    };
    let read = async { store.read(async |uow| uow.accounts().lookup(&acme().id).await).await };
    let write: std::pin::Pin<Box<dyn Future<Output = Option<Account>> + '_>> = Box::pin(write);
    let found = together([write, Box::pin(read)]).await;
    assert_eq!(found, [None, None], "nobody may see an account that was never committed");
}

/// All repositories of a unit of work commit together.
pub async fn all_repositories_commit_together(store: Store<'_>) {
    append_one(store).await;
    store.keep(write_everywhere).await;
    assert_eq!(store.read(traces).await, EVERYWHERE, "each repository must keep what was committed");
}

/// Dropping a unit of work leaves no trace in any repository.
pub async fn dropping_a_unit_of_work_leaves_no_trace(store: Store<'_>) {
    append_one(store).await;
    let mut uow = store.begin().await;
    granted("writing and reading everywhere", write_and_read_everywhere(&mut *uow).await);
    drop(uow);
    assert_eq!(store.read(traces).await, NOWHERE, "no repository may keep what was dropped");
}

/// Cancelling a unit of work midway, wherever it waits, leaves no trace, and the store goes on.
pub async fn cancelling_midway_leaves_no_trace(store: Store<'_>) {
    append_one(store).await;
    for polls in 1..=24 {
        let step = async {
            let mut uow = store.begin().await;
            granted("writing and reading everywhere", write_and_read_everywhere(&mut *uow).await);
        };
        let is_done = cancel_after(polls, step).await;
        assert_eq!(
            store.read(traces).await,
            NOWHERE,
            "nothing may be kept of what was cancelled at poll {polls}"
        );
        if is_done {
            break;
        }
    }
    store.keep(write_everywhere).await;
    assert_eq!(
        store.read(traces).await,
        EVERYWHERE,
        "the store must go on after units of work were cancelled"
    );
}

/// Cancelling a commit, wherever it waits, keeps everything or nothing.
pub async fn a_cancelled_commit_keeps_everything_or_nothing(store: Store<'_>) {
    append_one(store).await;
    for polls in 1..=48 {
        let step = async {
            let mut uow = store.begin().await;
            // A commit that was cancelled on its way may arrive later, and then these are there already.
            if write_everywhere(&mut *uow).await.is_ok() {
                let _ = uow.commit().await;
            }
        };
        let is_done = cancel_after(polls, step).await;
        match &store.read(traces).await[..] {
            [] => assert!(!is_done, "what was committed must be kept"),
            found => {
                return assert_eq!(found, EVERYWHERE, "half of what was cancelled at poll {polls} was kept");
            }
        }
    }
}

/// Once a call of a unit of work has failed, nothing of it can be kept, not even what went well before.
/// Writes may wait in the adapter, so it is the next call that reads the store which tells at the latest.
pub async fn nothing_is_kept_after_a_failed_call(store: Store<'_>) {
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    let mut uow = store.begin().await;
    granted("adding an account", uow.accounts().add(&globex()).await);
    let again = async {
        uow.accounts().add(&acme()).await?;
        uow.users().lookup(ava().id).await
    };
    assert!(again.await.is_err(), "adding an account twice must fail, when something is read at the latest");
    assert!(uow.commit().await.is_err(), "a unit of work must not commit after a call of it has failed");
    let found = store.read(async |uow| uow.accounts().lookup(&globex().id).await).await;
    assert_eq!(found, None, "what went well before the failure must not be kept either");
}

/// However many change one thing at the same time, each begun again after a conflict: no change is lost.
pub async fn no_change_is_lost_when_many_change_one_thing(store: Store<'_>) {
    const MANY: u32 = 8;
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    let change = || {
        store.persist(async |uow| {
            let account = uow.accounts().lookup(&acme().id).await?.ok_or_else(StorageError::conflict)?;
            let name = format!("{}+", account.name);
            uow.accounts().replace(&Account { name, ..account }).await
        })
    };
    together((0..MANY).map(|_| change())).await;
    let found = store.read(async |uow| uow.accounts().lookup(&acme().id).await).await;
    let name = format!("{}{}", acme().name, "+".repeat(8));
    let expected = Account { name, revision: Revision::new(MANY), ..acme() };
    assert_eq!(found, Some(expected), "each of {MANY} changes at the same time must be there");
}

/// Every repository of a unit of work, in the order of `traces`.
const EVERYWHERE: [&str; 10] = [
    "accounts",
    "users",
    "credentials",
    "intake",
    "reset_requests",
    "sessions",
    "devices",
    "outbox",
    "audit_log",
    "attempt_log",
];
const NOWHERE: [&str; 0] = [];
const ENTRY: u32 = 1;

fn key() -> AttemptKey {
    AttemptKey::letters_to(ava().id)
}

async fn append_one(store: Store<'_>) {
    granted("appending to the intake", store.intake().append(intake_entry(ENTRY, &ava()), 10).await);
}

/// Leaves something in each repository; in the intake, where nothing can be added, the one entry is taken.
async fn write_everywhere(uow: &mut dyn UnitOfWork) -> Result<(), StorageError> {
    let ava = ava();
    uow.accounts().add(&acme()).await?;
    uow.users().add(&ava).await?;
    uow.credentials().add(&credentials(&ava)).await?;
    uow.intake().take(ManualClock::START + Duration::DAY, 1).await?;
    uow.reset_requests().add(&[request(1, &ava)]).await?;
    uow.sessions().add(&session(1, &ava)).await?;
    uow.devices().add(&device(1, &ava)).await?;
    uow.outbox().add(&[message(1, &ava, ManualClock::START)]).await?;
    uow.audit_log().add(&[audit_event(1, AuditKind::ResetRequested)]).await?;
    uow.attempt_log().add(&[Attempt { key: key(), at: ManualClock::START }]).await
}

/// Writes may wait in the adapter until something is read.
async fn write_and_read_everywhere(uow: &mut dyn UnitOfWork) -> Result<Vec<&'static str>, StorageError> {
    write_everywhere(uow).await?;
    traces(uow).await
}

/// The repositories that show what `write_everywhere` left.
async fn traces(uow: &mut dyn UnitOfWork) -> Result<Vec<&'static str>, StorageError> {
    let ava = ava();
    let all = AuditFilter { since: OffsetDateTime::UNIX_EPOCH, user: None, limit: 10 };
    let found = [
        uow.accounts().lookup(&acme().id).await?.is_some(),
        uow.users().lookup(ava.id).await?.is_some(),
        uow.credentials().lookup(ava.id).await?.is_some(),
        uow.intake().count().await? == 0,
        uow.reset_requests().lookup(request(1, &ava).id).await?.is_some(),
        uow.sessions().lookup(&session(1, &ava).digest).await?.is_some(),
        uow.devices().lookup(&device(1, &ava).digest).await?.is_some(),
        uow.outbox().lookup(message(1, &ava, ManualClock::START).id).await?.is_some(),
        !uow.audit_log().list(all).await?.is_empty(),
        !uow.attempt_log().list(key(), after(-Duration::HOUR), 10).await?.is_empty(),
    ];
    Ok(EVERYWHERE.into_iter().zip(found).filter_map(|(name, found)| found.then_some(name)).collect())
}
