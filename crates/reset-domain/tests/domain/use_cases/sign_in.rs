//! Signing in, being refused, being held up.

use std::net::{IpAddr, Ipv4Addr};

use pollster::FutureExt;
use reset_domain::Policy;
use reset_domain::model::{Caller, DeviceToken};
use reset_domain::testing::World;
use reset_domain::use_cases::{Incomplete, OpenedSession, ResumeOutcome, SignIn, SignInOutcome};
use secrecy::SecretString;
use time::Duration;

const AVA: &str = "ava.stone";

fn from(n: u8) -> Caller {
    Caller::at(IpAddr::V4(Ipv4Addr::new(192, 0, 2, n)))
}

async fn try_from(
    world: &World,
    caller: Caller,
    device: Option<&DeviceToken>,
    username: &str,
    password: &str,
) -> SignInOutcome {
    let password = SecretString::from(password);
    let sign_in = SignIn { username, password: &password, device, session: None, application: None, caller };
    world.service.sign_in(sign_in).await.unwrap()
}

fn is_in(outcome: &SignInOutcome) -> bool {
    matches!(outcome, SignInOutcome::SignedIn(_))
}

async fn is_live(world: &World, session: &reset_domain::model::SessionToken) -> bool {
    matches!(world.service.resume_session(session).await.unwrap(), ResumeOutcome::Active(_))
}

#[test]
fn a_field_left_empty_is_named_and_costs_nothing() {
    async {
        let world = World::new().await;
        let before = world.hasher.verifications();
        for (username, password, left) in
            [("", "", Incomplete::Both), (" ", "x", Incomplete::Username), (AVA, "", Incomplete::Password)]
        {
            assert!(
                matches!(world.sign_in(username, password).await, SignInOutcome::Incomplete(l) if l == left)
            );
        }
        assert_eq!(world.hasher.verifications(), before);
    }
    .block_on();
}

#[test]
fn every_sign_in_costs_exactly_one_verification() {
    async {
        let world = World::new().await;
        let temporary = world.avas_temporary_password().await;
        world.service.suspend_user("cyd").await.unwrap();
        let nothing_held = "bcdfghjkmnpqrstv";
        for (username, password) in [
            (AVA, World::AVAS_PASSWORD),
            (AVA, "wrong"),
            (AVA, nothing_held),
            ("bo", nothing_held),
            ("cyd", World::CYDS_PASSWORD),
            ("nobody", "wrong"),
            ("nobody", nothing_held),
            ("not a name", "wrong"),
            (AVA, temporary.as_str()),
        ] {
            let before = world.hasher.verifications();
            world.sign_in(username, password).await;
            assert_eq!(world.hasher.verifications(), before + 1, "{username} with {password}");
        }
    }
    .block_on();
}

#[test]
fn a_temporary_password_works_until_its_end_and_then_says_so() {
    async {
        let world = World::new().await;
        let temporary = world.avas_temporary_password().await;
        for _ in 0..3 {
            assert!(is_in(&world.sign_in(AVA, &temporary).await), "any number of times");
        }
        world.clock.advance(Policy::LONGEST_TEMPORARY_LIFE);
        assert!(matches!(world.sign_in(AVA, &temporary).await, SignInOutcome::TemporaryExpired));
        let other = format!("{}{}", &temporary[..2], "zzzzzzzzzzzzzz");
        assert!(
            matches!(world.sign_in(AVA, &other).await, SignInOutcome::Refused),
            "who guesses learns nothing"
        );
    }
    .block_on();
}

#[test]
fn the_first_use_ends_the_chosen_password_and_every_other_session() {
    async {
        let world = World::new().await;
        let old = world.session(AVA, World::AVAS_PASSWORD).await;
        let temporary = world.avas_temporary_password().await;
        assert!(is_live(&world, &old).await);
        let new = world.session(AVA, &temporary).await;
        assert!(is_live(&world, &new).await);
        assert!(!is_live(&world, &old).await);
        assert!(matches!(world.sign_in(AVA, World::AVAS_PASSWORD).await, SignInOutcome::Refused));
    }
    .block_on();
}

#[test]
fn a_session_on_a_temporary_password_ends_with_it() {
    async {
        let policy = Policy { temporary_life: Duration::hours(1), ..Policy::default() };
        let world = World::with(policy).await;
        let temporary = world.avas_temporary_password().await;
        let session = world.session(AVA, &temporary).await;
        for _ in 0..2 {
            world.clock.advance(Duration::minutes(29));
            assert!(is_live(&world, &session).await);
        }
        world.clock.advance(Duration::minutes(2));
        assert!(!is_live(&world, &session).await);
    }
    .block_on();
}

#[test]
fn a_session_ends_when_idle_and_in_any_case() {
    async {
        let world = World::new().await;
        let idle = world.session(AVA, World::AVAS_PASSWORD).await;
        world.clock.advance(Duration::minutes(30) - Duration::MICROSECOND);
        assert!(is_live(&world, &idle).await);
        world.clock.advance(Duration::minutes(30));
        assert!(!is_live(&world, &idle).await);

        let busy = world.session(AVA, World::AVAS_PASSWORD).await;
        for _ in 0..12 * 3 - 1 {
            world.clock.advance(Duration::minutes(20));
            assert!(is_live(&world, &busy).await);
        }
        world.clock.advance(Duration::minutes(20));
        assert!(!is_live(&world, &busy).await, "twelve hours, however busy");
    }
    .block_on();
}

#[test]
fn every_sign_in_opens_a_session_of_its_own_and_signing_out_ends_one() {
    async {
        let world = World::new().await;
        let (one, two) =
            (world.session("bo", World::BOS_PASSWORD).await, world.session("bo", World::BOS_PASSWORD).await);
        assert_ne!(one.digest(), two.digest());
        world.service.sign_out(&one, Caller::loopback()).await.unwrap();
        world.service.sign_out(&one, Caller::loopback()).await.unwrap();
        assert!(!is_live(&world, &one).await);
        assert!(is_live(&world, &two).await);
    }
    .block_on();
}

#[test]
fn suspending_ends_sessions_and_temporary_passwords_and_resuming_revives_none() {
    async {
        let world = World::new().await;
        let temporary = world.avas_temporary_password().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        world.service.suspend_user(AVA).await.unwrap();
        assert!(!is_live(&world, &session).await);
        assert!(matches!(world.sign_in(AVA, World::AVAS_PASSWORD).await, SignInOutcome::Refused));
        world.service.resume_user(AVA).await.unwrap();
        assert!(!is_live(&world, &session).await);
        assert!(matches!(world.sign_in(AVA, &temporary).await, SignInOutcome::Refused));
        assert!(is_in(&world.sign_in(AVA, World::AVAS_PASSWORD).await));
    }
    .block_on();
}

#[test]
fn the_third_refusal_in_a_row_says_what_else_can_be_done() {
    async {
        let world = World::new().await;
        for username in [AVA, "nobody"] {
            for expected in ["Refused", "Refused", "RefusedRepeatedly", "RefusedRepeatedly"] {
                assert_eq!(format!("{:?}", world.sign_in(username, "wrong").await), expected, "{username}");
            }
        }
    }
    .block_on();
}

#[test]
fn pauses_grow_after_five_refusals_and_hold_up_that_name_from_that_network_alone() {
    async {
        let world = World::new().await;
        for _ in 0..5 {
            try_from(&world, from(1), None, AVA, "wrong").await;
        }
        assert!(!is_in(&try_from(&world, from(1), None, AVA, World::AVAS_PASSWORD).await), "paused");
        assert!(is_in(&try_from(&world, from(2), None, AVA, World::AVAS_PASSWORD).await), "another network");
        assert!(is_in(&try_from(&world, from(1), None, "bo", World::BOS_PASSWORD).await), "another name");
        world.clock.advance(Duration::SECOND);
        assert!(
            is_in(&try_from(&world, from(1), None, AVA, World::AVAS_PASSWORD).await),
            "the pause is over"
        );
        try_from(&world, from(1), None, AVA, "wrong").await;
        assert!(
            is_in(&try_from(&world, from(1), None, AVA, World::AVAS_PASSWORD).await),
            "success ended the row"
        );
    }
    .block_on();
}

#[test]
fn a_pause_is_fifteen_minutes_at_most_and_a_try_it_refuses_does_not_count() {
    async {
        let world = World::new().await;
        for _ in 0..40 {
            try_from(&world, from(1), None, AVA, "wrong").await;
            world.clock.advance(Policy::LONGEST_PAUSE);
        }
        try_from(&world, from(1), None, AVA, "wrong").await;
        for _ in 0..200 {
            assert!(!is_in(&try_from(&world, from(1), None, AVA, World::AVAS_PASSWORD).await));
        }
        world.clock.advance(Policy::LONGEST_PAUSE);
        assert!(is_in(&try_from(&world, from(1), None, AVA, World::AVAS_PASSWORD).await));
    }
    .block_on();
}

#[test]
fn no_ceiling_locks_the_owner_out() {
    async {
        let world = World::with(Policy { failures: 10, ..Policy::default() }).await;
        let SignInOutcome::SignedIn(OpenedSession { device, .. }) =
            try_from(&world, from(9), None, AVA, World::AVAS_PASSWORD).await
        else {
            panic!("not let in");
        };
        let known = device.expect("a browser that was not known gets to be");
        for n in 0..10 {
            try_from(&world, from(n), None, AVA, "wrong").await;
        }
        assert!(!is_in(&try_from(&world, from(77), None, AVA, World::AVAS_PASSWORD).await), "at the ceiling");
        let stranger = try_from(&world, from(77), Some(&known), "bo", World::BOS_PASSWORD).await;
        assert!(
            matches!(stranger, SignInOutcome::SignedIn(OpenedSession { device: Some(_), .. })),
            "not Bo's"
        );
        let temporary = world.avas_temporary_password().await;
        assert!(
            is_in(&try_from(&world, from(78), None, AVA, &temporary).await),
            "a temporary password passes"
        );

        let world = World::with(Policy { failures: 10, ..Policy::default() }).await;
        let SignInOutcome::SignedIn(OpenedSession { device, .. }) =
            try_from(&world, from(9), None, AVA, World::AVAS_PASSWORD).await
        else {
            panic!("not let in");
        };
        for n in 0..10 {
            try_from(&world, from(n), None, AVA, "wrong").await;
        }
        let back = try_from(&world, from(99), device.as_ref(), AVA, World::AVAS_PASSWORD).await;
        assert!(
            matches!(back, SignInOutcome::SignedIn(OpenedSession { device: None, .. })),
            "a known device passes"
        );
    }
    .block_on();
}

#[test]
fn an_operator_lifts_the_ceiling() {
    async {
        let world = World::with(Policy { failures: 3, ..Policy::default() }).await;
        for n in 0..3 {
            try_from(&world, from(n), None, AVA, "wrong").await;
        }
        assert!(!is_in(&try_from(&world, from(77), None, AVA, World::AVAS_PASSWORD).await));
        world.service.unlock_user(AVA).await.unwrap();
        assert!(is_in(&try_from(&world, from(77), None, AVA, World::AVAS_PASSWORD).await));
    }
    .block_on();
}

#[test]
fn what_is_too_long_for_any_password_is_refused_without_hashing() {
    async {
        let world = World::new().await;
        let before = world.hasher.verifications();
        assert!(matches!(world.sign_in(AVA, &"x".repeat(1_025)).await, SignInOutcome::Refused));
        assert_eq!(world.hasher.verifications(), before);
    }
    .block_on();
}

#[test]
fn a_user_without_a_password_gets_in_by_a_reset() {
    async {
        let world = World::new().await;
        let user = reset_domain::use_cases::RegisterUser {
            account: "ACME-1042",
            username: "dee",
            first_name: "",
            email: "dee@acme.example",
            locale: None,
            password: None,
        };
        world.service.register_user(user).await.unwrap();
        assert!(matches!(world.sign_in("dee", "anything at all").await, SignInOutcome::Refused));
        world.asks("ACME-1042", "dee").await;
        world.work().await;
        let link = world.newest_link("dee@acme.example");
        world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        world.work().await;
        let temporary = world.newest_temporary_password("dee@acme.example");
        assert!(is_in(&world.sign_in("dee", temporary.reveal()).await));
    }
    .block_on();
}

#[test]
fn signing_in_again_ends_the_session_the_browser_had() {
    async {
        let world = World::new().await;
        let before = world.session("bo", World::BOS_PASSWORD).await;
        let password = SecretString::from(World::BOS_PASSWORD);
        let sign_in = SignIn {
            username: "bo",
            password: &password,
            device: None,
            session: Some(&before),
            application: None,
            caller: Caller::loopback(),
        };
        assert!(is_in(&world.service.sign_in(sign_in).await.unwrap()));
        assert!(!is_live(&world, &before).await);
    }
    .block_on();
}
