//! Networks that do something too often.

use reset_domain::testing::World;

use crate::browser::Answer;
use crate::portal::{Portal, Setup, TWO};

const ASKED: &[(&str, &str)] = &[("account_id", "ACME-1042"), ("username", "ava.stone")];
const WRONG: &[(&str, &str)] = &[("username", "ava.stone"), ("password", "wrong")];

fn assert_too_many(answer: &Answer) {
    assert_eq!(answer.status, 429, "{answer:?}");
    let seconds: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=300).contains(&seconds), "{seconds}");
    assert!(answer.body.contains("Wait 5 minutes"), "{answer:?}");
}

#[tokio::test]
async fn too_many_requests() {
    let portal = Portal::with(Setup { throttle_requests: Some(TWO), ..Setup::default() }).await;
    for fields in [ASKED, &[]] {
        assert_ne!(portal.browser().post("/password-reset", fields).await.status, 429);
    }
    // Before the form is looked at, so that it makes no difference what stands in it.
    for fields in [ASKED, &[]] {
        assert_too_many(&portal.browser().post("/password-reset", fields).await);
    }
    assert_eq!(portal.browser().get("/password-reset").await.status, 200, "looking is not throttled");
}

#[tokio::test]
async fn each_network_counts_by_itself() {
    let setup =
        Setup { throttle_requests: Some(TWO), trusted_proxies: vec!["127.0.0.0/8"], ..Setup::default() };
    let portal = Portal::with(setup).await;
    let from = |address: &str| portal.browser().sending("X-Forwarded-For", address);
    for _ in 0..2 {
        assert_eq!(from("198.51.100.1").post("/password-reset", ASKED).await.status, 303);
    }
    assert_too_many(&from("198.51.100.1").post("/password-reset", ASKED).await);
    // What the client itself wrote to the left of its address buys nothing.
    assert_too_many(&from("203.0.113.1, 198.51.100.1").post("/password-reset", ASKED).await);
    assert_eq!(from("198.51.100.2").post("/password-reset", ASKED).await.status, 303);
    for last in 1..=2 {
        assert_eq!(from(&format!("2001:db8::{last}")).post("/password-reset", ASKED).await.status, 303);
    }
    assert_too_many(&from("2001:db8::3").post("/password-reset", ASKED).await);
}

#[tokio::test]
async fn too_many_dead_links_but_never_a_live_one() {
    let portal = Portal::with(Setup { throttle_links: Some(TWO), ..Setup::default() }).await;
    let live = format!("/reset/{}", portal.world.avas_link().await);
    for _ in 0..10 {
        assert_eq!(portal.browser().get(&live).await.status, 200, "live ones are not counted");
    }
    for _ in 0..2 {
        assert_eq!(portal.browser().get("/reset/dead").await.status, 410);
    }
    assert_too_many(&portal.browser().get("/reset/dead").await);
    assert_too_many(&portal.browser().post("/reset/dead", &[]).await);
    assert_eq!(portal.browser().get(&live).await.status, 200);
    assert_eq!(portal.browser().post(&live, &[]).await.status, 303);
    assert_eq!(portal.browser().post(&live, &[]).await.status, 303, "nor is one that was followed");
}

#[tokio::test]
async fn too_many_refused_sign_ins() {
    let portal = Portal::with(Setup { throttle_sign_ins: Some(TWO), ..Setup::default() }).await;
    for _ in 0..3 {
        portal.browser().sign_in("ava.stone", World::AVAS_PASSWORD).await;
        assert_eq!(portal.browser().post("/sign-in", &[]).await.status, 422, "nothing was tried");
    }
    for _ in 0..2 {
        assert_eq!(portal.browser().post("/sign-in", WRONG).await.status, 422);
    }
    let hashed = portal.world.hasher.verifications();
    assert_too_many(&portal.browser().post("/sign-in", WRONG).await);
    assert_eq!(portal.world.hasher.verifications(), hashed, "refused before hashing");
    assert_eq!(portal.browser().post("/password-reset", ASKED).await.status, 303, "a reset stays possible");
}

#[tokio::test]
async fn changes_and_confirmations_count_like_sign_ins() {
    let portal = Portal::with(Setup { throttle_sign_ins: Some(TWO), ..Setup::default() }).await;
    let mut browser = portal.avas_browser().await;
    let form_token = browser.form_token().await;
    let change = [
        ("form_token", &*form_token),
        ("current_password", "wrong"),
        ("new_password", "quilted pepper mountain door"),
    ];
    let confirm = [("form_token", &*form_token), ("password", "wrong")];
    assert_eq!(browser.post("/change-password", &change).await.status, 422);
    assert_eq!(browser.post("/launch/reports", &confirm).await.status, 422);
    assert_too_many(&browser.post("/change-password", &change).await);
    assert_too_many(&browser.post("/launch/reports", &confirm).await);
    assert_too_many(&browser.post("/sign-in", WRONG).await);
    assert_eq!(browser.get("/home").await.status, 200);
}

#[tokio::test]
async fn switched_off_they_say_nothing() {
    let portal = Portal::open().await;
    for _ in 0..40 {
        assert_eq!(portal.browser().post("/password-reset", ASKED).await.status, 303);
        assert_eq!(portal.browser().get("/reset/dead").await.status, 410);
        assert_eq!(portal.browser().post("/sign-in", WRONG).await.status, 422);
    }
}
