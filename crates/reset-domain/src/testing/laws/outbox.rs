//! Laws of the outbox: a message is claimed once, settled once, oldest first.

use std::slice;

use time::{Duration, OffsetDateTime};

use super::store::{Store, together};
use crate::model::{Cause, Lease, Message, MessageState, Settlement};
use crate::ports::UnitOfWork;
use crate::testing::ManualClock;
use crate::testing::fixtures::{after, ava, bo, message, message_id, request_id};

const NOW: OffsetDateTime = ManualClock::START;

/// A message reads back as written: every cause in every state.
pub async fn every_state_of_a_message_survives(store: Store<'_>) {
    store.populate().await;
    for (n, (cause, state)) in (1..).zip(every_cause_and_state()) {
        let added = Message { cause, state, tries: 3, ..message(n, &ava(), NOW) };
        store.keep(async |uow| uow.outbox().add(slice::from_ref(&added)).await).await;
        let found = store.read(async |uow| uow.outbox().lookup(added.id).await).await;
        assert_eq!(found.as_ref(), Some(&added), "a message must read back as added");
    }
}

/// A message reads back as replaced, in every state it can come to.
pub async fn every_change_of_a_message_survives(store: Store<'_>) {
    store.populate().await;
    for (n, (_, state)) in (1..).zip(every_cause_and_state()) {
        let added = message(n, &ava(), NOW);
        store.keep(async |uow| uow.outbox().add(slice::from_ref(&added)).await).await;
        let changed = Message { state, tries: u32::MAX, give_up_at: after(Duration::DAY), ..added };
        store.keep(async |uow| uow.outbox().replace(&changed).await).await;
        let found = store.read(async |uow| uow.outbox().lookup(changed.id).await).await;
        let expected = Message { revision: changed.revision.next(), ..changed };
        assert_eq!(found, Some(expected), "a message must read back as replaced");
    }
}

/// Message ids are unique, and an unknown one is none.
pub async fn message_ids_are_unique(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.outbox().add(&[message(1, &ava(), NOW)]).await).await;
    let again = message(1, &bo(), NOW);
    store
        .refuse("adding a message whose id is taken", async |uow| {
            uow.outbox().add(slice::from_ref(&again)).await
        })
        .await;
    let found = store.read(async |uow| uow.outbox().lookup(message_id(2)).await).await;
    assert_eq!(found, None, "an unknown message is none");
}

/// A claimed message is handed out as it is stored: one try more, under the lease, at the next revision.
pub async fn a_claimed_message_is_handed_out_as_stored(store: Store<'_>) {
    store.populate().await;
    let owed = message(1, &ava(), NOW);
    store.keep(async |uow| uow.outbox().add(slice::from_ref(&owed)).await).await;
    let claimed = claim(store, NOW, lease(1)).await;
    let expected = Message { revision: owed.revision.next(), ..owed.claim(lease(1)) };
    assert_eq!(
        claimed.as_ref(),
        Some(&expected),
        "a claimed message must carry its lease and the next revision"
    );
    let found = store.read(async |uow| uow.outbox().lookup(expected.id).await).await;
    assert_eq!(found, claimed, "a claimed message must be stored as it was handed out");
}

/// A claimed message is claimed once, however many claim.
pub async fn a_claimed_message_is_claimed_once(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.outbox().add(&[message(1, &ava(), NOW)]).await).await;
    assert!(claim(store, NOW, lease(5)).await.is_some(), "a due message must be claimed");
    let again = claim(store, after(Duration::minutes(4)), lease(9)).await;
    assert_eq!(again, None, "a claimed message must not be claimed again under the same lease");
}

/// A claim whose unit of work was dropped never was.
pub async fn a_dropped_claim_gives_the_message_back(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.outbox().add(&[message(1, &ava(), NOW)]).await).await;
    let claim_and_read = async |uow: &mut dyn UnitOfWork| {
        uow.outbox().claim_due(NOW, lease(5), 1).await?;
        uow.outbox().lookup(message(1, &ava(), NOW).id).await
    };
    let dropped = store.read(claim_and_read).await;
    assert_eq!(dropped.map(|message| message.tries), Some(1), "a due message must be claimed");
    let claimed = claim(store, NOW, lease(5)).await;
    assert_eq!(
        claimed.map(|message| message.tries),
        Some(1),
        "a claim that was dropped must not count as a try"
    );
}

/// Many who claim at the same time get a message each, and no message goes to two.
pub async fn many_who_claim_at_once_get_a_message_each(store: Store<'_>) {
    store.populate().await;
    let owed: Vec<Message> = (1..=6).map(|n| message(n, &ava(), NOW)).collect();
    for message in &owed {
        store.keep(async |uow| uow.outbox().add(slice::from_ref(message)).await).await;
    }
    let claim = || store.persist(async |uow| uow.outbox().claim_due(NOW, lease(5), 1).await);
    let claimed = together(owed.iter().map(|_| claim())).await;
    let mut claimed: Vec<_> = claimed.into_iter().flatten().map(|message| message.id).collect();
    claimed.sort_unstable();
    let expected: Vec<_> = owed.iter().map(|message| message.id).collect();
    assert_eq!(claimed, expected, "six who claim at once must get the six messages, one each");
}

/// When a lease is over its message can be claimed again, and the first holder can no longer settle it.
pub async fn an_expired_lease_can_be_claimed_again(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.outbox().add(&[message(1, &ava(), NOW)]).await).await;
    let first = claim(store, NOW, lease(5)).await;
    let second = claim(store, after(Duration::minutes(5)), lease(10)).await;
    let (Some(first), Some(second)) = (first, second) else {
        panic!("a message must be claimed when it is due, and again at the moment its lease is over");
    };
    assert_eq!(second.tries, 2, "a second claim must count as a second try");
    let late = first.settle(Settlement::Delivered, after(Duration::minutes(6)));
    store
        .refuse("settling after the lease went to somebody else", async |uow| {
            uow.outbox().replace(&late).await
        })
        .await;
    let settled = second.settle(Settlement::Delivered, after(Duration::minutes(6)));
    store.keep(async |uow| uow.outbox().replace(&settled).await).await;
}

/// A message is claimed at the moment it is due, and not a microsecond before.
pub async fn a_message_not_yet_due_is_not_claimed(store: Store<'_>) {
    store.populate().await;
    let due = after(Duration::HOUR);
    store.keep(async |uow| uow.outbox().add(&[message(1, &ava(), NOW).postpone(due)]).await).await;
    let early = claim(store, due - Duration::MICROSECOND, lease(90)).await;
    assert_eq!(early, None, "a message must not be claimed before it is due");
    assert!(claim(store, due, lease(90)).await.is_some(), "a message must be claimed when it is due");
}

/// The message that has been claimable longest is claimed first, whether it is due or its lease is over.
pub async fn the_longest_claimable_is_claimed_first(store: Store<'_>) {
    store.populate().await;
    let third = message(1, &ava(), NOW).postpone(after(Duration::seconds(3)));
    let first = message(2, &ava(), after(Duration::HOUR)).postpone(after(Duration::seconds(1)));
    let second = message(3, &bo(), NOW).claim(Lease { until: after(Duration::seconds(2)) });
    for message in [&third, &first, &second] {
        store.keep(async |uow| uow.outbox().add(slice::from_ref(message)).await).await;
    }
    for expected in [first, second, third] {
        let claimed = claim(store, after(Duration::MINUTE), lease(5)).await;
        assert_eq!(
            claimed.map(|message| message.id),
            Some(expected.id),
            "whatever is claimable longest comes first"
        );
    }
    assert_eq!(claim(store, after(Duration::MINUTE), lease(5)).await, None, "nothing is left to claim");
}

/// Several are claimed at once, longest claimable first, and no more than are asked for; each is as it is stored.
pub async fn several_are_claimed_at_once(store: Store<'_>) {
    store.populate().await;
    let due = |n: u32| message(n.into(), &ava(), NOW).postpone(after(Duration::seconds(n.into())));
    for n in [2, 4, 1, 3] {
        store.keep(async |uow| uow.outbox().add(&[due(n)]).await).await;
    }
    let later = after(Duration::MINUTE);
    let claimed = store.keep(async |uow| uow.outbox().claim_due(later, lease(5), 3).await).await;
    let claim = |n| Message { revision: due(n).revision.next(), ..due(n).claim(lease(5)) };
    assert_eq!(
        claimed,
        [1, 2, 3].map(claim),
        "the three that are claimable longest must be claimed, in order"
    );
    for message in &claimed {
        let found = store.read(async |uow| uow.outbox().lookup(message.id).await).await;
        assert_eq!(found.as_ref(), Some(message), "a claimed message must be stored as it was handed out");
    }
    let claimed = store.keep(async |uow| uow.outbox().claim_due(later, lease(5), 3).await).await;
    assert_eq!(claimed, [claim(4)], "what is left must be claimed where less is due than is asked for");
}

/// Settling is final: nobody claims the message again, and its last holder settles it only once.
pub async fn settling_is_final(store: Store<'_>) {
    store.populate().await;
    for (n, how) in (1..).zip(SETTLEMENTS) {
        store.keep(async |uow| uow.outbox().add(&[message(n, &ava(), NOW)]).await).await;
        let Some(claimed) = claim(store, NOW, lease(5)).await else {
            panic!("a due message must be claimed");
        };
        let settled = claimed.clone().settle(how, after(Duration::MINUTE));
        store.keep(async |uow| uow.outbox().replace(&settled).await).await;
        let again = claimed.postpone(after(Duration::MINUTE));
        store.refuse("changing what is settled", async |uow| uow.outbox().replace(&again).await).await;
        let later = claim(store, after(Duration::days(365)), lease(5)).await;
        assert_eq!(later, None, "a settled message must never be claimed");
    }
}

/// Several are settled alike and as they were read, however often each was tried; the others stay as they are.
pub async fn several_are_settled_at_once(store: Store<'_>) {
    store.populate().await;
    let owed: Vec<_> = (1..=4).map(|n| message(n, &ava(), NOW)).collect();
    store.keep(async |uow| uow.outbox().add(&owed).await).await;
    store.keep(async |uow| uow.outbox().claim_due(NOW, lease(5), 1).await).await;
    let later = after(Duration::minutes(5));
    let mut claimed = store.keep(async |uow| uow.outbox().claim_due(later, lease(9), 4).await).await;
    claimed.sort_unstable_by_key(|message| message.id);
    let tries: Vec<_> = claimed.iter().map(|message| message.tries).collect();
    assert_eq!(tries, [2, 1, 1, 1], "one was claimed before");
    let Some((other, settled)) = claimed.split_last() else { panic!("four are claimable") };
    let at = after(Duration::minutes(6));
    store.keep(async |uow| uow.outbox().settle(settled, Settlement::Delivered, at).await).await;
    for message in settled {
        let found = store.read(async |uow| uow.outbox().lookup(message.id).await).await;
        let expected = message.clone().settle(Settlement::Delivered, at);
        let expected = Message { revision: message.revision.next(), ..expected };
        assert_eq!(found, Some(expected), "a message must read back as settled");
    }
    let found = store.read(async |uow| uow.outbox().lookup(other.id).await).await;
    assert_eq!(found.as_ref(), Some(other), "one that was not among them must stay as it was");
    store.keep(async |uow| uow.outbox().settle(&[], Settlement::Delivered, at).await).await;
}

/// None of several is settled where one is not as it was read any more.
pub async fn several_are_settled_or_none(store: Store<'_>) {
    store.populate().await;
    store.keep(async |uow| uow.outbox().add(&[message(1, &ava(), NOW), message(2, &bo(), NOW)]).await).await;
    let read = store.keep(async |uow| uow.outbox().claim_due(NOW, lease(1), 2).await).await;
    let [one, other] = &read[..] else { panic!("two are due") };
    let postponed = other.clone().postpone(after(Duration::HOUR));
    store.keep(async |uow| uow.outbox().replace(&postponed).await).await;
    store
        .refuse("settling two of which one was changed", async |uow| {
            uow.outbox().settle(&read, Settlement::Delivered, NOW).await
        })
        .await;
    let found = store.read(async |uow| uow.outbox().lookup(one.id).await).await;
    assert_eq!(found.as_ref(), Some(one), "the one that was not changed must stay as it was");
}

/// The list holds what operators may still care for, oldest cause first, at most `limit`:
/// what is due, claimed or given up, and nothing that was delivered, dropped or not needed.
pub async fn the_list_holds_what_is_owed_or_given_up(store: Store<'_>) {
    store.populate().await;
    let caused = |n: u128, minutes: i64| message(n, &ava(), after(Duration::minutes(minutes)));
    let given_up = caused(4, 1).settle(Settlement::GivenUp, NOW);
    let claimed = caused(3, 2).claim(lease(5));
    let due = caused(2, 3);
    let mut added = vec![due.clone(), given_up.clone(), claimed.clone()];
    let over = [Settlement::Delivered, Settlement::NotNeeded, Settlement::Dropped];
    added.extend((10..).zip(over).map(|(n, how)| caused(n, 0).settle(how, NOW)));
    for message in &added {
        store.keep(async |uow| uow.outbox().add(slice::from_ref(message)).await).await;
    }
    let listed = store.read(async |uow| uow.outbox().list(10).await).await;
    assert_eq!(
        listed,
        [given_up.clone(), claimed.clone(), due],
        "what is owed or given up, oldest cause first"
    );
    let listed = store.read(async |uow| uow.outbox().list(2).await).await;
    assert_eq!(listed, [given_up, claimed], "the list must hold at most so many");
}

/// What is owed to a user is theirs and not settled, oldest cause first.
pub async fn what_is_owed_to_a_user_is_listed(store: Store<'_>) {
    store.populate().await;
    let caused = |n: u128, minutes: i64| message(n, &ava(), after(Duration::minutes(minutes)));
    let (due, claimed) = (caused(1, 2), caused(2, 1).claim(lease(5)));
    let of_bo = message(3, &bo(), NOW);
    let mut added = vec![due.clone(), claimed.clone(), of_bo.clone()];
    added.extend((10..).zip(SETTLEMENTS).map(|(n, how)| caused(n, 0).settle(how, NOW)));
    for message in &added {
        store.keep(async |uow| uow.outbox().add(slice::from_ref(message)).await).await;
    }
    let listed = store.read(async |uow| uow.outbox().list_owed(ava().id).await).await;
    assert_eq!(listed, [claimed, due], "Ava's, oldest cause first");
    let listed = store.read(async |uow| uow.outbox().list_owed(bo().id).await).await;
    assert_eq!(listed, [of_bo], "Bo's");
}

const SETTLEMENTS: [Settlement; 4] =
    [Settlement::Delivered, Settlement::GivenUp, Settlement::NotNeeded, Settlement::Dropped];

fn every_cause_and_state() -> Vec<(Cause, MessageState)> {
    let causes = [
        Cause::ResetLink { request: request_id(1) },
        Cause::TemporaryPassword { request: request_id(2) },
        Cause::PasswordChanged,
        Cause::AddressChanged,
    ];
    let at = after(Duration::MICROSECOND);
    let open = [MessageState::Due { at }, MessageState::Claimed { lease: Lease { until: at } }];
    let settled = SETTLEMENTS.map(|how| MessageState::Settled { how, at });
    let states: Vec<_> = open.into_iter().chain(settled).collect();
    causes.into_iter().flat_map(|cause| states.iter().map(move |state| (cause, *state))).collect()
}

/// A lease until so many minutes after the stories begin.
fn lease(minutes: i64) -> Lease {
    Lease { until: after(Duration::minutes(minutes)) }
}

async fn claim(store: Store<'_>, now: OffsetDateTime, lease: Lease) -> Option<Message> {
    store.keep(async |uow| uow.outbox().claim_due(now, lease, 1).await).await.pop()
}
