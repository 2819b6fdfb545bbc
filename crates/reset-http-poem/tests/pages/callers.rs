//! Whom the audit log names as the caller.

use crate::portal::{Portal, Setup};

async fn noted(trusted_proxies: Vec<&'static str>, headers: &[(&'static str, &str)]) -> String {
    let portal = Portal::with(Setup { trusted_proxies, ..Setup::default() }).await;
    let mut browser = portal.browser();
    for (name, value) in headers {
        browser = browser.sending(name, value);
    }
    browser.post("/sign-in", &[("username", "ava.stone"), ("password", "wrong")]).await;
    let events = portal.world.service.list_audit(time::Duration::HOUR, Some("ava.stone"), 10).await.unwrap();
    events.unwrap().into_iter().find_map(|line| line.event.network).unwrap().to_string()
}

#[tokio::test]
async fn the_peer_unless_it_is_a_trusted_proxy() {
    let forwarded = &[("X-Forwarded-For", "198.51.100.1, 203.0.113.7")][..];
    assert_eq!(noted(vec![], forwarded).await, "127.0.0.1");
    assert_eq!(noted(vec!["10.0.0.0/8"], forwarded).await, "127.0.0.1");
    assert_eq!(noted(vec!["127.0.0.0/8"], forwarded).await, "203.0.113.7");
    assert_eq!(noted(vec!["127.0.0.0/8", "203.0.113.0/24"], forwarded).await, "198.51.100.1");
    assert_eq!(
        noted(vec!["127.0.0.0/8"], &[("X-Forwarded-For", "2001:db8:1:2:3:4:5:6")]).await,
        "2001:db8:1:2::/64"
    );
}

#[tokio::test]
async fn no_other_header_is_believed() {
    let others = &[
        ("X-Real-IP", "198.51.100.1"),
        ("Forwarded", "for=198.51.100.1"),
        ("X-Client-IP", "198.51.100.1"),
        ("True-Client-IP", "198.51.100.1"),
        ("CF-Connecting-IP", "198.51.100.1"),
    ][..];
    assert_eq!(noted(vec!["127.0.0.0/8"], others).await, "127.0.0.1");
}
