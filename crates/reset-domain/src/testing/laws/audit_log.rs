//! Laws of the audit log: it keeps what happened, whole and in order.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use time::{Duration, OffsetDateTime};

use super::store::Store;
use crate::model::{Actor, AuditEvent, AuditKind, Network, UserId};
use crate::ports::AuditFilter;
use crate::testing::ManualClock;
use crate::testing::fixtures::{acme, after, audit_event, ava, bo, request_id};

/// Every kind of event reads back as it was written, whoever made it happen.
pub async fn every_kind_of_event_survives(store: Store<'_>) {
    store.populate().await;
    let actors = [Actor::Visitor, Actor::User, Actor::Operator, Actor::Worker].into_iter().cycle();
    let kinds = AuditKind::ALL.iter().zip(actors);
    let events: Vec<AuditEvent> =
        (1..).zip(kinds).map(|(n, (kind, actor))| AuditEvent { actor, ..audit_event(n, *kind) }).collect();
    add(store, &events).await;
    assert_eq!(
        list(store, ManualClock::START, None, 1_000).await,
        events,
        "every kind of event must survive"
    );
}

/// Whatever an event may tell survives: with and without account, user, request, network and reason.
pub async fn everything_an_event_tells_survives(store: Store<'_>) {
    store.populate().await;
    let nothing = audit_event(1, AuditKind::SignInRefused);
    let v4 = Network::of(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7)));
    let v6 = Network::of(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, 9)));
    let of = |n| audit_event(n, AuditKind::SignInRefused);
    let events = [
        nothing,
        AuditEvent { account: Some(acme().id), ..of(2) },
        AuditEvent { user: Some(ava().id), ..of(3) },
        AuditEvent { request: Some(request_id(1)), ..of(4) },
        AuditEvent { network: Some(v4), ..of(5) },
        AuditEvent { network: Some(v6), ..of(6) },
        AuditEvent { reason: Some(Cow::Borrowed("wrong_password")), ..of(7) },
        AuditEvent {
            account: Some(acme().id),
            user: Some(ava().id),
            request: Some(request_id(1)),
            network: Some(v6),
            reason: Some(Cow::Owned("expired".to_owned())),
            ..of(8)
        },
    ];
    add(store, &events).await;
    assert_eq!(
        list(store, ManualClock::START, None, 1_000).await,
        events,
        "whatever an event tells must survive"
    );
}

/// An event may tell of somebody who does not exist: the log forgets nobody.
pub async fn an_event_may_tell_of_nobody_known(store: Store<'_>) {
    let event = AuditEvent {
        account: Some(acme().id),
        user: Some(ava().id),
        request: Some(request_id(1)),
        ..audit_event(1, AuditKind::ResetUnmatched)
    };
    add(store, std::slice::from_ref(&event)).await;
    assert_eq!(
        list(store, ManualClock::START, None, 10).await,
        [event],
        "the log must not need what it tells of"
    );
}

/// An id is taken once: no event is overwritten.
pub async fn no_event_is_overwritten(store: Store<'_>) {
    let first = audit_event(1, AuditKind::SignedIn);
    add(store, std::slice::from_ref(&first)).await;
    let again = audit_event(1, AuditKind::SignedOut);
    store.refuse("adding an event whose id is taken", async |uow| uow.audit_log().add(&[again]).await).await;
    assert_eq!(list(store, ManualClock::START, None, 10).await, [first], "the first event must stand");
}

/// Events are listed oldest first, and those of one microsecond by id, in whatever order they were added.
pub async fn events_are_listed_in_order(store: Store<'_>) {
    let at = after(Duration::MINUTE);
    let same = |n| AuditEvent { at, ..audit_event(n, AuditKind::SignedIn) };
    let before = AuditEvent { at: at - Duration::MICROSECOND, ..audit_event(9, AuditKind::SignedIn) };
    let later = AuditEvent { at: at + Duration::MICROSECOND, ..audit_event(1, AuditKind::SignedIn) };
    add(store, &[later.clone(), same(3), before.clone(), same(2)]).await;
    let listed = list(store, ManualClock::START, None, 10).await;
    assert_eq!(listed, [before, same(2), same(3), later], "events must be listed by time, and then by id");
}

/// A list begins at `since`, that microsecond included.
pub async fn a_list_begins_at_its_time(store: Store<'_>) {
    let events = [1, 2, 3].map(|n| audit_event(n, AuditKind::SignedIn));
    add(store, &events).await;
    let [_, second, third] = events;
    let expected = [second.clone(), third.clone()];
    assert_eq!(list(store, second.at, None, 10).await, expected, "an event at that very time is listed");
    let listed = list(store, second.at + Duration::MICROSECOND, None, 10).await;
    assert_eq!(listed, [third], "an event before that time is not listed");
}

/// A list of one user's events holds nobody else's.
pub async fn a_list_of_one_user_holds_nobody_elses(store: Store<'_>) {
    store.populate().await;
    let of_ava = AuditEvent { user: Some(ava().id), ..audit_event(1, AuditKind::SignedIn) };
    let of_bo = AuditEvent { user: Some(bo().id), ..audit_event(2, AuditKind::SignedIn) };
    let of_nobody = audit_event(3, AuditKind::ResetUnmatched);
    add(store, &[of_ava.clone(), of_bo, of_nobody]).await;
    let listed = list(store, ManualClock::START, Some(ava().id), 10).await;
    assert_eq!(listed, [of_ava], "Ava's list must hold Ava's event alone");
}

/// A list holds the newest so many, the oldest of them first.
pub async fn a_list_holds_the_newest_so_many(store: Store<'_>) {
    store.populate().await;
    let events: Vec<AuditEvent> =
        (1..=5).map(|n| AuditEvent { user: Some(ava().id), ..audit_event(n, AuditKind::SignedIn) }).collect();
    add(store, &events).await;
    let newest: Vec<_> = events.into_iter().skip(3).collect();
    let listed = list(store, ManualClock::START, None, 2).await;
    assert_eq!(listed, newest, "the newest two, the older of them first");
    let listed = list(store, ManualClock::START, Some(ava().id), 2).await;
    assert_eq!(listed, newest, "the newest two of one user, the older of them first");
    assert_eq!(list(store, ManualClock::START, None, 0).await, [], "none when none are wanted");
}

async fn add(store: Store<'_>, events: &[AuditEvent]) {
    store.keep(async |uow| uow.audit_log().add(events).await).await;
}

async fn list(store: Store<'_>, since: OffsetDateTime, user: Option<UserId>, limit: u32) -> Vec<AuditEvent> {
    let filter = AuditFilter { since, user, limit };
    store.read(async |uow| uow.audit_log().list(filter).await).await
}
