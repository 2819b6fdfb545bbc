//! The mail server is away, says no, or says nothing.

use crate::support::browser::Page;
use crate::support::letter::Letter;
use crate::support::patience::eventually;
use crate::support::people::{AVA, BO};
use crate::support::portal::{NOTIFICATION, Portal, REQUEST, follow_with};
use crate::support::smtp_sink::Fault;

#[test]
fn while_the_mail_server_is_away_the_visitor_sees_nothing_of_it_and_the_letter_comes_later() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let before = portal.ask(BO.account, BO.username);
    portal.sink.wait_for_one(BO.email, REQUEST);

    portal.sink.go_away();
    let meanwhile = portal.ask(AVA.account, AVA.username);
    assert_eq!(without_date(meanwhile), without_date(before));
    eventually("a try has failed", || {
        let queue = portal.queue();
        let row = queue.first()?;
        (row["tries"] == 1 && row["state"] == "owed").then_some(())
    });
    portal.sink.come_back();

    let letter = portal.sink.wait_for_one(AVA.email, REQUEST);
    assert_eq!(follow_with(&mut portal.browser(), letter.link()).path, "/reset/done");
    portal.sink.wait_for_one(AVA.email, NOTIFICATION);
    serving.stop();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST, NOTIFICATION]);
}

#[test]
fn a_letter_refused_for_now_comes_later_with_another_link_and_the_first_is_dead() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    portal.sink.will(Fault::Later);
    portal.ask(AVA.account, AVA.username);
    let refused = portal.sink.wait_for_refused();
    let letter = portal.sink.wait_for_one(AVA.email, REQUEST);
    assert_ne!(letter.header("Message-ID"), refused.header("Message-ID"));
    assert_eq!(portal.browser().get(refused.link()).status, 410);
    assert_eq!(portal.browser().get(letter.link()).status, 200);
    serving.stop();
}

#[test]
fn a_letter_refused_for_ever_is_given_up_and_its_secret_with_it() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    portal.sink.will(Fault::Never);
    portal.ask(AVA.account, AVA.username);
    let refused = portal.sink.wait_for_refused();
    let row = eventually("the letter is given up", || {
        portal.queue().first().filter(|row| row["state"] == "given up").cloned()
    });
    assert_eq!(row["letter"], REQUEST);
    assert_eq!((&row["to"], &row["tries"], &row["next_at"]), (&AVA.email.into(), &1.into(), &().into()));

    let (_, token) = refused.link().rsplit_once('/').unwrap();
    for listing in [&["mail", "queue"][..], &["mail", "queue", "--json"], &["audit", "--json"]] {
        let listed = portal.done(listing);
        assert!(!listed.contains(token), "{listed}");
    }
    assert_eq!(portal.count_events("letter.given_up"), 1);
    assert_eq!(portal.browser().get(refused.link()).status, 410, "taken back");
    serving.stop();
    assert!(portal.sink.letters().is_empty());
}

#[test]
fn where_a_reply_is_lost_the_letter_comes_twice_and_either_link_is_good_for_one_temporary_password() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    portal.sink.will(Fault::Ambiguous);
    portal.ask(AVA.account, AVA.username);
    let letters = portal.sink.wait_for(AVA.email, REQUEST, 2);
    let links: Vec<_> = letters.iter().map(Letter::link).collect();
    assert_ne!(links.first(), links.last(), "each has its own link");

    for link in &links {
        let page = portal.browser().get(link);
        assert!(page.status == 200 && page.form_to("/reset/").is_some(), "{page:?}");
    }
    for link in &links {
        assert_eq!(follow_with(&mut portal.browser(), link).path, "/reset/done");
    }
    portal.sink.wait_for_one(AVA.email, NOTIFICATION);
    portal.wait_until_nothing_is_owed();
    serving.stop();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST, REQUEST, NOTIFICATION]);
}

#[test]
fn where_the_connection_ends_midway_the_letter_comes_later() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    portal.sink.will(Fault::Lost);
    portal.ask(AVA.account, AVA.username);
    portal.sink.wait_for_refused();
    portal.sink.wait_for_one(AVA.email, REQUEST);
    serving.stop();
}

/// All that a visitor could tell pages apart by.
fn without_date(mut page: Page) -> (u16, String, Vec<(String, String)>, String) {
    page.headers.retain(|(name, _)| name != "date");
    (page.status, page.path, page.headers, page.body)
}
