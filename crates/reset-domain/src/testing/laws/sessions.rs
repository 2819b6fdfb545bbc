//! Laws of sessions and known devices.

use time::Duration;

use super::store::Store;
use crate::model::{ApplicationId, Confirmation, Device, Epoch, Session, SessionDigest, Standing};
use crate::testing::fixtures::{after, ava, bo, device, session};

/// A session reads back as written, whatever it stands on and whatever was confirmed in it, in that order.
pub async fn every_state_of_a_session_survives(store: Store<'_>) {
    store.populate().await;
    let temporary = Standing::Temporary { expires_at: after(Duration::MICROSECOND) };
    let sessions = [
        session(1, &ava()),
        Session { standing: temporary, epoch: Epoch::new(u32::MAX), ..session(2, &ava()) },
        Session { seen_at: after(Duration::MICROSECOND), ..session(3, &ava()) },
        Session { confirmations: confirmations(["wiki", "billing", "mail"]), ..session(4, &ava()) },
    ];
    for session in sessions {
        store.keep(async |uow| uow.sessions().add(&session).await).await;
        assert_eq!(lookup(store, &session).await, Some(session), "a session must read back as added");
    }
}

/// A session reads back as replaced, with the confirmations it has then and no others.
pub async fn every_change_of_a_session_survives(store: Store<'_>) {
    store.populate().await;
    let added = Session { confirmations: confirmations(["wiki", "billing"]), ..session(1, &ava()) };
    store.keep(async |uow| uow.sessions().add(&added).await).await;
    let changed =
        Session { confirmations: confirmations(["mail", "wiki"]), ..added.seen(after(Duration::MINUTE)) };
    store.keep(async |uow| uow.sessions().replace(&changed).await).await;
    let expected = Session { revision: changed.revision.next(), ..changed };
    assert_eq!(
        lookup(store, &expected).await.as_ref(),
        Some(&expected),
        "a session must read back as replaced"
    );

    let emptied = Session { confirmations: Vec::new(), ..expected };
    store.keep(async |uow| uow.sessions().replace(&emptied).await).await;
    let expected = Session { revision: emptied.revision.next(), ..emptied };
    assert_eq!(
        lookup(store, &expected).await,
        Some(expected),
        "a session without confirmations must have none"
    );
}

/// Session digests are unique, also between users.
pub async fn session_digests_are_unique(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.sessions().add(&session(1, &ava())).await).await;
    let again = session(1, &bo());
    store
        .refuse("adding a session whose digest is taken", async |uow| uow.sessions().add(&again).await)
        .await;
}

/// A session that was removed is gone, and no other is; removing it again changes nothing.
pub async fn a_removed_session_is_gone(store: Store<'_>) {
    store.populate().await;
    let (first, second) = (session(1, &ava()), session(2, &ava()));
    store.keep(async |uow| uow.sessions().add(&first).await).await;
    store.keep(async |uow| uow.sessions().add(&second).await).await;
    for _ in 0..2 {
        store.keep(async |uow| uow.sessions().remove(&first.digest).await).await;
        assert_eq!(lookup(store, &first).await, None, "a removed session must be gone");
        assert_eq!(lookup(store, &second).await.as_ref(), Some(&second), "the other session must stay");
    }
}

/// All sessions of one user end at once and are counted; nobody else's end.
pub async fn all_sessions_of_one_user_end_at_once(store: Store<'_>) {
    store.populate().await;
    let confirmed = Session { confirmations: confirmations(["wiki"]), ..session(2, &ava()) };
    let of_bo = session(3, &bo());
    for session in [&session(1, &ava()), &confirmed, &of_bo] {
        store.keep(async |uow| uow.sessions().add(session).await).await;
    }
    let ended = store.keep(async |uow| uow.sessions().remove_all(ava().id).await).await;
    assert_eq!(ended, 2, "both of Ava's sessions must be counted");
    assert_eq!(lookup(store, &session(1, &ava())).await, None, "Ava's first session must be gone");
    assert_eq!(lookup(store, &confirmed).await, None, "Ava's second session must be gone");
    assert_eq!(lookup(store, &of_bo).await, Some(of_bo), "Bo's session must stay");
    let ended = store.keep(async |uow| uow.sessions().remove_all(ava().id).await).await;
    assert_eq!(ended, 0, "nothing is left to end");
}

/// A device reads back as written; its digest is unique; an unknown one is none.
pub async fn a_device_is_known_by_its_digest(store: Store<'_>) {
    store.populate().await;
    let known = Device { expires_at: after(Duration::MICROSECOND), ..device(1, &ava()) };
    store.keep(async |uow| uow.devices().add(&known).await).await;
    let found = store.read(async |uow| uow.devices().lookup(&known.digest).await).await;
    assert_eq!(found, Some(known), "a device must read back as added");
    let found = store.read(async |uow| uow.devices().lookup(&device(2, &ava()).digest).await).await;
    assert_eq!(found, None, "an unknown device is none");
    let again = device(1, &bo());
    store.refuse("adding a device whose digest is taken", async |uow| uow.devices().add(&again).await).await;
}

/// Digests are compared as bytes, whatever is in them.
pub async fn session_digests_are_compared_as_bytes(store: Store<'_>) {
    store.populate().await;
    let mut ends_in_zero = [b'a'; 32];
    ends_in_zero[31] = 0;
    let digests = [[0; 32], [0xff; 32], [b'a'; 32], [b'A'; 32], [b' '; 32], ends_in_zero];
    for digest in digests.map(SessionDigest::from_bytes) {
        let session = Session { digest, ..session(0, &ava()) };
        store.keep(async |uow| uow.sessions().add(&session).await).await;
        assert_eq!(lookup(store, &session).await, Some(session), "a digest must find its own session");
    }
}

fn confirmations<const N: usize>(applications: [&str; N]) -> Vec<Confirmation> {
    let ids = applications.into_iter().filter_map(|id| ApplicationId::parse(id).ok());
    (1_i64..)
        .zip(ids)
        .map(|(n, application)| Confirmation { application, at: after(Duration::microseconds(n)) })
        .collect()
}

async fn lookup(store: Store<'_>, session: &Session) -> Option<Session> {
    store.read(async |uow| uow.sessions().lookup(&session.digest).await).await
}
