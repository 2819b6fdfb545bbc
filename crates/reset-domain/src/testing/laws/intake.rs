//! Laws of the intake: each entry is safe, taken once, oldest first.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::store::{Store, granted, together};
use time::{Duration, OffsetDateTime};

use crate::model::{Caller, IntakeEntry};
use crate::ports::Appended;
use crate::testing::ManualClock;
use crate::testing::fixtures::{ava, bo, cyd, intake_entry};

/// After whatever the laws append.
const LATER: OffsetDateTime = ManualClock::START.saturating_add(Duration::DAY);

/// An entry that was appended is there for the next unit of work, as it was submitted.
pub async fn an_appended_entry_is_seen_by_the_next_unit_of_work(store: Store<'_>) {
    let whole = intake_entry(1, &ava());
    let v4 = Caller::at(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 255)));
    let v6 = Caller::at(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0xffff, 1, 2, 3, 4)));
    let entries = [
        IntakeEntry { account: None, ..intake_entry(2, &bo()) },
        IntakeEntry { username: None, caller: v4, ..intake_entry(3, &cyd()) },
        IntakeEntry { account: None, username: None, caller: v6, ..intake_entry(4, &ava()) },
    ];
    for entry in [whole].into_iter().chain(entries) {
        assert_eq!(
            append(store, &entry).await,
            Appended::Stored,
            "an entry must be stored while there is room"
        );
        let taken = take(store).await;
        assert_eq!(taken, Some(entry), "an entry must be taken as it was submitted");
    }
}

/// An entry needs nobody to exist: what is submitted for an unknown account or user is stored all the same.
pub async fn an_entry_for_nobody_is_stored_like_any_other(store: Store<'_>) {
    assert_eq!(append(store, &intake_entry(1, &ava())).await, Appended::Stored, "nobody is looked up");
    assert_eq!(count(store).await, 1, "an entry for nobody waits like any other");
}

/// A burst of appends at the same time survives, each entry once.
pub async fn a_burst_of_appends_survives_each_once(store: Store<'_>) {
    const BURST: u32 = 40;
    let append = |n| async move { store.intake().append(intake_entry(n, &ava()), 1_000).await };
    for answer in together((1..=BURST).map(append)).await {
        assert_eq!(
            granted("an append of the burst", answer),
            Appended::Stored,
            "there is room for the whole burst"
        );
    }
    assert_eq!(count(store).await, u64::from(BURST), "the whole burst must wait");
    for n in 1..=BURST {
        let taken = take(store).await;
        assert_eq!(
            taken,
            Some(intake_entry(n, &ava())),
            "entry {n} of the burst must be taken once, in its turn"
        );
    }
    assert_eq!(count(store).await, 0, "nothing of the burst may be left over");
}

/// Beyond the limit nothing is taken in, until something is taken out.
pub async fn the_limit_holds(store: Store<'_>) {
    for n in 1..=3 {
        let appended = granted("an append", store.intake().append(intake_entry(n, &ava()), 3).await);
        assert_eq!(appended, Appended::Stored, "entry {n} of 3 must be stored");
    }
    let appended = granted("an append", store.intake().append(intake_entry(4, &ava()), 3).await);
    assert_eq!(appended, Appended::Full, "entry 4 of 3 must not be stored");
    assert_eq!(count(store).await, 3, "no more than the limit may wait");
    take(store).await;
    let appended = granted("an append", store.intake().append(intake_entry(5, &ava()), 3).await);
    assert_eq!(appended, Appended::Stored, "once one was taken there is room again");
}

/// Where nothing may wait, nothing is taken in.
pub async fn a_limit_of_none_lets_nothing_in(store: Store<'_>) {
    let appended = granted("an append", store.intake().append(intake_entry(1, &ava()), 0).await);
    assert_eq!(appended, Appended::Full, "nothing may wait");
    assert_eq!(count(store).await, 0, "nothing may have been stored");
}

/// The oldest entry is taken first, in whatever order they came in.
pub async fn the_oldest_entry_is_taken_first(store: Store<'_>) {
    for n in [2, 3, 1] {
        append(store, &intake_entry(n, &ava())).await;
    }
    for n in 1..=3 {
        let taken = take(store).await;
        assert_eq!(taken, Some(intake_entry(n, &ava())), "entry {n} must be taken in its turn");
    }
    let taken = take(store).await;
    assert_eq!(taken, None, "nothing is left to take");
}

/// One unit of work may take several.
pub async fn one_unit_of_work_takes_several(store: Store<'_>) {
    for n in 1..=3 {
        append(store, &intake_entry(n, &ava())).await;
    }
    let taken = store
        .keep(async |uow| {
            Ok([uow.intake().take(LATER, 1).await?, uow.intake().take(LATER, 1).await?].concat())
        })
        .await;
    let expected = [1, 2].map(|n| intake_entry(n, &ava()));
    assert_eq!(taken, expected, "a unit of work must not be handed the same entry twice");
    assert_eq!(count(store).await, 1, "the third must still wait");
}

/// Several are taken at once, oldest first, and no more than are asked for.
pub async fn several_are_taken_at_once(store: Store<'_>) {
    for n in [2, 4, 1, 3] {
        append(store, &intake_entry(n, &ava())).await;
    }
    let taken = store.keep(async |uow| uow.intake().take(LATER, 3).await).await;
    let expected = [1, 2, 3].map(|n| intake_entry(n, &ava()));
    assert_eq!(taken, expected, "the three oldest must be taken, in their order");
    let taken = store.keep(async |uow| uow.intake().take(LATER, 3).await).await;
    assert_eq!(
        taken,
        [intake_entry(4, &ava())],
        "what is left must be taken where less waits than is asked for"
    );
}

/// What was submitted later than is asked for waits on.
pub async fn what_came_later_is_not_taken(store: Store<'_>) {
    let (old, new) = (intake_entry(1, &ava()), intake_entry(2, &ava()));
    assert!(old.at < new.at, "the second entry must be the later one");
    for entry in [&new, &old] {
        append(store, entry).await;
    }
    let before = old.at - Duration::MICROSECOND;
    assert_eq!(store.keep(async |uow| uow.intake().take(before, 9).await).await, [], "both came later");
    let taken = store.keep(async |uow| uow.intake().take(old.at, 9).await).await;
    assert_eq!(taken, [old], "what came at the very time must be taken, and nothing after it");
    assert_eq!(count(store).await, 1, "what came later must still wait");
}

/// An entry taken in a unit of work that was dropped waits again.
pub async fn a_dropped_unit_of_work_gives_the_entry_back(store: Store<'_>) {
    append(store, &intake_entry(1, &ava())).await;
    let dropped = store.read(async |uow| uow.intake().take(LATER, 1).await).await.pop();
    let taken = take(store).await;
    assert_eq!(taken, dropped, "the entry must be taken again");
    assert_eq!(taken, Some(intake_entry(1, &ava())), "the entry must be as it was submitted");
}

/// Many who take at the same time get an entry each, and no entry goes to two.
pub async fn many_who_take_at_once_get_an_entry_each(store: Store<'_>) {
    for n in 1..=8 {
        append(store, &intake_entry(n, &ava())).await;
    }
    let take = || store.persist(async |uow| uow.intake().take(LATER, 1).await);
    let taken = together((1..=8).map(|_| take())).await;
    let mut taken: Vec<_> = taken.into_iter().flatten().map(|entry| entry.id).collect();
    taken.sort_unstable();
    let expected: Vec<_> = (1..=8).map(|n| intake_entry(n, &ava()).id).collect();
    assert_eq!(taken, expected, "eight who take at once must get the eight entries, one each");
}

async fn append(store: Store<'_>, entry: &IntakeEntry) -> Appended {
    granted("an append", store.intake().append(entry.clone(), 1_000).await)
}

/// The oldest entry, taken.
async fn take(store: Store<'_>) -> Option<IntakeEntry> {
    store.keep(async |uow| uow.intake().take(LATER, 1).await).await.pop()
}

async fn count(store: Store<'_>) -> u64 {
    store.read(async |uow| uow.intake().count().await).await
}
