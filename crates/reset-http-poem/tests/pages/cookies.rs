//! The cookies and what stands in them.

use reset_domain::testing::World;

use crate::browser::{Answer, FORM};
use crate::portal::{Portal, Setup};

/// A cookie without its value.
fn shape(answer: &Answer, name: &str) -> Option<String> {
    let cookie = answer.all("set-cookie").find(|cookie| cookie.starts_with(&format!("{name}=")))?;
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    let value = pair.split_once('=').unwrap().1;
    Some(format!("{} {attributes}", value.len()))
}

#[tokio::test]
async fn their_attributes_over_https() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    let answer = browser.sign_in("ava.stone", World::AVAS_PASSWORD).await;
    let session = "52 Path=/; HttpOnly; SameSite=Lax; Secure";
    assert_eq!(shape(&answer, "__Host-readmit").as_deref(), Some(session));
    let device = "52 Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=34560000";
    assert_eq!(shape(&answer, "__Host-readmit-device").as_deref(), Some(device));
    assert_eq!(answer.all("set-cookie").count(), 2);

    let form_token = browser.form_token().await;
    let answer = browser.post("/sign-out", &[("form_token", &form_token)]).await;
    let gone = "0 Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0";
    assert_eq!(shape(&answer, "__Host-readmit").as_deref(), Some(gone));
    let notice = "10 Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60";
    assert_eq!(shape(&answer, "__Host-readmit-notice").as_deref(), Some(notice));
    assert_eq!(answer.all("set-cookie").count(), 2, "the device stays known");

    let answer = browser.get("/sign-in").await;
    assert_eq!(shape(&answer, "__Host-readmit-notice").as_deref(), Some(gone));
    assert_eq!(browser.get("/sign-in").await.header("set-cookie"), None);
}

#[tokio::test]
async fn their_attributes_over_http() {
    let setup = Setup { url: "http://127.0.0.1:8080", ..Setup::default() };
    let portal = Portal::with(setup).await;
    let answer = portal.browser().sign_in("ava.stone", World::AVAS_PASSWORD).await;
    assert_eq!(shape(&answer, "readmit").as_deref(), Some("52 Path=/; HttpOnly; SameSite=Lax"));
    let device = "52 Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000";
    assert_eq!(shape(&answer, "readmit-device").as_deref(), Some(device));
}

#[tokio::test]
async fn a_known_browser_gets_no_second_device_cookie() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    browser.jar.remove("__Host-readmit");
    let answer = browser.sign_in("ava.stone", World::AVAS_PASSWORD).await;
    assert_eq!(shape(&answer, "__Host-readmit-device"), None);
}

#[tokio::test]
async fn each_sign_in_has_a_session_of_its_own_and_ends_the_one_before() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    let mut before = browser.clone();
    browser.sign_in("ava.stone", World::AVAS_PASSWORD).await;
    assert_ne!(browser.jar["__Host-readmit"], before.jar["__Host-readmit"]);
    assert_eq!(browser.get("/home").await.status, 200);
    assert_eq!(before.get("/home").await.status, 303);
}

#[tokio::test]
async fn a_session_that_nobody_opened_is_not_adopted() {
    let portal = Portal::open().await;
    let planted = "a".repeat(52);
    let mut browser = portal.browser();
    browser.jar.insert("__Host-readmit".to_owned(), planted.clone());
    browser.sign_in("ava.stone", World::AVAS_PASSWORD).await;
    assert_ne!(browser.jar["__Host-readmit"], planted);
    let mut other = portal.browser();
    other.jar.insert("__Host-readmit".to_owned(), planted);
    assert_eq!(other.get("/home").await.status, 303);
}

#[tokio::test]
async fn an_ended_session_is_taken_back_and_said_once() {
    let portal = Portal::open().await;
    for cookie in ["nonsense".to_owned(), "a".repeat(52)] {
        let mut browser = portal.browser();
        browser.jar.insert("__Host-readmit".to_owned(), cookie);
        let answer = browser.get("/home").await;
        assert_eq!((answer.status, answer.location()), (303, "/sign-in?next=%2Fhome"));
        assert!(!browser.jar.contains_key("__Host-readmit"));
        assert!(browser.get("/sign-in?next=%2Fhome").await.body.contains("Your session has ended."));
        assert!(!browser.get("/sign-in").await.body.contains("Your session has ended."));
    }
}

#[tokio::test]
async fn a_session_ends_when_it_was_idle_for_too_long() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    let form_token = browser.form_token().await;
    portal.world.clock.advance(time::Duration::minutes(31));
    for path in ["/change-password", "/launch/reports"] {
        let mut late = browser.clone();
        let answer = late.post(path, &[("form_token", &form_token)]).await;
        assert_eq!(answer.location(), format!("/sign-in?next={}", path.replace('/', "%2F")));
        assert!(late.get("/sign-in").await.body.contains("Your session has ended."));
    }
}

#[tokio::test]
async fn a_notice_says_only_what_it_may() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    browser.jar.insert("__Host-readmit-notice".to_owned(), "<script>alert(1)</script>".to_owned());
    let answer = browser.get("/sign-in").await;
    assert!(!answer.body.contains("alert(1)"));
    assert_eq!(answer.header("set-cookie"), None);
}

#[tokio::test]
async fn cookies_may_come_on_several_lines() {
    let portal = Portal::open().await;
    let session = portal.avas_browser().await.jar["__Host-readmit"].clone();
    let lines = [("Cookie", "a=b; c"), ("Cookie", &*format!(" x=y;__Host-readmit={session} "))];
    assert_eq!(portal.browser().ask("GET", "/home", &lines, "").await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    let mut copy = browser.clone();
    let form_token = browser.form_token().await;
    let answer = browser.post("/sign-out", &[("form_token", &form_token)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/sign-in"));
    assert_eq!(answer.header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert_eq!(copy.get("/home").await.status, 303);
    assert!(browser.get("/sign-in").await.body.contains("You have signed out."));
    let headers = [("Sec-Fetch-Site", "same-origin"), ("Content-Type", FORM)];
    assert_eq!(portal.browser().ask("POST", "/sign-out", &headers, "").await.location(), "/sign-in");
}
