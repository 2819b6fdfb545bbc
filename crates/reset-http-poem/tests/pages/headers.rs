//! What stands on every answer, whatever it is.

use crate::browser::{Answer, FORM};
use crate::moody::Mood;
use crate::portal::{Portal, Setup, TWO};

const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn assert_guarded(answer: &Answer, referrer: &str, cache: &str) {
    let expected = [
        ("content-security-policy", CONTENT),
        ("referrer-policy", referrer),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("x-robots-tag", "noindex"),
        ("strict-transport-security", "max-age=63072000"),
        ("cache-control", cache),
    ];
    for (name, value) in expected {
        assert_eq!(answer.all(name).collect::<Vec<_>>(), [value], "{name} of {answer:?}");
    }
    assert!(answer.header("permissions-policy").unwrap().contains("camera=()"));
    assert_eq!(answer.header("server"), None);
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let setup = Setup { throttle_requests: Some(TWO), ..Setup::default() };
    let portal = Portal::with(setup).await;
    let mut browser = portal.browser();
    let large = "x".repeat(16 * 1024 + 1);
    let own = &[("Sec-Fetch-Site", "same-origin"), ("Content-Type", FORM)][..];
    let foreign = &[("Sec-Fetch-Site", "cross-site"), ("Content-Type", FORM)][..];
    let asked = "account_id=ACME-1042&username=ava.stone";
    for (status, method, path, headers, body, mood) in [
        (200, "GET", "/sign-in", &[][..], "", Mood::Well),
        (303, "GET", "/home", &[], "", Mood::Well),
        (303, "POST", "/password-reset", own, asked, Mood::Well),
        (400, "POST", "/sign-in", own, "username=a&username=b", Mood::Well),
        (403, "POST", "/sign-in", foreign, "", Mood::Well),
        (404, "GET", "/nothing", &[], "", Mood::Well),
        (405, "DELETE", "/home", &[], "", Mood::Well),
        (413, "POST", "/sign-in", own, &large, Mood::Well),
        (422, "POST", "/password-reset", own, "", Mood::Well),
        (429, "POST", "/password-reset", own, asked, Mood::Well),
        (500, "POST", "/sign-in", own, "username=a&password=b", Mood::Corrupt),
        (500, "POST", "/sign-in", own, "username=a&password=b", Mood::Panics),
        (503, "POST", "/sign-in", own, "username=a&password=b", Mood::Away),
    ] {
        portal.moody.be(mood);
        let answer = browser.ask(method, path, headers, body).await;
        assert_eq!(answer.status, status, "{method} {path}: {answer:?}");
        assert_guarded(&answer, "same-origin", "no-store");
    }
    assert_guarded(&browser.ask("OPTIONS", "*", &[], "").await, "same-origin", "no-store");
}

#[tokio::test]
async fn pages_under_reset_send_no_referrer() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    assert_guarded(&browser.get("/reset/done").await, "no-referrer", "no-store");
    let dead = browser.get("/reset/dead").await;
    assert_eq!(dead.status, 410);
    assert_guarded(&dead, "no-referrer", "no-store");
    let link = format!("/reset/{}", portal.world.avas_link().await);
    assert_guarded(&browser.get(&link).await, "no-referrer", "no-store");
    assert_guarded(&browser.post(&link, &[]).await, "no-referrer", "no-store");
}

#[tokio::test]
async fn assets_may_be_kept_for_ever() {
    let portal = Portal::open().await;
    for asset in portal.templates.assets() {
        let answer = portal.browser().get(&asset.path).await;
        assert_eq!((answer.status, answer.body.as_bytes()), (200, &*asset.body), "{}", asset.path);
        assert_eq!(answer.header("content-type"), Some(asset.content_type));
        assert_guarded(&answer, "same-origin", "public, max-age=31536000, immutable");
    }
}

#[tokio::test]
async fn transport_is_not_made_strict_over_http() {
    let setup = Setup { url: "http://127.0.0.1:8080", ..Setup::default() };
    let answer = Portal::with(setup).await.browser().get("/sign-in").await;
    assert_eq!(answer.header("strict-transport-security"), None);
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
}

#[tokio::test]
async fn the_host_header_is_nobodys_business() {
    let portal = Portal::open().await;
    for path in ["/home", "/sign-in", "/nothing"] {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n"
        );
        let answer = Answer::parse(&crate::browser::raw(portal.address, request.as_bytes()).await);
        assert!(!format!("{answer:?}").contains("evil"), "{answer:?}");
    }
}
