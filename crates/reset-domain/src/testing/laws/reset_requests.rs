//! Laws of reset requests: their states, their links, and that one link is followed by one.

use std::slice;

use time::Duration;

use super::store::{Store, together};
use crate::model::{ClosedReason, Epoch, MintedLink, ResetRequest, ResetRequestState, Revision, UserId};
use crate::ports::{StorageError, StorageErrorKind};
use crate::testing::fixtures::{after, ava, bo, cyd, link, request, request_id, token_digest};

/// A request reads back as written in every state, with all its links.
pub async fn every_state_of_a_request_survives(store: Store<'_>) {
    store.populate().await;
    for (n, request) in (1_u8..).zip(every_state()) {
        store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&request)).await).await;
        let found = store.read(async |uow| uow.reset_requests().lookup(request.id).await).await;
        assert_eq!(found, Some(request), "request {n} must read back as added");
    }
}

/// A request reads back as replaced in every state it can come to, its links with it.
pub async fn every_change_of_a_request_survives(store: Store<'_>) {
    store.populate().await;
    for changed in every_state() {
        let added = ResetRequest { id: changed.id, ..request(0, &ava()) };
        store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&added)).await).await;
        store.keep(async |uow| uow.reset_requests().replace(&changed).await).await;
        let found = store.read(async |uow| uow.reset_requests().lookup(changed.id).await).await;
        let expected = ResetRequest { revision: changed.revision.next(), ..changed };
        assert_eq!(found, Some(expected), "a request must read back as replaced");
    }
}

/// Request ids are unique.
pub async fn request_ids_are_unique(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.reset_requests().add(&[request(1, &ava())]).await).await;
    let again = request(1, &bo());
    store
        .refuse("adding a request whose id is taken", async |uow| {
            uow.reset_requests().add(slice::from_ref(&again)).await
        })
        .await;
}

/// No two requests have minted the same link, whether it was added or came later.
pub async fn token_digests_are_unique(store: Store<'_>) {
    store.populate().await;
    let first = request(1, &ava()).mint(link(1));
    let second = request(2, &bo());
    store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&first)).await).await;
    store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&second)).await).await;
    let added = request(3, &cyd()).mint(link(1));
    store
        .refuse("adding a request with a taken digest", async |uow| {
            uow.reset_requests().add(slice::from_ref(&added)).await
        })
        .await;
    let minted = second.mint(link(1));
    store.refuse("minting a taken digest", async |uow| uow.reset_requests().replace(&minted).await).await;
}

/// Each link of a request finds it, and nothing else does.
pub async fn each_link_finds_its_own_request(store: Store<'_>) {
    store.populate().await;
    let tried_twice = request(1, &ava()).mint(link(1)).mint(link(2));
    let other = request(2, &bo()).mint(link(3));
    store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&tried_twice)).await).await;
    store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&other)).await).await;
    for (n, expected) in [(1, Some(&tried_twice)), (2, Some(&tried_twice)), (3, Some(&other)), (4, None)] {
        let found = find(store, n).await;
        assert_eq!(found.as_ref(), expected, "link {n} must find the request that minted it, links and all");
    }
}

/// Requests are found by several ids at once, each once with its own links, and none that was not asked for.
pub async fn requests_are_found_by_several_ids(store: Store<'_>) {
    store.populate().await;
    let requests = [
        request(1, &ava()).mint(link(1)).mint(link(2)),
        request(2, &bo()),
        request(3, &ava()).mint(link(3)).follow(after(Duration::MINUTE)),
    ];
    store.keep(async |uow| uow.reset_requests().add(&requests).await).await;
    let ids = [3, 9, 1, 3].map(request_id);
    let mut found = store.read(async |uow| uow.reset_requests().lookup_all(&ids).await).await;
    found.sort_unstable_by_key(|request| request.id);
    let [first, _, third] = requests;
    assert_eq!(found, [first, third], "those that there are, each once, links and all");
    let found = store.read(async |uow| uow.reset_requests().lookup_all(&[]).await).await;
    assert_eq!(found, [], "of no ids there is none");
}

/// A link that was taken back, and those of a closed request, find nothing.
pub async fn a_link_that_is_gone_finds_nothing(store: Store<'_>) {
    store.populate().await;
    let minted = request(1, &ava()).mint(link(1)).mint(link(2));
    store.keep(async |uow| uow.reset_requests().add(slice::from_ref(&minted)).await).await;
    let taken_back = minted.take_back(&token_digest(1), after(Duration::MINUTE));
    store.keep(async |uow| uow.reset_requests().replace(&taken_back).await).await;
    let left = ResetRequest { revision: taken_back.revision.next(), ..taken_back };
    assert_eq!(find(store, 1).await, None, "a link that was taken back must find nothing");
    assert_eq!(find(store, 2).await.as_ref(), Some(&left), "the other link must still find the request");

    let closed = left.close(ClosedReason::Revoked, after(Duration::MINUTE));
    store.keep(async |uow| uow.reset_requests().replace(&closed).await).await;
    assert_eq!(find(store, 2).await, None, "the link of a closed request must find nothing");
}

/// The open requests of a user are listed oldest first, without anybody else's and without those that are over.
pub async fn open_requests_are_listed_oldest_first(store: Store<'_>) {
    store.populate().await;
    let late = ResetRequest { created_at: after(Duration::HOUR), ..request(1, &ava()) };
    let early = request(2, &ava()).mint(link(1));
    let followed = ResetRequest { created_at: after(Duration::MINUTE), ..request(3, &ava()) };
    let followed = followed.mint(link(2)).follow(after(Duration::MINUTE));
    let fulfilled =
        request(4, &ava()).mint(link(3)).follow(after(Duration::MINUTE)).fulfill(after(Duration::HOUR));
    let closed = request(5, &ava()).close(ClosedReason::PasswordChosen, after(Duration::MINUTE));
    let of_bo = request(6, &bo());
    for request in [&late, &early, &followed, &fulfilled, &closed, &of_bo] {
        store.keep(async |uow| uow.reset_requests().add(slice::from_ref(request)).await).await;
    }
    assert_eq!(
        list_open(store, ava().id).await,
        [early, followed, late],
        "Ava's open requests, oldest first"
    );
    assert_eq!(list_open(store, bo().id).await, [of_bo], "Bo's open request");
    assert_eq!(list_open(store, cyd().id).await, [], "Cyd has none");
}

/// Of two units of work that read one link before either followed it, exactly one commits.
pub async fn two_units_of_work_following_one_link_have_one_winner(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.reset_requests().add(&[request(1, &ava()).mint(link(1))]).await).await;
    let mut read = Vec::new();
    for _ in 0..2 {
        let found = find(store, 1).await;
        read.extend(found.map(|request| request.follow(after(Duration::MINUTE))));
    }
    let mut answers = Vec::new();
    for followed in &read {
        let answer = store.attempt(async |uow| uow.reset_requests().replace(followed).await).await;
        answers.push(answer.map_err(|error| error.kind()));
    }
    assert_eq!(
        answers,
        [Ok(()), Err(StorageErrorKind::Conflict)],
        "the first to follow wins, the second conflicts"
    );
}

/// However many follow one link at the same time, each begun again after a conflict: exactly one finds it live.
pub async fn many_following_one_link_at_once_have_one_winner(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.reset_requests().add(&[request(1, &ava()).mint(link(1))]).await).await;
    let follow = || {
        store.persist(async |uow| {
            let found = uow.reset_requests().find_by_token(&token_digest(1)).await?;
            let found = found.ok_or_else(StorageError::conflict)?;
            let is_first = found.wants_link();
            if is_first {
                uow.reset_requests().replace(&found.follow(after(Duration::MINUTE))).await?;
            }
            Ok(is_first)
        })
    };
    let answers = together((0..8).map(|_| follow())).await;
    let winners = answers.into_iter().filter(|is_first| *is_first).count();
    assert_eq!(winners, 1, "of eight who follow one link at once exactly one must win");
    let found = find(store, 1).await.map(|request| request.revision);
    assert_eq!(found, Some(Revision::FIRST.next()), "the request must have changed once");
}

/// One request in every state, each with ids and links of its own.
fn every_state() -> Vec<ResetRequest> {
    let (at, links) = (after(Duration::MICROSECOND), |n: u8| vec![odd_link(n), link(n + 1)]);
    let reasons = [
        ClosedReason::AnotherFollowed,
        ClosedReason::PasswordChosen,
        ClosedReason::Revoked,
        ClosedReason::Suspended,
        ClosedReason::AddressChanged,
    ];
    let open = [
        ResetRequestState::Owed { since: at },
        ResetRequestState::LinkSent { links: vec![link(10)] },
        ResetRequestState::LinkSent { links: links(20) },
        ResetRequestState::Followed { links: links(30), at },
        ResetRequestState::Fulfilled { links: links(40), at },
    ];
    let closed = reasons.map(|reason| ResetRequestState::Closed { reason, at });
    let states = open.into_iter().chain(closed);
    (1..).zip(states).map(|(n, state)| ResetRequest { state, ..request(n, &ava()) }).collect()
}

/// A link whose epoch and life are not those of every other link.
fn odd_link(n: u8) -> MintedLink {
    MintedLink { epoch: Epoch::new(7), expires_at: after(Duration::MICROSECOND * 3), ..link(n) }
}

async fn find(store: Store<'_>, n: u8) -> Option<ResetRequest> {
    store.read(async |uow| uow.reset_requests().find_by_token(&token_digest(n)).await).await
}

async fn list_open(store: Store<'_>, user: UserId) -> Vec<ResetRequest> {
    store.read(async |uow| uow.reset_requests().list_open(user).await).await
}
