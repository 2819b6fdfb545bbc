//! Opening applications.

use reset_domain::testing::World;

use crate::portal::Portal;

const ASKS: &str = "/launch/reports";

#[tokio::test]
async fn one_that_asks_for_nothing_opens() {
    let portal = Portal::open().await;
    let answer = portal.avas_browser().await.get("/launch/users").await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.body.contains("<meta http-equiv=\"refresh\" content=\"0; url=https://users.example.com/\">")
    );
    assert!(answer.body.contains("href=\"https://users.example.com/\""));
}

#[tokio::test]
async fn one_that_asks_opens_once_for_each_right_password() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    for _ in 0..2 {
        let asked = browser.get(ASKS).await;
        assert_eq!(asked.status, 200);
        assert!(!asked.body.contains("https://reports.example.com/"));
        let form_token = asked.hidden("form_token");
        for (password, text) in [("", "Enter your password"), ("wrong", "Your password is not correct")] {
            let refused = browser.post(ASKS, &[("form_token", &form_token), ("password", password)]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.body.contains(text), "{refused:?}");
        }
        let fields = [("form_token", &*form_token), ("password", World::AVAS_PASSWORD)];
        let confirmed = browser.post(ASKS, &fields).await;
        assert_eq!((confirmed.status, confirmed.location()), (303, ASKS));
        assert!(browser.get(ASKS).await.body.contains("url=https://reports.example.com/"));
    }
}

#[tokio::test]
async fn signing_in_on_the_way_to_one_counts_as_its_confirmation() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    let location = browser.get(ASKS).await.location().to_owned();
    let next = browser.get(&location).await.hidden("next");
    let fields = [("username", "ava.stone"), ("password", World::AVAS_PASSWORD), ("next", &*next)];
    assert_eq!(browser.post("/sign-in", &fields).await.location(), ASKS);
    assert!(browser.get(ASKS).await.body.contains("url=https://reports.example.com/"));
    assert!(browser.get(ASKS).await.title().starts_with("Confirm your password"));
}

#[tokio::test]
async fn a_first_use_of_a_temporary_password_renews_the_session() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    let mut elsewhere = portal.avas_browser().await;
    let temporary = portal.world.avas_temporary_password().await;
    let form_token = browser.get(ASKS).await.hidden("form_token");
    let before = browser.jar["__Host-readmit"].clone();
    let fields = [("form_token", &*form_token), ("password", &*temporary)];
    assert_eq!(browser.post(ASKS, &fields).await.location(), ASKS);
    assert_ne!(browser.jar["__Host-readmit"], before);
    assert!(browser.get(ASKS).await.body.contains("url=https://reports.example.com/"));
    assert_eq!(elsewhere.get("/home").await.status, 303);
}
