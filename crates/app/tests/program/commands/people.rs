//! What operators do to people, and what those people meet.

use crate::support::patience::eventually;
use crate::support::people::{AVA, BO};
use crate::support::portal::{NOTIFICATION, Portal, REQUEST, follow_with};

#[test]
fn a_user_without_a_password_gets_in_by_a_reset() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let dee = ["user", "add", "--account", "ACME-1042", "--username", "dee", "--email", "dee@acme.example"];
    assert_eq!(portal.done(&dee), "user dee is registered\n");
    let (_, page) = portal.sign_in("dee", "no password was ever chosen");
    assert_eq!(page.status, 422);
    portal.ask("acme1042", "dee");
    let letter = portal.sink.wait_for_one("dee@acme.example", REQUEST);
    follow_with(&mut portal.browser(), letter.link());
    let letter = portal.sink.wait_for_one("dee@acme.example", NOTIFICATION);
    let (_, page) = portal.sign_in("dee", letter.temporary_password());
    assert_eq!(page.path, "/home", "{page:?}");
    serving.stop();
}

#[test]
fn a_suspended_user_is_shut_out_until_resumed() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let link = portal.asks_and_gets_letter(&AVA).link().to_owned();
    let (mut browser, page) = portal.sign_in(AVA.username, AVA.password);
    assert_eq!(page.path, "/home", "{page:?}");

    assert_eq!(portal.done(&["user", "suspend", AVA.username]), "user ava.stone is suspended\n");
    assert_eq!(portal.listed(&["user", "show", AVA.username])["state"], "suspended");
    assert!(browser.get("/home").path.starts_with("/sign-in"), "the session has ended");
    assert_eq!(portal.browser().get(&link).status, 410, "the link is dead");
    assert_eq!(portal.sign_in(AVA.username, AVA.password).1.status, 422);
    let page = portal.ask(AVA.account, AVA.username);
    assert_eq!(page.path, "/password-reset/submitted", "the same for everybody");
    eventually("the request was considered", || (portal.count_events("reset.unmatched") == 1).then_some(()));
    portal.wait_until_nothing_is_owed();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST], "no letter but the first");

    assert_eq!(portal.done(&["user", "resume", AVA.username]), "user ava.stone is resumed\n");
    assert!(browser.get("/home").path.starts_with("/sign-in"), "what ended stays ended");
    assert_eq!(portal.browser().get(&link).status, 410, "what ended stays ended");
    assert_eq!(portal.sign_in(AVA.username, AVA.password).1.path, "/home");
    serving.stop();
}

#[test]
fn a_suspended_account_shuts_all_its_users_out_until_resumed() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let mut browsers: Vec<_> =
        [AVA, BO].iter().map(|person| portal.sign_in(person.username, person.password).0).collect();
    assert_eq!(portal.done(&["account", "suspend", "acme-1042"]), "account ACME-1042 is suspended\n");
    for browser in &mut browsers {
        assert!(browser.get("/home").path.starts_with("/sign-in"));
    }
    for person in [AVA, BO] {
        assert_eq!(portal.sign_in(person.username, person.password).1.status, 422);
    }
    assert_eq!(portal.done(&["account", "resume", "ACME-1042"]), "account ACME-1042 is resumed\n");
    for person in [AVA, BO] {
        assert_eq!(portal.sign_in(person.username, person.password).1.path, "/home");
    }
    serving.stop();
}

#[test]
fn the_old_address_is_told_of_the_new_one_and_open_links_are_dead() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let link = portal.asks_and_gets_letter(&AVA).link().to_owned();
    let said = portal.done(&["user", "set-email", AVA.username, "ava@new.example"]);
    assert!(said.contains("ava@new.example") && said.contains("the old address is told"), "{said}");
    assert_eq!(portal.browser().get(&link).status, 410);
    let told = portal.sink.wait_for(AVA.email, "Email Address Changed", 1);
    assert!(told.iter().all(|letter| letter.text.contains("Hello Ava,")), "{told:?}");
    portal.wait_until_nothing_is_owed();
    assert!(portal.sink.letters_to("ava@new.example").is_empty());
    assert_eq!(portal.listed(&["user", "show", AVA.username])["email"], "ava@new.example");
    serving.stop();
}

#[test]
fn unlocking_forgets_refused_sign_ins() {
    let portal = Portal::on_sqlite();
    // Three, so that no pause begins: those begin after five.
    let mut serving = portal.serve_with(&[], &[("READMIT_THROTTLE__FAILURES", "3")]);
    for guess in ["one wrong password", "another wrong password", "a third wrong password"] {
        assert_eq!(portal.sign_in(AVA.username, guess).1.status, 422);
    }
    assert_eq!(portal.sign_in(AVA.username, AVA.password).1.status, 422, "the ceiling is reached");
    assert_eq!(portal.sign_in(BO.username, BO.password).1.path, "/home", "Ava's alone");
    assert_eq!(portal.done(&["user", "unlock", AVA.username]), "user ava.stone is unlocked\n");
    assert_eq!(portal.sign_in(AVA.username, AVA.password).1.path, "/home");
    serving.stop();
}
