//! The mail server goes wrong in every way there is; no letter is lost, and doubled only where a reply was.

use std::collections::BTreeMap;

use crate::crowd;
use crate::figure;
use crate::support::portal::{Portal, REQUEST};
use crate::support::smtp_sink::{Manner, Misbehavior};
use crate::wire::Wire;

use Misbehavior::{HangUp, Say, Stall};

/// Every second time; a stall costs a second, so only every twentieth time.
const OFTEN: usize = 2;
const RARELY: usize = 20;

/// Each way to go wrong: what it is called, how, and whether a letter may come twice for it.
const WAYS: [(&str, Manner, bool); 19] = [
    ("421 at the greeting", manner(Manner::GREETING, OFTEN, Say("421 too busy")), false),
    ("closed at the greeting", manner(Manner::GREETING, OFTEN, HangUp), false),
    ("stall at the greeting", manner(Manner::GREETING, OFTEN, Stall), false),
    ("closed at EHLO", manner("EHLO", OFTEN, HangUp), false),
    ("stall at EHLO", manner("EHLO", OFTEN, Stall), false),
    ("421 at MAIL", manner("MAIL", OFTEN, Say("421 too busy")), false),
    ("451 at MAIL", manner("MAIL", OFTEN, Say("451 later")), false),
    ("stall at MAIL", manner("MAIL", RARELY, Stall), false),
    ("451 at RCPT", manner("RCPT", OFTEN, Say("451 later")), false),
    ("550 at RCPT", manner("RCPT", OFTEN, Say("550 no such mailbox")), false),
    ("stall at RCPT", manner("RCPT", RARELY, Stall), false),
    ("451 at DATA", manner("DATA", OFTEN, Say("451 later")), false),
    ("stall at DATA", manner("DATA", RARELY, Stall), false),
    ("451 after DATA", manner(Manner::LETTER, OFTEN, Say("451 later")), false),
    ("550 after DATA", manner(Manner::LETTER, OFTEN, Say("550 not this one")), false),
    ("closed after DATA, letter not kept", manner(Manner::LETTER, OFTEN, HangUp), false),
    ("closed after DATA, letter kept", manner(Manner::KEPT, OFTEN, HangUp), true),
    ("stall after DATA, letter not kept", manner(Manner::LETTER, RARELY, Stall), false),
    ("stall after DATA, letter kept", manner(Manner::KEPT, RARELY, Stall), true),
];

const fn manner(at: &'static str, every: usize, how: Misbehavior) -> Manner {
    Manner { at, every, how }
}

/// So many letters through each way to go wrong.
pub(crate) fn run(letters: u32) {
    for (name, manner, may_double) in WAYS {
        one(name, manner, may_double, letters);
    }
    refused(letters);
}

fn one(name: &str, manner: Manner, may_double: bool, letters: u32) {
    let portal = Portal::on_sqlite();
    crowd::add(&portal, "known", letters);
    portal.sink.behaves(Some(manner));
    let mut serving = portal.serve_with(&[], &[("READMIT_MAIL__TIMEOUT", "1s")]);
    ask_for_all(&portal, serving.address, letters);
    account(name, &portal, may_double, letters);
    serving.stop();
}

/// Nobody listens for a while.
fn refused(letters: u32) {
    let portal = Portal::on_sqlite();
    crowd::add(&portal, "known", letters);
    portal.sink.go_away();
    let mut serving = portal.serve_with(&[], &[("READMIT_MAIL__TIMEOUT", "1s")]);
    ask_for_all(&portal, serving.address, letters);
    crowd::live(std::time::Duration::from_secs(3));
    portal.sink.come_back();
    account("connection refused for 3 s", &portal, false, letters);
    serving.stop();
}

/// Asks for each of the crowd once.
pub(crate) fn ask_for_all(portal: &Portal, address: std::net::SocketAddr, count: u32) {
    let mut wire = Wire::to(address, &portal.origin()).unwrap();
    for n in 1..=count {
        let name = crowd::username("known", n);
        let fields = [("account_id", crowd::ACCOUNT), ("username", name.as_str())];
        assert_eq!(wire.post("/password-reset", &fields).unwrap().0, 303);
    }
}

fn account(name: &str, portal: &Portal, may_double: bool, letters: u32) {
    crowd::wait_until_nothing_is_owed(portal);
    let mut came: BTreeMap<String, u32> = BTreeMap::new();
    for letter in portal.sink.letters().into_iter().filter(|letter| letter.subject() == REQUEST) {
        *came.entry(letter.to[0].clone()).or_default() += 1;
    }
    let given_up = crowd::given_up(portal);
    let doubled = came.values().filter(|count| 1 < **count).count();
    let lost = (letters as usize).saturating_sub(came.len() + given_up);
    figure(
        &format!("{name}: {letters} letters, arrived / refused for good / doubled / lost"),
        format!("{} / {given_up} / {doubled} / {lost}", came.len()),
    );
    assert_eq!(lost, 0, "{name}");
    assert!(may_double || doubled == 0, "{name}: {doubled} came twice though no reply was lost");
    assert!(name.contains("550") || given_up == 0, "{name}: {given_up} were given up");
}
