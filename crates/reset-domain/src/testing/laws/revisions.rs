//! Laws of compare-and-set, one for each thing that can be replaced:
//! once a revision it is replaced and reads back with the next one; whoever read an older one conflicts.

use std::slice;

use time::Duration;

use super::store::Store;
use crate::model::{
    Account, ClosedReason, Credentials, Message, ResetRequest, Revision, Session, Settlement, User,
};
use crate::ports::{StorageError, UnitOfWork};
use crate::testing::ManualClock;
use crate::testing::fixtures::{
    account, acme, after, ava, bo, credentials, cyd, globex, hash, link, message, request, session, user,
};

/// An account is replaced once a revision.
pub async fn an_account_is_replaced_once_a_revision(store: Store<'_>) {
    store.populate().await;
    let changed = acme().suspend(after(Duration::MINUTE));
    replaced_once(store, async |uow| uow.accounts().replace(&changed).await).await;
    let found = store.read(async |uow| uow.accounts().lookup(&changed.id).await).await;
    let expected = Account { revision: Revision::FIRST.next(), ..changed };
    assert_eq!(found.as_ref(), Some(&expected), "a replaced account must read back with the next revision");
    store.keep(async |uow| uow.accounts().replace(&expected).await).await;
    let unknown = account("NONE-1", "None");
    store
        .refuse("replacing an account that is not there", async |uow| uow.accounts().replace(&unknown).await)
        .await;
}

/// A user is replaced once a revision.
pub async fn a_user_is_replaced_once_a_revision(store: Store<'_>) {
    store.populate().await;
    let changed = ava().suspend(after(Duration::MINUTE));
    replaced_once(store, async |uow| uow.users().replace(&changed).await).await;
    let found = store.read(async |uow| uow.users().lookup(changed.id).await).await;
    let expected = User { revision: Revision::FIRST.next(), ..changed };
    assert_eq!(found.as_ref(), Some(&expected), "a replaced user must read back with the next revision");
    store.keep(async |uow| uow.users().replace(&expected).await).await;
    let unknown = user(9, &acme(), "nobody", "No", "no@acme.example");
    store.refuse("replacing a user who is not there", async |uow| uow.users().replace(&unknown).await).await;
}

/// The credentials of a user are replaced once a revision.
pub async fn credentials_are_replaced_once_a_revision(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.credentials().add(&credentials(&ava())).await).await;
    let changed = credentials(&ava()).choose(hash("another"), after(Duration::MINUTE));
    replaced_once(store, async |uow| uow.credentials().replace(&changed).await).await;
    let found = store.read(async |uow| uow.credentials().lookup(changed.user).await).await;
    let expected = Credentials { revision: Revision::FIRST.next(), ..changed };
    assert_eq!(found.as_ref(), Some(&expected), "replaced credentials must read back with the next revision");
    store.keep(async |uow| uow.credentials().replace(&expected).await).await;
    let unknown = Credentials { user: bo().id, ..credentials(&ava()) };
    store
        .refuse("replacing credentials that are not there", async |uow| {
            uow.credentials().replace(&unknown).await
        })
        .await;
}

/// A reset request is replaced once a revision.
pub async fn a_reset_request_is_replaced_once_a_revision(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.reset_requests().add(&[request(1, &ava())]).await).await;
    let changed = request(1, &ava()).close(ClosedReason::Revoked, after(Duration::MINUTE));
    replaced_once(store, async |uow| uow.reset_requests().replace(&changed).await).await;
    let found = store.read(async |uow| uow.reset_requests().lookup(changed.id).await).await;
    let expected = ResetRequest { revision: Revision::FIRST.next(), ..changed };
    assert_eq!(found.as_ref(), Some(&expected), "a replaced request must read back with the next revision");
    store.keep(async |uow| uow.reset_requests().replace(&expected).await).await;
    let unknown = request(9, &ava());
    store
        .refuse("replacing a request that is not there", async |uow| {
            uow.reset_requests().replace(&unknown).await
        })
        .await;
}

/// A session is replaced once a revision.
pub async fn a_session_is_replaced_once_a_revision(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.sessions().add(&session(1, &ava())).await).await;
    let changed = session(1, &ava()).seen(after(Duration::MINUTE));
    replaced_once(store, async |uow| uow.sessions().replace(&changed).await).await;
    let found = store.read(async |uow| uow.sessions().lookup(&changed.digest).await).await;
    let expected = Session { revision: Revision::FIRST.next(), ..changed };
    assert_eq!(found.as_ref(), Some(&expected), "a replaced session must read back with the next revision");
    store.keep(async |uow| uow.sessions().replace(&expected).await).await;
    let unknown = session(9, &ava());
    store
        .refuse("replacing a session that is not there", async |uow| uow.sessions().replace(&unknown).await)
        .await;
}

/// A message is replaced once a revision.
pub async fn a_message_is_replaced_once_a_revision(store: Store<'_>) {
    store.populate().await;
    let added = message(1, &ava(), ManualClock::START);
    store.keep(async |uow| uow.outbox().add(slice::from_ref(&added)).await).await;
    let changed = added.settle(Settlement::Dropped, after(Duration::MINUTE));
    replaced_once(store, async |uow| uow.outbox().replace(&changed).await).await;
    let found = store.read(async |uow| uow.outbox().lookup(changed.id).await).await;
    let expected = Message { revision: Revision::FIRST.next(), ..changed };
    assert_eq!(found.as_ref(), Some(&expected), "a replaced message must read back with the next revision");
    store.keep(async |uow| uow.outbox().replace(&expected).await).await;
    let unknown = message(9, &ava(), ManualClock::START);
    store
        .refuse("replacing a message that is not there", async |uow| uow.outbox().replace(&unknown).await)
        .await;
}

/// What is read and replaced in one unit of work is as it was replaced, in all that can change.
pub async fn what_is_read_and_replaced_is_as_it_was_replaced(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.reset_requests().add(&[request(1, &ava())]).await).await;
    let user = User {
        account: globex().id,
        username: user(9, &globex(), "ava.miles", "Eve", "eve@globex.example").username,
        first_name: None,
        email: bo().email,
        locale: cyd().locale,
        created_at: after(Duration::SECOND),
        ..ava().suspend(after(Duration::MINUTE))
    };
    let changed = ResetRequest {
        user: bo().id,
        account: globex().id,
        address: bo().email,
        created_at: after(Duration::SECOND),
        ..request(1, &ava()).mint(link(1)).follow(after(Duration::MINUTE))
    };
    store
        .keep(async |uow| {
            assert_eq!(uow.users().lookup(user.id).await?, Some(ava()));
            assert_eq!(uow.reset_requests().lookup(changed.id).await?, Some(request(1, &ava())));
            uow.users().replace(&user).await?;
            uow.reset_requests().replace(&changed).await
        })
        .await;
    let found = store.read(async |uow| uow.users().lookup(user.id).await).await;
    let expected = User { revision: Revision::FIRST.next(), ..user };
    assert_eq!(found, Some(expected), "a user must read back as replaced");
    let found = store.read(async |uow| uow.reset_requests().lookup(changed.id).await).await;
    let expected = ResetRequest { revision: Revision::FIRST.next(), ..changed };
    assert_eq!(found, Some(expected), "a request must read back as replaced");
}

/// What is read and replaced twice in one unit of work is as it was the second time, be it as it was at first.
pub async fn what_is_replaced_twice_is_as_it_was_last(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.reset_requests().add(&[request(1, &ava())]).await).await;
    let ava_again = User { revision: Revision::FIRST.next(), ..ava() };
    let request_again = ResetRequest { revision: Revision::FIRST.next(), ..request(1, &ava()) };
    store
        .keep(async |uow| {
            assert_eq!(uow.users().lookup(ava().id).await?, Some(ava()));
            assert_eq!(uow.reset_requests().lookup(request_again.id).await?, Some(request(1, &ava())));
            uow.users().replace(&ava().suspend(after(Duration::MINUTE))).await?;
            uow.reset_requests().replace(&request(1, &ava()).mint(link(1))).await?;
            uow.users().replace(&ava_again).await?;
            uow.reset_requests().replace(&request_again).await
        })
        .await;
    let user = store.read(async |uow| uow.users().lookup(ava().id).await).await;
    let expected = User { revision: ava_again.revision.next(), ..ava_again };
    assert_eq!(user, Some(expected), "a user must be as they were replaced last");
    let request = store.read(async |uow| uow.reset_requests().lookup(request_again.id).await).await;
    let expected = ResetRequest { revision: request_again.revision.next(), ..request_again };
    assert_eq!(request, Some(expected), "a request must be as it was replaced last");
}

/// A revision that was never stored conflicts, be it a higher one: nobody can have read it.
pub async fn a_revision_that_never_was_conflicts(store: Store<'_>) {
    const NEVER: Revision = Revision::new(7);
    store.populate().await;
    store
        .keep(async |uow| {
            uow.credentials().add(&credentials(&ava())).await?;
            uow.reset_requests().add(&[request(1, &ava())]).await?;
            uow.sessions().add(&session(1, &ava())).await?;
            uow.outbox().add(&[message(1, &ava(), ManualClock::START)]).await
        })
        .await;
    let account = Account { revision: NEVER, ..acme() };
    store
        .refuse("replacing an account nobody read", async |uow| uow.accounts().replace(&account).await)
        .await;
    let user = User { revision: NEVER, ..ava() };
    store.refuse("replacing a user nobody read", async |uow| uow.users().replace(&user).await).await;
    let theirs = Credentials { revision: NEVER, ..credentials(&ava()) };
    store
        .refuse("replacing credentials nobody read", async |uow| uow.credentials().replace(&theirs).await)
        .await;
    let request = ResetRequest { revision: NEVER, ..request(1, &ava()) };
    store
        .refuse("replacing a request nobody read", async |uow| uow.reset_requests().replace(&request).await)
        .await;
    let session = Session { revision: NEVER, ..session(1, &ava()) };
    store.refuse("replacing a session nobody read", async |uow| uow.sessions().replace(&session).await).await;
    let message = Message { revision: NEVER, ..message(1, &ava(), ManualClock::START) };
    store.refuse("replacing a message nobody read", async |uow| uow.outbox().replace(&message).await).await;
}

/// Replaces once, and sees that the same again, which is stale by now, conflicts.
async fn replaced_once(
    store: Store<'_>,
    replace: impl AsyncFn(&mut dyn UnitOfWork) -> Result<(), StorageError>,
) {
    store.keep(&replace).await;
    store.refuse("replacing at a stale revision", &replace).await;
}
