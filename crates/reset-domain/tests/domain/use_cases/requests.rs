//! Submitting and considering.

use std::borrow::Cow;

use pollster::FutureExt;
use reset_domain::Policy;
use reset_domain::model::{AuditKind, Caller};
use reset_domain::testing::World;
use reset_domain::use_cases::{Missing, SubmitOutcome, SubmitResetRequest};
use time::Duration;

const AVA: &str = World::AVAS_ADDRESS;

async fn reasons(world: &World) -> Vec<(AuditKind, Option<String>)> {
    let events = world.service.list_audit(Duration::DAY, None, 100).await.unwrap().unwrap();
    let resets =
        events.into_iter().map(|line| line.event).filter(|event| event.kind.as_str().starts_with("reset."));
    resets.map(|event| (event.kind, event.reason.map(Cow::into_owned))).collect()
}

#[test]
fn a_field_left_empty_is_named() {
    async {
        let world = World::new().await;
        for (account_id, username, missing) in [
            ("", "", Missing::Both),
            (" ", "ava.stone", Missing::AccountId),
            ("ACME-1042", "\t", Missing::Username),
        ] {
            assert_eq!(world.asks(account_id, username).await, SubmitOutcome::Incomplete(missing));
        }
        assert_eq!(world.service.consider_requests().await.unwrap(), 0, "nothing was put down");
    }
    .block_on();
}

#[test]
fn whoever_is_asked_for_the_answer_is_the_same_and_only_a_match_gets_a_letter() {
    async {
        let world = World::new().await;
        world.service.suspend_user("bo").await.unwrap();
        for (account_id, username) in [
            ("ACME-1042", "nobody.here"),
            ("GLOBEX-7", "ava.stone"),
            ("NOWHERE-1", "ava.stone"),
            ("ACME-1042", "bo"),
            ("ACME-1042", "not a username"),
            ("!!!", "ava.stone"),
        ] {
            assert_eq!(world.asks(account_id, username).await, SubmitOutcome::Submitted);
            world.work().await;
            world.clock.advance(Duration::SECOND);
        }
        assert!(world.mailbox.letters().is_empty());
        let unmatched = |reason: &str| (AuditKind::ResetUnmatched, Some(reason.to_owned()));
        assert_eq!(
            reasons(&world).await,
            [
                unmatched("unknown user"),
                unmatched("other account"),
                unmatched("other account"),
                unmatched("suspended"),
                unmatched("no such name"),
                unmatched("no such name"),
            ]
        );
        assert_eq!(world.asks(" acme 1042", "Ava.Stone ").await, SubmitOutcome::Submitted);
        world.work().await;
        assert_eq!(world.subjects(AVA), ["Password Reset Request"]);
    }
    .block_on();
}

#[test]
fn a_suspended_account_gets_no_letter() {
    async {
        let world = World::new().await;
        world.service.suspend_account("acme-1042").await.unwrap();
        world.ava_asks().await;
        world.work().await;
        assert!(world.mailbox.letters().is_empty());
        world.service.resume_account("ACME-1042").await.unwrap();
        world.ava_asks().await;
        world.work().await;
        assert_eq!(world.subjects(AVA), ["Password Reset Request"]);
    }
    .block_on();
}

#[test]
fn a_second_request_within_a_minute_waits_and_a_third_goes_with_it() {
    async {
        let world = World::new().await;
        for _ in 0..3 {
            world.ava_asks().await;
        }
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 1, "one letter a minute");
        let owed = world.owed().await;
        assert_eq!(owed.len(), 1, "one request waits, the third goes with it");
        world.clock.advance(Duration::seconds(59));
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 1);
        world.clock.advance(Duration::SECOND);
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 2, "its turn came");
        world.clock.advance(Duration::HOUR);
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 2, "and that was all");
    }
    .block_on();
}

#[test]
fn five_letters_an_hour_and_the_sixth_when_its_turn_comes() {
    async {
        let world = World::new().await;
        for _ in 0..8 {
            world.ava_asks().await;
            world.work().await;
            world.clock.advance(Duration::minutes(2));
        }
        assert_eq!(world.subjects(AVA).len(), 5);
        world.clock.advance(Duration::minutes(44) - Duration::SECOND);
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 5, "an hour after the first, not before");
        world.clock.advance(Duration::SECOND);
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 6);
    }
    .block_on();
}

#[test]
fn one_users_flood_is_nobody_elses() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        world.ava_asks().await;
        world.asks("ACME-1042", "bo").await;
        world.work().await;
        assert_eq!(world.subjects("bo@acme.example").len(), 1);
    }
    .block_on();
}

#[test]
fn an_operators_resets_do_not_count() {
    async {
        let world = World::new().await;
        for _ in 0..3 {
            world.service.request_reset_for("ava.stone").await.unwrap();
        }
        world.ava_asks().await;
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 4);
    }
    .block_on();
}

#[test]
fn beyond_the_limit_everybody_is_told_the_same() {
    async {
        let world = World::with(Policy { intake_limit: 2, ..Policy::default() }).await;
        assert_eq!(world.ava_asks().await, SubmitOutcome::Submitted);
        assert_eq!(world.asks("X", "nobody").await, SubmitOutcome::Submitted);
        assert_eq!(world.ava_asks().await, SubmitOutcome::Full);
        assert_eq!(world.asks("X", "nobody").await, SubmitOutcome::Full);
        world.work().await;
        assert_eq!(world.asks("X", "nobody").await, SubmitOutcome::Submitted, "there is room again");
    }
    .block_on();
}

#[test]
fn what_was_typed_is_not_in_the_audit_log() {
    async {
        let world = World::new().await;
        let typed = "my secret password typed into the wrong field";
        let asked = SubmitResetRequest { account_id: typed, username: typed, caller: Caller::loopback() };
        world.service.submit_reset_request(asked).await.unwrap();
        world.sign_in(typed, typed).await;
        world.work().await;
        let events = world.service.list_audit(Duration::DAY, None, 100).await.unwrap().unwrap();
        assert!(!format!("{events:?}").contains("secret password"));
    }
    .block_on();
}

#[test]
fn a_request_does_not_go_with_one_that_was_closed_while_it_waited() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        world.ava_asks().await;
        world.work().await;
        world.service.change_address("ava.stone", "ava@new.example").await.unwrap();
        world.ava_asks().await;
        world.work().await;
        assert!(world.subjects("ava@new.example").is_empty(), "its turn is the waiting one's");
        world.clock.advance(Duration::MINUTE);
        world.work().await;
        assert_eq!(world.subjects("ava@new.example"), ["Password Reset Request"]);
    }
    .block_on();
}

#[test]
fn a_request_does_not_go_with_one_whose_letter_was_dropped_while_it_waited() {
    async {
        let world = World::new().await;
        world.ava_asks().await;
        world.ava_asks().await;
        world.work().await;
        let [waiting] = &*world.owed().await else { panic!("one letter waits for its turn") };
        world.service.drop_letter(waiting.id).await.unwrap();
        world.ava_asks().await;
        world.work().await;
        world.clock.advance(Duration::MINUTE);
        world.work().await;
        assert_eq!(world.subjects(AVA).len(), 2, "the second ask of those that count ends in a letter");
    }
    .block_on();
}

#[test]
fn what_nobody_can_be_called_holds_nobody_else_up() {
    async {
        let world = World::new().await;
        world.asks("ACME-1042", "\u{13a0}").await;
        world.ava_asks().await;
        world.work().await;
        assert_eq!(world.subjects(AVA), ["Password Reset Request"]);
    }
    .block_on();
}
