//! Opening applications.

use pollster::FutureExt;
use reset_domain::Policy;
use reset_domain::model::{ApplicationId, Caller, SessionToken};
use reset_domain::policy::ChangeRule;
use reset_domain::testing::World;
use reset_domain::use_cases::{
    ConfirmApplication, ConfirmOutcome, OpenApplication, OpenOutcome, OpenedSession, ResumeOutcome, SignIn,
    SignInOutcome,
};
use secrecy::SecretString;
use time::Duration;

const AVA: &str = "ava.stone";

fn id(text: &str) -> ApplicationId {
    ApplicationId::parse(text).unwrap()
}

async fn open(world: &World, session: &SessionToken, application: &str) -> OpenOutcome {
    let open = OpenApplication { session, application: &id(application), caller: Caller::loopback() };
    world.service.open_application(open).await.unwrap()
}

async fn confirm(world: &World, session: &SessionToken, application: &str, password: &str) -> ConfirmOutcome {
    let confirm = ConfirmApplication {
        session,
        application: &id(application),
        password: &SecretString::from(password),
        device: None,
        caller: Caller::loopback(),
    };
    world.service.confirm_application(confirm).await.unwrap()
}

fn opens(outcome: &OpenOutcome) -> bool {
    matches!(outcome, OpenOutcome::Opens(_))
}

fn asks(outcome: &OpenOutcome) -> bool {
    matches!(outcome, OpenOutcome::AsksForPassword(_))
}

#[test]
fn one_that_asks_asks_every_time() {
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        for _ in 0..2 {
            assert!(asks(&open(&world, &session, "reports").await));
            assert!(matches!(
                confirm(&world, &session, "reports", "wrong").await,
                ConfirmOutcome::Refused(_)
            ));
            assert!(matches!(confirm(&world, &session, "reports", "").await, ConfirmOutcome::Incomplete(_)));
            assert!(asks(&open(&world, &session, "reports").await));
            let confirmed = confirm(&world, &session, "reports", World::AVAS_PASSWORD).await;
            assert!(matches!(confirmed, ConfirmOutcome::Confirmed));
            assert!(opens(&open(&world, &session, "reports").await));
        }
        assert!(asks(&open(&world, &session, "reports").await));
        assert!(opens(&open(&world, &session, "users").await), "another does not ask");
    }
    .block_on();
}

#[test]
fn a_confirmation_waits_a_minute_for_its_opening() {
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        confirm(&world, &session, "reports", World::AVAS_PASSWORD).await;
        world.clock.advance(Duration::MINUTE);
        assert!(asks(&open(&world, &session, "reports").await));
    }
    .block_on();
}

#[test]
fn a_confirmation_may_stay_good_for_a_while() {
    async {
        let policy = Policy { confirm_life: Duration::minutes(5), ..Policy::default() };
        let world = World::with(policy).await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        confirm(&world, &session, "reports", World::AVAS_PASSWORD).await;
        for _ in 0..4 {
            assert!(opens(&open(&world, &session, "reports").await));
            world.clock.advance(Duration::MINUTE);
        }
        world.clock.advance(Duration::MINUTE);
        assert!(asks(&open(&world, &session, "reports").await));
    }
    .block_on();
}

#[test]
fn signing_in_on_the_way_to_an_application_confirms_it() {
    async {
        let world = World::new().await;
        let password = SecretString::from(World::AVAS_PASSWORD);
        let reports = id("reports");
        let sign_in = SignIn {
            username: AVA,
            password: &password,
            device: None,
            session: None,
            application: Some(&reports),
            caller: Caller::loopback(),
        };
        let SignInOutcome::SignedIn(OpenedSession { token, .. }) =
            world.service.sign_in(sign_in).await.unwrap()
        else {
            panic!("not let in");
        };
        assert!(opens(&open(&world, &token, "reports").await));
        assert!(asks(&open(&world, &token, "reports").await));
    }
    .block_on();
}

#[test]
fn a_confirmation_is_for_one_session_and_one_application() {
    async {
        let world = World::new().await;
        let (one, two) =
            (world.session(AVA, World::AVAS_PASSWORD).await, world.session(AVA, World::AVAS_PASSWORD).await);
        confirm(&world, &one, "reports", World::AVAS_PASSWORD).await;
        confirm(&world, &two, "users", World::AVAS_PASSWORD).await;
        assert!(asks(&open(&world, &two, "reports").await));
    }
    .block_on();
}

#[test]
fn what_is_not_there_is_not_opened() {
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        assert_eq!(open(&world, &session, "other").await, OpenOutcome::Unknown);
        assert!(matches!(
            confirm(&world, &session, "other", World::AVAS_PASSWORD).await,
            ConfirmOutcome::Unknown
        ));
        world.service.sign_out(&session, Caller::loopback()).await.unwrap();
        assert_eq!(open(&world, &session, "reports").await, OpenOutcome::Ended);
        let confirmed = confirm(&world, &session, "reports", World::AVAS_PASSWORD).await;
        assert!(matches!(confirmed, ConfirmOutcome::Ended));
    }
    .block_on();
}

#[test]
fn a_temporary_password_first_typed_into_a_confirmation_is_in_use_from_then_on() {
    async {
        let world = World::new().await;
        let session = world.session(AVA, World::AVAS_PASSWORD).await;
        let temporary = world.avas_temporary_password().await;
        let ConfirmOutcome::Renewed(renewed) = confirm(&world, &session, "reports", &temporary).await else {
            panic!("not renewed");
        };
        assert!(matches!(world.service.resume_session(&session).await.unwrap(), ResumeOutcome::Ended));
        assert!(opens(&open(&world, &renewed, "reports").await));
        assert!(matches!(world.sign_in(AVA, World::AVAS_PASSWORD).await, SignInOutcome::Refused));
    }
    .block_on();
}

#[test]
fn where_the_change_is_forced_no_application_opens_before_it() {
    async {
        let policy = Policy { temporary_change: ChangeRule::Force, ..Policy::default() };
        let world = World::with(policy).await;
        let temporary = world.avas_temporary_password().await;
        let session = world.session(AVA, &temporary).await;
        assert_eq!(open(&world, &session, "users").await, OpenOutcome::MustChange);
        assert_eq!(open(&world, &session, "reports").await, OpenOutcome::MustChange);
        let confirmed = confirm(&world, &session, "reports", &temporary).await;
        assert!(matches!(confirmed, ConfirmOutcome::MustChange));
    }
    .block_on();
}
