//! Forms of other sites.

use reset_domain::testing::World;

use crate::browser::FORM;
use crate::portal::Portal;

const OWN: (&str, &str) = ("Origin", "https://portal.example.com");
const NULL: (&str, &str) = ("Origin", "null");
const EVIL: (&str, &str) = ("Origin", "https://evil.example");

fn site(value: &'static str) -> (&'static str, &'static str) {
    ("Sec-Fetch-Site", value)
}

#[tokio::test]
async fn forms_must_come_from_the_portal() {
    let portal = Portal::open().await;
    for path in ["/sign-in", "/password-reset", "/change-password", "/launch/reports", "/sign-out"] {
        for (headers, is_own) in [
            (&[site("same-origin")][..], true),
            (&[OWN], true),
            (&[site("cross-site")], false),
            (&[site("same-site")], false),
            (&[site("none")], false),
            (&[site("cross-site"), OWN], false),
            (&[NULL], false),
            (&[EVIL], false),
            (&[], false),
        ] {
            let mut headers = headers.to_vec();
            headers.push(("Content-Type", FORM));
            let answer = portal.browser().ask("POST", path, &headers, "").await;
            assert_eq!(answer.status != 403, is_own, "{path} {headers:?}");
            if !is_own {
                assert!(answer.title().starts_with("Start again from Sign In"), "{answer:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_link_may_be_followed_from_a_page_without_a_referrer() {
    let portal = Portal::open().await;
    let link = format!("/reset/{}", portal.world.avas_link().await);
    for headers in [&[EVIL][..], &[site("cross-site")], &[site("cross-site"), NULL], &[]] {
        assert_eq!(portal.browser().ask("POST", &link, headers, "").await.status, 403, "{headers:?}");
    }
    portal.world.work().await;
    assert_eq!(portal.world.subjects(World::AVAS_ADDRESS).len(), 1);
    for headers in [&[NULL][..], &[OWN], &[site("same-origin"), NULL]] {
        assert_eq!(portal.browser().ask("POST", &link, headers, "").await.status, 303, "{headers:?}");
    }
}

#[tokio::test]
async fn forms_of_signed_in_pages_need_the_token_of_their_session() {
    let portal = Portal::open().await;
    let mut bo = portal.browser();
    bo.sign_in("bo", World::BOS_PASSWORD).await;
    let foreign = bo.form_token().await;
    let mut ava = portal.avas_browser().await;
    for form_token in ["", "nonsense", &foreign] {
        for path in ["/change-password", "/launch/reports", "/sign-out"] {
            let answer = ava.post(path, &[("form_token", form_token)]).await;
            assert_eq!(answer.status, 403, "{path} {form_token:?}");
        }
    }
    assert_eq!(ava.get("/home").await.status, 200, "still signed in");
}

#[tokio::test]
async fn looking_is_for_everybody() {
    let portal = Portal::open().await;
    let answer = portal.browser().ask("GET", "/sign-in", &[site("cross-site"), EVIL], "").await;
    assert_eq!(answer.status, 200);
}
