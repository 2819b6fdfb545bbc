//! Opening and following links.

use pollster::FutureExt;
use reset_domain::Policy;
use reset_domain::model::Caller;
use reset_domain::testing::World;
use reset_domain::use_cases::{FollowOutcome, InspectOutcome, SignInOutcome};
use time::Duration;

const AVA: &str = World::AVAS_ADDRESS;

async fn follow(world: &World, link: &str) -> FollowOutcome {
    world.service.follow_reset_link(link, Caller::loopback()).await.unwrap()
}

async fn inspect(world: &World, link: &str) -> InspectOutcome {
    world.service.inspect_reset_link(link).await.unwrap()
}

#[test]
fn opening_a_link_changes_nothing() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        for _ in 0..10 {
            assert!(matches!(inspect(&world, &link).await, InspectOutcome::Live { first_name: Some(_) }));
        }
        assert!(world.work().await.is_empty());
        assert_eq!(world.subjects(AVA), ["Password Reset Request"]);
    }
    .block_on();
}

#[test]
fn one_link_one_temporary_password() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        assert_eq!(follow(&world, &link).await, FollowOutcome::Followed);
        assert_eq!(follow(&world, &link).await, FollowOutcome::FollowedBefore);
        world.work().await;
        assert_eq!(follow(&world, &link).await, FollowOutcome::FollowedBefore);
        assert_eq!(inspect(&world, &link).await, InspectOutcome::Followed);
        world.work().await;
        assert_eq!(world.subjects(AVA), ["Password Reset Request", "Password Reset Notification"]);
    }
    .block_on();
}

#[test]
fn a_link_dies_after_its_life_counted_from_minting() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        world.clock.advance(Policy::default().link_life - Duration::MICROSECOND);
        assert!(matches!(inspect(&world, &link).await, InspectOutcome::Live { .. }));
        world.clock.advance(Duration::MICROSECOND);
        assert_eq!(inspect(&world, &link).await, InspectOutcome::Dead);
        assert_eq!(follow(&world, &link).await, FollowOutcome::Dead);
    }
    .block_on();
}

#[test]
fn the_first_of_several_links_closes_the_others() {
    async {
        let world = World::new().await;
        let first = world.avas_link().await;
        world.clock.advance(Duration::minutes(2));
        let second = world.avas_link().await;
        assert_ne!(first, second);
        assert!(matches!(inspect(&world, &first).await, InspectOutcome::Live { .. }), "both live");
        assert_eq!(follow(&world, &first).await, FollowOutcome::Followed);
        assert_eq!(follow(&world, &second).await, FollowOutcome::Dead);
        world.work().await;
        assert_eq!(world.subjects(AVA).iter().filter(|s| s.ends_with("Notification")).count(), 1);
    }
    .block_on();
}

#[test]
fn following_ends_nothing_the_owner_has() {
    async {
        let world = World::new().await;
        let session = world.session("ava.stone", World::AVAS_PASSWORD).await;
        world.avas_temporary_password().await;
        assert!(matches!(
            world.service.resume_session(&session).await.unwrap(),
            reset_domain::use_cases::ResumeOutcome::Active(_)
        ));
        assert!(matches!(world.sign_in("ava.stone", World::AVAS_PASSWORD).await, SignInOutcome::SignedIn(_)));
    }
    .block_on();
}

#[test]
fn a_link_dies_when_a_password_is_chosen_an_address_changes_or_somebody_is_suspended() {
    async {
        for end in ["choose", "first use", "address", "suspend user", "suspend account", "revoke"] {
            let world = World::new().await;
            let temporary = world.avas_temporary_password().await;
            world.clock.advance(Duration::minutes(2));
            let link = world.avas_link().await;
            match end {
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
                "first use" => drop(world.session("ava.stone", &temporary).await),
                "address" => {
                    drop(world.service.change_address("ava.stone", "ava@new.example").await.unwrap());
                }
                "suspend user" => drop(world.service.suspend_user("ava.stone").await.unwrap()),
                "suspend account" => drop(world.service.suspend_account("ACME-1042").await.unwrap()),
                _ => drop(world.service.revoke_reset("ava.stone").await.unwrap()),
            }
            assert_eq!(inspect(&world, &link).await, InspectOutcome::Dead, "{end}");
            assert_eq!(follow(&world, &link).await, FollowOutcome::Dead, "{end}");
        }
    }
    .block_on();
}

#[test]
fn what_is_no_link_is_dead() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        for wrong in ["", "x", &link[1..], &format!("{link}a"), &link.to_uppercase(), "../../etc/passwd"] {
            assert_eq!(inspect(&world, wrong).await, InspectOutcome::Dead, "{wrong:?}");
            assert_eq!(follow(&world, wrong).await, FollowOutcome::Dead, "{wrong:?}");
        }
    }
    .block_on();
}
