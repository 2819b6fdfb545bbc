//! Laws of the attempt log: every try counts, within its window only.

use time::{Duration, OffsetDateTime};

use super::store::{Store, together};
use crate::model::{Attempt, AttemptKey};
use crate::testing::ManualClock;
use crate::testing::fixtures::{after, ava, bo};

/// Tries count inside their window only: after `since`, not at it.
pub async fn attempts_count_inside_their_window_only(store: Store<'_>) {
    let times = [1, 2, 3].map(minutes);
    add(store, ava_key(), &times).await;
    let [_, second, third] = times;
    assert_eq!(list(store, ava_key(), second, 10).await, [third], "a try at `since` itself must not count");
    let listed = list(store, ava_key(), second - Duration::MICROSECOND, 10).await;
    assert_eq!(listed, [third, second], "a try a microsecond after `since` must count");
}

/// Tries are listed newest first, at most so many.
pub async fn attempts_are_listed_newest_first(store: Store<'_>) {
    add(store, ava_key(), &[2, 4, 1, 3].map(minutes)).await;
    let listed = list(store, ava_key(), ManualClock::START, 10).await;
    assert_eq!(listed, [4, 3, 2, 1].map(minutes), "tries must be listed newest first");
    let listed = list(store, ava_key(), ManualClock::START, 2).await;
    assert_eq!(listed, [4, 3].map(minutes), "at most so many, the newest of them");
}

/// Two tries in the same microsecond count two.
pub async fn two_attempts_at_once_count_two(store: Store<'_>) {
    add(store, ava_key(), &[minutes(1), minutes(1)]).await;
    let listed = list(store, ava_key(), ManualClock::START, 10).await;
    assert_eq!(listed, [minutes(1), minutes(1)], "two tries in the same microsecond must count two");
}

/// However many try at the same time, each counts.
pub async fn every_one_of_many_at_once_counts(store: Store<'_>) {
    let attempt = Attempt { key: ava_key(), at: minutes(1) };
    let try_once = || store.persist(async |uow| uow.attempt_log().add(&[attempt]).await);
    together((0..8).map(|_| try_once())).await;
    let listed = list(store, ava_key(), ManualClock::START, 100).await;
    assert_eq!(listed, [minutes(1); 8], "each of eight tries at the same time must count");
}

/// Tries of one key do not count for another.
pub async fn attempts_of_another_key_do_not_count(store: Store<'_>) {
    add(store, ava_key(), &[minutes(1)]).await;
    assert_eq!(list(store, bo_key(), ManualClock::START, 10).await, NONE, "Ava's try must not count as Bo's");
}

/// Two lists read at once are the two lists, each with its own key, window and length.
pub async fn two_lists_are_read_at_once(store: Store<'_>) {
    let both =
        async |one, other| store.read(async |uow| uow.attempt_log().list_both([one, other]).await).await;
    let since = ManualClock::START;
    let none = both((ava_key(), since, 10), (bo_key(), since, 10)).await;
    assert_eq!(none, [NONE, NONE], "of two keys that nobody tried, both lists must be empty");
    add(store, ava_key(), &[2, 4, 1, 3].map(minutes)).await;
    add(store, bo_key(), &[5, 7, 6, 1].map(minutes)).await;
    let listed = both((ava_key(), since, 2), (bo_key(), minutes(5), 10)).await;
    let expected = [[4, 3].map(minutes), [7, 6].map(minutes)];
    assert_eq!(listed, expected, "each must have its own length and window, newest first");
    let listed = both((bo_key(), minutes(7), 10), (ava_key(), since, 1)).await;
    assert_eq!(listed, [vec![], vec![minutes(4)]], "one may be empty while the other is not");
}

/// Clearing forgets all tries of one key, and of no other.
pub async fn clearing_forgets_one_key(store: Store<'_>) {
    add(store, ava_key(), &[1, 2].map(minutes)).await;
    add(store, bo_key(), &[minutes(1)]).await;
    store.keep(async |uow| uow.attempt_log().clear(&[ava_key()]).await).await;
    assert_eq!(
        list(store, ava_key(), ManualClock::START, 10).await,
        NONE,
        "all of Ava's tries must be forgotten"
    );
    assert_eq!(list(store, bo_key(), ManualClock::START, 10).await, [minutes(1)], "Bo's must not be");
    store.keep(async |uow| uow.attempt_log().clear(&[ava_key()]).await).await;
}

/// A try may lie ahead, as that of a letter that waits for its turn.
pub async fn an_attempt_ahead_counts(store: Store<'_>) {
    add(store, ava_key(), &[after(Duration::hours(5))]).await;
    let listed = list(store, ava_key(), ManualClock::START, 10).await;
    assert_eq!(listed, [after(Duration::hours(5))], "a try ahead must count");
}

const NONE: [OffsetDateTime; 0] = [];

fn ava_key() -> AttemptKey {
    AttemptKey::letters_to(ava().id)
}

fn bo_key() -> AttemptKey {
    AttemptKey::letters_to(bo().id)
}

fn minutes(n: i64) -> OffsetDateTime {
    after(Duration::minutes(n))
}

async fn add(store: Store<'_>, key: AttemptKey, times: &[OffsetDateTime]) {
    let attempts: Vec<_> = times.iter().map(|at| Attempt { key, at: *at }).collect();
    store.keep(async |uow| uow.attempt_log().add(&attempts).await).await;
}

async fn list(store: Store<'_>, key: AttemptKey, since: OffsetDateTime, limit: u32) -> Vec<OffsetDateTime> {
    store.read(async |uow| uow.attempt_log().list(key, since, limit).await).await
}
