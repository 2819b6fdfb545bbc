//! The mail server goes wrong in every way there is; no letter is lost, and doubled only where a reply was.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::figure;
use crate::support::crowd;
use crate::support::portal::{Portal, REQUEST};
use crate::support::smtp_sink::{Manner, Misbehavior};
use crate::support::wire::Wire;

use Misbehavior::{HangUp, Say, Stall};

/// Every fifth time: a letter that meets a fault waits 5, 10, 20 seconds and so on, so the unluckiest of a thousand
/// takes some minutes. A stall costs a second besides, so only every twenty-fifth time.
const OFTEN: usize = 5;
const RARELY: usize = 25;
/// How many ways are gone at once, each by a portal of its own: most of the time is pauses.
const AT_ONCE: usize = 5;

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
    let (next, figures) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((name, manner, may_double)) = WAYS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let value = one(name, *manner, *may_double, letters);
                    figures.lock().unwrap().insert(*name, value);
                }
            });
        }
    });
    let mut figures = figures.into_inner().unwrap();
    let refused = ("connection refused for 3 s", refused(letters));
    let measured = WAYS.iter().map(|(name, ..)| (*name, figures.remove(name).unwrap())).chain([refused]);
    for (name, value) in measured {
        let what = "faults / letters arrived / refused for good / doubled / lost";
        figure(&format!("{name}, {letters} letters: {what}"), value);
    }
}

fn one(name: &str, manner: Manner, may_double: bool, letters: u32) -> String {
    let portal = Portal::on_sqlite();
    crowd::add(&portal, "known", letters);
    portal.sink.behaves(Some(manner));
    let mut serving = portal.serve_with(&[], &[("READMIT_MAIL__TIMEOUT", "1s")]);
    ask_for_all(&portal, serving.address, letters);
    let figures = account(name, &portal, may_double, letters);
    let faults = portal.sink.faults();
    assert!(0 < faults, "{name}: nothing went wrong, so nothing was tested");
    serving.stop();
    format!("{faults} / {figures}")
}

/// Nobody listens for a while.
fn refused(letters: u32) -> String {
    let portal = Portal::on_sqlite();
    crowd::add(&portal, "known", letters);
    portal.sink.go_away();
    let mut serving = portal.serve_with(&[], &[("READMIT_MAIL__TIMEOUT", "1s")]);
    ask_for_all(&portal, serving.address, letters);
    crowd::live(std::time::Duration::from_secs(3));
    portal.sink.come_back();
    let figures = account("connection refused for 3 s", &portal, false, letters);
    serving.stop();
    format!("one outage / {figures}")
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

fn account(name: &str, portal: &Portal, may_double: bool, letters: u32) -> String {
    crowd::wait_until_nothing_is_owed(portal);
    let mut came: BTreeMap<String, u32> = BTreeMap::new();
    for letter in portal.sink.letters().into_iter().filter(|letter| letter.subject() == REQUEST) {
        *came.entry(letter.to[0].clone()).or_default() += 1;
    }
    let given_up = crowd::given_up(portal);
    let doubled = came.values().filter(|count| 1 < **count).count();
    let lost = (letters as usize).saturating_sub(came.len() + given_up);
    assert_eq!(lost, 0, "{name}");
    assert!(may_double || doubled == 0, "{name}: {doubled} came twice though no reply was lost");
    assert!(name.contains("550") || given_up == 0, "{name}: {given_up} were given up");
    eprintln!("{name}: done");
    format!("{} / {given_up} / {doubled} / {lost}", came.len())
}
