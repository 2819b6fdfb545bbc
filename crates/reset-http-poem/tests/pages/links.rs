//! Links: looking changes nothing, following changes things once.

use reset_domain::testing::World;

use crate::portal::Portal;

#[tokio::test]
async fn looking_at_a_link_changes_nothing() {
    let portal = Portal::open().await;
    let link = format!("/reset/{}", portal.world.avas_link().await);
    for _ in 0..10 {
        assert_eq!(portal.browser().head(&link).await.status, 200);
        let answer = portal.browser().get(&link).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains(&format!("action=\"{link}\"")), "{answer:?}");
        assert_eq!(answer.header("set-cookie"), None);
    }
    portal.world.work().await;
    assert_eq!(portal.world.subjects(World::AVAS_ADDRESS), ["Password Reset Request"]);
    assert_eq!(portal.avas_browser().await.get("/home").await.status, 200);
}

#[tokio::test]
async fn following_twice_sends_one_letter() {
    let portal = Portal::open().await;
    let link = format!("/reset/{}", portal.world.avas_link().await);
    for _ in 0..3 {
        let answer = portal.browser().post(&link, &[]).await;
        assert_eq!((answer.status, answer.location()), (303, "/reset/done"));
        assert_eq!(answer.header("set-cookie"), None);
        portal.world.work().await;
    }
    let answer = portal.browser().get(&link).await;
    assert_eq!((answer.status, answer.location()), (303, "/reset/done"));
    let both = ["Password Reset Request", "Password Reset Notification"];
    assert_eq!(portal.world.subjects(World::AVAS_ADDRESS), both);
}

#[tokio::test]
async fn everybody_at_once_causes_one_letter() {
    let portal = Portal::open().await;
    let link = format!("/reset/{}", portal.world.avas_link().await);
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (mut browser, link) = (portal.browser(), link.clone());
        racers.spawn(async move { browser.post(&link, &[]).await.location().to_owned() });
    }
    assert!(racers.join_all().await.iter().all(|location| location == "/reset/done"));
    portal.world.work().await;
    let both = ["Password Reset Request", "Password Reset Notification"];
    assert_eq!(portal.world.subjects(World::AVAS_ADDRESS), both);
}

#[tokio::test]
async fn the_page_after_it_is_the_same_for_everybody() {
    let portal = Portal::open().await;
    let stranger = portal.browser().get("/reset/done").await.without_date();
    let mut ava = portal.avas_browser().await;
    assert_eq!(ava.get("/reset/done").await.without_date(), stranger);
    assert_eq!(stranger.header("set-cookie"), None);
}
