//! Forms that are too large, too odd or not forms at all.

use reset_domain::testing::World;

use crate::browser::FORM;
use crate::portal::Portal;

const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

#[tokio::test]
async fn sixteen_kibibytes_and_no_more() {
    let portal = Portal::open().await;
    let rest = "account_id=ACME-1042&username=ava.stone&x=";
    let filled = |length: usize| format!("{rest}{}", "x".repeat(length - rest.len()));
    let most = 16 * 1024;
    assert_eq!(portal.browser().post_text("/password-reset", &filled(most)).await.status, 303);
    let answer = portal.browser().post_text("/password-reset", &filled(most + 1)).await;
    assert_eq!(answer.status, 413);
    assert!(answer.title().starts_with("That is too much to send"));
    // Also where nobody says beforehand how much it is, and where no form is expected.
    let link = format!("/reset/{}", portal.world.avas_link().await);
    for path in ["/password-reset", &link] {
        let body = filled(most + 1);
        let chunked = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {FORM}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
            body.len(),
        );
        let answer = crate::browser::raw(portal.address, chunked.as_bytes()).await;
        assert!(answer.starts_with(b"HTTP/1.1 413 "), "{path}: {}", String::from_utf8_lossy(&answer));
    }
}

#[tokio::test]
async fn a_field_comes_once() {
    let portal = Portal::open().await;
    for (path, body) in [
        ("/password-reset", "account_id=ACME-1042&username=ava.stone&username=bo"),
        ("/password-reset", "account_id=ACME-1042&account_id=ACME-1042&username=ava.stone"),
        ("/sign-in", "username=ava.stone&password=a&password=b"),
        ("/sign-in", "username=ava.stone&user%6Eame=bo&password=a"),
        ("/sign-in", "username=a%00b&password=c"),
        ("/sign-in", "username=%FF&password=c"),
        ("/sign-in", "username=%ED%A0%80&password=c"),
    ] {
        let answer = portal.browser().post_text(path, body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.title().starts_with("We could not read"), "{body}");
    }
    portal.world.work().await;
    assert_eq!(portal.world.mailbox.letters().len(), 0);
}

#[tokio::test]
async fn fields_of_other_names_are_as_if_they_were_not_there() {
    let portal = Portal::open().await;
    let body = "account_id=ACME-1042&username=ava.stone&username[]=bo&email=evil%40evil.example&email=x&user[email]=y";
    assert_eq!(portal.browser().post_text("/password-reset", body).await.status, 303);
    assert_eq!(
        portal.browser().post_text("/password-reset", "account_id[]=ACME-1042&username[0]=bo").await.status,
        422
    );
    portal.world.work().await;
    assert_eq!(portal.world.subjects(World::AVAS_ADDRESS), ["Password Reset Request"]);
    assert_eq!(portal.world.mailbox.letters().len(), 1);
}

#[tokio::test]
async fn other_kinds_of_body_are_not_read() {
    let portal = Portal::open().await;
    let json = r#"{"username":"ava.stone","password":"x"}"#;
    for (kind, body) in [
        ("application/json", json),
        ("text/plain", "username=ava.stone&password=x"),
        ("multipart/form-data; boundary=x", "--x\r\n"),
        ("", "username=ava.stone&password=x"),
    ] {
        let answer = portal.browser().ask("POST", "/sign-in", &[OWN, ("Content-Type", kind)], body).await;
        assert_eq!(answer.status, 400, "{kind}");
    }
}

#[tokio::test]
async fn passwords_are_read_to_the_letter() {
    let portal = Portal::open().await;
    let mut browser = portal.avas_browser().await;
    let odd = " pä\u{308}ss & wörd = 100% + ☂ ";
    let form_token = browser.form_token().await;
    let change =
        [("form_token", &*form_token), ("current_password", World::AVAS_PASSWORD), ("new_password", odd)];
    assert_eq!(browser.post("/change-password", &change).await.location(), "/home");
    portal.browser().sign_in("ava.stone", odd).await;
    let trimmed = [("username", "ava.stone"), ("password", odd.trim())];
    assert_eq!(portal.browser().post("/sign-in", &trimmed).await.status, 422);
}
