//! Choosing a password.

use pollster::FutureExt;
use reset_domain::Policy;
use reset_domain::model::{Caller, SessionToken};
use reset_domain::policy::ChangeRule;
use reset_domain::testing::World;
use reset_domain::use_cases::{
    ChangeOutcome, ChangePassword, FollowOutcome, PasswordRefusal, ResumeOutcome, SignInOutcome,
};
use secrecy::SecretString;

const AVA: &str = "ava.stone";
const NEW: &str = "quilted pepper mountain door";

pub(crate) async fn change(world: &World, session: &SessionToken, current: &str, new: &str) -> ChangeOutcome {
    change_again(world, session, current, new, None).await
}

async fn change_again(
    world: &World,
    session: &SessionToken,
    current: &str,
    new: &str,
    again: Option<&str>,
) -> ChangeOutcome {
    let (current, new) = (SecretString::from(current), SecretString::from(new));
    let again = again.map(SecretString::from);
    let change = ChangePassword {
        session,
        current: &current,
        new: &new,
        again: again.as_ref(),
        device: None,
        caller: Caller::loopback(),
    };
    world.service.change_password(change).await.unwrap()
}

fn refusals(outcome: ChangeOutcome) -> Vec<PasswordRefusal> {
    match outcome {
        ChangeOutcome::Refused(refusals) => refusals,
        other => panic!("expected a refusal: {other:?}"),
    }
}

#[test]
fn choosing_ends_every_temporary_password_every_other_session_and_every_open_request() {
    async {
        let world = World::new().await;
        let temporary = world.avas_temporary_password().await;
        let (here, elsewhere) = (world.session(AVA, &temporary).await, world.session(AVA, &temporary).await);
        world.clock.advance(time::Duration::minutes(2));
        let link = world.avas_link().await;
        let ChangeOutcome::Changed(renewed) = change(&world, &here, &temporary, NEW).await else {
            panic!("not changed");
        };
        for (session, live) in [(&here, false), (&elsewhere, false), (&renewed, true)] {
            let resumed = world.service.resume_session(session).await.unwrap();
            assert_eq!(matches!(resumed, ResumeOutcome::Active(_)), live);
        }
        assert!(matches!(world.sign_in(AVA, &temporary).await, SignInOutcome::Refused));
        assert!(matches!(world.sign_in(AVA, NEW).await, SignInOutcome::SignedIn(_)));
        let followed = world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        assert_eq!(followed, FollowOutcome::Dead);
        world.work().await;
        assert_eq!(world.subjects(World::AVAS_ADDRESS).last(), Some(&"Password Changed"));
    }
    .block_on();
}

#[test]
fn a_temporary_password_typed_as_the_current_one_will_do_even_unused() {
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        let temporary = world.avas_temporary_password().await;
        assert!(matches!(change(&world, &session, &temporary, NEW).await, ChangeOutcome::Changed(_)));
        assert!(matches!(world.sign_in(AVA, World::AVAS_PASSWORD).await, SignInOutcome::Refused));
    }
    .block_on();
}

#[test]
fn each_refusal_has_its_reason() {
    use PasswordRefusal as R;
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        let current = World::AVAS_PASSWORD;
        for (current, new, again, expected) in [
            ("", "", None, vec![R::CurrentMissing, R::NewMissing]),
            ("wrong", NEW, None, vec![R::CurrentWrong]),
            ("wrong", "short", None, vec![R::CurrentWrong, R::TooShort]),
            (current, "", None, vec![R::NewMissing]),
            (current, "fourteen chars", None, vec![R::TooShort]),
            (current, &"x".repeat(1_025), None, vec![R::TooLong]),
            (current, "bcdf-ghjk-mnpq-rstv", None, vec![R::TemporaryShape]),
            (current, current, None, vec![R::SameAsCurrent]),
            (current, "I am ava.stone and proud", None, vec![R::ContainsName]),
            (current, "passwordpassword", None, vec![R::TooEasy]),
            (current, NEW, Some("quilted pepper mountain doom"), vec![R::DoNotMatch]),
        ] {
            let outcome = change_again(&world, &session, current, new, again).await;
            assert_eq!(refusals(outcome), expected, "{current:?} to {new:?}");
        }
        assert!(
            matches!(world.service.resume_session(&session).await.unwrap(), ResumeOutcome::Active(_)),
            "nothing was lost"
        );
        assert!(matches!(
            change_again(&world, &session, current, NEW, Some(NEW)).await,
            ChangeOutcome::Changed(_)
        ));
    }
    .block_on();
}

#[test]
fn a_wrong_current_password_counts_like_a_sign_in() {
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        for _ in 0..5 {
            change(&world, &session, "wrong", NEW).await;
        }
        let paused = change(&world, &session, World::AVAS_PASSWORD, NEW).await;
        assert_eq!(refusals(paused), [PasswordRefusal::CurrentWrong]);
        assert!(matches!(world.sign_in(AVA, World::AVAS_PASSWORD).await, SignInOutcome::RefusedRepeatedly));
    }
    .block_on();
}

#[test]
fn an_ended_session_changes_nothing() {
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        world.service.sign_out(&session, Caller::loopback()).await.unwrap();
        assert!(matches!(change(&world, &session, World::AVAS_PASSWORD, NEW).await, ChangeOutcome::Ended));
        assert!(matches!(world.sign_in(AVA, World::AVAS_PASSWORD).await, SignInOutcome::SignedIn(_)));
    }
    .block_on();
}

#[test]
fn where_the_change_is_forced_it_is_until_it_is_done() {
    async {
        let world = World::with(Policy { temporary_change: ChangeRule::Force, ..Policy::default() }).await;
        let temporary = world.avas_temporary_password().await;
        let session = world.session(AVA, &temporary).await;
        let must_change = |outcome| matches!(outcome, ResumeOutcome::Active(user) if user.must_change);
        assert!(must_change(world.service.resume_session(&session).await.unwrap()));
        let ChangeOutcome::Changed(session) = change(&world, &session, &temporary, NEW).await else {
            panic!("not changed");
        };
        assert!(!must_change(world.service.resume_session(&session).await.unwrap()));
    }
    .block_on();
}
