//! The store fails at every call in turn: nothing is half done, and trying again works.

use std::sync::Arc;

use pollster::FutureExt;
use reset_domain::Policy;
use reset_domain::model::{AuditKind, Caller, ResetRequestState};
use reset_domain::ports::{MockMailer, StorageErrorKind};
use reset_domain::testing::{CommitFault, Flaky, InMemory, World};
use reset_domain::use_cases::{FollowOutcome, Shown};
use time::Duration;

async fn flaky_world() -> (World, Flaky<InMemory>) {
    let store = InMemory::new();
    let flaky = Flaky::new(store.clone());
    let world = World::on(store.clone(), Arc::new(flaky.clone()), Arc::new(store), Policy::default()).await;
    (world, flaky)
}

#[test]
fn following_is_all_or_nothing_whatever_call_fails() {
    async {
        let mut failed = 0;
        for nth in 1..100 {
            let (world, flaky) = flaky_world().await;
            let link = world.avas_link().await;
            flaky.fail_call(flaky.calls() + nth, StorageErrorKind::Unavailable);
            let outcome = world.service.follow_reset_link(&link, Caller::loopback()).await;
            flaky.start_over();
            match outcome {
                Err(fault) => {
                    assert!(fault.is_passing());
                    failed += 1;
                    let Ok(Shown::User(view)) = world.service.show_user("ava.stone").await else {
                        panic!("no Ava");
                    };
                    assert!(
                        matches!(view.requests[0].state, ResetRequestState::LinkSent { .. }),
                        "call {nth}"
                    );
                    let again = world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
                    assert_eq!(again, FollowOutcome::Followed, "call {nth}");
                }
                Ok(outcome) => {
                    assert_eq!(outcome, FollowOutcome::Followed);
                    assert!(8 < failed, "every call was tried: {failed}");
                    return;
                }
            }
            world.work().await;
            assert_eq!(world.subjects(World::AVAS_ADDRESS).len(), 2, "call {nth}");
        }
        panic!("the call never succeeded");
    }
    .block_on();
}

#[test]
fn a_conflict_is_tried_again_unseen() {
    async {
        for nth in 1..=12 {
            let (world, flaky) = flaky_world().await;
            let link = world.avas_link().await;
            flaky.fail_call(flaky.calls() + nth, StorageErrorKind::Conflict);
            let outcome = world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
            assert_eq!(outcome, FollowOutcome::Followed, "call {nth}");
        }
    }
    .block_on();
}

#[test]
fn a_letter_survives_whatever_call_of_the_worker_fails() {
    survives_whatever_call_fails(1).block_on();
}

#[test]
fn letters_that_go_together_survive_whatever_call_of_the_worker_fails() {
    survives_whatever_call_fails(8).block_on();
}

async fn survives_whatever_call_fails(at_once: u32) {
    for nth in 1..60 {
        let (world, flaky) = flaky_world().await;
        world.ava_asks().await;
        flaky.fail_call(flaky.calls() + nth, StorageErrorKind::Unavailable);
        let failed = worker_fails(&world, at_once).await;
        flaky.start_over();
        world.clock.advance(Policy::default().lease);
        world.work().await;
        let letters = world.subjects(World::AVAS_ADDRESS).len();
        assert!(letters == 1 || (failed && letters == 2), "call {nth}: {letters} letters");
        let link = world.newest_link(World::AVAS_ADDRESS);
        let followed = world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        assert_eq!(followed, FollowOutcome::Followed, "the newest link is good, call {nth}");
        if !failed {
            return;
        }
    }
    panic!("the worker never succeeded");
}

async fn worker_fails(world: &World, at_once: u32) -> bool {
    world.service.consider_requests().await.is_err() || world.service.deliver_outbox(at_once).await.is_err()
}

#[test]
fn nothing_is_sent_where_a_commit_before_it_failed() {
    async {
        // Alone it is claimed and then prepared, with others both at once.
        for (at_once, nth) in [(1, 1), (1, 2), (8, 1)] {
            let (world, flaky) = flaky_world().await;
            world.service.request_reset_for("ava.stone").await.unwrap();
            let mut mailer = MockMailer::new();
            // The order of calls is the behavior: not one delivery before the secret is kept.
            mailer.expect_deliver().never();
            let service = world.service_with_mailer(Arc::new(mailer));
            flaky.fail_commit(flaky.commits() + nth, CommitFault::BeforeKept(StorageErrorKind::Unavailable));
            assert!(service.deliver_outbox(at_once).await.is_err(), "commit {nth} of {at_once}");
        }
    }
    .block_on();
}

#[test]
fn a_follow_whose_reply_was_lost_is_a_follow() {
    async {
        let (world, flaky) = flaky_world().await;
        let link = world.avas_link().await;
        flaky.fail_commit(flaky.commits() + 1, CommitFault::ReplyLost);
        assert!(world.service.follow_reset_link(&link, Caller::loopback()).await.is_err());
        flaky.start_over();
        let again = world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        assert_eq!(again, FollowOutcome::FollowedBefore);
        world.work().await;
        assert_eq!(world.subjects(World::AVAS_ADDRESS).len(), 2);
    }
    .block_on();
}

/// A worker that began with the same unreadable row again and again would get nobody back in.
#[test]
fn a_user_whose_row_cannot_be_read_holds_up_nobody_else() {
    async {
        let (world, flaky) = flaky_world().await;
        world.asks("ACME-1042", "bo").await;
        world.clock.advance(Duration::SECOND);
        world.asks("ACME-1042", "ava.stone").await;
        // After beginning and taking entries, looking up the first one's user: with the others, and then alone.
        flaky.fail_call(flaky.calls() + 3, StorageErrorKind::Corrupt);
        flaky.fail_call(flaky.calls() + 6, StorageErrorKind::Corrupt);
        assert!(world.service.consider_requests().await.is_err(), "it is told");
        world.work().await;
        assert_eq!(world.subjects(World::AVAS_ADDRESS), ["Password Reset Request"]);
        let events = world.service.list_audit(Duration::DAY, None, 100).await.unwrap().unwrap();
        let aside =
            events.iter().map(|line| &line.event).find(|event| event.kind == AuditKind::ResetUnmatched);
        assert_eq!(aside.unwrap().reason.as_deref(), Some("unreadable"));
    }
    .block_on();
}

#[test]
fn a_row_that_cannot_be_read_is_told_of_though_nobody_else_asked() {
    async {
        let (world, flaky) = flaky_world().await;
        world.asks("ACME-1042", "bo").await;
        flaky.fail_call(flaky.calls() + 3, StorageErrorKind::Corrupt);
        flaky.fail_call(flaky.calls() + 6, StorageErrorKind::Corrupt);
        assert!(world.service.consider_requests().await.is_err(), "it is told");
        assert_eq!(world.service.consider_requests().await.unwrap(), 0, "it is considered no more");
    }
    .block_on();
}
