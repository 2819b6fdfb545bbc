//! Change Password.

use reset_domain::testing::World;

use crate::browser::{Answer, Browser};
use crate::portal::Portal;

const NEW: &str = "quilted pepper mountain door";

async fn change(browser: &mut Browser, current: &str, new: &str, again: Option<&str>) -> Answer {
    let form_token = browser.form_token().await;
    let mut fields = vec![("form_token", &*form_token), ("current_password", current), ("new_password", new)];
    fields.extend(again.map(|again| ("new_password_again", again)));
    browser.post("/change-password", &fields).await
}

#[tokio::test]
async fn each_refusal_has_its_own_words() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    let right = World::AVAS_PASSWORD;
    let long = "long ".repeat(300);
    for (current, new, again, text) in [
        ("", NEW, None, "Enter your current password"),
        ("wrong", NEW, None, "Your current password is not correct"),
        (right, "", None, "Enter a new password"),
        (right, "short", None, "Your new password must be 15 characters or more"),
        (right, &long, None, "new password"),
        (right, "aaaaaaaaaaaaaaa", None, "too easy to guess"),
        (right, right, None, "different from your current password"),
        (right, "ava.stone is my name", None, "must not contain your name or username"),
        (right, "bcdf-ghjk-mnpq-rstv", None, "temporary password"),
        (right, NEW, Some(""), "The two new passwords do not match"),
        (right, NEW, Some("another one"), "The two new passwords do not match"),
    ] {
        let answer = change(&mut browser, current, new, again).await;
        assert_eq!(answer.status, 422, "{text}: {answer:?}");
        assert!(answer.body.contains(text), "{text}: {answer:?}");
        assert!(!answer.body.contains(right) && !answer.body.contains(NEW), "passwords do not come back");
    }
    assert_eq!(browser.get("/home").await.status, 200, "nothing changed");
}

#[tokio::test]
async fn success_is_said_once_and_ends_all_other_sessions() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    let mut elsewhere = portal.avas_browser().await;
    let answer = change(&mut browser, World::AVAS_PASSWORD, NEW, Some(NEW)).await;
    assert_eq!((answer.status, answer.location()), (303, "/home"));
    assert!(browser.get("/home").await.body.contains("Your password has been changed."));
    assert!(!browser.get("/home").await.body.contains("Your password has been changed."));
    assert_eq!(elsewhere.get("/home").await.status, 303);
    assert_eq!(portal.browser().sign_in("ava.stone", NEW).await.location(), "/home");
}
