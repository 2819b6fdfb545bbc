//! The admin listener.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reset_http_poem::{Readiness, admin_endpoint, serve};
use tokio::net::TcpListener;

use crate::browser::Browser;

#[tokio::test]
async fn it_tells_whether_the_process_lives_and_can_serve() {
    let is_ready = Arc::new(AtomicBool::new(true));
    let endpoint = admin_endpoint({
        let is_ready = Arc::clone(&is_ready);
        move || {
            let is_ready = is_ready.load(Ordering::Relaxed);
            async move {
                match is_ready {
                    true => Readiness::Ready,
                    false => Readiness::NotReady("draining"),
                }
            }
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut browser = Browser::new(listener.local_addr().unwrap());
    let served = tokio::spawn(serve(listener, endpoint, std::future::pending()));

    let answer = browser.get("/readyz").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "ready"));
    is_ready.store(false, Ordering::Relaxed);
    let answer = browser.get("/readyz").await;
    assert_eq!((answer.status, answer.body.as_str()), (503, "draining"));
    let answer = browser.get("/healthz").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "ok"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(browser.head("/healthz").await.body, "");
    assert_eq!(browser.get("/sign-in").await.status, 404);
    assert_eq!(browser.post("/healthz", &[]).await.header("allow"), Some("GET, HEAD"));
    served.abort();
}

#[tokio::test]
async fn a_question_that_panics_is_no() {
    async fn broken() -> Readiness {
        panic!("the test made it panic")
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut browser = Browser::new(listener.local_addr().unwrap());
    let served = tokio::spawn(serve(listener, admin_endpoint(broken), std::future::pending()));
    assert_eq!(browser.get("/readyz").await.status, 503);
    served.abort();
}
