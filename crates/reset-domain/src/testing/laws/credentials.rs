//! Laws of credentials: one set a user, temporary passwords in the order they were minted.

use time::Duration;

use super::store::Store;
use crate::model::{Credentials, Epoch, Revision, TemporaryCredential, TemporaryState};
use crate::testing::fixtures::{after, ava, bo, credentials, hash, request_id, temporary};

/// A user has one set of credentials, or none.
pub async fn a_user_has_one_set_of_credentials(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.credentials().add(&credentials(&ava())).await).await;
    store
        .refuse("adding credentials to a user who has some", async |uow| {
            uow.credentials().add(&Credentials::none(ava().id)).await
        })
        .await;
    let found = store.read(async |uow| uow.credentials().lookup(bo().id).await).await;
    assert_eq!(found, None, "a user without credentials has none of anybody else's");
}

/// Credentials read back as written: without any password, with a chosen one, with temporary ones, in any epoch.
pub async fn every_state_of_credentials_survives(store: Store<'_>) {
    store.populate().await;
    let nothing = Credentials::none(ava().id);
    let chosen = credentials(&bo());
    store.keep(async |uow| uow.credentials().add(&nothing).await).await;
    store.keep(async |uow| uow.credentials().add(&chosen).await).await;
    assert_eq!(lookup(store, &nothing).await, nothing, "credentials without any password must survive");
    assert_eq!(lookup(store, &chosen).await, chosen, "a chosen password must survive");

    let both = Credentials { epoch: Epoch::new(u32::MAX), ..chosen }
        .mint(temporary("bb", request_id(1)))
        .mint(in_use(temporary("cc", request_id(2))));
    store.keep(async |uow| uow.credentials().replace(&both).await).await;
    let expected = Credentials { revision: both.revision.next(), ..both };
    assert_eq!(lookup(store, &expected).await, expected, "temporary passwords must survive, used or not");
}

/// Revisions and epochs survive over their whole range, so that no count of changes breaks a comparison.
pub async fn revisions_survive_over_their_whole_range(store: Store<'_>) {
    store.populate().await;
    let last = Credentials { revision: Revision::new(u32::MAX - 1), ..credentials(&ava()) };
    store.keep(async |uow| uow.credentials().add(&last).await).await;
    store.keep(async |uow| uow.credentials().replace(&last).await).await;
    let found = lookup(store, &last).await;
    assert_eq!(found.revision, Revision::new(u32::MAX), "a revision must survive however high it is");
}

/// Temporary passwords read back in the order they were minted, whatever their tags, also after one was ended.
pub async fn temporary_passwords_keep_their_order(store: Store<'_>) {
    store.populate().await;
    let minted = credentials(&ava())
        .mint(temporary("zz", request_id(3)))
        .mint(temporary("bb", request_id(2)))
        .mint(temporary("mm", request_id(1)));
    store.keep(async |uow| uow.credentials().add(&minted).await).await;
    let found = lookup(store, &minted).await;
    assert_eq!(
        found.temporary, minted.temporary,
        "temporary passwords must keep the order they were minted in"
    );

    let without_first =
        found.take_back(&temporary("zz", request_id(3)).hash).mint(temporary("22", request_id(4)));
    store.keep(async |uow| uow.credentials().replace(&without_first).await).await;
    let found = lookup(store, &minted).await;
    let expected = without_first.temporary;
    assert_eq!(
        found.temporary, expected,
        "temporary passwords must keep their order when one goes and one comes"
    );
}

/// A tag picks among the temporary passwords of one user: two users may have the same.
pub async fn two_users_may_have_the_same_tag(store: Store<'_>) {
    store.populate().await;
    let of_ava = credentials(&ava()).mint(temporary("bb", request_id(1)));
    let of_bo = Credentials::none(bo().id).mint(temporary("bb", request_id(2)));
    store.keep(async |uow| uow.credentials().add(&of_ava).await).await;
    store.keep(async |uow| uow.credentials().add(&of_bo).await).await;
    assert_eq!(lookup(store, &of_ava).await, of_ava, "Ava's temporary password must be her own");
    assert_eq!(lookup(store, &of_bo).await, of_bo, "Bo's temporary password must be his own");
}

/// Choosing a password, once committed, leaves no temporary one behind.
pub async fn ended_temporary_passwords_are_gone(store: Store<'_>) {
    store.populate().await;
    let minted =
        credentials(&ava()).mint(temporary("bb", request_id(1))).mint(temporary("cc", request_id(2)));
    store.keep(async |uow| uow.credentials().add(&minted).await).await;
    let chosen = minted.choose(hash("new"), after(Duration::MINUTE));
    store.keep(async |uow| uow.credentials().replace(&chosen).await).await;
    let expected = Credentials { revision: chosen.revision.next(), ..chosen };
    assert_eq!(
        lookup(store, &expected).await,
        expected,
        "no temporary password may outlive the choice of another"
    );
}

fn in_use(temporary: TemporaryCredential) -> TemporaryCredential {
    TemporaryCredential { state: TemporaryState::InUse { since: after(Duration::MICROSECOND) }, ..temporary }
}

/// The stored credentials of the same user, which must be there.
async fn lookup(store: Store<'_>, credentials: &Credentials) -> Credentials {
    let found = store.read(async |uow| uow.credentials().lookup(credentials.user).await).await;
    let Some(found) = found else {
        panic!("credentials that were added must be there");
    };
    found
}
