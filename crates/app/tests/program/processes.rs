//! Two processes that serve and one that works, on one database server: every letter exactly once.

use std::thread;

use crate::support::portal::{NOTIFICATION, Portal, REQUEST, ask_with};

/// How many people ask.
const PEOPLE: usize = 40;

#[cfg(feature = "postgres-tests")]
#[test]
fn every_letter_comes_exactly_once_on_postgres() {
    every_letter_comes_exactly_once(&Portal::on_postgres());
}

#[cfg(feature = "mysql-tests")]
#[test]
fn every_letter_comes_exactly_once_on_mysql() {
    every_letter_comes_exactly_once(&Portal::on_mysql());
}

fn every_letter_comes_exactly_once(portal: &Portal) {
    let people: Vec<_> = (1..=PEOPLE).map(|number| format!("person.{number}")).collect();
    let address = |username: &str| format!("{username}@acme.example");
    for username in &people {
        let email = address(username);
        let whose = ["user", "add", "--account", "ACME-1042", "--username", username, "--email", &email];
        portal.done(&whose);
    }
    // Each of the three has a worker.
    let (mut one, mut other, mut worker) = (portal.serve(), portal.serve_elsewhere(&[]), portal.work());
    let both = [portal.browser_at(&one), portal.browser_at(&other)];

    thread::scope(|scope| {
        for (username, browser) in people.iter().zip(both.iter().cycle()) {
            let mut browser = browser.clone();
            scope.spawn(move || {
                let page = ask_with(&mut browser, "ACME-1042", username);
                assert_eq!(page.path, "/password-reset/submitted", "{page:?}");
            });
        }
    });
    let links: Vec<_> = people
        .iter()
        .map(|username| portal.sink.wait_for_one(&address(username), REQUEST).link().to_owned())
        .collect();

    thread::scope(|scope| {
        for (number, browser) in both.iter().cycle().enumerate().take(3 * PEOPLE) {
            let (mut browser, link) = (browser.clone(), links.get(number % PEOPLE).unwrap());
            scope.spawn(move || {
                let answer = browser.post(link, "");
                assert_eq!((answer.status, answer.location()), (303, "/reset/done"), "{answer:?}");
            });
        }
    });
    for username in &people {
        portal.sink.wait_for_one(&address(username), NOTIFICATION);
    }
    portal.wait_until_nothing_is_owed();
    one.stop();
    other.stop();
    worker.stop();

    for username in &people {
        assert_eq!(portal.sink.subjects_to(&address(username)), [REQUEST, NOTIFICATION], "{username}");
    }
    assert_eq!(portal.sink.letters().len(), 2 * PEOPLE, "letters to nobody else");
    assert_eq!(portal.count_events("letter.delivered"), 2 * PEOPLE);
}
