//! What each page answers with.

use reset_domain::testing::World;

use crate::portal::Portal;

#[tokio::test]
async fn pages_that_anybody_may_see() {
    let portal = Portal::open().await;
    for path in ["/sign-in", "/password-reset", "/password-reset/submitted", "/reset/done"] {
        let answer = portal.browser().get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path} needs no cookie");
    }
}

#[tokio::test]
async fn redirects() {
    let portal = Portal::open().await;
    for (path, location) in [
        ("/", "/sign-in"),
        ("/home", "/sign-in?next=%2Fhome"),
        ("/change-password", "/sign-in?next=%2Fchange-password"),
        ("/launch/reports", "/sign-in?next=%2Flaunch%2Freports"),
        ("/.well-known/change-password", "/change-password"),
    ] {
        let answer = portal.browser().get(path).await;
        assert_eq!((answer.status, answer.location()), (303, location), "{path}");
    }
    let mut browser = portal.avas_browser().await;
    for (path, location) in
        [("/", "/home"), ("/sign-in", "/home"), ("/sign-in?next=/launch/users", "/launch/users")]
    {
        let answer = browser.get(path).await;
        assert_eq!((answer.status, answer.location()), (303, location), "{path}");
    }
}

#[tokio::test]
async fn paths_that_are_no_pages() {
    let portal = Portal::open().await;
    for path in [
        "/nothing",
        "/sign-in/",
        "/reset/",
        "/reset/a/b",
        "/assets/portal.css",
        "/launch/Reports",
        "/demo/inbox",
        "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
    ] {
        let answer = portal.browser().get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.title().starts_with("Page not found"), "{path}");
    }
    assert_eq!(portal.avas_browser().await.get("/launch/nothing").await.status, 404);
}

#[tokio::test]
async fn methods_that_pages_do_not_know() {
    let portal = Portal::open().await;
    let asset = portal.templates.assets()[0].path.as_str();
    let forms = "GET, HEAD, POST";
    for (path, allow) in [
        ("/", "GET, HEAD"),
        ("/sign-in", forms),
        ("/password-reset", forms),
        ("/password-reset/submitted", "GET, HEAD"),
        ("/reset/aaaabbbbccccddddeeeeffffgggghhhh", forms),
        ("/reset/done", "GET, HEAD"),
        ("/home", "GET, HEAD"),
        ("/change-password", forms),
        ("/launch/reports", forms),
        ("/sign-out", "POST"),
        ("/.well-known/change-password", "GET, HEAD"),
        (asset, "GET, HEAD"),
    ] {
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
            let answer = portal.browser().ask(method, path, &[("Sec-Fetch-Site", "same-origin")], "").await;
            let is_allowed = allow.split(", ").any(|allowed| allowed == method);
            assert_eq!(answer.status != 405, is_allowed, "{method} {path}");
            if !is_allowed {
                assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn forms_with_a_mistake() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    for (fields, texts) in [
        (&[][..], &["Enter your username", "Enter your password"][..]),
        (&[("username", "ava.stone")], &["Enter your password"]),
        (&[("username", "ava.stone"), ("password", "wrong")], &["Your username or password is not correct"]),
    ] {
        let answer = browser.post("/sign-in", fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.title().starts_with("Error: Sign In"));
        assert!(texts.iter().all(|text| answer.body.contains(text)), "{fields:?}: {answer:?}");
    }
    for (fields, texts) in [
        (&[][..], &["Enter your Account ID", "Enter your username"][..]),
        (&[("account_id", " "), ("username", "ava.stone")], &["Enter your Account ID"]),
        (&[("account_id", "ACME-1042")], &["Enter your username"]),
    ] {
        let answer = browser.post("/password-reset", fields).await;
        assert_eq!(answer.status, 422);
        assert!(texts.iter().all(|text| answer.body.contains(text)), "{fields:?}: {answer:?}");
    }
}

#[tokio::test]
async fn a_form_comes_back_filled_in_but_for_passwords() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    let typed = [("username", "a\"><b"), ("password", "a secret of mine"), ("next", "/launch/reports")];
    let answer = browser.post("/sign-in", &typed).await;
    assert!(answer.body.contains("value=\"a&quot;&gt;&lt;b\""), "{answer:?}");
    assert!(!answer.body.contains("a secret of mine"));
    assert_eq!(answer.hidden("next"), "/launch/reports");
    let answer = browser.post("/password-reset", &[("account_id", "ACME-1042")]).await;
    assert!(answer.body.contains("value=\"ACME-1042\""), "{answer:?}");
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let portal = Portal::open().await;
    let asset = portal.templates.assets()[0].path.as_str();
    for path in ["/", "/sign-in", "/password-reset", "/reset/done", "/home", "/nothing", "/reset/dead", asset]
    {
        let mut get = portal.browser().get(path).await.without_date();
        let mut head = portal.browser().head(path).await.without_date();
        get.headers.sort();
        head.headers.sort();
        assert_eq!((head.status, &head.headers), (get.status, &get.headers), "{path}");
        assert_eq!(head.body, "", "{path}");
    }
}

#[tokio::test]
async fn head_swallows_no_notice_and_spends_no_confirmation() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    browser.post("/sign-out", &[]).await;
    assert_eq!(browser.head("/sign-in").await.header("set-cookie"), None);
    assert!(browser.get("/sign-in").await.body.contains("You have signed out."));
    let fields = [("username", "ava.stone"), ("password", World::AVAS_PASSWORD), ("next", "/launch/reports")];
    assert_eq!(browser.post("/sign-in", &fields).await.location(), "/launch/reports");
    assert_eq!(browser.head("/launch/reports").await.status, 200);
    assert_eq!(browser.head("/launch/nothing").await.status, 404);
    assert!(browser.get("/launch/reports").await.title().starts_with("Opening Reports"));
}
