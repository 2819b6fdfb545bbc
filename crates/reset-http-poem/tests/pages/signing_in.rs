//! Sign In, where it leads, and what a temporary password changes.

use reset_domain::Policy;
use reset_domain::policy::ChangeRule;
use reset_domain::testing::World;

use crate::portal::{Portal, Setup};

#[tokio::test]
async fn it_leads_to_own_pages_only() {
    let portal = Portal::open().await;
    for (next, location) in [
        ("", "/home"),
        ("/home", "/home"),
        ("/change-password", "/change-password"),
        ("/launch/reports", "/launch/reports"),
        ("//evil.example", "/home"),
        ("/\\evil.example", "/home"),
        ("\\\\evil.example", "/home"),
        ("https://evil.example/", "/home"),
        ("https:evil.example", "/home"),
        ("javascript:alert(1)", "/home"),
        ("/home\r\nX-Evil: 1", "/home"),
        ("/\tevil", "/home"),
        ("/launch/../../evil", "/home"),
        ("/home?next=//evil.example", "/home"),
        ("/sign-out", "/home"),
        ("/sign-in", "/home"),
        ("/reset/aaaabbbbccccddddeeeeffffgggghhhh", "/home"),
        ("/nothing", "/home"),
    ] {
        let fields = [("username", "ava.stone"), ("password", World::AVAS_PASSWORD), ("next", next)];
        let answer = portal.browser().post("/sign-in", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, location), "{next:?}");
        assert_eq!(answer.header("x-evil"), None);
    }
}

#[tokio::test]
async fn the_form_carries_along_where_to_go() {
    let portal = Portal::open().await;
    let answer = portal.browser().get("/sign-in?next=%2Flaunch%2Freports").await;
    assert_eq!(answer.hidden("next"), "/launch/reports");
    for query in
        ["?next=//evil.example", "?next=%2F%2Fevil.example", "?next=/home&next=/home", "?next=%00", ""]
    {
        let answer = portal.browser().get(&format!("/sign-in{query}")).await;
        assert!(!answer.body.contains("name=\"next\""), "{query}");
    }
}

#[tokio::test]
async fn the_third_refusal_says_what_else_can_be_done() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    let fields = [("username", "ava.stone"), ("password", "wrong")];
    for refusal in 1..=3 {
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.body.contains("You can <a"), refusal == 3, "{answer:?}");
    }
}

#[tokio::test]
async fn an_expired_temporary_password_is_told_apart_from_a_wrong_one() {
    let portal = Portal::open().await;
    let temporary = portal.world.avas_temporary_password().await;
    portal.world.clock.advance(time::Duration::hours(25));
    let fields = [("username", "ava.stone"), ("password", &*temporary)];
    let answer = portal.browser().post("/sign-in", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Your temporary password has expired"), "{answer:?}");
}

#[tokio::test]
async fn the_reminder_stands_on_every_page_until_it_is_done() {
    let portal = Portal::open().await;
    let temporary = portal.world.avas_temporary_password().await;
    let mut browser = portal.browser();
    browser.sign_in("ava.stone", &temporary).await;
    for path in ["/home", "/change-password", "/launch/reports", "/launch/users"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains("Change your temporary password"), "{path}");
    }
}

#[tokio::test]
async fn a_forced_change_comes_before_everything_else() {
    let policy = Policy { temporary_change: ChangeRule::Force, ..Policy::default() };
    let portal = Portal::with(Setup { policy, ..Setup::default() }).await;
    let temporary = portal.world.avas_temporary_password().await;
    let mut browser = portal.browser();
    browser.sign_in("ava.stone", &temporary).await;
    for path in ["/home", "/launch/reports", "/launch/users"] {
        let answer = browser.get(path).await;
        assert_eq!((answer.status, answer.location()), (303, "/change-password"), "{path}");
    }
    let form_token = browser.form_token().await;
    let confirm = [("form_token", &*form_token), ("password", &*temporary)];
    assert_eq!(browser.post("/launch/reports", &confirm).await.location(), "/change-password");
    let change = [
        ("form_token", &*form_token),
        ("current_password", &*temporary),
        ("new_password", "quilted pepper mountain door"),
    ];
    assert_eq!(browser.post("/change-password", &change).await.location(), "/home");
    assert_eq!(browser.get("/home").await.status, 200);
}
