//! SIGTERM and kill -9 at awkward moments.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::support::browser::{Page, connected, encoded};
use crate::support::patience::eventually;
use crate::support::people::{AVA, BO};
use crate::support::portal::{NOTIFICATION, Portal, REQUEST, follow_with};
use crate::support::smtp_sink::Fault;

#[test]
fn requests_accepted_before_sigterm_are_answered_and_their_letters_come_after_a_restart() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let halves: Vec<_> = [AVA, BO]
        .iter()
        .map(|person| {
            let body =
                format!("account_id={}&username={}", encoded(person.account), encoded(person.username));
            let origin = portal.origin();
            let headers = [
                ("Content-Type", "application/x-www-form-urlencoded"),
                ("Origin", origin.as_str()),
                ("Expect", "100-continue"),
            ];
            let head = portal.browser().head("POST", "/password-reset", &headers, body.len());
            let mut stream = connected(serving.address);
            stream.write_all(head.as_bytes()).unwrap();
            expect_to_be_told_to_go_on(&mut stream);
            (stream, body)
        })
        .collect();

    serving.signal("TERM");
    eventually("the signal is heard", || serving.err().contains("stopping").then_some(()));
    for (mut stream, body) in halves {
        stream.write_all(body.as_bytes()).unwrap();
        let page = Page::read("/password-reset".to_owned(), &mut stream);
        assert_eq!((page.status, page.location()), (303, "/password-reset/submitted"), "{page:?}");
    }
    serving.wait_until_stopped();

    let mut serving = portal.serve();
    for person in [AVA, BO] {
        portal.sink.wait_for_one(person.email, REQUEST);
    }
    serving.stop();
    assert_eq!(portal.sink.letters().len(), 2);
}

#[test]
fn a_letter_under_way_at_sigterm_is_finished_and_not_sent_again() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    portal.sink.will(Fault::Held);
    portal.ask(AVA.account, AVA.username);
    portal.sink.wait_for_held(1);
    serving.signal("TERM");
    eventually("the signal is heard", || serving.err().contains("stopping").then_some(()));
    portal.sink.let_go();
    serving.wait_until_stopped();
    assert_eq!(portal.count_events("letter.delivered"), 1);
    assert!(portal.queue().is_empty());

    let mut serving = portal.serve();
    let letter = portal.sink.wait_for_one(AVA.email, REQUEST);
    assert_eq!(follow_with(&mut portal.browser(), letter.link()).path, "/reset/done");
    portal.sink.wait_for_one(AVA.email, NOTIFICATION);
    serving.stop();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST, NOTIFICATION]);
}

#[test]
fn what_was_accepted_before_kill_9_is_not_lost() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve_with(&["--no-worker"], &[]);
    let page = portal.ask(AVA.account, AVA.username);
    assert_eq!(page.path, "/password-reset/submitted", "{page:?}");
    serving.kill();

    let mut serving = portal.serve();
    let letter = portal.sink.wait_for_one(AVA.email, REQUEST);
    serving.stop();

    let mut serving = portal.serve_with(&["--no-worker"], &[]);
    assert_eq!(follow_with(&mut portal.browser(), letter.link()).path, "/reset/done");
    serving.kill();

    let mut serving = portal.serve();
    portal.sink.wait_for_one(AVA.email, NOTIFICATION);
    serving.stop();
    assert_eq!(portal.sink.subjects_to(AVA.email), [REQUEST, NOTIFICATION]);
}

#[test]
fn a_letter_under_way_at_kill_9_is_still_owed_and_its_link_is_good() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    portal.sink.will(Fault::Held);
    portal.ask(AVA.account, AVA.username);
    portal.sink.wait_for_held(1);
    serving.kill();
    portal.sink.let_go();

    // Another copy is sent when the lease has run out, which is later than a test waits.
    let queue = portal.queue();
    assert_eq!(queue.len(), 1, "{queue:?}");
    assert!(queue.iter().all(|row| row["state"] == "being sent" && row["next_at"].is_string()), "{queue:?}");
    let mut serving = portal.serve();
    let letter = portal.sink.wait_for_one(AVA.email, REQUEST);
    assert_eq!(portal.browser().get(letter.link()).status, 200, "it may have been delivered, and it was");
    serving.stop();
}

/// A handler reads the body: the request is under way.
fn expect_to_be_told_to_go_on(stream: &mut TcpStream) {
    const GO_ON: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut told = [0; GO_ON.len()];
    stream.read_exact(&mut told).unwrap();
    assert_eq!(told, GO_ON, "{}", String::from_utf8_lossy(&told));
}
