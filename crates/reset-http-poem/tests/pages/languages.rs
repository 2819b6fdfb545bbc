//! The language of a page: asked for, kept, preferred, or the portal's own.

use crate::portal::Portal;

#[tokio::test]
async fn one_that_there_is_can_be_chosen_and_is_kept() {
    let portal = Portal::open().await;
    for path in ["/sign-in?lang=en", "/nothing?lang=EN", "/reset/done?x=1&lang=en"] {
        let answer = portal.browser().get(path).await;
        let cookie = "readmit-lang=en; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=34560000";
        assert_eq!(answer.all("set-cookie").collect::<Vec<_>>(), [cookie], "{path}");
    }
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
