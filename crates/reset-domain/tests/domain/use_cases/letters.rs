//! Delivering: retries, giving up, what is not sent.

use std::sync::Arc;

use pollster::FutureExt;
use reset_domain::Policy;
use reset_domain::model::{Caller, LetterBody, MessageState, Settlement};
use reset_domain::ports::{DeliveryError, StorageErrorKind};
use reset_domain::testing::{Flaky, InMemory, World};
use reset_domain::use_cases::{DeliverOutcome, FollowOutcome, InspectOutcome, LetterOutcome, SignInOutcome};
use time::Duration;

const AVA: &str = World::AVAS_ADDRESS;

fn refused() -> DeliveryError {
    DeliveryError::Transient("451 later".to_owned())
}

#[test]
fn a_letter_not_taken_is_tried_again_after_growing_pauses() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        for pause in [5, 10, 20, 40, 80, 160, 320, 600, 600] {
            world.mailbox.refuse_next(refused());
            assert!(matches!(world.work().await[..], [DeliverOutcome::Failed(..)]));
            world.clock.advance(Duration::seconds(pause) - Duration::MICROSECOND);
            assert!(world.work().await.is_empty(), "not before {pause} s");
            world.clock.advance(Duration::MICROSECOND);
        }
        assert!(matches!(world.work().await[..], [DeliverOutcome::Delivered(_)]));
        assert_eq!(world.subjects(AVA), ["Password Reset Request"]);
    }
    .block_on();
}

#[test]
fn each_try_mints_anew_and_a_refused_one_takes_its_link_back() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        world.mailbox.refuse_next(refused());
        world.work().await;
        world.clock.advance(Duration::seconds(5));
        world.work().await;
        let Ok(reset_domain::use_cases::Shown::User(view)) = world.service.show_user("ava.stone").await
        else {
            panic!("no Ava");
        };
        assert_eq!(view.requests[0].links().len(), 1, "the refused link is gone");
        let link = world.newest_link(AVA);
        world.clock.advance(Policy::default().link_life - Duration::SECOND);
        assert!(matches!(
            world.service.inspect_reset_link(&link).await.unwrap(),
            InspectOutcome::Live { .. }
        ));
    }
    .block_on();
}

#[test]
fn a_lost_reply_leaves_both_links_good_and_one_of_them_wins() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        world.mailbox.keep_and_lose_reply_next();
        world.work().await;
        let first = world.newest_link(AVA);
        world.clock.advance(Duration::seconds(5));
        world.work().await;
        let second = world.newest_link(AVA);
        assert_ne!(first, second);
        let follow = |link: String| {
            let world = world.clone();
            async move { world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap() }
        };
        assert_eq!(follow(first.clone()).await, FollowOutcome::Followed);
        assert_eq!(follow(second).await, FollowOutcome::FollowedBefore);
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 3, "two copies of the first letter, one second letter");
    }
    .block_on();
}

#[test]
fn a_lost_reply_leaves_both_temporary_passwords_good() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        world.mailbox.keep_and_lose_reply_next();
        world.work().await;
        let first = world.newest_temporary_password(AVA);
        world.clock.advance(Duration::seconds(5));
        world.work().await;
        let second = world.newest_temporary_password(AVA);
        assert!(matches!(world.sign_in("ava.stone", first.reveal()).await, SignInOutcome::SignedIn(_)));
        assert!(
            matches!(world.sign_in("ava.stone", second.reveal()).await, SignInOutcome::Refused),
            "the first use ended the other"
        );
    }
    .block_on();
}

#[test]
fn a_refused_temporary_password_is_taken_back() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        world.mailbox.refuse_next(DeliveryError::Permanent("550 no such mailbox".to_owned()));
        let outcomes = world.work().await;
        assert!(matches!(&outcomes[..], [DeliverOutcome::Failed(message, _)]
            if matches!(message.state, MessageState::Settled { how: Settlement::GivenUp, .. })));
        let Ok(reset_domain::use_cases::Shown::User(view)) = world.service.show_user("ava.stone").await
        else {
            panic!("no Ava");
        };
        assert!(view.temporary_until.is_empty());
        world.clock.advance(Duration::DAY);
        assert!(world.work().await.is_empty(), "given up for good");
    }
    .block_on();
}

#[test]
fn at_the_end_of_its_worth_a_letter_is_given_up() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        let mut tries = 0;
        for _ in 0..24 * 60 {
            world.mailbox.refuse_next(refused());
            tries += world.work().await.len();
            world.mailbox.accept_all();
            world.clock.advance(Duration::MINUTE);
        }
        assert!(70 < tries && tries < 90, "{tries} tries in twelve hours");
        let owed = world.owed().await;
        assert!(matches!(owed[0].state, MessageState::Settled { how: Settlement::GivenUp, .. }));
        assert!(world.subjects(AVA).is_empty());
    }
    .block_on();
}

#[test]
fn an_operator_retries_and_drops() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        world.mailbox.refuse_next(DeliveryError::Permanent("550".to_owned()));
        world.work().await;
        let id = world.owed().await[0].id;
        assert!(matches!(world.service.retry_letter(id).await.unwrap(), LetterOutcome::Done(_)));
        world.work().await;
        assert_eq!(world.subjects(AVA), ["Password Reset Request"]);
        assert_eq!(world.service.drop_letter(id).await.unwrap(), LetterOutcome::PastThat, "delivered");
        world.service.request_reset_for("bo").await.unwrap();
        let id = world.owed().await[0].id;
        assert!(matches!(world.service.drop_letter(id).await.unwrap(), LetterOutcome::Done(_)));
        assert!(world.work().await.is_empty());
        assert_eq!(world.service.retry_letter(id).await.unwrap(), LetterOutcome::PastThat, "dropped");
    }
    .block_on();
}

#[test]
fn what_is_no_longer_so_is_not_sent() {
    async {
        for end in ["suspend", "address", "choose", "revoke"] {
            let world = World::new().await;
            let link = world.avas_link().await;
            world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
            match end {
                "suspend" => drop(world.service.suspend_user("ava.stone").await.unwrap()),
                "address" => {
                    drop(world.service.change_address("ava.stone", "ava@new.example").await.unwrap());
                }
                "choose" => {
                    let session = world.session("ava.stone", World::AVAS_PASSWORD).await;
                    super::change_password::change(
                        &world,
                        &session,
                        World::AVAS_PASSWORD,
                        "a much longer new one",
                    )
                    .await;
                }
                _ => drop(world.service.revoke_reset("ava.stone").await.unwrap()),
            }
            world.work().await;
            let letters = world.mailbox.letters();
            assert!(
                !letters.iter().any(|letter| matches!(letter.body, LetterBody::TemporaryPassword { .. })),
                "{end}"
            );
        }
    }
    .block_on();
}

#[test]
fn a_fourth_temporary_password_waits_and_ends_none() {
    async {
        let world = World::new().await;
        let mut passwords = Vec::new();
        for _ in 0..3 {
            passwords.push(world.avas_temporary_password().await);
            world.clock.advance(Duration::minutes(2));
        }
        let link = world.avas_link().await;
        world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        assert!(matches!(world.work().await[..], [DeliverOutcome::NotSent(_)]));
        assert_eq!(world.subjects(AVA).iter().filter(|s| s.ends_with("Notification")).count(), 3);
        assert!(matches!(world.sign_in("ava.stone", &passwords[0]).await, SignInOutcome::SignedIn(_)));
    }
    .block_on();
}

#[test]
fn a_worker_that_dies_midway_costs_a_copy_and_no_letter() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        world.service.consider_requests().await.unwrap();
        world.mailbox.hang_next();
        // The future is dropped while the mail server has not answered: a crash between minting and settling.
        let delivering = world.service.deliver_outbox(1);
        let mut delivering = std::pin::pin!(delivering);
        let waker = std::task::Waker::noop();
        let mut context = std::task::Context::from_waker(waker);
        assert!(delivering.as_mut().poll(&mut context).is_pending());
        drop(world.mailbox.take());
        assert!(world.work().await.is_empty(), "the lease holds");
        world.clock.advance(Policy::default().lease);
        assert!(matches!(world.work().await[..], [DeliverOutcome::Delivered(_)]));
        assert_eq!(world.subjects(AVA), ["Password Reset Request"]);
    }
    .block_on();
}

#[test]
fn a_letter_whose_replies_are_all_lost_still_arrives_and_its_newest_copies_are_good() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        let mut copies = Vec::new();
        for _ in 0..4 {
            world.mailbox.keep_and_lose_reply_next();
            world.work().await;
            copies.push(world.newest_temporary_password(AVA));
            world.clock.advance(Duration::minutes(10));
        }
        world.work().await;
        copies.push(world.newest_temporary_password(AVA));
        assert!(world.owed().await.is_empty(), "the fifth try was answered");
        let is_in = |outcome| matches!(outcome, SignInOutcome::SignedIn(_));
        assert!(!is_in(world.sign_in("ava.stone", copies[1].reveal()).await), "three are live at most");
        assert!(is_in(world.sign_in("ava.stone", copies[2].reveal()).await));
    }
    .block_on();
}

#[test]
fn a_letter_that_could_not_be_prepared_does_not_wait_for_the_lease() {
    async {
        let store = InMemory::new();
        let flaky = Flaky::new(store.clone());
        let world =
            World::on(store.clone(), Arc::new(flaky.clone()), Arc::new(store), Policy::default()).await;
        world.ava_asks().await;
        world.service.consider_requests().await.unwrap();
        // The claim is begin, claim, commit; the fourth call begins the step that mints.
        flaky.fail_call(flaky.calls() + 4, StorageErrorKind::Unavailable);
        assert!(world.service.deliver_outbox(1).await.is_err());
        assert!(matches!(world.work().await[..], [DeliverOutcome::Delivered(_)]), "at once");
    }
    .block_on();
}
