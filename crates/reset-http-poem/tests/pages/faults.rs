//! What people see when something beneath is broken, and what survives it.

use std::sync::Arc;
use std::time::Duration;

use poem::http::{Method, StatusCode, Uri};
use poem::{Body, Endpoint, Request, Response};
use reset_domain::ports::Storage;
use reset_domain::testing::{InMemory, World};
use reset_http_poem::endpoint;
use tokio::time::timeout;

use crate::browser::FORM;
use crate::moody::{Mood, Moody};
use crate::portal::{Portal, Setup, settings, templates};

const ASKED: &[(&str, &str)] = &[("account_id", "ACME-1042"), ("username", "ava.stone")];

#[tokio::test]
async fn a_store_that_is_away_is_told_and_comes_back() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    portal.moody.be(Mood::Away);
    for path in ["/home", "/change-password", "/launch/users", "/reset/aaaabbbbccccddddeeeeffffgggghhhh"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 503, "{path}");
        assert_eq!(answer.header("retry-after"), Some("10"), "{path}");
        assert!(answer.title().starts_with("Sorry, the service is busy"), "{path}");
        assert_eq!(answer.header("set-cookie"), None, "nobody is signed out by it");
    }
    assert_eq!(browser.post("/password-reset", ASKED).await.status, 503);
    for path in ["/password-reset", "/password-reset/submitted", "/reset/done"] {
        assert_eq!(browser.get(path).await.status, 200, "{path} needs no store");
    }
    portal.moody.be(Mood::Well);
    assert_eq!(browser.get("/home").await.status, 200);
    assert_eq!(browser.post("/password-reset", ASKED).await.status, 303);
}

#[tokio::test]
async fn a_full_intake_is_the_same_for_everybody() {
    let portal = Portal::open().await;
    portal.moody.be(Mood::Full);
    let known = portal.browser().post("/password-reset", ASKED).await.without_date();
    assert_eq!(known.status, 503);
    let unknown = [("account_id", "NOWHERE"), ("username", "nobody")];
    assert_eq!(portal.browser().post("/password-reset", &unknown).await.without_date(), known);
}

#[tokio::test]
async fn a_defect_has_a_page_with_a_reference() {
    let portal = Portal::open().await;
    for mood in [Mood::Corrupt, Mood::Panics] {
        portal.moody.be(mood);
        let answer = portal.browser().post("/password-reset", ASKED).await;
        assert_eq!(answer.status, 500, "{mood:?}");
        assert!(answer.title().starts_with("Sorry, there is a problem"), "{answer:?}");
        let reference = crate::browser::between(&answer.body, "<code dir=\"ltr\">", "</code>").unwrap();
        assert!(reference.len() == 8 && reference.chars().all(|c| c.is_ascii_hexdigit()), "{reference}");
        assert!(!answer.body.contains("the test"), "the cause is for the log alone");
    }
    portal.moody.be(Mood::Well);
    assert_eq!(portal.browser().post("/password-reset", ASKED).await.status, 303);
}

/// The endpoint without a server around it, on a store with moods.
async fn bare() -> (World, Moody, impl Endpoint<Output = Response> + 'static) {
    let store = InMemory::new();
    let moody = Moody::new(store.clone());
    let shared = Arc::new(moody.clone());
    let setup = Setup::default();
    let world = World::on(store, shared.clone(), shared, setup.policy.clone()).await;
    let endpoint = endpoint(world.service.clone(), templates(setup.url), settings(&world, &setup));
    (world, moody, endpoint)
}

fn request(body: impl Into<Body>) -> Request {
    Request::builder()
        .method(Method::POST)
        .uri(Uri::from_static("/password-reset"))
        .header("sec-fetch-site", "same-origin")
        .content_type(FORM)
        .body(body)
}

/// A handler's future is dropped when the browser goes away; what it began must not stop midway.
#[tokio::test(start_paused = true)]
async fn a_browser_that_goes_away_cancels_nothing() {
    let (world, moody, endpoint) = bare().await;
    moody.be(Mood::Gated);
    let request = request("account_id=ACME-1042&username=ava.stone");
    let call = tokio::spawn(async move { endpoint.get_response(request).await });
    moody.gate.reached.notified().await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    moody.gate.open.notify_one();
    // With the clock paused, this fails at once if there is nobody left to wait for.
    timeout(Duration::from_secs(1), moody.gate.kept.notified()).await.unwrap();
    world.work().await;
    assert_eq!(world.subjects(World::AVAS_ADDRESS), ["Password Reset Request"]);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_is_not_waited_for_for_ever() {
    let (_, moody, endpoint) = bare().await;
    moody.be(Mood::Gated);
    let answer = endpoint.get_response(request("account_id=ACME-1042&username=ava.stone")).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
}

#[tokio::test(start_paused = true)]
async fn a_form_that_trickles_in_is_not_waited_for_for_ever() {
    let (_, _, endpoint) = bare().await;
    let (_sender, receiver) = tokio::io::duplex(16);
    let answer = endpoint.get_response(request(Body::from_async_read(receiver))).await;
    assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
}

#[tokio::test]
async fn more_requests_than_can_be_handled_at_once_are_told_so() {
    let (world, setup) = (World::new().await, Setup::default());
    let pages = Arc::new(endpoint(world.service.clone(), templates(setup.url), settings(&world, &setup)));
    let ask = || {
        let pages = Arc::clone(&pages);
        let request =
            Request::builder().uri(Uri::from_static("/reset/aaaabbbbccccddddeeeeffffgggghhhh")).finish();
        async move { pages.call(request).await.unwrap().status() }
    };
    // Whoever holds a unit of work of this store holds up everybody else.
    let held = world.store.begin().await.unwrap();
    let waiting: Vec<_> = (0..512).map(|_| tokio::spawn(ask())).collect();
    // The runtime polls a test after every few dozen tasks; this many turns and each of them has begun.
    for _ in 0..512 {
        tokio::task::yield_now().await;
    }
    assert_eq!(ask().await, StatusCode::SERVICE_UNAVAILABLE);
    drop(held);
    for request in waiting {
        assert_eq!(request.await.unwrap(), StatusCode::GONE);
    }
    assert_eq!(ask().await, StatusCode::GONE, "there is room again");
}
