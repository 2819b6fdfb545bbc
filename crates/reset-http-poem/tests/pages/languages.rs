//! The language of a page: asked for, kept, preferred, or the portal's own.

use crate::portal::Portal;

#[tokio::test]
async fn one_that_there_is_can_be_chosen_and_is_kept() {
    let portal = Portal::open().await;
    for path in ["/sign-in?lang=de", "/nothing?lang=DE", "/reset/done?x=1&lang=de"] {
        let answer = portal.browser().get(path).await;
        let cookie = "readmit-lang=de; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=34560000";
        assert_eq!(answer.all("set-cookie").collect::<Vec<_>>(), [cookie], "{path}");
        assert!(answer.body.contains("<html lang=\"de\" dir=\"ltr\">"), "{path}");
    }
    let mut browser = portal.browser();
    browser.get("/sign-in?lang=ar").await;
    let next = browser.get("/password-reset").await;
    assert!(next.body.contains("<html lang=\"ar\" dir=\"rtl\">"), "{next:?}");
}

#[tokio::test]
async fn what_was_chosen_goes_before_what_the_browser_asks_for_and_that_before_the_portals_own() {
    let portal = Portal::open().await;
    for (accept, lang) in [
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("tlh, es-MX;q=0.5", "es"),
        ("tlh", "en"),
        ("*", "en"),
        ("en;q=0.1, ar-EG", "ar"),
    ] {
        let mut browser = portal.browser().sending("Accept-Language", accept);
        let asked = browser.get("/sign-in").await;
        assert!(asked.body.contains(&format!("<html lang=\"{lang}\"")), "{accept}: {asked:?}");
        browser.get("/sign-in?lang=de").await;
        assert!(browser.get("/sign-in").await.body.contains("<html lang=\"de\""), "{accept}");
    }
}

#[tokio::test]
async fn another_language_of_sign_in_leads_to_the_same_application() {
    let portal = Portal::open().await;
    let page = portal.browser().get("/sign-in?next=%2Flaunch%2Freports").await;
    let link = "href=\"/sign-in?next=%2Flaunch%2Freports&amp;lang=fr\"";
    assert!(page.body.contains(link), "{page:?}");
    let french = portal.browser().get("/sign-in?next=%2Flaunch%2Freports&lang=fr").await;
    assert!(french.body.contains("name=\"next\" value=\"/launch/reports\""), "{french:?}");
    let fields = [("username", "nobody"), ("password", "wrong"), ("next", "/launch/reports")];
    let refused = portal.browser().post("/sign-in", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains(link), "{refused:?}");
}

#[tokio::test]
async fn any_other_is_not_kept() {
    let portal = Portal::open().await;
    for tag in ["xx", "", "en%0d%0aX-Evil:1", "..%2f..", "en&lang=en"] {
        let answer = portal.browser().get(&format!("/sign-in?lang={tag}")).await;
        assert_eq!(answer.status, 200, "{tag}");
        assert_eq!(answer.header("set-cookie"), None, "{tag}");
    }
    let mut browser = portal.browser().sending("Accept-Language", "xx, yy;q=0.5");
    browser.jar.insert("readmit-lang".to_owned(), "../../etc/passwd".to_owned());
    let answer = browser.get("/sign-in").await;
    assert!(answer.body.contains("<html lang=\"en\" dir=\"ltr\">"), "{answer:?}");
}
