//! One link, one temporary password, whoever races.

use std::sync::Barrier;
use std::thread;

use crate::support::browser::Browser;
use crate::support::people::AVA;
use crate::support::portal::{NOTIFICATION, Portal, REQUEST};

/// How many follow the link at once.
const RACERS: usize = 50;

#[test]
fn a_link_followed_50_times_at_once_mints_one_temporary_password_on_sqlite() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    race(&portal, &[portal.browser()]);
    serving.stop();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST, NOTIFICATION]);
}

#[cfg(feature = "postgres-tests")]
#[test]
fn a_link_followed_50_times_at_once_mints_one_temporary_password_on_two_processes_of_postgres() {
    on_two_processes(&Portal::on_postgres());
}

#[cfg(feature = "mysql-tests")]
#[test]
fn a_link_followed_50_times_at_once_mints_one_temporary_password_on_two_processes_of_mysql() {
    on_two_processes(&Portal::on_mysql());
}

#[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
fn on_two_processes(portal: &Portal) {
    let mut one = portal.serve();
    let mut other = portal.serve_elsewhere(&[]);
    race(portal, &[portal.browser_at(&one), portal.browser_at(&other)]);
    one.stop();
    other.stop();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST, NOTIFICATION]);
}

/// Everybody follows Ava's link at once, spread over the browsers.
fn race(portal: &Portal, browsers: &[Browser]) {
    let letter = portal.asks_and_gets_letter(&AVA);
    let start = Barrier::new(RACERS);
    let answers: Vec<_> = thread::scope(|scope| {
        let racers: Vec<_> = browsers
            .iter()
            .cycle()
            .take(RACERS)
            .map(|browser| {
                let (mut browser, start, letter) = (browser.clone(), &start, &letter);
                scope.spawn(move || {
                    start.wait();
                    browser.post(letter.link(), "")
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    for answer in &answers {
        assert_eq!((answer.status, answer.location()), (303, "/reset/done"), "{answer:?}");
    }
    let temporary = portal.sink.wait_for_one(AVA.email, NOTIFICATION);
    portal.wait_until_nothing_is_owed();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST, NOTIFICATION]);
    assert_eq!(portal.count_events("reset.link_followed"), 1);
    let shown = portal.listed(&["user", "show", AVA.username]);
    assert_eq!(shown["temporary_passwords_until"].as_array().unwrap().len(), 1, "{shown}");
    let (_, page) = portal.sign_in(AVA.username, temporary.temporary_password());
    assert_eq!(page.path, "/home", "{page:?}");
}
