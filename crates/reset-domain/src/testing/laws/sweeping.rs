//! Laws of sweeping: each `sweep` removes what is due, at most `limit`, nothing else.

use std::slice;

use time::{Duration, OffsetDateTime};

use super::store::Store;
use crate::model::{
    Attempt, AttemptKey, AuditEvent, AuditKind, Credentials, Device, Lease, Message, ResetRequest, Session,
    Settlement, TemporaryCredential,
};
use crate::ports::{AuditFilter, StorageError, UnitOfWork};
use crate::testing::ManualClock;
use crate::testing::fixtures::{
    after, audit_event, ava, bo, credentials, device, link, message, request, request_id, session, temporary,
    token_digest,
};

/// Of four things that are due at minutes 1, 2, 3 and 4, three are swept at minute 3: two, and then the one left.
const UNTIL: i64 = 3;

/// Temporary passwords that expired are swept; chosen ones, other temporary ones and the epoch stay.
pub async fn a_sweep_of_credentials_removes_what_expired(store: Store<'_>) {
    store.populate().await;
    let expiring = |tag: &str, n: u8| TemporaryCredential {
        expires_at: minute(n.into()),
        ..temporary(tag, request_id(n.into()))
    };
    let last = expiring("dd", 4);
    let of_ava = credentials(&ava()).mint(last.clone()).mint(expiring("bb", 1)).mint(expiring("cc", 2));
    let of_bo = Credentials::none(bo().id).mint(expiring("bb", 3));
    store.keep(async |uow| uow.credentials().add(&of_ava).await).await;
    store.keep(async |uow| uow.credentials().add(&of_bo).await).await;
    swept(store, async |uow, limit| uow.credentials().sweep(minute(UNTIL), limit).await).await;
    let found = store.read(async |uow| uow.credentials().lookup(of_ava.user).await).await;
    let expected = Credentials { temporary: vec![last], ..of_ava };
    assert_eq!(found, Some(expected), "nothing but what expired may be gone, and nothing may be raised");
    let found = store.read(async |uow| uow.credentials().lookup(of_bo.user).await).await;
    let expected = Credentials { temporary: Vec::new(), ..of_bo };
    assert_eq!(found, Some(expected), "credentials must stay when the last temporary password is gone");
}

/// Old requests are swept in any state, and their links with them.
pub async fn a_sweep_of_requests_removes_their_links(store: Store<'_>) {
    store.populate().await;
    let created =
        |n: u8| ResetRequest { created_at: minute(n.into()), ..request(n.into(), &ava()) }.mint(link(n));
    let requests = [created(4), created(3).follow(minute(9)), created(1), created(2)];
    for request in &requests {
        store.keep(async |uow| uow.reset_requests().add(slice::from_ref(request)).await).await;
    }
    swept(store, async |uow, limit| uow.reset_requests().sweep(minute(UNTIL), limit).await).await;
    for n in 1..=4 {
        let by_id =
            store.read(async |uow| uow.reset_requests().lookup(request(n.into(), &ava()).id).await).await;
        let by_link =
            store.read(async |uow| uow.reset_requests().find_by_token(&token_digest(n)).await).await;
        let expected = (3 < n).then(|| created(n));
        assert_eq!(by_id, expected, "request {n}: three are due, the fourth is not");
        assert_eq!(by_link, expected, "link {n}: a swept request must take its link along");
    }
    let again = request(9, &ava()).mint(link(1));
    store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&again)).await).await;
}

/// Sessions that ended are swept, and their confirmations with them.
pub async fn a_sweep_of_sessions_removes_what_ended(store: Store<'_>) {
    store.populate().await;
    let ending = |n: u8| Session { ends_at: minute(n.into()), ..session(n, &ava()) };
    for n in [4, 3, 1, 2] {
        store.keep(async |uow| uow.sessions().add(&ending(n)).await).await;
    }
    swept(store, async |uow, limit| uow.sessions().sweep(minute(UNTIL), limit).await).await;
    for n in 1..=4 {
        let found = store.read(async |uow| uow.sessions().lookup(&ending(n).digest).await).await;
        assert_eq!(found, (3 < n).then(|| ending(n)), "session {n}: three are due, the fourth is not");
    }
}

/// Devices whose time is over are swept.
pub async fn a_sweep_of_devices_removes_what_expired(store: Store<'_>) {
    store.populate().await;
    let expiring = |n: u8| Device { expires_at: minute(n.into()), ..device(n, &ava()) };
    for n in [4, 3, 1, 2] {
        store.keep(async |uow| uow.devices().add(&expiring(n)).await).await;
    }
    swept(store, async |uow, limit| uow.devices().sweep(minute(UNTIL), limit).await).await;
    for n in 1..=4 {
        let found = store.read(async |uow| uow.devices().lookup(&expiring(n).digest).await).await;
        assert_eq!(found, (3 < n).then(|| expiring(n)), "device {n}: three are due, the fourth is not");
    }
}

/// Messages settled long ago are swept, however they were settled; what is owed stays, however old.
pub async fn a_sweep_of_the_outbox_removes_what_is_settled(store: Store<'_>) {
    store.populate().await;
    let owed = |n: u8| message(n.into(), &ava(), ManualClock::START);
    let settled = |n: u8, how| owed(n).settle(how, minute(n.into()));
    let messages = [
        settled(1, Settlement::Delivered),
        settled(2, Settlement::GivenUp),
        settled(3, Settlement::NotNeeded),
        settled(4, Settlement::Dropped),
        owed(5),
        owed(6).claim(Lease { until: minute(1) }),
    ];
    for message in &messages {
        store.keep(async |uow| uow.outbox().add(slice::from_ref(message)).await).await;
    }
    swept(store, async |uow, limit| uow.outbox().sweep(minute(UNTIL), limit).await).await;
    for (n, message) in (1_u8..).zip(messages) {
        let found = store.read(async |uow| uow.outbox().lookup(message.id).await).await;
        let expected: Option<Message> = (3 < n).then_some(message);
        assert_eq!(found, expected, "message {n}: three are due, the others are not");
    }
}

/// Old events are swept, oldest first.
pub async fn a_sweep_of_the_audit_log_removes_the_oldest(store: Store<'_>) {
    let old = |n: u8| AuditEvent { at: minute(n.into()), ..audit_event(n.into(), AuditKind::SignedIn) };
    for n in [4, 3, 1, 2] {
        store.keep(async |uow| uow.audit_log().add(&[old(n)]).await).await;
    }
    let all = AuditFilter { since: ManualClock::START, user: None, limit: 10 };
    store.keep(async |uow| uow.audit_log().sweep(minute(UNTIL), 1).await).await;
    let left = store.read(async |uow| uow.audit_log().list(all).await).await;
    assert_eq!(left, [2, 3, 4].map(old), "the oldest must go first");
    store.keep(async |uow| uow.audit_log().add(&[old(1)]).await).await;
    swept(store, async |uow, limit| uow.audit_log().sweep(minute(UNTIL), limit).await).await;
    let left = store.read(async |uow| uow.audit_log().list(all).await).await;
    assert_eq!(left, [old(4)], "three are due, the fourth is not");
}

/// Old tries are swept, of every key.
pub async fn a_sweep_of_attempts_removes_the_old(store: Store<'_>) {
    let keys = [ava().id, bo().id].map(AttemptKey::letters_to);
    let [of_ava, of_bo] = keys;
    for (key, n) in [(of_ava, 4), (of_ava, 1), (of_bo, 3), (of_bo, 2)] {
        store.keep(async |uow| uow.attempt_log().add(&[Attempt { key, at: minute(n) }]).await).await;
    }
    swept(store, async |uow, limit| uow.attempt_log().sweep(minute(UNTIL), limit).await).await;
    let mut left = Vec::new();
    for key in keys {
        left.extend(store.read(async |uow| uow.attempt_log().list(key, ManualClock::START, 10).await).await);
    }
    assert_eq!(left, [minute(4)], "three are due, the fourth is not");
}

fn minute(n: i64) -> OffsetDateTime {
    after(Duration::minutes(n))
}

/// Sweeps three due things with room for two, then for more, and then for nothing that is left.
async fn swept(store: Store<'_>, sweep: impl AsyncFn(&mut dyn UnitOfWork, u32) -> Result<u64, StorageError>) {
    for (limit, expected) in [(0, 0), (2, 2), (10, 1), (10, 0)] {
        let swept = store.keep(async |uow| sweep(uow, limit).await).await;
        assert_eq!(
            swept, expected,
            "a sweep of at most {limit} must tell what it removed, which is {expected}"
        );
    }
}
